"""Flet's walks over the controls that a redraw adds and removes, without looking at what can hold no control; and its
messages, not spelled out for a log that nobody writes (and nobody may: they hold what screens say).

A tap that opens a screen spends most of its time there: Flet 1.0.5 reads each of the sixty fields of a control through
a descriptor, though only those that were set are kept (`_values`). The results are the same, in the same order (tests).
Another version of Flet is left as it is.
"""

from __future__ import annotations

import dataclasses
import weakref
from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import Any, cast

from flet import version
from flet.controls import base_control
from flet.controls.control_event import get_event_field_type
from flet.controls.object_patch import DiffBuilder, ObjectPatchException, _control_setattr
from flet.controls.value_types import Prop
from flet.messaging.protocol import Message

KNOWN = "1.0.5"
_PLAIN = frozenset({str, int, float, bool, type(None)})
_INSIDE = (list, dict)


def install() -> None:
    """For the whole process, once."""
    if version.flet_version == KNOWN:
        DiffBuilder._configure_dataclass = configured  # type: ignore[method-assign]
        DiffBuilder._removed_controls = removed  # type: ignore[method-assign]
        Message.__repr__ = _brief  # type: ignore[method-assign, assignment]
        base_control.get_event_field_type = event_type  # type: ignore[attr-defined]


def configured(
    self: DiffBuilder, item: Any, parent: Any, frozen: bool, configure_setattr_only: bool = False
) -> Iterator[Any]:
    """Like `DiffBuilder._configure_dataclass`."""
    found: list[Any] = []
    _configure(self, item, parent, frozen, configure_setattr_only, found)
    return iter(found)


def removed(self: DiffBuilder, item: Any, recurse: bool) -> Iterator[Any]:
    """Like `DiffBuilder._removed_controls`."""
    found: list[Any] = []
    _remove(self, item, recurse, found)
    return iter(found)


def _configure(
    builder: DiffBuilder, item: Any, parent: Any, frozen: bool, only_setattr: bool, found: list[Any]
) -> None:
    if not hasattr(type(item), "__dataclass_fields__"):
        inside = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
        for value in inside:
            if type(value) not in _PLAIN:
                _configure(builder, value, parent, frozen, False, found)
        return
    if parent is None:
        kept = getattr(item, "_parent", None)
        parent = kept() if kept else None
    if parent:
        if parent is item:
            raise ObjectPatchException(f"Parent is the same as item: {type(item).__name__}")
        item._parent = weakref.ref(parent)
    if hasattr(item, "_frozen"):
        frozen = item._frozen
    elif frozen:
        item._frozen = frozen
    if getattr(type(item), "__flet_control_cls__", None) is None:
        type(item).__flet_control_cls__ = builder.control_cls
    is_control = _is_control(builder, item)
    if is_control:
        if not only_setattr:
            item.build()
            item._before_update_safe()
            object.__setattr__(item, "_initialized", True)
        found.append(item)
    if not only_setattr:
        for value in _values(item):
            _configure(builder, value, item if is_control else parent, frozen, False, found)
    if not frozen:
        _begin_anew(item)


def _begin_anew(item: Any) -> None:
    """What changes from now on is noted."""
    dirty = getattr(item, "_dirty", None)
    if dirty is not None:
        dirty.clear()
        return
    cls: Any = type(item)
    if cls.__setattr__ is not _control_setattr:
        cls.__setattr__ = _control_setattr
    object.__setattr__(item, "__changes", {})


def _remove(builder: DiffBuilder, item: Any, recurse: bool, found: list[Any]) -> None:
    if _is_control(builder, item):
        if hasattr(item, "__prev_lists"):
            for name in ("__prev_lists", "__prev_dicts", "__prev_classes"):
                for value in getattr(item, name, {}).values():
                    _remove(builder, value, recurse, found)
        elif recurse:
            for value in _values(item):
                _remove(builder, value, recurse, found)
        found.append(item)
        return
    inside = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
    for value in inside:
        if type(value) not in _PLAIN:
            _remove(builder, value, recurse, found)


def _is_control(builder: DiffBuilder, item: Any) -> bool:
    return builder.control_cls is not None and isinstance(item, builder.control_cls)


def _values(item: Any) -> list[Any]:
    """What its fields hold that may hold controls, in the order of the fields."""
    kept = getattr(item, "_values", {})
    found, cls = [], cast(Any, type(item))
    for name, sparse in _fields(cls):
        if sparse and name not in kept:
            continue
        value = kept[name] if sparse else getattr(item, name)
        if type(value) not in _PLAIN and not isinstance(value, Enum):
            found.append(value)
    return found


@cache
def _fields(cls: Any) -> tuple[tuple[str, bool], ...]:
    """(name, whether it need not be looked at unless it was set): the fields that a walk looks at."""
    shown = (f.name for f in dataclasses.fields(cls) if not f.metadata.get("skip", False))
    return tuple((name, is_sparse(cls, name)) for name in shown)


def is_sparse(cls: type, name: str) -> bool:
    """Whether Flet keeps the field of a control only when it is not as it is by default."""
    prop = next((vars(c)[name] for c in cls.__mro__ if name in vars(c)), None)
    default = getattr(prop, "default", None)
    return isinstance(prop, Prop) and not (dataclasses.is_dataclass(default) or isinstance(default, _INSIDE))


def event_type(control: Any, field_name: str) -> Any:
    """Like `get_event_field_type`, which reads every annotation of a control at each event."""
    key = type(control), field_name
    if key not in _event_types:
        _event_types[key] = get_event_field_type(control, field_name)
    return _event_types[key]


_event_types: dict[tuple[type, str], Any] = {}


def _brief(message: Message) -> str:
    return f"Message({message.action})"
