"""What was found where something was looked at."""

from __future__ import annotations

from dataclasses import dataclass

OK, LOOK, WRONG = "ok", "look", "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """`state`: fine, to be looked at, or wrong. What is said names no person, organisation or device."""

    name: str
    state: str
    said: str
