"""Seven days to choose from, and the weeks before and after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.components import link, touchable
from espace_mobile.app.components.text import icon, label, title
from espace_mobile.app.screens.agenda.looked import Acts, Looked
from espace_mobile.app.theme import LABEL, RADIUS, ROUND, SMALL, TOUCH_FIELD
from espace_mobile.app.ui import Ui, memo, use_ui
from espace_mobile.i18n.translator import sentence

DOTS = 3  # more than that, nobody counts
_ARROW = 72  # px: two of them and a month stand side by side whatever the size of the text


def strip(ui: Ui, looked: Looked, acts: Acts, booked: Mapping[date, int]) -> ft.Control:
    """`booked`: how many there are on a day."""
    chosen = None if looked.week else looked.day
    days: list[ft.Control] = [
        ft.Container(Day(acts, day, booked.get(day, 0), day == chosen, looked.week), expand=1, key=str(day.weekday()))
        for day in looked.days
    ]
    return ft.Column(
        [_month(ui, looked), ft.Row(days, spacing=4)],
        spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _month(ui: Ui, looked: Looked) -> ft.Control:
    """Of the Thursday: the month most of the week is in; with the year when it is another one."""
    month = looked.days[3]
    words = ui.words.month(month)
    shown = title(ui, sentence(words if month.year != clock.today().year else words.split(" ")[0]))
    before = _arrow(ui, "agenda.before", ui.t("agenda.before"), ft.Icons.CHEVRON_LEFT, lambda: looked.turn(-1))
    after = _arrow(ui, "agenda.after", ui.t("agenda.after"), ft.Icons.CHEVRON_RIGHT, lambda: looked.turn(1))
    today = clock.today()
    away = today not in looked.days or (not looked.week and looked.day != today)
    now = link(ui, ui.t("agenda.today"), lambda: looked.turn_to(today), identifier="agenda.today", field=True)
    back: list[ft.Control] = [now] if away else []
    if ui.large:
        top = ft.Row([ft.Container(shown, expand=True), before, after], spacing=0)
        return ft.Column([top, *back], spacing=0)
    return ft.Row([ft.Container(shown, expand=True), *back, before, after], spacing=0)


def _arrow(ui: Ui, identifier: str, name: str, sign: ft.IconData, on_tap: Callable[[], Any]) -> ft.Control:
    return touchable(
        ui, icon(ui, sign), identifier=identifier, name=name, on_tap=on_tap,
        width=min(ui.size(TOUCH_FIELD), _ARROW), height=ui.size(TOUCH_FIELD), border_radius=ROUND,
        alignment=ft.Alignment.CENTER,
    )  # fmt: skip


@memo
def Day(acts: Acts, day: date, count: int, on: bool, week: bool) -> Any:
    """`on`: the one chosen; `week`: all are."""
    ui = use_ui()
    p = ui.palette
    ink = p.on_primary if on else p.ink
    ground = p.primary if on else p.soft if week else p.surface
    words = ui.words.day(day)
    size = SMALL if not ui.large else SMALL * 1.2 / ui.scale  # seven must fit on a phone whatever the size of the text
    parts: list[ft.Control] = [
        label(ui, words[: 3 if not ui.large else 1], size - 1 if not ui.large else size, ink, no_wrap=True),
        label(ui, str(day.day), min(18.0, 27 / ui.scale), ink, no_wrap=True),
        ft.Text("•" * min(count, DOTS), size=11, height=12, font_family=LABEL, color=ink),
    ]
    edge = ft.Border.all(2, p.primary) if day == clock.today() else ft.Border.all(p.edge, p.line)
    said = ui.tn("agenda.booked", count) if count else ui.t("agenda.free_day")
    name = f"{words}, {ui.t('agenda.today').lower()}" if day == clock.today() else words
    return touchable(
        ui,
        ft.Column(parts, spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER),
        identifier=f"agenda.day.{day.isoformat()}", name=name, value=said, selected=on,
        on_tap=lambda: acts.turn_to(day), border_radius=RADIUS, bgcolor=ground, border=edge,
        alignment=ft.Alignment.CENTER, padding=ft.Padding.symmetric(vertical=8), height=ui.size(72) / _half(ui),
    )  # fmt: skip


def _half(ui: Ui) -> float:
    """What is in it grows half as much as the text."""
    return ui.scale / (1 + (ui.scale - 1) / 2)
