"""A pad a finger signs on, and what was signed, drawn small.

`Ink` outlives the redraws of the screen and the rotation of the tablet; it is kept nowhere else: a signature half
drawn is nobody's, and a lock forgets it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import flet as ft
import flet.canvas as cv

from espace_mobile.app.components.text import muted
from espace_mobile.app.theme import BODY, GAP, RADIUS
from espace_mobile.app.ui import Ui, component, memo, use_ui
from espace_mobile.domain import strokes
from espace_mobile.domain.strokes import WIDTH, Drawing

Point = tuple[float, float]
_THICK, _THIN = 3.5, 1.5  # px, of the ink
_INTERVAL = 8  # ms between two points of a finger that moves: more than a screen shows
_TOO_NEAR = 2.0  # thousandths: a finger that rests trembles


class Frame(NamedTuple):
    """Where a drawing lies on a pad: px = thousandths × `scale` + (`left`, `top`)."""

    scale: float = 0.0
    left: float = 0.0
    top: float = 0.0


@ft.observable
@dataclass(eq=False)
class Ink:
    """What is being drawn, in thousandths of the pad's width. `height`: of the pad, likewise, when it was begun."""

    height: int = 0
    _size: Point = (0.0, 0.0)
    _finished: tuple[tuple[Point, ...], ...] = ()
    _stroke: list[Point] = field(default_factory=list)

    @property
    def strokes(self) -> tuple[tuple[Point, ...], ...]:
        return (*self._finished, *([tuple(self._stroke)] if self._stroke else []))

    @property
    def finished(self) -> tuple[tuple[Point, ...], ...]:
        """The strokes whose finger was lifted."""
        return self._finished

    @property
    def live(self) -> Sequence[Point]:
        """The stroke under the finger."""
        return self._stroke

    @property
    def empty(self) -> bool:
        return not self._finished and not self._stroke

    @property
    def frame(self) -> Frame:
        """A tablet that turns shows what was begun whole, in the middle."""
        width, height = self._size
        if not width or not height:
            return Frame()
        tall = self.height if self.height and not self.empty else height / width * WIDTH
        scale = min(width / WIDTH, height / tall)
        return Frame(scale, (width - scale * WIDTH) / 2, (height - scale * tall) / 2)

    def resize(self, width: float, height: float) -> None:
        """The pad's, in px."""
        if (width, height) != self._size:
            self._size = (width, height)
            self._tell()

    def begin(self, x: float, y: float) -> None:
        """A finger comes down; px, like `move`."""
        if not all(self._size):
            return
        if self.empty:
            self.height = round(self._size[1] / self._size[0] * WIDTH)
        self.lift()
        self._stroke = [self._thousandths(x, y)]
        self._tell()

    def move(self, x: float, y: float) -> None:
        if not self._stroke:
            return
        at, (x0, y0) = self._thousandths(x, y), self._stroke[-1]
        if max(abs(at[0] - x0), abs(at[1] - y0)) >= _TOO_NEAR:
            self._stroke.append(at)
            self._tell()

    def lift(self, x: float | None = None, y: float | None = None) -> None:
        """The finger goes, from there when it is known."""
        if x is not None and y is not None:
            self.move(x, y)
        if self._stroke:
            self._finished = (*self._finished, tuple(self._stroke))
            self._stroke = []
            self._tell()

    def clear(self) -> None:
        if not self.empty:
            self._finished, self._stroke = (), []
            self._tell()

    def _thousandths(self, x: float, y: float) -> Point:
        frame = self.frame
        return (x - frame.left) / frame.scale, (y - frame.top) / frame.scale

    def _tell(self) -> None:
        self.notify()  # type: ignore[attr-defined]


def signature_pad(ui: Ui, ink: Ink, hint: str) -> ft.Container:
    """Fills what it is given. Nothing around it may scroll or be tapped: a finger would have to move before it draws.

    `hint`: what the empty pad says.
    """
    finger = ft.GestureDetector(
        content=_Drawn(ink, hint), expand=True, exclude_from_semantics=True, drag_interval=_INTERVAL,
        mouse_cursor=ft.MouseCursor.PRECISE,
        on_pan_start=lambda e: ink.begin(e.local_position.x, e.local_position.y),
        on_pan_update=lambda e: ink.move(e.local_position.x, e.local_position.y),
        on_pan_end=lambda e: ink.lift(e.local_position.x, e.local_position.y),
        on_pan_cancel=lambda: ink.lift(),
    )  # fmt: skip
    return ft.Container(
        finger, bgcolor=ui.palette.surface, border=ft.Border.all(2, ui.palette.primary), border_radius=RADIUS,
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS, expand=True,
    )  # fmt: skip


def signature_drawing(ui: Ui, drawing: Drawing, width: float, height: float) -> ft.Control:
    """What was signed, small, in a box of so many px."""
    lines = strokes.fitted(drawing, width - 2 * _THIN, height - 2 * _THIN)
    shape = _path(lines, Frame(1.0, _THIN, _THIN), ui.palette.ink, _THIN)
    return ft.Semantics(exclude_semantics=True, content=cv.Canvas([shape], width=width, height=height))


@component
def _Drawn(ink: Ink, hint: str) -> Any:
    """Redrawn at each point of the finger; what it finished before is not."""
    ui = use_ui()
    live = cv.Canvas(
        [_path([ink.live] if ink.live else [], ink.frame, ui.palette.ink, _THICK)], expand=True,
        resize_interval=0, on_resize=lambda e: ink.resize(e.width, e.height),
    )  # fmt: skip
    layers = ft.Stack(
        [_Guide(hint, ink.empty), _Finished(ink.finished, ink.frame), live], expand=True, fit=ft.StackFit.EXPAND
    )
    said = ui.t("signature.empty" if ink.empty else "signature.drawn")
    return ft.Semantics(
        identifier="signature.pad", label=hint, value=said, container=True, expand=True, content=layers
    )  # fmt: skip


@memo
def _Finished(finished: tuple[tuple[Point, ...], ...], frame: Frame) -> Any:
    return cv.Canvas([_path(finished, frame, use_ui().palette.ink, _THICK)], expand=True)


@memo
def _Guide(hint: str, empty: bool) -> Any:
    """A line to sign on, and what to do, until it is being done."""
    ui = use_ui()
    words = muted(ui, hint if empty else "", BODY, text_align=ft.TextAlign.CENTER)
    line = ft.Container(height=2, bgcolor=ui.palette.line, margin=ft.Margin.symmetric(horizontal=32))
    lowest = ft.Column(
        [line, words, ft.Container(height=GAP)], spacing=GAP, alignment=ft.MainAxisAlignment.END,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip
    return ft.Semantics(exclude_semantics=True, content=lowest)


def _path(lines: Iterable[Sequence[Point]], frame: Frame, color: str, width: float) -> cv.Path:
    """Round at both ends: the dot of an i is a line without length."""
    scale, left, top = frame
    elements: list[cv.Path.PathElement] = []
    for line in lines:
        for n, (x, y) in enumerate(line):
            to = cv.Path.LineTo if n else cv.Path.MoveTo
            elements.append(to(x * scale + left, y * scale + top))
        if len(line) == 1:
            elements.append(cv.Path.LineTo(line[0][0] * scale + left + 0.1, line[0][1] * scale + top))
    pen = ft.Paint(
        color=color, style=ft.PaintingStyle.STROKE, stroke_width=width, stroke_cap=ft.StrokeCap.ROUND,
        stroke_join=ft.StrokeJoin.ROUND,
    )  # fmt: skip
    return cv.Path(elements, paint=pen)
