"""What a finger drew on the signature pad, and its one written form.

A drawing is a tuple of strokes, a stroke a tuple of points (x, y) in whole thousandths of the pad's width: the same
signature whatever the screen, its rotation, or the size of the cell it is printed in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from math import hypot

from espace_mobile.errors import InputError

Point = tuple[int, int]
Stroke = tuple[Point, ...]
Drawing = tuple[Stroke, ...]

WIDTH = 1000  # of the pad
TALLEST = 4000  # a pad four times as high as wide: a phone held upright, and more
MOST = 3800  # characters written: less than 4 kB once sealed
_LEAST = 40  # across: smaller is a dot, or a finger that slipped
_ENOUGH = 1500  # points; a signature has some three hundred
_FINEST = 1.5  # thousandths: a tenth of a millimetre on the sheet


def written(strokes: Iterable[Sequence[tuple[float, float]]]) -> str:
    """JSON `[[x, y, x, y…], …]` of at most `MOST` characters, simplified as little as that takes.

    Raises `InputError` (`signature`, `empty`) when nothing was drawn, or a mere dot.
    """
    drawing = tidy(strokes)
    if is_blank(drawing):
        raise InputError("signature", "empty")
    drawing, tolerance = _thinned(drawing), _FINEST
    while True:
        simpler = tuple(simplified(stroke, tolerance) for stroke in drawing)
        text = _json(simpler)
        if len(text) <= MOST:
            return text
        if tolerance > WIDTH:  # thousands of strokes: simpler ones would be as many
            return _json(_longest(simpler))
        tolerance *= 2


def read(text: object) -> Drawing:
    """The drawing. What is damaged, or was never written by `written`, reads as nothing."""
    if not isinstance(text, str) or len(text) > MOST:
        return ()
    try:
        strokes = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    if not isinstance(strokes, list) or not all(_is_stroke(s) for s in strokes):
        return ()
    return tuple(tuple(zip(s[::2], s[1::2], strict=True)) for s in strokes)


def tidy(strokes: Iterable[Sequence[tuple[float, float]]]) -> Drawing:
    """Whole points within the pad, none twice in a row, no stroke without any."""
    kept: list[Stroke] = []
    for stroke in strokes:
        points: list[Point] = []
        for x, y in stroke:
            point = (_within(x, WIDTH), _within(y, TALLEST))
            if not points or points[-1] != point:
                points.append(point)
        if points:
            kept.append(tuple(points))
    return tuple(kept)


def is_blank(drawing: Drawing) -> bool:
    """Whether this is nobody's signature: nothing, or so small that a finger only slipped."""
    if not drawing:
        return True
    left, top, right, bottom = bounds(drawing)
    return max(right - left, bottom - top) < _LEAST


def bounds(drawing: Drawing) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what was drawn. Raises `ValueError` for nothing."""
    xs, ys = zip(*(point for stroke in drawing for point in stroke), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def fitted(drawing: Drawing, width: float, height: float) -> list[list[tuple[float, float]]]:
    """The drawing in the middle of a box, in the units of the box, its ratio kept: as large as fits.

    A small one is not blown up to more than four times what the whole pad would take.
    """
    if not drawing:
        return []
    left, top, right, bottom = bounds(drawing)
    scale = min(width / max(1, right - left), height / max(1, bottom - top), 4 * width / WIDTH)
    dx = (width - scale * (right - left)) / 2 - scale * left
    dy = (height - scale * (bottom - top)) / 2 - scale * top
    return [[(x * scale + dx, y * scale + dy) for x, y in stroke] for stroke in drawing]


def simplified(stroke: Stroke, tolerance: float) -> Stroke:
    """Fewer points, none of those left out farther than `tolerance` from the line (Ramer, Douglas and Peucker)."""
    kept = {0, len(stroke) - 1}
    parts = [(0, len(stroke) - 1)]
    while parts:
        first, last = parts.pop()
        farthest, away = first, tolerance
        for n in range(first + 1, last):
            distance = _distance(stroke[n], stroke[first], stroke[last])
            if distance > away:
                farthest, away = n, distance
        if farthest > first:
            kept.add(farthest)
            parts += [(first, farthest), (farthest, last)]
    return tuple(stroke[n] for n in sorted(kept))


def _thinned(drawing: Drawing) -> Drawing:
    """One point in so many of an endless scribble, which nobody will read: the tablet must not think about it."""
    step = sum(map(len, drawing)) // _ENOUGH + 1
    return tuple(stroke[:-1:step] + stroke[-1:] for stroke in drawing)


def _distance(point: Point, start: Point, end: Point) -> float:
    """Of a point to a segment, not to its line: a stroke may come back to where it began."""
    (x, y), (ax, ay), (bx, by) = point, start, end
    along = (bx - ax) ** 2 + (by - ay) ** 2
    t = max(0.0, min(1.0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / along)) if along else 0.0
    return hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay))


def _longest(drawing: Drawing) -> Drawing:
    """The strokes that say most, in the order they were drawn, as many as may be written."""
    room, kept = MOST - 2, set()
    spans = {n: _span(stroke) for n, stroke in enumerate(drawing)}
    for n in sorted(spans, key=lambda n: -spans[n]):
        room -= len(_json((drawing[n],))) - 1  # its comma instead of the outer brackets
        if room < 0:
            break
        kept.add(n)
    return tuple(stroke for n, stroke in enumerate(drawing) if n in kept)


def _span(stroke: Stroke) -> int:
    left, top, right, bottom = bounds((stroke,))
    return (right - left) + (bottom - top)


def _json(drawing: Drawing) -> str:
    return json.dumps([[n for point in stroke for n in point] for stroke in drawing], separators=(",", ":"))


def _within(value: float, most: int) -> int:
    return round(value) if 0 <= value <= most else 0 if not value > 0 else most


def _is_stroke(stroke: object) -> bool:
    if not isinstance(stroke, list) or not stroke or len(stroke) % 2:
        return False
    fits = (WIDTH, TALLEST)
    return all(type(n) is int and 0 <= n <= fits[i % 2] for i, n in enumerate(stroke))
