"""The week: seven columns with hours where there is room, seven days as lists on a phone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import outing_days, schedule_warnings
from espace_mobile.app.components import touchable
from espace_mobile.app.screens.schedule.chip import GROUP, Chips, chip
from espace_mobile.app.screens.schedule.day_list import day_list
from espace_mobile.app.screens.schedule.filters import passing
from espace_mobile.app.screens.schedule.looked import Acts
from espace_mobile.app.screens.schedule.moving import move_to
from espace_mobile.app.screens.schedule.signs import DaySigns, Warned, day_signs, warned_by_date
from espace_mobile.app.screens.schedule.turning import turning
from espace_mobile.app.theme import LABEL, REGULAR
from espace_mobile.app.ui import Ui, memo, use_records, use_ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.periods import days_of, week_of
from espace_mobile.i18n.translator import sentence

_HOUR, _SHORTEST, _SIDE = 46, 1.0, 44  # px an hour; hours, so that two lines stand in a chip; px of the hours' names
_EARLIEST, _LATEST = 8, 18  # shown whatever there is
_WEEK, _SATURDAY = 7, 5


@dataclass(frozen=True)
class _Shown:
    """`moving`: the date that waits for its day, if any; `chosen`: the day whose dates are listed beside."""

    chips: Chips
    signs: DaySigns
    of: Mapping[date, list[Outing]]
    warned: Warned
    moving: str
    chosen: date | None


@memo
def Week(acts: Acts, day: date, shown: Chips, moving: str, chosen: date | None) -> Any:
    """Of the week that `day` is in. Tests: `schedule.day.2026-05-14`, `date.{id}`."""
    ui, looked = use_ui(), acts.looked
    use_records(*schedule_warnings.KINDS, "team")
    ft.use_state(looked.filters)
    first, last = week_of(day)
    days = days_of(first, last)
    dates = passing(ui.replica, looked.filters, outing_days.between(ui.replica, first, last))
    of = {d: [o for o in dates if o.on == d] for d in days}
    today = clock.today()
    head = turning(
        ui, sentence(ui.t("schedule.week_of", first=ui.words.brief_day(first), last=ui.words.brief_day(last))),
        lambda n: looked.turn_to(day + timedelta(days=_WEEK * n)),
        None if first <= today <= last else lambda: looked.turn_to(today),
        before=ui.t("schedule.week_before"), after=ui.t("schedule.week_after"),
    )  # fmt: skip
    week = _Shown(shown, day_signs(ui), of, warned_by_date(ui, first, last), moving, chosen)
    if ui.rail and not ui.large:
        return ft.Column([head, _columns(ui, week)], spacing=8)
    return ft.Column(
        [head, *(_listed(ui, week, d) for d in days)], spacing=20, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
    )


def _listed(ui: Ui, week: _Shown, day: date) -> ft.Control:
    listed = day_list(ui, week.chips, day, week.of[day], new=False)
    if not week.moving:
        return listed
    inside = ft.Container(listed, padding=8, border=ft.Border.all(2, ui.palette.primary), border_radius=12)
    return touchable(
        ui, inside, identifier=f"schedule.day.{day.isoformat()}", name=week.signs.words(ui, day),
        on_tap=lambda: move_to(ui, week.chips.acts, week.moving, day),
    )  # fmt: skip


def _columns(ui: Ui, week: _Shown) -> ft.Control:
    dates = [o for some in week.of.values() for o in some]
    opens = min([_EARLIEST, *(int(_hour(o.starts)) for o in dates if o.starts)])
    closes = max([_LATEST, *(int(_end(o) + 0.99) for o in dates if o.starts)])
    hour = ui.size(_HOUR)
    names: list[ft.Control] = [ft.Container(_hour_name(ui, h), top=(h - opens) * hour) for h in range(opens, closes)]
    height = (closes - opens) * hour
    aside = ft.Container(ft.Stack(names, height=height), width=ui.size(_SIDE))
    blank = ft.Container(width=ui.size(_SIDE))
    rows: list[ft.Control] = [ft.Row([blank, *(_head(ui, week, d) for d in week.of)], spacing=0)]
    if any(o.starts is None for o in dates):
        start = ft.CrossAxisAlignment.START
        rows.append(ft.Row([blank, *(_untimed(ui, week, d) for d in week.of)], spacing=0, vertical_alignment=start))
    columns = [_column(ui, week, d, opens, height) for d in week.of]
    rows.append(ft.Row([aside, *columns], spacing=0, height=height, vertical_alignment=ft.CrossAxisAlignment.STRETCH))
    return ft.Column(rows, spacing=4)


def _head(ui: Ui, week: _Shown, day: date) -> ft.Control:
    p, signs = ui.palette, week.signs
    today, chosen = day == signs.today, day == week.chosen
    name = f"{ui.words.brief_day(day).split(' ')[0]} {day.day}"
    ink = p.on_primary if today else p.ink
    under = signs.holiday(ui, day) or (signs.school(ui, day) and ui.t("schedule.school_short"))
    shown = ft.Text(name, size=ui.size(14), font_family=LABEL, color=ink, no_wrap=True)
    inside = ft.Column(
        [
            ft.Container(shown, bgcolor=p.primary if today else None, border_radius=8,
                         padding=ft.Padding.symmetric(horizontal=8, vertical=2)),
            ft.Text(under, size=ui.size(11.5), font_family=REGULAR, color=p.muted, max_lines=1,
                    overflow=ft.TextOverflow.ELLIPSIS),
        ],
        spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )  # fmt: skip
    drawn = touchable(
        ui, inside, identifier=f"schedule.day.{day.isoformat()}", name=signs.words(ui, day), selected=chosen or None,
        on_tap=lambda: _touched(ui, week, day), height=ui.size(48), alignment=ft.Alignment.CENTER, border_radius=8,
        bgcolor=p.soft if chosen else None,
    )  # fmt: skip
    return ft.Container(drawn, expand=1)


def _touched(ui: Ui, week: _Shown, day: date) -> None:
    if week.moving:
        move_to(ui, week.chips.acts, week.moving, day)
    else:
        week.chips.acts.looked.choose(day)


def _untimed(ui: Ui, week: _Shown, day: date) -> ft.Control:
    """Dates whose hours nobody said, above those that have some."""
    some = [_chip(ui, week, o) for o in week.of[day] if o.starts is None]
    return ft.Container(ft.Column(some, spacing=4), expand=1, padding=2)


def _chip(ui: Ui, week: _Shown, outing: Outing, height: float | None = None) -> ft.Control:
    return chip(ui, week.chips, outing, height, week.warned.get(outing.id, ()))


def _column(ui: Ui, week: _Shown, day: date, opens: int, height: float) -> ft.Control:
    p, hour, moving, acts = ui.palette, ui.size(_HOUR), week.moving, week.chips.acts
    lines: list[ft.Control] = [
        ft.Container(top=n * hour, left=0, right=0, height=1, bgcolor=p.line) for n in range(1, int(height / hour))
    ]
    groups = [_together(ui, week, some, opens) for some in overlapping([o for o in week.of[day] if o.starts])]
    side = ft.BorderSide(2 if moving else p.edge, p.primary if moving else p.line)
    box = ft.Container(
        ft.Stack([*lines, *groups], height=height),
        border=ft.Border(left=side, right=side if moving else ft.BorderSide.none()),
        bgcolor=p.surface if day.weekday() < _SATURDAY else p.ground,
        on_click=(lambda: move_to(ui, acts, moving, day)) if moving else None,
    )  # fmt: skip
    if not week.chips.moves or week.chips.ticked is not None:
        return ft.Container(box, expand=1)
    take: Any = lambda e: move_to(ui, acts, str(e.src.data), day)  # noqa: E731
    return ft.Container(ft.DragTarget(box, group=GROUP, on_accept=take), expand=1)


def _together(ui: Ui, week: _Shown, dates: Sequence[Outing], opens: int) -> ft.Control:
    """Dates of the same hours, side by side."""
    hour, first = ui.size(_HOUR), min(_hour(o.starts) for o in dates)
    tall = [(o, (_hour(o.starts) - first) * hour, (_end(o) - _hour(o.starts)) * hour - 2) for o in dates]
    beside: list[ft.Control] = [
        ft.Container(_chip(ui, week, o, height), expand=1, margin=ft.Margin.only(top=down, left=1, right=1))
        for o, down, height in tall
    ]
    row = ft.Row(beside, spacing=0, vertical_alignment=ft.CrossAxisAlignment.START)
    high = max(down + height for _, down, height in tall)
    return ft.Container(row, top=(first - opens) * hour, left=0, right=0, height=high)


def overlapping(dates: Sequence[Outing]) -> Iterator[list[Outing]]:
    """Those whose hours touch, together. `dates`: of one day, with a start, in order."""
    group: list[Outing] = []
    for outing in dates:
        if group and _hour(outing.starts) >= max(map(_end, group)):
            yield group
            group = []
        group.append(outing)
    if group:
        yield group


def _hour(at: time | None) -> float:
    return at.hour + at.minute / 60 if at else 0.0


def _end(outing: Outing) -> float:
    return max(_hour(outing.ends), _hour(outing.starts) + _SHORTEST)


def _hour_name(ui: Ui, hour: int) -> ft.Control:
    return ft.Text(ui.words.clock(time(hour)), size=ui.size(12), font_family=REGULAR, color=ui.palette.muted)
