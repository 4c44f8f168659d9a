"""Making a control without giving it sixty values that it has anyway.

Flet 1.0.5 keeps only what differs from a default (`_values`), yet the `__init__` of each of its controls sets every
field, one descriptor after the other: a month of the schedule has five hundred controls. What is made is the same, its
fields in the same order (tests). Another version of Flet is left as it is.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from flet import version
from flet.controls import base_control
from flet.controls.base_control import BaseControl
from flet.controls.value_types import Prop

from espace_mobile.app.quick_walk import KNOWN

_control = base_control.control
_INIT_ONLY = dataclasses._FIELD_INITVAR  # type: ignore[attr-defined]
_NONE = dataclasses.MISSING
_GENERATED = "<string>"  # where the code of a dataclass's own __init__ is said to stand


class _Plan(NamedTuple):
    """`place`: of each field, in order. `unasked`: what is set when it is not given, and what makes its value. `late`:
    what `__post_init__` is given: (name, default)."""

    place: dict[str, int]
    unasked: dict[str, Callable[[], Any]]
    late: tuple[tuple[str, Any], ...]
    positional: tuple[str, ...]
    accepted: frozenset[str]
    required: frozenset[str]


def install() -> None:
    """For the whole process, once: the controls there are, and those that Flet imports at their first use."""
    if version.flet_version == KNOWN and base_control.control is _control:
        base_control.control = control
        for cls in _below(BaseControl):
            _quicken(cls)


def control(*args: Any, **more: Any) -> Any:
    """Like Flet's decorator of the classes of controls."""
    made = _control(*args, **more)
    if isinstance(made, type):
        return _quicken(made)
    return lambda cls: _quicken(made(cls))


def _quicken(cls: Any) -> Any:
    made = vars(cls).get("__init__")
    if made is not None and made.__code__.co_filename == _GENERATED:
        cls.__init__ = quick(cls, made)
    return cls


def quick(cls: type, original: Callable[..., None]) -> Callable[..., None]:
    """What does as `original`, the `__init__` that was made for the dataclass `cls`."""
    plans: list[_Plan] = []  # one, once a control of it is made

    @functools.wraps(original)
    def make(self: Any, *args: Any, **given: Any) -> None:
        if not plans:
            plans.append(_plan(cls))
        plan = plans[0]
        if args:
            named = dict(zip(plan.positional, args, strict=False))
            if len(args) > len(plan.positional) or named.keys() & given.keys():
                original(self, *args, **given)  # says what is wrong
                return
            given.update(named)
        if not plan.required <= given.keys() <= plan.accepted:
            original(self, **given)
            return
        late = [given.pop(name, default) for name, default in plan.late]
        for name in sorted({*given, *plan.unasked}, key=plan.place.__getitem__):
            setattr(self, name, given[name] if name in given else plan.unasked[name]())
        self.__post_init__(*late)

    return make


def _plan(cls: type) -> _Plan:
    every: Any = vars(cls)["__dataclass_fields__"].values()
    fields = dataclasses.fields(cls)
    names = {field.name for field in fields}
    late = [f for f in every if f._field_type is _INIT_ONLY]
    taken = [f for f in every if f.init and (f.name in names or f in late)]
    unasked = {f.name: default for f in fields if (default := _default(cls, f)) is not None}
    return _Plan(
        {f.name: n for n, f in enumerate(fields)}, unasked, tuple((f.name, f.default) for f in late),
        tuple(f.name for f in taken if not f.kw_only), frozenset(f.name for f in taken),
        frozenset(f.name for f in taken if f.default is _NONE and f.default_factory is _NONE),
    )  # fmt: skip


def _default(cls: type, field: dataclasses.Field[Any]) -> Callable[[], Any] | None:
    """None: nothing is set. What a descriptor would not keep, or has no value yet, need not be."""
    if field.default_factory is not _NONE:
        return field.default_factory
    if not field.init or field.default is _NONE:
        return None
    prop = next((vars(c)[field.name] for c in cls.__mro__ if field.name in vars(c)), None)
    return None if isinstance(prop, Prop) and prop.default == field.default else lambda: field.default


def _below(cls: type) -> Iterator[type]:
    subclasses: list[type] = cls.__subclasses__()
    for below in subclasses:
        yield below
        yield from _below(below)
