"""The sessions of a workshop planned in one commit, and informal meetings beside them.

The id of a session is derived from its workshop and its day: two tablets that plan the same Thursday offline make one
session of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from espace_mobile.app import clock
from espace_mobile.app.actions import workshops
from espace_mobile.app.actions.change import check_here, current, held
from espace_mobile.app.actions.programmes import check_may
from espace_mobile.app.actions.session_planning import Plan
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain import seating, slots
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.sheet_vocabulary import WorkshopForm
from espace_mobile.domain.slots import Choice, Slot
from espace_mobile.domain.worker import Worker
from espace_mobile.domain.workshop import Workshop
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.replica import Replica


@dataclass(frozen=True)
class Asked:
    """What is the same for every session planned at once. `starts`: local wall time, the workshop's when it is None."""

    choice: Choice
    starts: time | None = None
    facilitator_ids: tuple[str, ...] = ()
    organisation_ids: tuple[str, ...] = ()
    guests: str | None = None
    volunteers: int = 0


@dataclass(frozen=True)
class Meeting:
    """An informal one. `minutes`: how long the room is lent."""

    on: date | None = None
    starts: time | None = None
    minutes: int = 120
    place_id: str | None = None


# Proposing


def first_day(replica: Replica, workshop: Workshop, today: date) -> date:
    """When the next session may be: after the last one there is, tomorrow at the earliest. A workshop that does not say
    its day keeps that of its last session."""
    days = [workshops.day_of(s) for s in _series(replica, workshop)]
    if days and workshop.weekday is None:
        last = days[-1]
        week = workshop.week_of_month or slots.week_of_month(last)
        workshop = workshop.but(weekday=last.weekday(), week_of_month=week)
    return slots.next_first(workshop, max([today, *days]))


def proposed(replica: Replica, workshop: Workshop, choice: Choice) -> list[Slot]:
    """Days that have a session already are passed over: planning again never makes two of one."""
    dated = _series(replica, workshop)
    taken = {workshops.day_of(s) for s in dated}
    return slots.proposed(workshop, choice, slots.still_to_plan(workshop, dated), taken)


# Acting: `undoing.take_back` undoes each


@held
def plan(replica: Replica, workshop: Workshop, asked: Asked, worker: Worker, *, today: date) -> Done[GroupSession]:
    """The sessions of every day that is kept; after the last of a series or cycle its people are invited back.

    Raises `InputError`: (`first` or `until`, `past`), (`starts`, `required`), (`days`, `required`) when none is kept,
    like `Plan.checked`, or (`record`, `counsellor_only`).
    """
    check_may(worker)
    check_here(replica, workshop)
    workshop = current(replica, workshop)
    starts = asked.starts or workshop.starts
    _check(asked.choice, starts, today)
    assert starts is not None
    kept = [slot for slot in proposed(replica, workshop, asked.choice) if slot.kept]
    if not kept:
        raise InputError("days", "required")
    made = [_session(replica, workshop, asked, slot, starts) for slot in kept]
    made, before = _invited_back(replica, workshop, made)
    said = workshop if workshop.starts else workshop.but(starts=starts)
    return do(replica, made[0], *made[1:], *before, *([said] if said != workshop else []), worker=worker)


@held
def meet_informally(
    replica: Replica, workshop: Workshop, meeting: Meeting, worker: Worker, *, today: date
) -> Done[GroupSession]:
    """People of the workshop meet beside it, in a room lent to them; it took place when its day is over.

    Raises `InputError`: (`day` or `hour`, `required`), (`day`, `taken`) when that day has one, or like `plan`.
    """
    check_may(worker)
    check_here(replica, workshop)
    if meeting.on is None or meeting.starts is None:
        raise InputError("day" if meeting.on is None else "hour", "required")
    starts_at = clock.instant(meeting.on, meeting.starts)
    asked = Plan(
        starts_at, workshop.title, meeting.minutes, meeting.place_id, capacity=seating.MOST,
        programme_id=workshop.programme_id, workshop_id=workshop.id, informal=True,
    )  # fmt: skip
    id = derived_id("informal_meeting", workshop.id, meeting.on.isoformat())
    if replica.get(GroupSession, id) is not None:
        raise InputError("day", "taken")
    status = SessionStatus.HELD if meeting.on < today else SessionStatus.PLANNED
    return do(replica, GroupSession(id=id, status=status, **asked.checked(replica)), worker=worker)


