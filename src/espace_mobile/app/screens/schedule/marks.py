"""How a week of dates is drawn in the strip: a shape a state, so that no colour is needed to read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import flet as ft
import flet.canvas as cv

from espace_mobile.app.theme import LABEL
from espace_mobile.app.ui import Ui
from espace_mobile.domain.vocabulary import OutingStatus
from espace_mobile.domain.year_strip import WeekCell

# px, whatever the size of the text: five weeks stand in a quarter of 360 px
WIDE, HIGH, APART, NOW = 13, 27, 2, 5
WEEKS = 5
WIDTH = WEEKS * WIDE + (WEEKS - 1) * APART
_FILLED = {OutingStatus.HELD: "ok", OutingStatus.CONFIRMED: "primary"}
_OUTLINED = {OutingStatus.PLANNED: "ink", OutingStatus.CANCELLED: "alert", OutingStatus.MOVED: "muted"}
_MIDDLE, _TOP = 6.5, 8.5  # of a mark: alone in its cell it stands a little lower


@dataclass(frozen=True)
class _Place:
    x: float
    y: float


def week_marks(ui: Ui, weeks: Sequence[WeekCell], this_week: object = None) -> ft.Control:
    """One drawing. `this_week`: its Monday, underlined."""
    shapes: list[cv.Shape] = []
    for n, week in enumerate(weeks):
        x = n * (WIDE + APART)
        shapes += _cell(ui, week, x)
        if week.monday == this_week:
            shapes.append(cv.Rect(x, HIGH + 2, WIDE, 3, paint=_fill(ui.palette.ink)))
    return cv.Canvas(shapes, width=WIDTH, height=HIGH + NOW)


def mark_of(ui: Ui, status: OutingStatus) -> ft.Control:
    """For the legend."""
    return cv.Canvas(_box(ui, status, 0) + _mark(ui, status, _Place(_MIDDLE, HIGH / 2)), width=WIDE, height=HIGH)


def _cell(ui: Ui, week: WeekCell, x: float) -> list[cv.Shape]:
    if week.status is None:
        return [cv.Rect(x, HIGH - 2, WIDE, 2, paint=_fill(ui.palette.muted))]
    several = week.count > 1
    shapes = _box(ui, week.status, x)
    shapes += _mark(ui, week.status, _Place(x + _MIDDLE, _TOP if several else HIGH / 2))
    if several:
        shapes.append(_figure(ui, week, x))
    return shapes


def _box(ui: Ui, status: OutingStatus, x: float) -> list[cv.Shape]:
    if tone := _FILLED.get(status):
        return [cv.Rect(x, 0, WIDE, HIGH, border_radius=3, paint=_fill(getattr(ui.palette, tone)))]
    tone = _OUTLINED.get(status, "muted")
    return [
        cv.Rect(x + 0.75, 0.75, WIDE - 1.5, HIGH - 1.5, border_radius=3, paint=_stroke(getattr(ui.palette, tone), 1.5))
    ]


def _mark(ui: Ui, status: OutingStatus, at: _Place) -> list[cv.Shape]:
    """A check, a dot, a cross, an arrow; nothing for what is only planned."""
    p = ui.palette
    go, to = cv.Path.MoveTo, cv.Path.LineTo
    if status == OutingStatus.HELD:
        path = [go(at.x - 3.5, at.y), to(at.x - 1, at.y + 2.5), to(at.x + 3.5, at.y - 2.5)]
        return [cv.Path(list(path), paint=_stroke(p.surface, 2))]
    if status == OutingStatus.CONFIRMED:
        return [cv.Circle(at.x, at.y, 2.5, paint=_fill(p.on_primary))]
    if status == OutingStatus.CANCELLED:
        cross = [go(at.x - 3, at.y - 3), to(at.x + 3, at.y + 3), go(at.x + 3, at.y - 3), to(at.x - 3, at.y + 3)]
        return [cv.Path(list(cross), paint=_stroke(p.alert, 2))]
    if status == OutingStatus.MOVED:
        arrow = [go(at.x - 3.5, at.y), to(at.x + 3.5, at.y), go(at.x + 1, at.y - 2.5), to(at.x + 3.5, at.y),
                 to(at.x + 1, at.y + 2.5)]  # fmt: skip
        return [cv.Path(list(arrow), paint=_stroke(p.muted, 1.5))]
    return []


def _figure(ui: Ui, week: WeekCell, x: float) -> cv.Shape:
    p = ui.palette
    ink = p.surface if week.status in _FILLED else p.ink
    style = ft.TextStyle(size=11, font_family=LABEL, color=ink)
    return cv.Text(x + WIDE / 2, HIGH - 1, str(week.count), style=style, alignment=ft.Alignment.BOTTOM_CENTER)


def _fill(color: str) -> ft.Paint:
    return ft.Paint(color=color, style=ft.PaintingStyle.FILL)


def _stroke(color: str, width: float) -> ft.Paint:
    return ft.Paint(color=color, style=ft.PaintingStyle.STROKE, stroke_width=width)
