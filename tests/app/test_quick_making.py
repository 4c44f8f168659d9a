"""A control made quickly is the one that Flet's own `__init__` makes."""

from __future__ import annotations

import dataclasses
from typing import Any

import flet as ft
import pytest
from flet.controls.base_control import BaseControl

from espace_mobile.app import quick_making
from tests.app.test_quick_walk import CONTROLS

quick_making.install()
_OURS = [cls for cls in CONTROLS if hasattr(vars(cls).get("__init__"), "__wrapped__")]
_NONE = dataclasses.MISSING
# They hold the time it is, or a lock of their own.
_NEVER_ALIKE = {"CupertinoDatePicker", "DatePicker", "DateRangePicker", "RawImage", "ServiceRegistry", "TimePicker"}


def original(cls: Any) -> Any:
    return vars(cls)["__init__"].__wrapped__


def told(control: Any) -> dict[str, Any]:
    """All that it holds, in order; lists and the like by what is in them."""
    held = {name: value for name, value in vars(control).items() if name not in ("_i", "_values")}
    if type(control).__qualname__ in _NEVER_ALIKE:
        return {"held": list(held), "values": list(control._values)}
    return {**held, "values": list(control._values.items())}


def made(cls: Any, init: Any, *args: Any, **given: Any) -> tuple[str, Any]:
    control = object.__new__(cls)
    try:
        init(control, *args, **given)
    except Exception as e:  # what is asked of a control is asked in the same words
        return type(e).__name__, str(e)
    return "made", told(control)


def both(cls: Any, *args: Any, **given: Any) -> None:
    assert made(cls, cls.__init__, *args, **given) == made(cls, original(cls), *args, **given)


def test_every_control_of_flet_is_made_quickly() -> None:
    assert len(_OURS) > 150
    assert {ft.Text, ft.Container, ft.Row, ft.Semantics, ft.Icon} <= set(_OURS)


@pytest.mark.parametrize("cls", _OURS, ids=lambda c: c.__qualname__)
def test_it_is_the_same_control(cls: Any) -> None:
    both(cls)
    fields = [f for f in dataclasses.fields(cls) if f.init]
    required = {f.name: ft.Text("x") for f in fields if f.default is _NONE and f.default_factory is _NONE}
    both(cls, **required)
    # Named backwards: they are kept in the order of the fields all the same.
    some = {f.name: value for f, value in zip(reversed(fields), ("a", None, 1, True, [1], 0.5) * 20, strict=False)}
    both(cls, **some, **{name: value for name, value in required.items() if name not in some})
    both(cls, **required, data={"a": 1}, key="k", ref=ft.Ref())
    both(cls, **{f.name: f.default for f in fields if f.default is not _NONE}, **required)


@pytest.mark.parametrize("cls", [ft.Text, ft.Container, ft.Row, ft.Icon, ft.Semantics])
def test_arguments_by_their_place_and_wrong_ones_are_as_they_were(cls: Any) -> None:
    name = dataclasses.fields(cls)[4].name
    for args, given in (
        (("a",), {}), (("a", "b"), {}), (tuple("abcdefghijklm" * 6), {}), ((), {"no_such_thing": 1}),
        (("a",), {name: 1}), (("a",), {"value": 1, "content": 2, "controls": [], "icon": 3}),
    ):  # fmt: skip
        both(cls, *args, **given)


def test_a_reference_is_filled_and_what_changes_later_is_noted() -> None:
    ref: ft.Ref[ft.Text] = ft.Ref()
    text = ft.Text("a", ref=ref)
    assert ref.current is text
    assert text._dirty == {}
    text.value = "b"
    assert list(text._dirty) == ["value"]


def test_two_controls_share_no_list() -> None:
    one, other = ft.Column(), ft.Column()
    one.controls.append(ft.Text("a"))
    assert other.controls == []


def test_a_control_of_ones_own_that_flet_makes_is_made_too() -> None:
    @ft.control("Mine")
    class Mine(ft.Container):
        more: int = 3

    assert Mine(padding=4).more == 3
    assert isinstance(Mine(more=5), BaseControl)
    assert Mine(more=5)._values["more"] == 5
