"""The rules about files, paths and missions that the watch follows, and which facts stand together in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from espace_mobile.app.actions import files, merging
from espace_mobile.app.actions.watch import MERGED_INTO, Rule, its_own, named
from espace_mobile.domain import alerts as rules
from espace_mobile.domain.alerts import Alert
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.path_vocabulary import AlertRule
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import AppointmentStatus
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.document import Document
from espace_mobile.store.replica import Replica

F = TypeVar("F", bound=Fact)
_GROWN_UP = "2005"  # born then or before: of age when this was written


def _booked(id: str, document: Document) -> Iterator[str]:
    """A worker's or a person's day, by the UTC date: nobody is met across midnight."""
    if document.get("status") == AppointmentStatus.BOOKED:
        day = str(document.get("starts_at"))[:10]
        yield from (f"{who} {day}" for field in ("worker_id", "person_id") if (who := document.get(field)))


def _spell(id: str, document: Document) -> Iterator[str]:
    if document.get("entered_on") and document.get("person_id"):
        yield f"{document['person_id']} {document.get('programme_id')}"


def _urgent(id: str, document: Document) -> Iterator[str]:
    if document.get("urgent"):
        yield id


def _doubtful(id: str, document: Document) -> Iterator[str]:
    """A file that may want a notice or a parent. Nobody grows younger: who is grown up need not be looked at again."""
    born = str(document.get("birth_on") or document.get("birth_year") or "")
    young = born[:4] > _GROWN_UP if born else document.get("age_band") in ("under_16", "16_17")
    if young or document.get("notice_given") is None:
        yield id


def _only(kind: type[F], facts: Sequence[Fact]) -> list[F]:
    return [fact for fact in facts if isinstance(fact, kind)]


def _full(facts: Sequence[Fact], today: date, replica: Replica) -> Iterable[Alert]:
    return (a for s in _only(GroupSession, facts) for a in rules.over_full(s, _only(Attendance, facts)))


def _twice(facts: Sequence[Fact], today: date, replica: Replica) -> Iterable[Alert]:
    return rules.booked_twice(_only(Appointment, facts), today)


def _person(facts: Sequence[Fact], today: date, replica: Replica) -> Iterable[Alert]:
    heads = (p for p in _only(Person, facts) if files.head_id(replica, p.id) == p.id)
    return (a for p in heads for a in rules.of_person(p, today))


def _overlap(facts: Sequence[Fact], today: date, replica: Replica) -> Iterable[Alert]:
    return rules.overlapping(_only(Enrolment, facts))


def _order(facts: Sequence[Fact], today: date, replica: Replica) -> Iterable[Alert]:
    return (a for e in _only(Enrolment, facts) for a in rules.out_of_order(e, _only(Outcome, facts)))


def _edited(facts: Sequence[Fact], today: date, replica: Replica) -> Iterator[Alert]:
    """What a tablet that knew of no merge wrote into the file that was taken in: nobody sees it any more."""
    for link in (replica.get(Merge, merge.id) for merge in _only(Merge, facts)):
        if link is not None and (fields := merging.edited_since(replica, link)):
            taken = replica.get(Person, link.person_id)
            values = taken.fields() if taken else {}
            key = (link.id, *(f"{field} {derived_id(str(values.get(field)))}" for field in fields))
            people = (link.person_id,)
            yield Alert(AlertRule.MERGED_FILE_EDITED, link.person_id, key, people, fields=fields)


def _volunteer(id: str, document: Document) -> Iterator[str]:
    yield document.get("person_id") or id


def _missions_of(id: str, replica: Replica) -> Iterator[str]:
    """A birth date corrected in a file: whoever it is of may be a volunteer."""
    held_by = files.members(replica, id)
    if any(replica.count(CivicMission, person_id=file) for file in held_by):
        yield held_by[0]


def _missions(facts: Sequence[Fact], today: date, replica: Replica) -> Iterable[Alert]:
    missions = _only(CivicMission, facts)
    return (a for m in missions for a in rules.mission_rules(m, files.person_of(replica, m.person_id)))


def _flagged(facts: Sequence[Fact], today: date, replica: Replica) -> Iterable[Alert]:
    return (a for i in _only(Interview, facts) for a in rules.urgent(i))


PATH_RULES = (
    Rule("capacity", {GroupSession.kind: its_own, Attendance.kind: named("session_id")}, _full),
    Rule("booked_twice", {Appointment.kind: _booked}, _twice),
    Rule("person", {Person.kind: _doubtful}, _person),
    Rule("spells", {Enrolment.kind: _spell}, _overlap),
    Rule("order", {Enrolment.kind: its_own, Outcome.kind: named("enrolment_id")}, _order),
    Rule("merged", {Merge.kind: named("person_id"), Person.kind: named(MERGED_INTO)}, _edited),
    Rule("missions", {CivicMission.kind: _volunteer}, _missions, again={Person.kind: _missions_of}),
    Rule("urgent", {Interview.kind: _urgent}, _flagged),
)
