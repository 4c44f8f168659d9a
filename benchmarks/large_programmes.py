"""Five programmes started from the app's templates, and two years of what happened in them, beside the large register.

Apart from it, so that what is measured on that one alone stays comparable. Drawn from a fixed seed, like it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from benchmarks.large_register import person_id, written
from espace_mobile import templates
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.campaign_action import CampaignAction
from espace_mobile.domain.case_review import CaseReview, ReviewedCase
from espace_mobile.domain.check_in import CheckIn
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import AttendanceStatus, EntryDecision, SessionStatus, ShiftStatus
from espace_mobile.domain.person_right import PersonRight
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.sheet_vocabulary import (
    CampaignSort,
    CaseDecision,
    CaseReason,
    CivicTheme,
    HostType,
    MissionStatus,
    ProgrammePart,
    RightSort,
)
from espace_mobile.domain.template_facts import programme_facts
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift
from espace_mobile.domain.workshop import Workshop
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.replica import Op

WEEKS, DAYS = 104, 730  # before today
ENROLLED, STILL_IN, WAITING = 400, 50, 5  # of each programme; the others left
SEATS = 8  # people at a session
SHIFTS, VISITS, RIGHTS, MISSIONS, ACTIONS = 5_000, 5_000, 3_000, 60, 120  # of each programme with such a part
TODAY = 40  # visits made today; shifts of before today not validated yet, and as many to come
REVIEWS, CASES, CHECK_INS = 35, 12, 60  # every three weeks; of one review; of each person in the programme


class DrawnProgrammes:
    """`today`: what they hold lies in the two years before; some sessions, shifts and a review in the weeks after."""

    def __init__(self, today: date, team: str, worker: str) -> None:
        self.random, self.today, self.team, self.worker = random.Random(11), today, team, worker
        since = today - timedelta(days=DAYS)
        started = {f.id: f for t in templates.SHIPPED for f in programme_facts(templates.shipped(t), since, derived_id)}
        self.sheets = list(started.values())
        self.programmes = {f.template: f for f in self.sheets if isinstance(f, Programme)}

    def ops(self) -> Iterator[Op]:
        return written(self.facts())

    def facts(self) -> Iterator[Fact]:
        yield from self.sheets
        for programme in self.programmes.values():
            yield from (self._enrolment(programme, n) for n in range(ENROLLED))
            for part, drawn in _PARTS.items():
                if part in programme.parts:
                    yield from drawn(self, programme)
        for workshop in (f for f in self.sheets if isinstance(f, Workshop)):
            yield from self._sessions(workshop)

    def member(self, programme: Programme, n: int) -> str:
        """The nth person of a programme; the first are still in it. Each programme has people of its own."""
        first = list(self.programmes).index(programme.template) * ENROLLED
        return person_id(first + n % ENROLLED)

    def _enrolment(self, programme: Programme, n: int) -> Enrolment:
        ago = self.random.randint(7, 150) if n < STILL_IN else self.random.randint(200, DAYS)
        entered, waits = self._ago(ago), STILL_IN <= n < STILL_IN + WAITING
        return Enrolment(
            id=_id("spell", programme.id, n), team=self.team, person_id=self.member(programme, n),
            programme_id=programme.id, proposed_on=entered, entered_on=None if waits else entered,
            decision=EntryDecision.PROPOSED if waits else EntryDecision.VALIDATED,
            exited_on=None if n < STILL_IN + WAITING else entered + timedelta(days=120),
        )  # fmt: skip

    def _sessions(self, workshop: Workshop) -> Iterator[Fact]:
        """One a week since the beginning, and for eight weeks to come."""
        programme = next(p for p in self.programmes.values() if p.id == workshop.programme_id)
        for week in range(-WEEKS, 8):
            at = datetime.combine(self.today + timedelta(days=1, weeks=week), time(13), UTC)
            id = _id("session", workshop.id, week)
            yield GroupSession(
                id=id, title=workshop.title, starts_at=at, programme_id=programme.id, workshop_id=workshop.id,
                facilitator_ids=(self.worker,), phase=0 if workshop.phases else None, capacity=12,
                status=SessionStatus.HELD if week < 0 else SessionStatus.PLANNED,
            )  # fmt: skip
            for seat in range(SEATS):
                came = self.random.choice((AttendanceStatus.PRESENT, AttendanceStatus.PRESENT, AttendanceStatus.ABSENT))
                who = seat * 6 if week > -20 else self.random.randrange(ENROLLED)
                yield Attendance(
                    id=_id("attendance", id, seat), session_id=id, person_id=self.member(programme, who), since=at,
                    status=came if week < 0 else AttendanceStatus.EXPECTED, worker_id=self.worker,
                )  # fmt: skip

    def _hours(self, programme: Programme) -> Iterator[Fact]:
        hosts = [f for f in self.sheets if isinstance(f, WorkAllocation) and f.programme_id == programme.id]
        for n in range(SHIFTS):
            late, coming = n < TODAY, TODAY <= n < 2 * TODAY
            on = self._ago(n % 5 + 1 if late else -(n % 7) if coming else self.random.randint(1, DAYS))
            yield WorkShift(
                id=_id("shift", programme.id, n), allocation_id=hosts[n % len(hosts)].id, on=on, minutes=30,
                person_id=self.member(programme, n % STILL_IN if late or coming else n), worker_id=self.worker,
                status=ShiftStatus.PLANNED if late or coming else ShiftStatus.VALIDATED,
            )  # fmt: skip

    def _services(self, programme: Programme) -> Iterator[Fact]:
        for n in range(VISITS):
            at = datetime.combine(self._ago(0 if n < TODAY else self.random.randint(1, DAYS)), time(7, n % 60), UTC)
            named = n % 2 == 0
            yield ServiceVisit(
                id=_id("visit", programme.id, n), team=self.team if named else None, programme_id=programme.id, at=at,
                service=programme.services[0], donated=n % 3, worker_id=self.worker,
                person_id=self.member(programme, n) if named else None,
            )  # fmt: skip
        for n in range(RIGHTS if programme.rights else 0):
            since = self._ago(self.random.randint(0, DAYS))
            yield PersonRight(
                id=_id("right", programme.id, n), team=self.team, person_id=person_id(n), programme_id=programme.id,
                right=RightSort.EPICERIE if n % 3 else RightSort.CARTE_SORTIR, since=since,
                until=since + timedelta(days=365), worker_id=self.worker,
            )  # fmt: skip

    def _reviews(self, programme: Programme) -> Iterator[Fact]:
        for n in range(REVIEWS):
            on = self.today + timedelta(days=21 * (1 - n))
            id = _id("review", programme.id, n)
            over = on < self.today
            yield CaseReview(id=id, programme_id=programme.id, on=on, planned_on=on, starts=time(9),
                             status=SessionStatus.HELD if over else SessionStatus.PLANNED)  # fmt: skip
            for case in range(CASES if over else 0):
                who = self.member(programme, n * CASES + case)
                yield ReviewedCase(
                    id=_id("case", id, case), team=self.team, review_id=id, person_id=who, decided="Continuer.",
                    reasons=(CaseReason.BY_HAND,), decision=CaseDecision.CONTINUE, worker_id=self.worker,
                    decided_at=datetime.combine(on, time(10), UTC),
                )  # fmt: skip
        for n in range(ENROLLED * CHECK_INS):
            on = self._ago(n // ENROLLED * 2 + (20 if n % 5 == 0 else 1))  # one in five has been silent for weeks
            who = self.member(programme, n)
            yield CheckIn(id=_id("news", who, n), team=self.team, person_id=who, on=on, worker_id=self.worker)

    def _civic(self, programme: Programme) -> Iterator[Fact]:
        for n in range(MISSIONS):
            since, open_ = self._ago(n * 12 - 40), n % 10 == 0
            yield CivicMission(
                id=_id("mission", programme.id, n), programme_id=programme.id, host=HostType.EHPAD, since=since,
                theme=CivicTheme.VISITS, until=since + timedelta(days=240), team=None if open_ else self.team,
                person_id=None if open_ else self.member(programme, n),
                status=MissionStatus.OPEN if open_ else MissionStatus.RUNNING if n < 20 else MissionStatus.ENDED,
            )  # fmt: skip

    def _campaign(self, programme: Programme) -> Iterator[Fact]:
        for n in range(ACTIONS):
            since = self._ago(n * 6)
            yield CampaignAction(
                id=_id("action", programme.id, n), programme_id=programme.id, sort=CampaignSort.FLYER, since=since,
                title=f"Distribution {n + 1}", until=since + timedelta(days=10), quantity=500, cents=12_000,
            )  # fmt: skip

    def _ago(self, days: int) -> date:
        return self.today - timedelta(days=days)


_PARTS = {
    ProgrammePart.HOURS: DrawnProgrammes._hours, ProgrammePart.SERVICES: DrawnProgrammes._services,
    ProgrammePart.REVIEWS: DrawnProgrammes._reviews, ProgrammePart.CIVIC_SERVICE: DrawnProgrammes._civic,
    ProgrammePart.CAMPAIGN: DrawnProgrammes._campaign,
}  # fmt: skip


def _id(what: str, of: str, n: int) -> str:
    return derived_id("large", what, of, str(n))
