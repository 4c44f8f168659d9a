"""What was found where something was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """Fine, to be looked at, or wrong; the gravest last."""

    OK = "ok"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """`name`: of what was looked at; `said`: the key of a text that says what was found and what to do, filled with
    `params`. They name no person, organisation or device."""

    name: str
    state: State
    said: str
    params: Mapping[str, object] = field(default_factory=dict)
