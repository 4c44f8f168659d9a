"""What the parts of a change may look like."""

from __future__ import annotations

import re

from espace_mobile.protocol.values import Value

MAX_DEPTH = 32  # lists and maps within one another
MAX_TEAM = 64  # characters
_KIND = re.compile(r"[a-z][a-z0-9_]{0,39}")


def is_kind(value: str) -> bool:
    return _KIND.fullmatch(value) is not None


def is_team(value: Value) -> bool:
    return value is None or (type(value) is str and 0 < len(value) <= MAX_TEAM and value.isprintable())


def are_shallow(values: dict[str, Value]) -> bool:
    # Most are scalars: they need no call.
    return all(_is_shallow(v, MAX_DEPTH) for v in values.values() if type(v) in (list, dict))


def _is_shallow(value: Value, room: int) -> bool:
    if type(value) is dict:
        return room > 0 and all(type(k) is str and _is_shallow(v, room - 1) for k, v in value.items())
    if type(value) is list:
        return room > 0 and all(_is_shallow(v, room - 1) for v in value)
    return True
