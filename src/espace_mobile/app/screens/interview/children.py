"""The children's corner: how many were there meanwhile, and how old."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions import interviews
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, chips, touchable
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.screens.interview.fold import fold
from espace_mobile.app.theme import GAP, RADIUS, SMALL, TOUCH_FIELD
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.interview import AGES, Interview
from espace_mobile.i18n.translator import sentence


@component
def Children(interview_id: str) -> Any:
    ui = use_ui()
    use_records(Interview.kind)
    is_open, set_open = use_value(False)
    interview = ui.replica.get(Interview, interview_id)
    if interview is None:
        return ft.Container()
    return fold(
        ui, ui.t("interview.children"), identifier="section.children", is_open=is_open,
        on_toggle=lambda: set_open(not is_open), said=children_words(ui, interview),
        content=_counting(ui, interview) if is_open else [],
    )  # fmt: skip


def children_words(ui: Ui, interview: Interview) -> str:
    """« 2 enfants : 3 ans et 5 ans »."""
    if not interview.children:
        return ""
    ages = ui.words.listing([age_words(ui, age) for age in interview.children_ages])
    count = ui.tn("interview.children_count", interview.children)
    return ui.t("interview.children_ages", count=count, ages=ages) if ages else count


def age_words(ui: Ui, age: int) -> str:
    return ui.tn("interview.age", age) if age else ui.t("interview.age_baby")


def _counting(ui: Ui, interview: Interview) -> list[ft.Control]:
    session = ui.session

    def add(age: int | None = None) -> None:
        attempt(ui, lambda: interviews.add_child(session.replica, interview, session.worker, age))

    def less() -> None:
        attempt(ui, lambda: interviews.remove_child(session.replica, interview, session.worker))

    figure = label(ui, ui.words.number(interview.children or 0), 24, text_align=ft.TextAlign.CENTER)
    row = ft.Row(
        [
            _square(ui, ft.Icons.REMOVE, ui.t("interview.child_less"), "children.minus",
                    less if interview.children else None),
            ft.Semantics(identifier="children.count", container=True, content=ft.Container(
                figure, width=ui.size(56), alignment=ft.Alignment.CENTER)),
            _square(ui, ft.Icons.ADD, ui.t("interview.child_more"), "children.plus", lambda: add()),
        ],
        spacing=GAP,
    )  # fmt: skip
    # Twins are one age touched twice: a number stands after it, and the minus takes the last one back.
    ages = interview.children_ages
    times = {age: ages.count(age) for age in AGES}
    options = [
        Option(str(age), sentence(age_words(ui, age)) + (f" × {times[age]}" if times[age] > 1 else "")) for age in AGES
    ]
    chosen = [str(age) for age in AGES if times[age]]
    return [
        row, muted(ui, ui.t("interview.children_hint"), SMALL),
        chips(ui, options, chosen, lambda code: add(int(code)), identifier="children.age", field=True),
    ]  # fmt: skip


def _square(ui: Ui, sign: ft.IconData, name: str, identifier: str, on_tap: Callable[[], Any] | None) -> ft.Control:
    p = ui.palette
    return touchable(
        ui, icon(ui, sign, 28, p.primary), identifier=identifier, name=name, on_tap=on_tap, bgcolor=p.soft,
        width=ui.size(TOUCH_FIELD + 8), height=ui.size(TOUCH_FIELD), border_radius=RADIUS,
        alignment=ft.Alignment.CENTER, opacity=0.45 if on_tap is None else 1.0,
        border=ft.Border.all(p.edge, p.line) if p.bold_edges else None,
    )  # fmt: skip
