"""Two years at a glance: a mark a week, a month to open; where the years stand above them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import outings
from espace_mobile.app.actions.schedule_settings import settings
from espace_mobile.app.components import title, touchable
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.screens.schedule.filters import passing
from espace_mobile.app.screens.schedule.looked import MONTH, Acts
from espace_mobile.app.screens.schedule.marks import WIDTH, mark_of, week_marks
from espace_mobile.app.screens.schedule.progress import count_words, progress
from espace_mobile.app.screens.schedule.turning import turning
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, memo, use_records, use_ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.vocabulary import OutingStatus
from espace_mobile.domain.year_strip import MonthStrip, year_strip

_BY_ROW = (12, 6, 4, 3, 2)  # months side by side: whole rows
_TILE = WIDTH + 4
_RAIL = 80


@memo
def TwoYears(acts: Acts, year: int) -> Any:
    """`year`: the first of them; 0: this one, with the next or the last one, whichever has more dates.

    Tests: `schedule.strip.2026-05`."""
    ui, looked = use_ui(), acts.looked
    use_records("outing", "place", "schedule_settings")
    ft.use_state(looked.filters)
    every, today = outings.schedule(ui.replica), clock.today()
    first = year or _first_year(every, today)
    shown = passing(ui.replica, looked.filters, every)
    a_year = settings(ui.replica).dates_a_year
    turn: Any = lambda n: setattr(looked, "year", first + n)  # noqa: E731
    head = turning(
        ui, f"{first} – {first + 1}", turn, (lambda: setattr(looked, "year", 0)) if year else None,
        before=ui.t("schedule.year_before"), after=ui.t("schedule.year_after"),
    )  # fmt: skip
    span = (date(first, 1, 1), date(first + 1, 12, 31))
    parts: list[ft.Control] = [head]
    if looked.filters.none and every:
        parts.insert(0, progress(ui, every, today, a_year, span))
    parts += [_year(ui, acts, shown, first, today), _year(ui, acts, shown, first + 1, today), _legend(ui)]
    return ft.Column(parts, spacing=16, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _first_year(every: list[Outing], today: date) -> int:
    ahead, behind = (sum(o.on.year == today.year + n for o in every) for n in (1, -1))
    return today.year - 1 if behind > ahead else today.year


def _year(ui: Ui, acts: Acts, shown: list[Outing], year: int, today: date) -> ft.Control:
    monday = today - timedelta(days=today.weekday())
    months = year_strip((o for o in shown if abs(o.on.year - year) <= 1), year, today)
    room = ui.width - 2 * ui.margin - (_RAIL if ui.rail else 0)
    tile = max(_TILE, ui.size(62))
    per_row = next((n for n in _BY_ROW if n * tile + (n - 1) * 4 <= room), _BY_ROW[-1])
    tiles: list[ft.Control] = [_month(ui, acts, month, monday) for month in months]
    rows: list[ft.Control] = [
        ft.Row(tiles[n : n + per_row], spacing=4) for n in range(0, len(tiles), per_row)
    ]  # fmt: skip
    return ft.Column([title(ui, str(year)), *rows], spacing=4)


def _month(ui: Ui, acts: Acts, month: MonthStrip, monday: date) -> ft.Control:
    p, words = ui.palette, month_brief(ui, month.first)
    held = month.count.forecast
    head = ft.Row(
        [label(ui, words, 14, no_wrap=True), muted(ui, ui.words.number(held) if held else "", 14)],
        alignment=ft.MainAxisAlignment.SPACE_BETWEEN, spacing=2,
    )  # fmt: skip
    inside = ft.Column(
        [ft.Container(head, width=WIDTH), week_marks(ui, month.weeks, monday)], spacing=2, tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )  # fmt: skip
    # Not a fixed height: the name of the month grows with the text.
    return touchable(
        ui, inside, identifier=f"schedule.strip.{month.first:%Y-%m}", name=ui.words.month(month.first),
        value=count_words(ui, month.count), expand=1,
        on_tap=lambda: _open(acts, month.first), border_radius=8, bgcolor=p.surface, alignment=ft.Alignment.CENTER,
        padding=ft.Padding.symmetric(vertical=6), border=ft.Border.all(p.edge, p.line),
    )  # fmt: skip


def _open(acts: Acts, first: date) -> None:
    acts.looked.turn_to(first)
    acts.looked.choose(None)
    acts.looked.show(MONTH)


def month_brief(ui: Ui, first: date) -> str:
    """« janv. »."""
    return ui.words.brief_day(first).split(" ")[-1]


def _legend(ui: Ui) -> ft.Control:
    """Shapes, not colours alone."""
    states = (
        OutingStatus.HELD, OutingStatus.CONFIRMED, OutingStatus.PLANNED, OutingStatus.CANCELLED, OutingStatus.MOVED,
    )  # fmt: skip
    shown: list[ft.Control] = [
        ft.Row([mark_of(ui, state), muted(ui, ui.words.label(state), SMALL)], spacing=6, tight=True) for state in states
    ]
    return ft.Column(
        [ft.Row(shown, wrap=True, spacing=16, run_spacing=GAP), muted(ui, ui.t("schedule.strip_hint"), SMALL)],
        spacing=GAP,
    )  # fmt: skip
