"""The facts that the figures of a programme are computed from, read through lookups: never all there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import accumulate
from typing import TypeVar

from espace_mobile.app.actions import files
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.campaign_action import CampaignAction
from espace_mobile.domain.case_review import CaseReview, ReviewedCase
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.indicators import Told
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_right import PersonRight
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import BudgetLine, PartnerMeeting
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.sheet_vocabulary import ProgrammePart
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift
from espace_mobile.domain.workshop import Workshop
from espace_mobile.store.days import Days
from espace_mobile.store.following import per_replica
from espace_mobile.store.replica import Replica

# A change of one of these asks for the figures again.
KINDS = tuple(
    kind.kind
    for kind in (
        Programme, Enrolment, Outcome, Workshop, GroupSession, Attendance, ServiceVisit, PersonRight, WorkAllocation,
        WorkShift, CaseReview, ReviewedCase, CivicMission, CampaignAction, PartnerMeeting, BudgetLine, Outing, Contact,
        Person, Interview, Attempt, Merge,
    )
)  # fmt: skip
FEW = 1500  # facts that may be read for one line of a list

T = TypeVar("T")
F = TypeVar("F", bound=Fact)
_opened = per_replica(lambda replica: Days(replica, Person.kind, "opened_on"))
_met = per_replica(lambda replica: Days(replica, Contact.kind, "at"))
_talked = per_replica(lambda replica: Days(replica, Interview.kind, "at"))


def told(replica: Replica, programme: Programme, span: Span) -> Told:
    """The facts of the programme, of any day; of those that are of no programme, what these days need."""
    id, found = programme.id, _meetings(replica, programme)
    reviews = replica.where(CaseReview, programme_id=id)
    told_of = [*(e.person_id for e in found.enrolments), *(a.person_id for a in found.attendances)]
    heads = sorted(found.heads(told_of))
    outcomes = _each(found.enrolments, lambda e: replica.where(Outcome, enrolment_id=e.id))
    outcomes += _each(heads, lambda head: files.told_of(replica, Outcome, head))
    found = replace(
        found, outcomes=list({o.id: o for o in outcomes}.values()), reviews=reviews,
        workshops=replica.where(Workshop, programme_id=id), rights=_gently(replica, PersonRight, programme_id=id),
        cases=_each(reviews, lambda r: replica.where(ReviewedCase, review_id=r.id)),
        missions=replica.where(CivicMission, programme_id=id), actions=replica.where(CampaignAction, programme_id=id),
        meetings=replica.where(PartnerMeeting, programme_id=id), budget=replica.where(BudgetLine, programme_id=id),
        attempts=_each(heads, lambda head: files.told_of(replica, Attempt, head)),
    )  # fmt: skip
    van = {ProgrammePart.OUTINGS, ProgrammePart.CAMPAIGN}
    return found if van.isdisjoint(programme.parts) else _with_the_van(replica, found, span)


def people_of(replica: Replica, programme: Programme) -> Told | None:
    """What says who was in it; None when that is much to read, as it is of everybody whom the van meets."""
    sums = accumulate(_to_read(replica, programme.id))
    if ProgrammePart.OUTINGS in programme.parts or any(read > FEW for read in sums):
        return None
    return _meetings(replica, programme)


def _to_read(replica: Replica, programme_id: str) -> Iterator[int]:
    """How many facts, a few kinds at a time: who asks may have heard enough."""
    own = {"programme_id": programme_id}
    yield replica.count(Enrolment, **own) + replica.count(ServiceVisit, **own)
    yield from (replica.count(WorkShift, allocation_id=a.id) for a in replica.where(WorkAllocation, **own))
    yield from (replica.count(Attendance, session_id=s.id) for s in replica.where(GroupSession, **own))


def _meetings(replica: Replica, programme: Programme) -> Told:
    own = {"programme_id": programme.id}
    merged = files.merged(replica)
    sessions, allocations = replica.where(GroupSession, **own), replica.where(WorkAllocation, **own)
    return Told(
        programme, lambda id: merged[id][0] if id in merged else id, enrolments=_gently(replica, Enrolment, **own),
        sessions=sessions, attendances=_each(sessions, lambda s: replica.where(Attendance, session_id=s.id)),
        visits=_gently(replica, ServiceVisit, **own), allocations=allocations,
        shifts=_each(allocations, lambda a: _gently(replica, WorkShift, allocation_id=a.id)),
    )  # fmt: skip


def _with_the_van(replica: Replica, found: Told, span: Span) -> Told:
    """Every date there is, for there are a hundred; of the rest, what these days need: contacts of the days they are
    noted on, whichever date they were made at. Of whoever was talked to in them, every interview: the first of all
    counts."""
    outings = replica.all(Outing)
    here = {o.id for o in outings}
    contacts = (replica.get(Contact, id) for id in _met(replica).between(span.since, span.until))
    talks = (replica.get(Interview, id) for id in _talked(replica).between(span.since, span.until))
    talked_to = sorted(found.heads(i.person_id for i in talks if i is not None))
    return replace(
        found, outings=outings, contacts=[c for c in contacts if c is not None and c.outing_id in here],
        files=dict(_opened(replica).dated(span.since, span.until)),
        interviews=_each(talked_to, lambda head: files.told_of(replica, Interview, head)),
    )  # fmt: skip


def _gently(replica: Replica, kind: type[F], **own: str) -> list[F]:
    """What there may be thousands of: a tap that saves meanwhile waits for one fact, not for all."""
    return [fact for id in replica.ids(kind, **own) if (fact := replica.get(kind, id)) is not None]


def _each(of: Iterable[T], read: Callable[[T], list[F]]) -> list[F]:
    return [fact for one in of for fact in read(one)]
