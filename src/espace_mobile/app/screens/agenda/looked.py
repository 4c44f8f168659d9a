"""Which part of the agenda is looked at: found again on coming back from a file, forgotten at the lock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions.agenda import Whose

if TYPE_CHECKING:
    from espace_mobile.bootstrap import Session

APPOINTMENTS, RELANCES, SESSIONS = "appointments", "relances", "sessions"
FEW = 2  # of those that wait for an answer: the day must stay in sight
SOME = 8  # lines of a day: more than that one scrolls, and each takes a moment to draw


@ft.observable
@dataclass(eq=False)
class Looked:
    """`week`: all of the week of `day`. `open`: the file shown beside the list. `moving`: the appointment that gets
    another date. `waiting`, `lines`: how many are drawn so far. `answered`: ids of appointments that were told kept or
    missed here: they stay where they are, so that a second tap never falls on the next one.
    """

    day: date = field(default_factory=clock.today)
    week: bool = False
    whose: Whose = Whose.MINE
    segment: str = APPOINTMENTS
    open: str = ""
    moving: str = ""
    waiting: int = FEW
    lines: int = SOME
    answered: tuple[str, ...] = ()

    @property
    def monday(self) -> date:
        return self.day - timedelta(days=self.day.weekday())

    @property
    def days(self) -> list[date]:
        return [self.monday + timedelta(days=n) for n in range(7)]

    @property
    def first(self) -> date:
        return self.monday if self.week else self.day

    @property
    def last(self) -> date:
        return self.days[-1] if self.week else self.day

    def turn_to(self, day: date) -> None:
        self._begin_again()
        self.week = False
        self.day = day

    def turn(self, weeks: int) -> None:
        """A whole week stays one; a day becomes the same weekday."""
        self._begin_again()
        self.day += timedelta(days=7 * weeks)

    def turn_week(self) -> None:
        """The day, or all of its week."""
        self._begin_again()
        self.week = not self.week

    def choose(self, whose: Whose) -> None:
        self._begin_again()
        self.waiting = FEW
        self.whose = whose

    def _begin_again(self) -> None:
        self.answered, self.lines = (), SOME


@dataclass(frozen=True, eq=False)
class Acts:
    """What the parts of the agenda may do. Not observable: Flet redraws whatever is given an observable at each of its
    changes, and a line needn't redraw because another was opened."""

    looked: Looked

    def turn_to(self, day: date) -> None:
        self.looked.turn_to(day)

    def show(self, segment: str) -> None:
        self.looked.segment = segment

    def open(self, person_id: str) -> None:
        self.looked.open = person_id

    def move(self, appointment_id: str = "") -> None:
        self.looked.moving = appointment_id

    def answered(self, appointment_id: str) -> None:
        self.looked.answered = (*self.looked.answered, appointment_id)

    def choose(self, whose: Whose) -> None:
        self.looked.choose(whose)

    def turn_week(self) -> None:
        self.looked.turn_week()


_looked: WeakKeyDictionary[Session, Looked] = WeakKeyDictionary()


def looked(session: Session) -> Looked:
    if session not in _looked:
        _looked[session] = Looked()
    return _looked[session]


def look_at(session: Session, segment: str, *, waiting: int = FEW) -> None:
    """Before navigating to the agenda: today, in this segment."""
    found = looked(session)
    found.segment, found.waiting = segment, waiting
    found.turn_to(clock.today())
