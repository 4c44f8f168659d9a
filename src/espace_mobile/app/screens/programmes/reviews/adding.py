"""A case by hand: anybody who is in the programme, or everybody at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import review_cases
from espace_mobile.app.actions.followed import InIt
from espace_mobile.app.components import button, line, link, sheet
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.noting import note
from espace_mobile.app.screens.news import quiet_words
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.case_review import CaseReview
from espace_mobile.domain.person import Person

AT_FIRST, MORE = 12, 30


@component
def AddCase(review_id: str, open_now: bool, on_close: Callable[[], None]) -> Any:
    """A sheet, open while `open_now`. Tests: `case.add.{n}`, `case.add.all`, `case.add.more`."""
    ui = use_ui()
    use_records("case_review", "reviewed_case", "enrolment", "person", "merge", "check_in")
    shown, show = use_value(AT_FIRST)
    review = ui.replica.get(CaseReview, review_id)
    ft.use_dialog(_sheet(ui, review, shown, show, on_close) if open_now and review else None)
    return ft.Container(visible=False)


def _sheet(
    ui: Ui, review: CaseReview, shown: int, show: Callable[[int], Any], on_close: Callable[[], None]
) -> ft.DialogControl:
    own, today = ui.session, clock.today()
    left = review_cases.left_out(own.replica, review, own.worker, today)

    def add(*people: Person) -> None:
        act = lambda: review_cases.put_on(own.replica, review, list(people), own.worker)  # noqa: E731
        note(ui, act, ui.tn("review.added", len(people)), on_close=on_close)

    lines = [_line(ui, one, n, today, add) for n, one in enumerate(left[:shown])]
    if len(left) > shown:
        lines.append(link(ui, ui.t("review.more"), lambda: show(shown + MORE), identifier="case.add.more", field=True))
    everybody = button(
        ui, ui.t("review.add_all"), lambda: add(*(one.person for one in left)), identifier="case.add.all", field=True,
        icon_name=ft.Icons.GROUP_ADD_OUTLINED,
    )  # fmt: skip
    stacked = ft.Column(lines, spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    return sheet(
        ui, ui.t("review.add_case"), [stacked if left else muted(ui, ui.t("review.all_there"))], on_close,
        actions=[everybody] if left else [],
    )  # fmt: skip


def _line(ui: Ui, one: InIt, n: int, today: date, add: Callable[[Person], None]) -> ft.Control:
    return line(
        ui, person_name(ui, one.person), quiet_words(ui, one, today), identifier=f"case.add.{n}", key=one.person.id,
        on_tap=lambda: add(one.person), trail=icon(ui, ft.Icons.ADD, 22, ui.palette.primary),
    )  # fmt: skip
