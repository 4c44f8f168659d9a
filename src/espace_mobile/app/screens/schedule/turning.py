"""The head of a month, a week or two years: which it is, the ones before and after, today, and a month to pick."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.components import Option, chips, link, sheet, stepper, touchable
from espace_mobile.app.components.text import icon, title
from espace_mobile.app.theme import GAP, ROUND, TOUCH
from espace_mobile.app.ui import Ui, component, use_ui, use_value
from espace_mobile.domain.periods import month_after
from espace_mobile.i18n.translator import sentence

_WIDEST = 64  # px: two of them and a month stand side by side whatever the size of the text


def turning(
    ui: Ui,
    words: str,
    turn: Callable[[int], Any],
    to_today: Callable[[], Any] | None,
    *,
    before: str,
    after: str,
    pick: Callable[[], Any] | None = None,
) -> ft.Control:
    """`turn(-1)`, `turn(1)`; `to_today`: None when it is shown. `before`, `after`: what the arrows are called.

    Tests: `schedule.before`, `schedule.after`, `schedule.to_today`, `schedule.pick`.
    """
    shown: ft.Control = title(ui, words)
    if pick is not None:
        inside = ft.Row([title(ui, words), icon(ui, ft.Icons.ARROW_DROP_DOWN)], spacing=4, tight=True)
        shown = touchable(
            ui, inside, identifier="schedule.pick", name=words, value=ui.t("schedule.pick_month"), on_tap=pick,
            border_radius=ROUND, padding=ft.Padding.symmetric(horizontal=4, vertical=8),
        )  # fmt: skip
    arrows = [
        _arrow(ui, "schedule.before", before, ft.Icons.CHEVRON_LEFT, lambda: turn(-1)),
        _arrow(ui, "schedule.after", after, ft.Icons.CHEVRON_RIGHT, lambda: turn(1)),
    ]
    now = [link(ui, ui.t("schedule.to_today"), to_today, identifier="schedule.to_today")] if to_today else []
    named = ft.Container(ft.Row([shown]), expand=True)
    if ui.large:
        return ft.Column([shown, ft.Row([*arrows, *now], spacing=0)], spacing=0)
    return ft.Row([named, *now, *arrows], spacing=0)


def _arrow(ui: Ui, identifier: str, name: str, sign: ft.IconData, on_tap: Callable[[], Any]) -> ft.Control:
    return touchable(
        ui, icon(ui, sign), identifier=identifier, name=name, on_tap=on_tap, width=min(ui.size(TOUCH), _WIDEST),
        height=ui.size(TOUCH), border_radius=ROUND, alignment=ft.Alignment.CENTER,
    )  # fmt: skip


@component
def MonthPicker(day: date, open_now: bool, on_pick: Callable[[date], Any], on_close: Callable[[], Any]) -> Any:
    """A year, then one of its months. Tests: `pick.year`, `pick.month.5`."""
    ui = use_ui()
    year, set_year = use_value(day.year)
    ft.use_dialog(_months(ui, day, year, set_year, on_pick, on_close) if open_now else None)
    return ft.Container(visible=False)


def _months(ui: Ui, day: date, year: int, set_year: Any, on_pick: Any, on_close: Any) -> ft.DialogControl:
    def chosen(code: str) -> None:
        on_close()
        on_pick(date(year, int(code), 1))

    months = [month_after(date(year, 1, 1), n) for n in range(12)]
    options = [Option(str(m.month), sentence(ui.words.month(m).split(" ")[0])) for m in months]
    on = [str(day.month)] if year == day.year else []
    return sheet(
        ui, ui.t("schedule.pick_month"),
        [
            stepper(ui, ui.t("schedule.pick_year"), str(year), less=lambda: set_year(year - 1),
                    more=lambda: set_year(year + 1), identifier="pick.year", room=64),
            ft.Container(chips(ui, options, on, chosen, identifier="pick.month"), padding=ft.Padding.only(top=GAP)),
        ],
        on_close,
    )  # fmt: skip


def same_month(one: date, other: date) -> bool:
    return (one.year, one.month) == (other.year, other.month)


def this_month(day: date) -> bool:
    return same_month(day, clock.today())
