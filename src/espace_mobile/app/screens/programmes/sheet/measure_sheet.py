"""One row of the action sheet: its cells, its budget lines, its place among the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions import measures
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.actions.measures import Row
from espace_mobile.app.components import link, text_field
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.identity_form import wide
from espace_mobile.app.screens.programmes.sheet.budget import budget_line
from espace_mobile.app.screens.programmes.sheet.forms import first_of, form_sheet, stamps_of, use_form
from espace_mobile.app.screens.programmes.sheet.pieces import stacked
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.programme_sheet import BudgetLine, Measure

_CELLS = ("title", "targets", "calendar", "lead")
_WORDS = {"title": "sheet.measure", "targets": "sheet.aims", "calendar": "sheet.calendar", "lead": "sheet.lead"}


@component
def MeasureSheet(
    programme_id: str, measure_id: str, on_close: Callable[[], Any], on_line: Callable[[str], Any]
) -> Any:  # fmt: skip
    """`measure_id` empty: a new row. `on_line`: with the id of a budget line, empty for a new one. Tests:
    `measure.save`, `measure.up`, `measure.down`, `measure.remove`, `measure.line.{n}`, `measure.line.new`."""
    ui = use_ui()
    use_records(Measure.kind, BudgetLine.kind)
    measure = ui.replica.get(Measure, measure_id) if measure_id else None
    row = Row.of(measure) if measure else Row()
    values = {name: getattr(row, name) for name in _CELLS}
    draft = use_form(
        f"measure.{measure_id or programme_id}", values, seen_now(ui.replica, measure) if measure else {}
    )  # fmt: skip
    ft.use_dialog(_sheet(ui, programme_id, measure, draft, on_close, on_line))
    return ft.Container(visible=False)


def _read(draft: Draft) -> Row:
    return Row(*(draft.get(name) for name in _CELLS))


def _sheet(
    ui: Ui, programme_id: str, measure: Measure | None, draft: Draft, on_close: Callable[[], Any],
    on_line: Callable[[str], Any],
) -> ft.DialogControl:  # fmt: skip
    session = ui.session

    def act() -> object:
        if measure is None:
            return measures.add_measure(session.replica, programme_id, _read(draft), session.worker)
        return measures.edit_measure(
            session.replica, measure, _read(draft), session.worker, shown=_read(first_of(draft)),
            stamps=stamps_of(draft),
        )  # fmt: skip

    fields = [
        wide(text_field(ui, draft, name, ui.t(_WORDS[name]), multiline=name == "targets", max_lines=8,
                        capitalization=ft.TextCapitalization.SENTENCES))
        for name in _CELLS
    ]  # fmt: skip
    content = [
        *fields, muted(ui, ui.t("sheet.cells_hint"), SMALL),
        *(_about(ui, measure, draft, on_close, on_line) if measure else []),
    ]  # fmt: skip
    return form_sheet(
        ui, draft, ui.t("sheet.measure"), content, name="measure", on_close=on_close,
        save=lambda: note(ui, act, ui.t("sheet.measure_saved"), draft, on_close),
    )  # fmt: skip


def _about(
    ui: Ui, measure: Measure, draft: Draft, on_close: Callable[[], Any], on_line: Callable[[str], Any]
) -> list[ft.Control]:
    """What a row that is there also has: amounts, a place among the others, an end."""
    session = ui.session
    lines = [b for b in measures.lines_of(session.replica, measure.programme_id) if b.measure_id == measure.id]

    def opener(id: str) -> Callable[[], Any]:
        return lambda: on_line(id)

    drawn = [budget_line(ui, b, f"measure.line.{n}", opener(b.id)) for n, b in enumerate(lines)]

    def move(by: int) -> None:
        note(ui, lambda: measures.move(session.replica, measure, by, session.worker), ui.t("sheet.moved"))

    def remove() -> None:
        note(ui, lambda: measures.remove_measure(session.replica, measure, session.worker),
              ui.t("sheet.measure_removed"), draft, on_close)  # fmt: skip

    links = [
        link(ui, ui.t("sheet.add_line"), lambda: on_line(""), identifier="measure.line.new", field=True,
             icon_name=ft.Icons.ADD),
        link(ui, ui.t("sheet.up"), lambda: move(-1), identifier="measure.up", field=True,
             icon_name=ft.Icons.ARROW_UPWARD),
        link(ui, ui.t("sheet.down"), lambda: move(1), identifier="measure.down", field=True,
             icon_name=ft.Icons.ARROW_DOWNWARD),
        link(ui, ui.t("sheet.remove_measure"), remove, identifier="measure.remove", danger=True, field=True),
    ]  # fmt: skip
    return [stacked(*drawn, spacing=0), ft.Row(list(links), wrap=True, spacing=0, run_spacing=0)]
