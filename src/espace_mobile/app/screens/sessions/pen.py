"""Whose turn it is to sign, and what they have drawn so far: in memory only, until the lock.

A tablet that turns may get another frame (bar or rail), and with it new screens: what was begun must outlive them.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from espace_mobile.app.components.signature_pad import Ink

if TYPE_CHECKING:
    from espace_mobile.bootstrap import Session

_TURNING = 2.0  # seconds; a screen that was left for longer was left on purpose


class Pen:
    """`turn`: the id of a person, or empty. `hand`: the screen that holds it."""

    def __init__(self) -> None:
        self.turn, self.ink = "", Ink()
        self.hand: object = None
        self._screens, self._left_at = 0, 0.0

    def pass_to(self, person_id: str) -> None:
        self.ink.clear()
        self.turn = person_id

    def taken(self, hand: object) -> None:
        """A screen shows it from now on."""
        self.hand = hand
        self._screens += 1

    def left(self) -> None:
        self._screens -= 1
        self._left_at = time.monotonic()

    @property
    def forgotten(self) -> bool:
        return not self._screens and time.monotonic() - self._left_at > _TURNING


# A session ends at the lock; nobody after it finds what somebody began to draw.
_pens: WeakKeyDictionary[Session, dict[str, Pen]] = WeakKeyDictionary()


def pen_of(session: Session, session_id: str) -> Pen:
    """`session`: of the app; `session_id`: of the people."""
    pens = _pens.setdefault(session, {})
    if session_id not in pens or pens[session_id].forgotten:
        pens[session_id] = Pen()
    return pens[session_id]
