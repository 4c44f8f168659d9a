"""What each kind of fact about a person says happened, and when. A kind that is to be told: one line of `_TOLD`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from espace_mobile.app import clock
from espace_mobile.app.actions.files import told_of
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.barrier_change import BarrierChange
from espace_mobile.domain.case_review import ReviewedCase
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.civic_rules import BEGUN, OVER, STEPS
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.hours_bank import by_month
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.participant_entry import ParticipantEntry
from espace_mobile.domain.path_vocabulary import EntryDecision, ReferralAnswer
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.person_right import PersonRight
from espace_mobile.domain.public_site import Testimonial
from espace_mobile.domain.referral import Referral
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.work_allocation import WorkShift
from espace_mobile.store.replica import Replica

_MIDDAY = time(12)


@dataclass(frozen=True)
class Event:
    """`fact`: what it is about; `fields`: those edited, or in conflict. `timed=False`: the day is known, no hour."""

    at: datetime
    what: str
    fact: Fact
    fields: tuple[str, ...] = ()
    timed: bool = True


def happenings(replica: Replica, person_id: str) -> Iterator[Event]:
    """In no order. Work: proportional to what there is about the person."""
    for kind, tell in _TOLD.items():
        for fact in _TOGETHER.get(kind, list)(told_of(replica, kind, person_id)):
            yield from tell(replica, fact)


def on_day(day: date | None, what: str, fact: Fact) -> Iterator[Event]:
    """Nothing for what has no day: it did not happen."""
    if day is not None:
        yield Event(clock.instant(day, _MIDDAY), what, fact, timed=False)


Tell = Callable[[Replica, Any], Iterable[Event]]


def _at(what: str, field: str = "at") -> Tell:
    return lambda _, fact: (Event(getattr(fact, field), what, fact),)


def _on(what: str) -> Tell:
    return lambda _, fact: on_day(fact.on, what, fact)


def _session(replica: Replica, attendance: Attendance) -> Iterator[Event]:
    """On the day of the session; when that is not here, on the day the seat was asked for."""
    session = replica.get(GroupSession, attendance.session_id)
    yield Event(session.starts_at if session else attendance.since, "session", attendance)


def _spell(_: Replica, spell: Enrolment) -> Iterator[Event]:
    yield from on_day(spell.proposed_on, "proposed", spell)
    if spell.decision != EntryDecision.PROPOSED:
        yield from on_day(spell.decided_on, "decided", spell)
    yield from on_day(spell.entered_on, "entered", spell)
    yield from on_day(spell.exited_on, "left", spell)


def _referral(_: Replica, referral: Referral) -> Iterator[Event]:
    yield from on_day(referral.on, "referral", referral)
    if referral.answer != ReferralAnswer.WAITING:
        yield from on_day(referral.answered_on, "answer", referral)
    yield from on_day(referral.feedback_on, "feedback", referral)


def _reviewed(_: Replica, case: ReviewedCase) -> Iterator[Event]:
    """Once something was decided."""
    if case.decision is not None and case.decided_at is not None:
        yield Event(case.decided_at, "reviewed", case)


def _right(_: Replica, right: PersonRight) -> Iterator[Event]:
    yield from on_day(right.since, "right", right)


def _mission(_: Replica, mission: CivicMission) -> Iterator[Event]:
    """What began, what was done, how it ended; nothing of what is only planned, or was cancelled."""
    if mission.status not in BEGUN:
        return
    yield from on_day(mission.since, "mission", mission)
    for step in STEPS:
        yield from on_day(getattr(mission, step), step, mission)
    if mission.status in OVER:
        yield from on_day(mission.until, "mission_over", mission)


def _testimonial(_: Replica, story: Testimonial) -> Iterator[Event]:
    yield from on_day(story.written_on, "testimonial", story)


MISSION = frozenset({"mission", *STEPS, "mission_over"})

_TOLD: dict[type[Fact], Tell] = {
    Contact: _at("contact"),
    PersonNote: _at("note"),
    Appointment: _at("appointment", "starts_at"),
    Interview: _at("interview"),
    Attendance: _session,
    Attempt: _at("attempt"),
    Enrolment: _spell,
    Outcome: _on("outcome"),
    Situation: _on("situation"),
    ParticipantEntry: _on("participant_entry"),
    Referral: _referral,
    ReviewedCase: _reviewed,
    ServiceVisit: _at("visit"),
    PersonRight: _right,
    BarrierChange: _at("barrier"),
    Merge: _at("merge"),
    WorkShift: _on("hours"),
    CivicMission: _mission,
    Testimonial: _testimonial,
}

# Of what happens nearly every day, a line stands for many.
_TOGETHER: dict[type[Fact], Callable[[Any], Iterable[Fact]]] = {WorkShift: by_month}

KINDS_TOLD: tuple[str, ...] = tuple(kind.kind for kind in _TOLD)
