"""What a calendar file says happens. The library that reads one takes a third of a second to load: not from here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta

AHEAD = timedelta(days=731)  # how far recurring events are followed


@dataclass(frozen=True)
class Happening:
    """One event, or one time of a recurring one. `number`: of its event in the file, from 1.

    `starts` None: all day. `ends`: on the same day, else None. `last`: its last day. `zone`: the name of a zone nobody
    knows, whose hours were taken as those of Paris; empty when they are sure.
    """

    number: int
    uid: str
    on: date
    last: date
    starts: time | None = None
    ends: time | None = None
    summary: str = ""
    location: str = ""
    description: str = ""
    categories: tuple[str, ...] = ()
    cancelled: bool = False
    zone: str = ""


@dataclass(frozen=True)
class BadEvent:
    """`reason`: `cut`, `no_start`, `unreadable`, `recurrence`, `too_many`, `no_reader` (the library for recurring
    events is not on this device). `said`: what it is called."""

    number: int
    reason: str
    said: str


@dataclass
class ReadCalendar:
    """`endless`: recurring events that go on after the two years that were read. `events`: how many there were."""

    happenings: list[Happening] = field(default_factory=list)
    bad: list[BadEvent] = field(default_factory=list)
    endless: int = 0
    events: int = 0


def looks_like_calendar(text: str) -> bool:
    return "BEGIN:VCALENDAR" in text[:2_000].upper()
