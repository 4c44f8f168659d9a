"""The quick walks give what Flet's own give, in the same order, and leave the controls as Flet's own leave them."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterator
from enum import Enum
from typing import Any

import flet as ft
import pytest
from flet.controls import base_control, control_event
from flet.controls.base_control import BaseControl
from flet.controls.object_patch import DiffBuilder
from flet.messaging.protocol import Message, MessageAction
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.app import quick_walk

_sources = {
    name: inspect.getsource(getattr(DiffBuilder, name)) for name in ("_configure_dataclass", "_removed_controls")
}
paddings = st.integers(0, 9).map(lambda n: ft.Padding.all(n))
leaves = st.one_of(
    st.text(max_size=5).map(ft.Text),
    st.builds(lambda n: ft.Icon(ft.Icons.ADD, size=n), st.integers(1, 40)),
    st.builds(lambda p: ft.Container(padding=p, border=ft.Border.all(1, "#000000")), paddings),
    st.builds(lambda: ft.TextField(label="x", text_style=ft.TextStyle(size=12))),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda c: ft.Column(list(c))),
        st.builds(lambda c, p: ft.Container(c, padding=p, on_click=lambda: None), inner, paddings),
        st.builds(lambda c: ft.Semantics(identifier="x", content=c), inner),
        st.builds(lambda c: ft.NavigationBarDestination(icon=c, label="x"), inner),
        st.builds(lambda c: ft.DataTable(columns=[ft.DataColumn(label=c)], rows=[]), inner),
    ),
    max_leaves=12,
)  # fmt: skip


def theirs() -> tuple[Any, Any]:
    """Flet's own methods, whatever was put in their place since."""
    space: dict[str, Any] = dict(vars(inspect.getmodule(DiffBuilder)))
    body = "\n".join(_sources.values())
    exec(f"class Theirs:\n{body}", space)
    return space["Theirs"]._configure_dataclass, space["Theirs"]._removed_controls


def walked(configure: Any, remove: Any, tree: Any, frozen: bool) -> list[Any]:
    class Walking(DiffBuilder):
        _configure_dataclass, _removed_controls = configure, remove

    builder = Walking(None, tree, control_cls=BaseControl)
    return [list(configure(builder, tree, None, frozen)), list(remove(builder, tree, True))]


def outcome(found: list[Any]) -> list[Any]:
    """What they are and where they stand, without what differs between two trees."""
    at = {id(c): n for n, c in enumerate(found[0])}
    return [
        [(type(c), at.get(id(c)), at.get(id(_parent(c))), getattr(c, "_frozen", None), dict(c._dirty)) for c in walk]
        for walk in found
    ]


def _parent(control: Any) -> Any:
    kept = getattr(control, "_parent", None)
    return kept() if kept else None


@given(data=st.data(), frozen=st.booleans())
def test_the_same_controls_are_found_in_the_same_order(data: st.DataObject, frozen: bool) -> None:
    tree = data.draw(trees)
    ours = outcome(walked(quick_walk.configured, quick_walk.removed, tree, frozen))
    # The same tree again: a first walk changes nothing that a second would not.
    assert ours == outcome(walked(*theirs(), tree, frozen))
    assert len(ours[0]) == len(ours[1])


def _classes(cls: type) -> Iterator[type]:
    yield cls
    subclasses: list[type] = cls.__subclasses__()
    for each in subclasses:
        yield from _classes(each)


for _name in ft.__all__:  # Flet loads them at first use
    getattr(ft, _name)


CONTROLS = sorted({c for c in _classes(BaseControl) if dataclasses.is_dataclass(c)}, key=lambda c: c.__qualname__)


@pytest.mark.parametrize("cls", CONTROLS, ids=lambda c: c.__qualname__)
def test_no_field_that_is_passed_over_holds_anything_by_itself(cls: type) -> None:
    for name, sparse in quick_walk._fields(cls):
        default = getattr(cls, name, None)
        held = dataclasses.is_dataclass(default) and not isinstance(default, (type, Enum))
        assert not (sparse and (held or isinstance(default, (list, dict)))), name


@pytest.mark.parametrize("cls", CONTROLS, ids=lambda c: c.__qualname__)
def test_an_event_is_of_the_type_flet_says(cls: type) -> None:
    control: Any = object.__new__(cls)
    for name in (f.name for f in dataclasses.fields(cls) if f.name.startswith("on_")):
        try:
            said = control_event.get_event_field_type(control, name)
        except RuntimeError:  # a colour, a hint: named like an event
            continue
        assert quick_walk.event_type(control, name) is said


def test_it_stands_in_for_the_version_it_was_written_for() -> None:
    quick_walk.install()
    assert DiffBuilder._configure_dataclass is quick_walk.configured, "another Flet: compare its walks, or delete ours"
    assert base_control.get_event_field_type is quick_walk.event_type  # type: ignore[attr-defined]


def test_a_message_does_not_say_what_it_holds() -> None:
    quick_walk.install()
    message = Message(MessageAction.PATCH_CONTROL, ft.Text("introuvable"))
    assert "introuvable" not in f"{message}{message!r}"
