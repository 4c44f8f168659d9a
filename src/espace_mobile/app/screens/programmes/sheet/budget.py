"""What the programme costs and who pays: totals by side, with how many cells are blank, then the lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions import measures, workers
from espace_mobile.app.components import card, line
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.screens.programmes.sheet.budget_sheet import LineSheet
from espace_mobile.app.screens.programmes.sheet.pieces import blank, headed, pair, stacked
from espace_mobile.app.screens.programmes.sheet.words import line_name, total_words
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.budget import by_side, by_year
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.programme_sheet import BudgetLine, Measure
from espace_mobile.domain.sheet_vocabulary import BudgetSide

_CLOSED, _NEW = "closed", ""
_SIDES = {BudgetSide.EXPENSE: "sheet.expenses", BudgetSide.FUNDING: "sheet.fundings"}


@component
def BudgetCard(programme_id: str) -> Any:
    """Tests: `budget.{n}`, `budget.new`; those of `LineSheet`."""
    ui = use_ui()
    use_records(Measure.kind, BudgetLine.kind, Organisation.kind)
    opened, show = use_value(_CLOSED)
    lines = measures.lines_of(ui.replica, programme_id)
    may = workers.may_counsel(ui.session.worker)
    groups = by_year(lines)
    numbers = {b.id: n for n, b in enumerate(b for group in groups.values() for b in group)}
    drawn = [
        part for year, group in groups.items()
        for part in _group(ui, year, group, len(groups) > 1, numbers, show if may else None)
    ]  # fmt: skip
    close = lambda: show(_CLOSED)  # noqa: E731
    sheet = [] if opened == _CLOSED else [ft.Container(LineSheet(programme_id, opened, "", close), key=opened or "new")]
    return card(
        ui,
        headed(ui, ui.t("sheet.budget"), ui.t("sheet.add"), (lambda: show(_NEW)) if may else None,
               identifier="budget.new", sign=ft.Icons.ADD),
        *(drawn or [muted(ui, ui.t("sheet.no_budget"))]), *sheet,
    )  # fmt: skip


def _group(
    ui: Ui, year: int | None, lines: list[BudgetLine], several: bool, numbers: dict[str, int],
    show: Callable[[str], Any] | None,
) -> list[ft.Control]:  # fmt: skip
    head = [label(ui, str(year) if year is not None else ui.t("sheet.no_year"))] if year is not None or several else []
    totals = [pair(ui, ui.t(_SIDES[side]), total_words(ui, total)) for side, total in by_side(lines).items()]

    def opener(id: str) -> Callable[[], Any] | None:
        return (lambda: show(id)) if show else None

    drawn = [budget_line(ui, b, f"budget.{numbers[b.id]}", opener(b.id)) for b in lines]
    return [*head, stacked(*totals, spacing=8), stacked(*drawn, spacing=0)]


def budget_line(ui: Ui, b: BudgetLine, identifier: str, on_tap: Callable[[], Any] | None) -> ft.Control:
    """What, of which measure, and how much: at the right where there is room, else under it."""
    measure = ui.replica.get(Measure, b.measure_id) if b.measure_id else None
    side = ui.words.label(b.side)
    amount = ui.words.money(b.cents) if b.cents is not None else ""
    beside = ui.rail and not ui.large
    shown = (label(ui, amount) if amount else blank(ui, ui.t("sheet.amount"))) if beside else None
    under = "" if beside else amount or ui.t("sheet.no_amount")
    detail = " · ".join(filter(None, [under, side if line_name(ui, b) else "", measure.title if measure else ""]))
    return line(
        ui, line_name(ui, b) or side, detail, identifier=identifier, trail=shown, on_tap=on_tap,
        detail_lines=1 if beside else 2, key=b.id,
    )  # fmt: skip
