"""A day of the month: its number, what it is, its dates. Drawn with few controls: there are forty of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app.components import touchable
from espace_mobile.app.screens.schedule.chip import GROUP, SILENT, Chips, box, chip, chip_words, small_touch
from espace_mobile.app.screens.schedule.moving import move_to
from espace_mobile.app.screens.schedule.signs import DaySigns
from espace_mobile.app.screens.schedule.statuses import SIGNS
from espace_mobile.app.theme import LABEL, REGULAR, TOUCH
from espace_mobile.app.ui import Ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.schedule_warnings import Warning

MOST = 3  # dates of a day; the others are counted
HEAD, GAP, LEAST = 30, 4, 64  # px: the number of a day, between two chips, a day without any
_MARK = 13


@dataclass(frozen=True)
class DayShown:
    """`inside`: in the month that is shown; `chosen`: its dates are listed; `receives`: a date waits for its day.
    `warned`: by date."""

    day: date
    dates: Sequence[Outing]
    inside: bool
    chosen: bool
    receives: bool
    warned: Mapping[str, Sequence[Warning]]

    def of(self, outing: Outing) -> Sequence[Warning]:
        return self.warned.get(outing.id, ())


def week_height(ui: Ui, days: Sequence[DayShown]) -> float:
    """As high as its fullest day: what is stretched in a page that scrolls must be told how far."""
    most = max(min(len(d.dates), MOST) for d in days)
    more = 22 if any(len(d.dates) > MOST for d in days) else 0
    return max(ui.size(LEAST), ui.size(HEAD) + most * (ui.size(TOUCH) + GAP) + (ui.size(more) if more else 0) + 6)


def day_cell(ui: Ui, shown: Chips, signs: DaySigns, day: DayShown) -> ft.Control:
    """With its chips: from 600 px on. While a date waits for its new day, all of the cell is one button."""
    if day.receives:
        return _receiver(ui, shown, signs, day)
    some = [chip(ui, shown, o, warned=day.of(o)) for o in day.dates[:MOST]]
    stretch = ft.CrossAxisAlignment.STRETCH
    head = _head(ui, shown, signs, day, fills=not some)
    inside = ft.Column([head, *some], spacing=GAP, tight=True, horizontal_alignment=stretch) if some else head
    if not shown.moves or shown.ticked is not None:
        return ft.Container(inside, expand=1, **_look(ui, signs, day))
    take: Any = lambda e: move_to(ui, shown.acts, str(e.src.data), day.day)  # noqa: E731
    target = ft.DragTarget(inside, group=GROUP, on_accept=take)
    return ft.Container(target, expand=1, **_look(ui, signs, day))


def _receiver(ui: Ui, shown: Chips, signs: DaySigns, day: DayShown) -> ft.Control:
    own = any(outing.id == shown.acts.looked.moving for outing in day.dates)
    some = [ft.Container(chip_words(ui, shown, o), height=ui.size(TOUCH), **box(ui, False)) for o in day.dates[:MOST]]
    number = ft.Container(_number(ui, signs, day), height=ui.size(HEAD - GAP), alignment=ft.Alignment.CENTER_LEFT,
                          padding=ft.Padding.symmetric(horizontal=4))  # fmt: skip
    inside = ft.Column([number, *some], spacing=GAP, tight=True,
                       horizontal_alignment=ft.CrossAxisAlignment.STRETCH)  # fmt: skip
    look = _look(ui, signs, day)
    look["border"] = ft.Border.all(ui.palette.edge, ui.palette.line if own else ui.palette.primary)
    drawn = touchable(
        ui, inside, identifier=f"schedule.day.{day.day.isoformat()}", name=signs.words(ui, day.day),
        value=_count(ui, day), on_tap=lambda: move_to(ui, shown.acts, shown.acts.looked.moving, day.day), **look,
    )  # fmt: skip
    return ft.Container(drawn, expand=1)


def _head(ui: Ui, shown: Chips, signs: DaySigns, day: DayShown, *, fills: bool) -> ft.Control:
    """`fills`: a day without a date is touched anywhere."""
    box: dict[str, Any] = {"padding": ft.Padding.symmetric(horizontal=4, vertical=3), "border_radius": 8}
    if fills:
        box["alignment"] = ft.Alignment.TOP_LEFT
    else:
        box["height"] = ui.size(HEAD - GAP)
    return small_touch(
        _number(ui, signs, day), identifier=f"schedule.day.{day.day.isoformat()}", name=signs.words(ui, day.day),
        value=_count(ui, day), on_tap=lambda: shown.acts.looked.choose(day.day), selected=day.chosen or None, **box,
    )  # fmt: skip


def _number(ui: Ui, signs: DaySigns, day: DayShown) -> ft.Control:
    """Today's stands in a filled box; a holiday's name, « +2 » and the sign of school holidays beside it."""
    p, today = ui.palette, day.day == signs.today
    ink = p.on_primary if today else p.ink if day.inside else p.muted
    number: ft.Control = ft.Text(
        str(day.day.day), size=ui.size(14), font_family=LABEL, color=ink, semantics_label=SILENT
    )
    if today:
        number = ft.Container(number, bgcolor=p.primary, border_radius=8, padding=ft.Padding.symmetric(horizontal=6))
    more = len(day.dates) - MOST
    said = signs.holiday(ui, day.day) or (ui.t("schedule.school_short") if signs.school_begins(day.day) else "")
    parts = [number]
    if said:
        parts.append(ft.Text(said, size=ui.size(11.5), font_family=REGULAR, color=p.muted, max_lines=1, expand=True,
                             overflow=ft.TextOverflow.ELLIPSIS, semantics_label=SILENT))  # fmt: skip
    if more > 0:
        parts.append(ft.Text(f"+{more}", size=ui.size(13), font_family=LABEL, color=p.primary, semantics_label=SILENT))
    return ft.Row(parts, spacing=5) if len(parts) > 1 or today else number


def _look(ui: Ui, signs: DaySigns, day: DayShown) -> dict[str, Any]:
    """School holidays by a thick side, beside the word on the first day of each week."""
    p = ui.palette
    none, side = ft.BorderSide.none(), ft.BorderSide(p.edge, p.line)  # a line between two days, not two
    left = ft.BorderSide(4, p.accent) if signs.school(ui, day.day) else none
    edge = ft.Border(left=left, top=none, right=side, bottom=side)
    return {
        "bgcolor": p.surface if day.inside else p.ground, "padding": 3,
        "border": ft.Border.all(2, p.primary) if day.chosen else edge,
    }  # fmt: skip


def _count(ui: Ui, day: DayShown) -> str:
    return ui.tn("schedule.n_dates", len(day.dates)) if day.dates else ui.t("schedule.no_date_that_day")


def small_cell(ui: Ui, shown: Chips, signs: DaySigns, day: DayShown) -> ft.Control:
    """On a phone: the number over a mark a date."""
    p, today = ui.palette, day.day == signs.today
    ink = p.on_primary if today else p.ink if day.inside else p.muted
    marks: list[ft.Control] = []
    for outing in day.dates[:MOST]:
        sign, tone = SIGNS.get(outing.status, (ft.Icons.HELP_OUTLINE, "ink"))
        marks.append(ft.Icon(sign, size=_MARK, color=getattr(p, tone)))
    if len(day.dates) > MOST:
        marks[MOST - 1 :] = [ft.Text(f"+{len(day.dates) - MOST + 1}", size=11, font_family=LABEL, color=p.ink)]
    number = ft.Container(
        ft.Text(str(day.day.day), size=min(ui.size(15), 22), font_family=LABEL, color=ink),
        bgcolor=p.primary if today else None, border_radius=8, padding=ft.Padding.symmetric(horizontal=6),
    )  # fmt: skip
    inside = ft.Column(
        [number, ft.Row(marks, spacing=0, alignment=ft.MainAxisAlignment.CENTER, height=_MARK + 3)], spacing=1,
        tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )  # fmt: skip
    acts = shown.acts
    act: Any = lambda: acts.looked.choose(day.day)  # noqa: E731
    if day.receives:
        act = lambda: move_to(ui, acts, acts.looked.moving, day.day)  # noqa: E731
    none, side = ft.BorderSide.none(), ft.BorderSide(p.edge, p.primary if day.receives else p.line)
    base = ft.BorderSide(4, p.accent) if signs.school(ui, day.day) or signs.holiday(ui, day.day) else side
    edge = ft.Border(left=none, top=none, right=side, bottom=base)
    drawn = touchable(
        ui, inside, identifier=f"schedule.day.{day.day.isoformat()}", name=signs.words(ui, day.day),
        value=_count(ui, day), on_tap=act, selected=day.chosen or None, height=max(TOUCH + 8, min(ui.size(52), 64)),
        alignment=ft.Alignment.CENTER, bgcolor=p.soft if day.chosen else p.surface if day.inside else p.ground,
        border=ft.Border.all(2, p.primary) if day.chosen else edge,
    )  # fmt: skip
    return ft.Container(drawn, expand=1)
