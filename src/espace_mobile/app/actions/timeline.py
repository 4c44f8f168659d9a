"""Everything with one person, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from espace_mobile.app import clock
from espace_mobile.app.actions.conflicts import open_conflicts
from espace_mobile.app.actions.files import told_of
from espace_mobile.app.actions.happenings import MISSION, Event, happenings, on_day
from espace_mobile.domain.barrier_change import BarrierChange
from espace_mobile.domain.person import BARRIER_FIELD, Person
from espace_mobile.protocol.record import RESERVED
from espace_mobile.store.replica import Replica

_ONE_EDIT = 60  # seconds: fields set within a minute were set together

# What a reader looks for, in the order it is offered: group → what belongs to it.
GROUPS: dict[str, frozenset[str]] = {
    "appointments": frozenset({"appointment"}),
    "interviews": frozenset({"interview"}),
    "sessions": frozenset({"session"}),
    "relances": frozenset({"attempt"}),
    "path": frozenset(
        {
            "proposed",
            "decided",
            "entered",
            "left",
            "outcome",
            "situation",
            "participant_entry",
            "referral",
            "answer",
            "feedback",
            "reviewed",
        }
    ),
    "civic_service": MISSION,
    "services": frozenset({"visit", "right"}),
    "hours": frozenset({"hours"}),
    "contacts": frozenset({"contact", "note", "testimonial"}),
    "file": frozenset({"opened", "edited", "conflict", "barrier", "merge"}),
}


# What has a day but no hour, in the order in which it goes.
_STEPS = {
    what: n for n, what in enumerate(("opened", "proposed", "decided", "entered", "", "outcome", "left", "situation"))
}


def _step(event: Event) -> int:
    return _STEPS[""] if event.timed else _STEPS.get(event.what, _STEPS[""])


def timeline(replica: Replica, person: Person) -> list[Event]:
    """Of a field set several times only the last time is known: the register keeps a stamp per field."""
    edits = _edits(replica, person)
    events = [
        *_opening(person, edits),
        *_told_once(replica, person, edits[1:]),
        *happenings(replica, person.id),
        *(Event(d.candidates[0].at, "conflict", person, (d.field,)) for d in open_conflicts(replica, person.id)),
    ]
    return sorted(events, key=lambda e: (e.at, _step(e), e.what, e.fact.id), reverse=True)


def groups_in(events: Iterable[Event]) -> list[str]:
    """The groups that have an event, in the order they are offered."""
    there = {event.what for event in events}
    return [group for group, whats in GROUPS.items() if whats & there]


def _opening(person: Person, edits: list[Event]) -> Iterator[Event]:
    """At the time of the first stamp when the day agrees; a file typed in later was opened on the day it says."""
    first = edits[0].at if edits else None
    if first is not None and person.opened_on in (None, clock.local(first).date()):
        yield Event(first, "opened", person)
    else:
        yield from on_day(person.opened_on, "opened", person)


def _told_once(replica: Replica, person: Person, edits: list[Event]) -> Iterator[Event]:
    """Without the barriers whose steps are told one by one."""
    told = {BARRIER_FIELD + change.barrier for change in told_of(replica, BarrierChange, person.id)}
    for edit in edits:
        fields = tuple(field for field in edit.fields if field not in told)
        if fields:
            yield Event(edit.at, edit.what, edit.fact, fields)


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
