"""The facts that the figures of a programme are computed from, and which of them are its own and of a period."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType

from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.attendance_counts import is_present
from espace_mobile.domain.campaign_action import CampaignAction
from espace_mobile.domain.case_review import CaseReview, ReviewedCase
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person_right import PersonRight
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import BudgetLine, PartnerMeeting
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.retention import LOCAL
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift
from espace_mobile.domain.workshop import Workshop


@dataclass(frozen=True)
class Told:
    """Facts of another programme may be among them and count for nothing. Outings, the contacts made at them, files,
    interviews and attempts are of no programme: one van, one register.

    `files`: {person id: the day the file was opened}. `head_of`: person id → the id that stands for them.
    """

    programme: Programme
    head_of: Callable[[str], str] = str
    enrolments: Sequence[Enrolment] = ()
    outcomes: Sequence[Outcome] = ()
    workshops: Sequence[Workshop] = ()
    sessions: Sequence[GroupSession] = ()
    attendances: Sequence[Attendance] = ()
    visits: Sequence[ServiceVisit] = ()
    rights: Sequence[PersonRight] = ()
    allocations: Sequence[WorkAllocation] = ()
    shifts: Sequence[WorkShift] = ()
    reviews: Sequence[CaseReview] = ()
    cases: Sequence[ReviewedCase] = ()
    missions: Sequence[CivicMission] = ()
    actions: Sequence[CampaignAction] = ()
    meetings: Sequence[PartnerMeeting] = ()
    budget: Sequence[BudgetLine] = ()
    outings: Sequence[Outing] = ()
    contacts: Sequence[Contact] = ()
    files: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))
    interviews: Sequence[Interview] = ()
    attempts: Sequence[Attempt] = ()

    @property
    def spells(self) -> list[Enrolment]:
        """Of the programme: the entries that took place."""
        return [e for e in self.enrolments if e.programme_id == self.programme.id and e.entered_on is not None]

    @property
    def own_sessions(self) -> list[GroupSession]:
        return [s for s in self.sessions if s.programme_id == self.programme.id]

    @property
    def own_visits(self) -> list[ServiceVisit]:
        return [v for v in self.visits if v.programme_id == self.programme.id]

    @property
    def own_shifts(self) -> list[WorkShift]:
        own = {a.id for a in self.allocations if a.programme_id == self.programme.id}
        return [s for s in self.shifts if s.allocation_id in own]

    def presences(self, sessions: Iterable[GroupSession]) -> list[Attendance]:
        """Whoever was present at these sessions."""
        ids = {s.id for s in sessions}
        return [a for a in self.attendances if a.session_id in ids and is_present(a)]

    def heads(self, ids: Iterable[str | None]) -> frozenset[str]:
        """The distinct persons: nobody knows who is behind None."""
        return frozenset(self.head_of(id) for id in ids if id is not None)


def day(at: datetime) -> date:
    """On the wall."""
    return at.astimezone(LOCAL).date()


def on_days(span: Span) -> Callable[[datetime], bool]:
    """Whether an instant is of these days on the wall: `day(at) in span`, of thousands of instants."""
    since, after = (
        datetime.combine(first, time.min, LOCAL).astimezone(UTC) for first in (span.since, span.until + timedelta(1))
    )
    return lambda at: since <= at < after


def sessions_in(told: Told, span: Span) -> list[GroupSession]:
    is_in = on_days(span)
    return [s for s in told.own_sessions if is_in(s.starts_at)]


def was_in(spell: Enrolment, span: Span) -> bool:
    """Whether it lasted on a day of these. The day of an exit counts: the person was there."""
    begun = spell.entered_on is not None and spell.entered_on <= span.until
    return begun and (spell.exited_on is None or spell.exited_on >= span.since)


def overlaps(since: date | None, until: date | None, span: Span) -> bool:
    """Both included; None: not said, hence without that end."""
    return (since is None or since <= span.until) and (until is None or until >= span.since)


def target(a_year: int | None, span: Span) -> int | None:
    """So many a year, over these days; in whole ones."""
    return None if a_year is None else round(a_year * ((span.until - span.since).days + 1) / 365.25)
