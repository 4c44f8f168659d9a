"""Rules that facts may break together, one function a rule. Nothing is refused: somebody is asked to decide.

Two tablets offline each keep their rules and break one together (a sixth person, two appointments at one hour). Every
device derives the same alerts from the same facts; only the decisions about them are records (`AlertSettlement`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from espace_mobile.domain import booking, civic_rules, spells
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.capacity import over_capacity
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.minors import ADULT_FROM, ALONE_FROM, is_under
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.path_vocabulary import (
    AlertRule,
    Consent,
    EntryDecision,
    SessionStatus,
)
from espace_mobile.domain.person import Person
from espace_mobile.domain.retention import LOCAL
from espace_mobile.domain.seating import SEATED
from espace_mobile.domain.vocabulary import PersonStatus


@dataclass(frozen=True)
class Alert:
    """`subject_id`: the fact it is about; `key`: the very facts that break the rule, so that one more is another alert.

    `on`: the day it is about; `found`, `allowed`: of what is counted; `fields`: of what was edited;
    `outing_ids`: the dates of the schedule, in order.
    """

    rule: AlertRule
    subject_id: str
    key: tuple[str, ...]
    person_ids: tuple[str, ...] = ()
    on: date | None = None
    found: int = 0
    allowed: int = 0
    fields: tuple[str, ...] = ()
    outing_ids: tuple[str, ...] = ()


def over_full(session: GroupSession, attendances: Iterable[Attendance]) -> Iterator[Alert]:
    """More people than seats, in a session that was not cancelled."""
    seated = sorted({a.person_id or a.id for a in attendances if a.status in SEATED})
    if session.status != SessionStatus.CANCELLED and over_capacity(len(seated), session.capacity):
        yield Alert(
            AlertRule.CAPACITY, session.id, (session.id, *seated), tuple(seated), _day(session.starts_at),
            len(seated), session.capacity,
        )  # fmt: skip


def booked_twice(appointments: Iterable[Appointment], today: date) -> Iterator[Alert]:
    """Appointments to come of one worker, or of one person, that overlap."""
    for one, other in booking.overlapping(a for a in appointments if _day(a.starts_at) >= today):
        people = dict.fromkeys((one.person_id, other.person_id))
        key = (one.id, one.starts_at.isoformat(), other.id, other.starts_at.isoformat())
        yield Alert(AlertRule.DOUBLE_BOOKING, one.id, key, tuple(people), _day(one.starts_at))


def of_person(person: Person, today: date) -> Iterator[Alert]:
    """A file without its notice; somebody under 16; a minor without authorisation."""
    if person.status != PersonStatus.ACTIVE:
        return
    if person.notice_given is None:
        yield _about(person, AlertRule.MISSING_NOTICE)
    if is_under(person, today, ALONE_FROM):
        yield _about(person, AlertRule.UNDER_16)
    elif is_under(person, today, ADULT_FROM) and person.guardian != Consent.GIVEN:
        yield _about(person, AlertRule.MINOR)


def overlapping(enrolments: Sequence[Enrolment]) -> Iterator[Alert]:
    """Spells of one person in one programme that overlap. On the day one ends, the next may begin."""
    for one, other in spells.overlaps(enrolments):
        yield _spell(AlertRule.OVERLAPPING_SPELLS, one, one.id, other.id, on=other.entered_on)


def out_of_order(enrolment: Enrolment, outcomes: Iterable[Outcome]) -> Iterator[Alert]:
    """An outcome before its entry, an exit before it or without one."""
    entered, left = enrolment.entered_on, enrolment.exited_on
    if left is not None and (entered is None or left < entered):
        yield _spell(AlertRule.EXIT_WITHOUT_ENTRY, enrolment, enrolment.id, str(left), on=left)
    if enrolment.decision == EntryDecision.REFUSED and entered is None:
        return
    for outcome in outcomes:
        if entered is None or outcome.on < entered:
            yield _spell(AlertRule.OUTCOME_BEFORE_ENTRY, enrolment, outcome.id, str(outcome.on), on=outcome.on)


def mission_rules(mission: CivicMission, volunteer: Person | None) -> Iterator[Alert]:
    """A civic-service mission whose volunteer, length, hours or tutor are not as they must be: one alert for all.
    Broken otherwise, or by other values, it is another alert."""
    faults = list(civic_rules.broken(mission, volunteer))
    if faults:
        said = (str(value) for value in (mission.since, mission.until, mission.weekly_hours))
        key = (mission.id, *(f"{fault.field} {fault.reason}" for fault in faults), *said)
        people = (mission.person_id,) if mission.person_id else ()
        fields = tuple(fault.field for fault in faults)
        yield Alert(AlertRule.MISSION_RULES, mission.id, key, people, mission.since, fields=fields)


def urgent(interview: Interview) -> Iterator[Alert]:
    """An urgent situation that nobody settled yet."""
    if interview.urgent and interview.person_id:
        yield Alert(
            AlertRule.URGENT_SITUATION, interview.id, (interview.id,), (interview.person_id,), _day(interview.at)
        )


def written_restricted(person_id: str, written: Iterable[str], on: date) -> Iterator[Alert]:
    """Something told of, or changed in, a file that is only kept. `written`: each fact, and when."""
    if found := tuple(sorted(written)):
        yield Alert(AlertRule.WRITTEN_WHILE_RESTRICTED, person_id, (person_id, *found), (person_id,), on, len(found))


def _about(person: Person, rule: AlertRule) -> Alert:
    return Alert(rule, person.id, (person.id,), (person.id,), person.opened_on)


def _spell(rule: AlertRule, enrolment: Enrolment, *key: str, on: date | None) -> Alert:
    people = (enrolment.person_id,) if enrolment.person_id else ()
    return Alert(rule, enrolment.id, key, people, on)


def _day(at: datetime) -> date:
    return at.astimezone(LOCAL).date()
