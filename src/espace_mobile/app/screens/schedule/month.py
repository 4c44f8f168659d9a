"""The month: its days from Monday on, each with its dates."""

from __future__ import annotations

from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import outing_days, schedule_warnings
from espace_mobile.app.screens.schedule.cells import DayShown, day_cell, small_cell, week_height
from espace_mobile.app.screens.schedule.chip import Chips
from espace_mobile.app.screens.schedule.day_list import day_list
from espace_mobile.app.screens.schedule.filters import passing
from espace_mobile.app.screens.schedule.looked import Acts, Looked
from espace_mobile.app.screens.schedule.signs import DaySigns, day_signs, warned_by_date
from espace_mobile.app.screens.schedule.turning import MonthPicker, same_month, this_month, turning
from espace_mobile.app.screens.weekdays import weekday_words
from espace_mobile.app.theme import LABEL, SMALL
from espace_mobile.app.ui import Ui, memo, use_records, use_ui, use_value
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.periods import grid_of, month_after
from espace_mobile.i18n.translator import sentence


@memo
def Month(acts: Acts, day: date, chosen: date | None, shown: Chips, moving: str) -> Any:
    """Of the month that `day` is in. Tests: `schedule.day.2026-05-14`, `date.{id}`."""
    ui, looked = use_ui(), acts.looked
    use_records(*schedule_warnings.KINDS, "team")
    ft.use_state(looked.filters)
    picking, pick = use_value(False)
    today, weeks = clock.today(), grid_of(day)
    first, last = weeks[0][0], weeks[-1][-1]
    dates = _by_day(passing(ui.replica, looked.filters, outing_days.between(ui.replica, first, last)))
    warned = warned_by_date(ui, first, last)
    listed = chosen or (_first(day, today) if not ui.panes else None)
    signs = day_signs(ui)
    rows: list[ft.Control] = []
    for week in weeks:
        some = [outing for d in week for outing in dates.get(d, ())]
        unwise = {o.id: warned[o.id] for o in some if o.id in warned}
        days = tuple(
            DayShown(d, tuple(dates.get(d, ())), same_month(d, day), d == listed, bool(moving), unwise) for d in week
        )
        # Another week is another row: Flet would compare the two control by control, at half the cost of a month.
        rows.append(ft.Container(WeekOfMonth(shown.about(some), signs, days), key=week[0].isoformat()))
    head = turning(
        ui, sentence(ui.words.month(day)), lambda n: looked.turn_to(month_after(day, n)),
        None if this_month(day) else lambda: looked.turn_to(today), before=ui.t("schedule.month_before"),
        after=ui.t("schedule.month_after"), pick=lambda: pick(True),
    )  # fmt: skip
    picker = [MonthPicker(day, True, looked.turn_to, lambda: pick(False))] if picking else []
    side = ft.BorderSide(ui.palette.edge, ui.palette.line)
    grid = ft.Container(ft.Column(rows, spacing=0), border=ft.Border(left=side, top=side))
    parts = [head, ft.Column([Weekdays(), grid], spacing=0), *picker]
    if listed is not None and not ui.panes:
        parts.append(day_list(ui, shown, listed, list(dates.get(listed, ()))))
    return ft.Column(parts, spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


@memo
def WeekOfMonth(shown: Chips, signs: DaySigns, days: tuple[DayShown, ...]) -> Any:
    """Redrawn alone when one of its dates is opened, or one of its days chosen."""
    ui = use_ui()
    use_records("place", "team")
    if not ui.rail or ui.large:
        return ft.Row([small_cell(ui, shown, signs, day) for day in days], spacing=0)
    return ft.Row([day_cell(ui, shown, signs, day) for day in days], spacing=0, height=week_height(ui, days),
                  vertical_alignment=ft.CrossAxisAlignment.STRETCH)  # fmt: skip


def _first(day: date, today: date) -> date:
    """The day listed under the month before one is chosen."""
    return today if same_month(day, today) else day.replace(day=1)


def _by_day(dates: list[Outing]) -> dict[date, list[Outing]]:
    found: dict[date, list[Outing]] = {}
    for outing in dates:
        found.setdefault(outing.on, []).append(outing)
    return found


@memo
def Weekdays() -> Any:
    """« lun. », or « L » where there is no more room: each cell says its own day to who can't see."""
    ui = use_ui()
    short = 1 if ui.large and not ui.rail else 3
    heads: list[ft.Control] = [
        ft.Container(
            ft.Text(sentence(weekday_words(ui, n))[:short], size=ui.size(SMALL), font_family=LABEL,
                    color=ui.palette.muted, no_wrap=True),
            expand=1, alignment=ft.Alignment.CENTER,
        )
        for n in range(7)
    ]  # fmt: skip
    return ft.Semantics(exclude_semantics=True, content=ft.Row(heads, spacing=0))


def shown_ids(ui: Ui, looked: Looked) -> list[str]:
    """What « all » ticks in the month: the dates of its own days that pass the filters."""
    return [o.id for o in passing(ui.replica, looked.filters, outing_days.in_month(ui.replica, looked.day))]
