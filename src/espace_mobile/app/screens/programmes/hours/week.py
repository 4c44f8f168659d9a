"""Several days in one go: those of a week, each by a tap, and the weeks before and after."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.components import touchable
from espace_mobile.app.components.text import icon, label
from espace_mobile.app.theme import RADIUS, ROUND, SMALL, TOUCH_FIELD
from espace_mobile.app.ui import Ui
from espace_mobile.domain.working_days import is_holiday
from espace_mobile.i18n.translator import sentence

_ARROW = 72  # px at most: two of them and the days between stand side by side


def week_choice(
    ui: Ui, monday: date, chosen: Collection[date], taken: Collection[date], on_day: Callable[[date], Any],
    on_week: Callable[[date], Any],
) -> ft.Control:  # fmt: skip
    """`taken`: days that have something already. Tests: `week.before`, `week.after`, `week.{ISO day}`."""
    days = [monday + timedelta(days=n) for n in range(7)]
    tiles: list[ft.Control] = [_day(ui, day, day in chosen, day in taken, on_day) for day in days]
    month = ui.words.month(days[3])  # of the Thursday: the month most of the week is in
    week = timedelta(weeks=1)
    head = ft.Row(
        [
            ft.Container(label(ui, sentence(month)), expand=True),
            _arrow(ui, "week.before", ui.t("agenda.before"), ft.Icons.CHEVRON_LEFT, lambda: on_week(monday - week)),
            _arrow(ui, "week.after", ui.t("agenda.after"), ft.Icons.CHEVRON_RIGHT, lambda: on_week(monday + week)),
        ],
        spacing=0,
    )  # fmt: skip
    return ft.Column([head, ft.Row(tiles, spacing=4)], spacing=4, tight=True)


def _arrow(ui: Ui, identifier: str, name: str, sign: ft.IconData, on_tap: Callable[[], Any]) -> ft.Control:
    return touchable(
        ui, icon(ui, sign), identifier=identifier, name=name, on_tap=on_tap, width=min(ui.size(TOUCH_FIELD), _ARROW),
        height=ui.size(TOUCH_FIELD), border_radius=ROUND, alignment=ft.Alignment.CENTER,
    )  # fmt: skip


def _day(ui: Ui, day: date, on: bool, taken: bool, on_day: Callable[[date], Any]) -> ft.Control:
    """Its letters and number; under them a dot for what is there already, « férié » for who can't see the colour."""
    p = ui.palette
    ink = p.on_primary if on else p.muted if is_holiday(day) else p.ink
    words = ui.words.day(day)
    fit = 1 if not ui.large else 1 / ui.scale  # seven stand on a phone whatever the size of the text
    holiday = is_holiday(day)
    notes = [ui.t("hours.holiday") if holiday else "", ui.t("hours.day_taken") if taken else ""]
    under = "✕" if holiday and not taken else "•" if taken else " "
    parts: list[ft.Control] = [
        label(ui, words[: 1 if ui.large else 3], (SMALL - 1) * fit * (1.2 if ui.large else 1), ink, no_wrap=True),
        label(ui, str(day.day), 18 * fit * (1.3 if ui.large else 1), ink, no_wrap=True),
        ft.Text(under, size=11, height=14, color=ink),
    ]  # fmt: skip
    today = ", " + ui.t("day.today") if day == clock.today() else ""
    return touchable(
        ui,
        ft.Column(parts, spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER),
        identifier=f"week.{day.isoformat()}", name=words + today, value=", ".join(filter(None, notes)) or None,
        selected=on, on_tap=lambda: on_day(day), expand=1, border_radius=RADIUS, alignment=ft.Alignment.CENTER,
        bgcolor=p.primary if on else p.surface, height=72, padding=ft.Padding.symmetric(vertical=6),
        border=ft.Border.all(2, p.primary) if day == clock.today() else ft.Border.all(p.edge, p.line),
    )  # fmt: skip
