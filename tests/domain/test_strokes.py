from __future__ import annotations

import itertools
import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain import strokes
from espace_mobile.domain.strokes import MOST, TALLEST, WIDTH
from espace_mobile.errors import InputError

whole = st.tuples(st.integers(0, WIDTH), st.integers(0, TALLEST))
anywhere = st.floats(allow_nan=True, allow_infinity=True)
drawn = st.lists(st.lists(st.tuples(anywhere, anywhere), max_size=60), max_size=12)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-10, 5000) | st.floats(0, 1000) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=20,
)
WAVE = tuple((n, round(200 + 150 * math.sin(n / 40))) for n in range(0, WIDTH, 2))


@given(drawn)
def test_whatever_is_drawn_is_written_within_its_bounds_or_said_to_be_empty(lines: Any) -> None:
    try:
        text = strokes.written(lines)
    except InputError:
        assert strokes.is_blank(strokes.tidy(lines))
        return
    again = strokes.read(text)
    assert len(text) <= MOST
    assert again
    assert not strokes.is_blank(again)
    drawn_points = {point for stroke in strokes.tidy(lines) for point in stroke}
    assert {point for stroke in again for point in stroke} <= drawn_points


@given(st.lists(st.lists(whole, min_size=1, max_size=30), max_size=8))
def test_a_drawing_written_twice_is_the_same(lines: Any) -> None:
    if strokes.is_blank(strokes.tidy(lines)):
        return
    once = strokes.written(lines)
    assert strokes.written(strokes.read(once)) == once


@given(st.lists(whole, min_size=1, max_size=80), st.floats(0.5, 200))
def test_no_point_left_out_is_farther_than_the_tolerance(points: Any, tolerance: float) -> None:
    stroke = tuple(points)
    kept = strokes.simplified(stroke, tolerance)
    assert (kept[0], kept[-1]) == (stroke[0], stroke[-1])
    segments = list(itertools.pairwise(kept)) or [(kept[0], kept[0])]
    for point in stroke:
        assert min(strokes._distance(point, a, b) for a, b in segments) <= tolerance + 1e-6


@given(json_values)
def test_hostile_json_reads_as_nothing_or_as_a_drawing(value: Any) -> None:
    for stroke in strokes.read(json.dumps(value)):
        assert stroke
        assert all(0 <= x <= WIDTH and 0 <= y <= TALLEST for x, y in stroke)


@pytest.mark.parametrize(
    "text",
    ["", "[", "null", "7", "{}", "[[1]]", "[[1,2,3]]", "[[]]", "[[true,false]]", "[[1.5,2]]", "[[-1,2]]", "[[1001,2]]",
     "[[1,4001]]", '[["1","2"]]', "[[NaN,1]]", "[" * 3000, "[[1,2]]" + " " * MOST, None, 5, b"[[1,2]]"],
)  # fmt: skip
def test_damaged_text_reads_as_nothing(text: object) -> None:
    assert strokes.read(text) == ()


@pytest.mark.parametrize("lines", [[], [[]], [[(500, 200)]], [[(500, 200), (510, 205)]], [[(3, 3)], [(9, 9)]]])
def test_a_dot_is_no_signature(lines: Any) -> None:
    with pytest.raises(InputError) as refused:
        strokes.written(lines)
    assert (refused.value.field, refused.value.reason) == ("signature", "empty")


def test_an_ordinary_signature_keeps_its_shape() -> None:
    again = strokes.read(strokes.written([WAVE]))[0]
    assert len(again) < len(WAVE) / 4
    segments = list(itertools.pairwise(again))
    assert max(min(strokes._distance(p, a, b) for a, b in segments) for p in WAVE) <= 1.5


def test_a_child_who_fills_the_pad_still_fits() -> None:
    scribble = [(n * 7919 % WIDTH, n * 104_729 % 600) for n in range(20_000)]
    dots = [[(n * 37 % WIDTH, n * 91 % 600)] for n in range(3000)]
    for lines in ([scribble], dots, [scribble, *dots]):
        assert 0 < len(strokes.written(lines)) <= MOST


@given(st.lists(st.lists(whole, min_size=1, max_size=20), min_size=1, max_size=5), st.floats(1, 500), st.floats(1, 500))
def test_what_is_fitted_stays_in_its_box_and_keeps_its_ratio(lines: Any, width: float, height: float) -> None:
    drawing = strokes.tidy(lines)
    shown = strokes.fitted(drawing, width, height)
    slack = 1e-6 * max(width, height)
    assert all(-slack <= x <= width + slack and -slack <= y <= height + slack for line in shown for x, y in line)
    _left, _top, _right, _bottom = strokes.bounds(drawing)
    (x0, y0), (x1, y1) = shown[0][0], shown[-1][-1]
    (ax, ay), (bx, by) = drawing[0][0], drawing[-1][-1]
    assert math.isclose((x1 - x0) * (by - ay), (y1 - y0) * (bx - ax), rel_tol=1e-6, abs_tol=1e-3)
