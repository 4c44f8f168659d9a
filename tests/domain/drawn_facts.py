"""Facts of any kind, drawn by what their fields may hold."""

from __future__ import annotations

import types
from datetime import UTC, date, datetime, time
from typing import Any, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import AwareDatetime, BaseModel

from espace_mobile.domain.code import Code
from espace_mobile.domain.fact import Fact

ID = "0" * 32

first, last = (datetime(year, 1, 1, tzinfo=UTC).replace(tzinfo=None) for year in (1900, 2200))
instants = st.datetimes(first, last, timezones=st.timezones())
plain = {
    str: st.text(st.characters(codec="utf-8"), max_size=20) | st.uuids().map(lambda u: u.hex),
    int: st.integers(-(2**40), 2**40),
    bool: st.booleans(),
    date: st.dates(),
    time: st.times(),
    type(None): st.none(),
    AwareDatetime: instants,
}


def values(annotation: Any) -> st.SearchStrategy[Any]:
    if annotation in plain:
        return plain[annotation]
    if isinstance(annotation, type) and issubclass(annotation, Code):
        return st.sampled_from(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return st.builds(annotation, **{name: values(f.annotation) for name, f in annotation.model_fields.items()})
    origin, args = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return st.one_of([values(arg) for arg in args])
    if origin is tuple:
        return st.lists(values(args[0]), max_size=3).map(tuple)
    if origin is dict:
        return st.dictionaries(values(args[0]), values(args[1]))
    return values(args[0])  # Annotated


def facts(kind: type[Fact]) -> st.SearchStrategy[Fact]:
    fields = {name: values(field.annotation) for name, field in kind.model_fields.items() if name != "id"}
    return st.fixed_dictionaries(fields).map(lambda drawn: kind(id=ID, **drawn))