def session_on(replica: Replica, workshop: Workshop, on: date, starts: time, asked: Asked) -> GroupSession:
    """A session of the workshop that day, not saved yet. Raises `InputError` like `Plan.checked`."""
    return _session(replica, workshop, asked, Slot(on), starts)


def _check(choice: Choice, starts: time | None, today: date) -> None:
    if choice.first < today:
        raise InputError("first", "past")
    if choice.until is not None and choice.until < choice.first:
        raise InputError("until", "past")
    if starts is None:
        raise InputError("starts", "required")


def _series(replica: Replica, workshop: Workshop) -> list[GroupSession]:
    return [s for s in workshops.sessions_of(replica, workshop) if not s.informal]


def _session(replica: Replica, workshop: Workshop, asked: Asked, slot: Slot, starts: time) -> GroupSession:
    plan = Plan(
        clock.instant(slot.on, starts), workshop.title, workshop.minutes, workshop.place_id,
        capacity=_capacity(workshop), programme_id=workshop.programme_id, facilitator_ids=asked.facilitator_ids,
        guests=asked.guests, workshop_id=workshop.id, phase=slot.phase, volunteers=asked.volunteers,
        organisation_ids=asked.organisation_ids or _usual_organisations(workshop, slot.phase),
    )  # fmt: skip
    return GroupSession(id=_free_id(replica, workshop, slot.on), **plan.checked(replica))


def _capacity(workshop: Workshop) -> int | None:
    """Everybody enrolled is met about their contracts: there are no seats to count."""
    if workshop.form == WorkshopForm.CONTRACT and workshop.capacity is None:
        return seating.MOST
    return workshop.capacity


def _usual_organisations(workshop: Workshop, phase: int | None) -> tuple[str, ...]:
    return workshop.phases[phase].organisation_ids if phase is not None else ()


def _free_id(replica: Replica, workshop: Workshop, on: date) -> str:
    """A session that was moved to another day keeps its id: the next of its day takes another, the same everywhere."""
    n = 0
    while replica.get(GroupSession, id := _session_id(workshop, on, n)) is not None:
        n += 1
    return id


def _session_id(workshop: Workshop, on: date, n: int) -> str:
    return derived_id("workshop_session", workshop.id, on.isoformat(), *([str(n)] if n else []))


def _invited_back(
    replica: Replica, workshop: Workshop, made: Sequence[GroupSession]
) -> tuple[list[GroupSession], list[GroupSession]]:
    """The new sessions, the last of all saying when people are invited back, and those that no longer say it."""
    if workshop.back_after_days is None:
        return list(made), []
    there = [s for s in _series(replica, workshop) if s.status != SessionStatus.CANCELLED]
    last = workshops.in_order([*there, *made])[-1]
    if last.id not in {s.id for s in made}:
        return list(made), []
    return [_back_after(s, workshop) if s.id == last.id else s for s in made], list(_no_longer_last(there))


def _back_after(session: GroupSession, workshop: Workshop) -> GroupSession:
    on = clock.local(session.starts_at).date()
    days = workshop.back_after_days or 0
    return session.but(post_workshop_on=date.fromordinal(on.toordinal() + days))


def _no_longer_last(there: Iterable[GroupSession]) -> Iterable[GroupSession]:
    """One that was held has told its people already."""
    waiting = (s for s in there if s.status == SessionStatus.PLANNED and s.post_workshop_on is not None)
    return (s.but(post_workshop_on=None) for s in waiting)
