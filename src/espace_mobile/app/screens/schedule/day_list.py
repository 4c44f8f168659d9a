"""The dates of one day: under the month on a phone, beside it where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app.actions import outing_days, workers
from espace_mobile.app.components import link, page_body, title
from espace_mobile.app.components.text import muted
from espace_mobile.app.screens.schedule.chip import Chips
from espace_mobile.app.screens.schedule.filters import passing
from espace_mobile.app.screens.schedule.lines import date_line
from espace_mobile.app.screens.schedule.signs import day_signs
from espace_mobile.app.screens.schedule.tools import has_screen
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, memo, use_records, use_ui
from espace_mobile.domain.outing import Outing
from espace_mobile.i18n.translator import sentence


def day_list(ui: Ui, shown: Chips, day: date, dates: Sequence[Outing], *, new: bool = True) -> ft.Control:
    """Its name, what it is, its dates, and a new one at a tap for who plans."""
    signs = day_signs(ui)
    also = ", ".join(filter(None, [signs.holiday(ui, day), signs.school(ui, day)]))
    parts: list[ft.Control] = [title(ui, sentence(ui.words.day(day, year=True)))]
    if also:
        parts.append(muted(ui, also, SMALL))
    if dates:
        parts.append(ft.Column([date_line(ui, shown, o, day=False) for o in dates], spacing=0))
    else:
        parts.append(muted(ui, ui.t("schedule.no_date_that_day")))
    if new and workers.may_plan(ui.session.worker) and has_screen("schedule/new"):
        make: Any = lambda: ft.context.page.navigate(f"/schedule/new/{day.isoformat()}")  # noqa: E731
        parts.append(ft.Row([link(ui, ui.t("schedule.new_that_day"), make, identifier="schedule.new_that_day",
                                  icon_name=ft.Icons.ADD)]))  # fmt: skip
    return ft.Semantics(
        identifier=f"schedule.list.{day.isoformat()}", container=True, content=ft.Column(
            parts, spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
    )  # fmt: skip


@memo
def DayBeside(shown: Chips, day: date) -> Any:
    ui = use_ui()
    use_records("outing", "place", "team", "schedule_settings")
    ft.use_state(shown.acts.looked.filters)
    dates = passing(ui.replica, shown.acts.looked.filters, outing_days.on_day(ui.replica, day))
    return page_body(ui, day_list(ui, shown, day, dates), max_width=None)
