"""Everything with one person, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Literal

from espace_mobile.app import clock
from espace_mobile.app.actions.conflicts import open_conflicts
from espace_mobile.app.actions.files import told_of
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.protocol.record import RESERVED
from espace_mobile.store.replica import Replica

What = Literal["opened", "contact", "note", "appointment", "edited", "conflict"]
_ONE_EDIT = 60  # seconds: fields set within a minute were set together
_MIDDAY = time(12)


@dataclass(frozen=True)
class Event:
    """`fact`: what it is about; `fields`: those edited, or in conflict."""

    at: datetime
    what: What
    fact: Fact
    fields: tuple[str, ...] = ()


def timeline(replica: Replica, person: Person) -> list[Event]:
    """Of a field set several times only the last time is known: the register keeps a stamp per field."""
    edits = _edits(replica, person)
    events = [
        *_opening(person, edits),
        *(edit for edit in edits[1:]),
        *(Event(c.at, "contact", c) for c in told_of(replica, Contact, person.id)),
        *(Event(n.at, "note", n) for n in told_of(replica, PersonNote, person.id)),
        *(Event(a.starts_at, "appointment", a) for a in told_of(replica, Appointment, person.id)),
        *(Event(d.candidates[0].at, "conflict", person, (d.field,)) for d in open_conflicts(replica, person.id)),
    ]
    return sorted(events, key=lambda e: (e.at, e.what, e.fact.id), reverse=True)


def _opening(person: Person, edits: list[Event]) -> Iterator[Event]:
    """At the time of the first stamp when the day agrees; a file typed in later was opened on the day it says."""
    first = edits[0].at if edits else None
    if first is not None and person.opened_on in (None, clock.local(first).date()):
        yield Event(first, "opened", person)
    elif person.opened_on is not None:
        yield Event(clock.instant(person.opened_on, _MIDDAY), "opened", person)


def _edits(replica: Replica, person: Person) -> list[Event]:
    """The times at which fields got the value they have, oldest first; the first is the opening of the file."""
    record = replica.record(Person.kind, person.id)
    stamps = record.stamps if record else {}
    by_time: list[tuple[datetime, list[str]]] = []
    for field in sorted(stamps, key=lambda name: (stamps[name].at, name)):
        at = datetime.fromtimestamp(stamps[field].ms / 1000, UTC)
        if field in RESERVED:
            continue
        if by_time and (at - by_time[-1][0]).total_seconds() < _ONE_EDIT:
            by_time[-1][1].append(field)
        else:
            by_time.append((at, [field]))
    return [Event(at, "edited", person, tuple(fields)) for at, fields in by_time]
