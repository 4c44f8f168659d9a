"""The line drawings beside the parts of a notice: a part is known again by who doesn't read its title.

Strokes in a square of side 1, from its top left corner.
"""

from __future__ import annotations

from math import cos, pi, sin

Stroke = tuple[tuple[float, float], ...]


def _round(x: float, y: float, radius: float, since: float = 0.0, until: float = 1.0) -> Stroke:
    """Part of a circle, in turns from its right."""
    steps = max(4, round(24 * (until - since)))
    angles = (2 * pi * (since + (until - since) * n / steps) for n in range(steps + 1))
    return tuple((x + radius * cos(a), y + radius * sin(a)) for a in angles)


def _person(x: float, y: float, size: float) -> tuple[Stroke, ...]:
    return _round(x, y, 0.13 * size), _round(x, y + 0.43 * size, 0.24 * size, 0.5, 1.0)


SIGNS: dict[str, tuple[Stroke, ...]] = {
    # a pencil over a line
    "what": (
        ((0.22, 0.62), (0.68, 0.16), (0.84, 0.32), (0.38, 0.78), (0.18, 0.82), (0.22, 0.62)),
        ((0.58, 0.26), (0.74, 0.42)),
        ((0.50, 0.90), (0.88, 0.90)),
    ),
    # a question
    "why": (
        _round(0.5, 0.5, 0.4),
        (*_round(0.5, 0.40, 0.13, 0.5, 1.2), (0.5, 0.56), (0.5, 0.60)),
        ((0.5, 0.72),),
    ),
    # an eye
    "who": (
        _round(0.5, 0.72, 0.46, 0.58, 0.92),
        _round(0.5, 0.28, 0.46, 0.08, 0.42),
        _round(0.5, 0.5, 0.12),
    ),
    # a clock
    "how_long": (_round(0.5, 0.5, 0.4), ((0.5, 0.24), (0.5, 0.5), (0.68, 0.60))),
    # two ways from one
    "choice": (
        ((0.5, 0.92), (0.5, 0.60), (0.22, 0.34), (0.22, 0.12)),
        ((0.5, 0.60), (0.78, 0.34), (0.78, 0.12)),
        ((0.12, 0.24), (0.22, 0.12), (0.32, 0.24)),
        ((0.68, 0.24), (0.78, 0.12), (0.88, 0.24)),
    ),
    # a list that is ticked
    "rights": (
        ((0.14, 0.26), (0.22, 0.34), (0.36, 0.16)),
        ((0.48, 0.26), (0.88, 0.26)),
        ((0.14, 0.54), (0.22, 0.62), (0.36, 0.44)),
        ((0.48, 0.54), (0.88, 0.54)),
        ((0.14, 0.82), (0.22, 0.90), (0.36, 0.72)),
        ((0.48, 0.82), (0.88, 0.82)),
    ),
    # a warning
    "complain": (
        ((0.5, 0.10), (0.94, 0.88), (0.06, 0.88), (0.5, 0.10)),
        ((0.5, 0.38), (0.5, 0.62)),
        ((0.5, 0.76),),
    ),
    # somebody who speaks
    "contact": (
        *_person(0.28, 0.42, 0.9),
        ((0.52, 0.14), (0.92, 0.14), (0.92, 0.48), (0.70, 0.48), (0.58, 0.60), (0.58, 0.48), (0.52, 0.48),
         (0.52, 0.14)),
    ),
}  # fmt: skip
