"""One budget line, as it is typed: what it is for, how much, of which year. The amount may stay blank."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import measures
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.actions.measures import Cost
from espace_mobile.app.components import Option, chips, dropdown, link, segments, text_field
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.identity_form import error_text, wide
from espace_mobile.app.screens.programmes.sheet.forms import first_of, form_sheet, stamps_of, use_form
from espace_mobile.app.screens.referrals.partner import FIELD, PartnerChoice
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_ui
from espace_mobile.domain.programme_sheet import BudgetLine
from espace_mobile.domain.sheet_vocabulary import BudgetNature, BudgetSide
from espace_mobile.domain.vocabulary import offered

_WHOLE = "none"  # of no measure, of no year: a choice needs a code


@component
def LineSheet(programme_id: str, line_id: str, measure_id: str, on_close: Callable[[], Any]) -> Any:
    """`line_id` empty: a new one, of `measure_id` unless that is empty too. Tests: `budget.side.{code}`,
    `budget.nature.{code}`, `budget.year.{year}`, `budget.measure`, `budget.remove`, `budget.save`; those of
    `PartnerChoice`."""
    ui = use_ui()
    line = ui.replica.get(BudgetLine, line_id) if line_id else None
    cost = Cost.of(line) if line else Cost(nature=BudgetNature.RUNNING, measure_id=measure_id or None)
    name = f"budget.{line_id or measure_id or programme_id}"
    draft = use_form(name, _values(cost), seen_now(ui.replica, line) if line else {})
    ft.use_dialog(_sheet(ui, programme_id, line, draft, on_close))
    return ft.Container(visible=False)


def _values(cost: Cost) -> dict[str, str]:
    return {
        "side": str(cost.side), "nature": str(cost.nature), "label": cost.label, "amount": cost.amount,
        "year": cost.year, "measure_id": cost.measure_id or "", FIELD: cost.organisation_id or "",
    }  # fmt: skip


def _read(draft: Draft) -> Cost:
    return Cost(
        side=BudgetSide(draft.get("side")), nature=BudgetNature(draft.get("nature")), label=draft.get("label"),
        amount=draft.get("amount"), year=draft.get("year"), measure_id=draft.get("measure_id") or None,
        organisation_id=draft.get(FIELD) or None,
    )  # fmt: skip


def _sheet(
    ui: Ui, programme_id: str, line: BudgetLine | None, draft: Draft, on_close: Callable[[], Any]
) -> ft.DialogControl:  # fmt: skip
    session = ui.session

    def act() -> object:
        if line is None:
            return measures.add_line(session.replica, programme_id, _read(draft), session.worker)
        return measures.edit_line(
            session.replica, line, _read(draft), session.worker, shown=_read(first_of(draft)), stamps=stamps_of(draft)
        )

    def remove(line: BudgetLine) -> None:
        act = lambda: measures.remove_line(session.replica, line, session.worker)  # noqa: E731
        note(ui, act, ui.t("sheet.line_removed"), draft, on_close)

    gone = [] if line is None else [
        ft.Row([link(ui, ui.t("sheet.remove_line"), lambda: remove(line), identifier="budget.remove", danger=True,
                     field=True)]),
    ]  # fmt: skip
    content = [*_what(ui, draft), *_how_much(ui, draft), *_of(ui, programme_id, draft), *gone]
    return form_sheet(
        ui, draft, ui.t("sheet.line"), content, name="budget", on_close=on_close,
        save=lambda: note(ui, act, ui.t("sheet.line_saved"), draft, on_close),
    )  # fmt: skip


def _what(ui: Ui, draft: Draft) -> list[ft.Control]:
    """Its side; of an expense its nature, of a funding who funds."""

    def choose(field: str) -> Callable[[str], None]:
        return lambda code: draft.set(field, code, redraw=True)

    sides = [Option(s, ui.words.label(s)) for s in offered(BudgetSide)]
    natures = [Option(n, ui.words.label(n)) for n in offered(BudgetNature)]
    side = segments(ui, sides, draft.get("side"), choose("side"), identifier="budget.side", name=ui.t("sheet.side"))
    own: list[ft.Control] = [PartnerChoice(draft)]
    if draft.get("side") != BudgetSide.FUNDING:
        own = [chips(ui, natures, [draft.get("nature")], choose("nature"), identifier="budget.nature", field=True)]
    said = text_field(ui, draft, "label", ui.t("sheet.label"), capitalization=ft.TextCapitalization.SENTENCES)
    return [side, *own, wide(said)]


def _how_much(ui: Ui, draft: Draft) -> list[ft.Control]:
    now, typed = clock.today().year, draft.get("year")
    years = sorted({now - 1, now, now + 1, *([int(typed)] if typed else [])})
    options = [Option(_WHOLE, ui.t("sheet.whole")), *(Option(str(y), str(y)) for y in years)]
    choose = lambda code: draft.set("year", "" if code == _WHOLE else code, redraw=True)  # noqa: E731
    return [
        wide(text_field(ui, draft, "amount", ui.t("sheet.amount"), helper=ui.t("sheet.amount_hint"), suffix="€",
                        enable_suggestions=False)),
        muted(ui, ui.t("sheet.year"), SMALL),
        chips(ui, options, [typed or _WHOLE], choose, identifier="budget.year", field=True),
        *error_text(ui, draft, "year"),
    ]  # fmt: skip


def _of(ui: Ui, programme_id: str, draft: Draft) -> list[ft.Control]:
    found = measures.measures_of(ui.replica, programme_id)
    if not found:
        return []
    options = [Option(_WHOLE, ui.t("sheet.whole")), *(Option(m.id, m.title) for m in found)]
    choose = lambda code: draft.set("measure_id", "" if code == _WHOLE else code, redraw=True)  # noqa: E731
    return [dropdown(ui, options, draft.get("measure_id") or _WHOLE, choose, identifier="budget.measure",
                     name=ui.t("sheet.measure"))]  # fmt: skip
