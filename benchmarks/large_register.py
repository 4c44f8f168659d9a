"""A register as large as an association may ever have on one tablet: 20,000 people and 100,000 facts about them.

Drawn from a fixed seed, written as a sync would have brought it: documents with their stamps, nothing left to send.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from benchmarks.bench_search import FIRST, SYLLABLES
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.path_vocabulary import (
    AttemptChannel,
    AttemptResult,
    AttendanceStatus,
    EntryDecision,
    FollowUpStatus,
    ReferralAnswer,
    ReferralDirection,
    SessionStatus,
)
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.referral import Referral
from espace_mobile.domain.vocabulary import AppointmentStatus, NoticeGiven, OrganisationType
from espace_mobile.protocol.record import Record
from espace_mobile.protocol.stamp import Stamp
from espace_mobile.protocol.values import derived_id
from espace_mobile.store import document
from espace_mobile.store.replica import Op

PEOPLE = 20_000
OUTINGS, SESSIONS, PROGRAMMES, PARTNERS = 1_000, 2_000, 8, 40
# Facts about people: 100,000 in all.
SHARES = {"contact": 30_000, "appointment": 24_000, "note": 10_000, "interview": 8_000, "attendance": 10_000,
          "enrolment": 4_000, "follow_up": 4_000, "attempt": 6_000, "referral": 4_000}  # fmt: skip
_TWO_YEARS = 730
# Of what lies behind, how much still waits for somebody: one in so many.
_TO_CONFIRM, _TO_MARK, _TO_VALIDATE, _DUE, _UNANSWERED = 200, 50, 100, 10, 20


class Drawn:
    """`today`: most of it lies in the two years before, appointments and sessions also in the weeks after."""

    def __init__(self, today: date, team: str, worker: str, outing: str) -> None:
        self.random, self.today = random.Random(7), today
        self.team, self.worker, self.outing = team, worker, outing

    def facts(self) -> Iterator[Fact]:
        yield from (self._programme(n) for n in range(PROGRAMMES))
        yield from (self._partner(n) for n in range(PARTNERS))
        yield from (self._person(n) for n in range(PEOPLE))
        yield from (self._outing(n) for n in range(OUTINGS))
        yield from (self._session(n) for n in range(SESSIONS))
        makers: dict[str, Callable[[int], Fact]] = {
            "contact": self._contact, "appointment": self._appointment, "note": self._note,
            "interview": self._interview, "attendance": self._attendance, "enrolment": self._enrolment,
            "follow_up": self._follow_up, "attempt": self._attempt, "referral": self._referral,
        }  # fmt: skip
        for name, count in SHARES.items():
            yield from (makers[name](n) for n in range(count))

    def ops(self) -> Iterator[Op]:
        return written(self.facts())

    def _at(self, ahead: int = 0) -> datetime:
        """A moment of a working day."""
        day = self.today + timedelta(days=self.random.randint(-_TWO_YEARS, ahead))
        return datetime.combine(day, time(self.random.randint(7, 15), self.random.choice((0, 15, 30, 45))), UTC)

    def _who(self) -> str:
        return person_id(self.random.randrange(PEOPLE))

    def _person(self, n: int) -> Person:
        drawn = self.random
        last = "".join(drawn.choices(SYLLABLES, k=drawn.randint(2, 4))).title()
        return Person(
            id=person_id(n), team=self.team, first_name=drawn.choice(FIRST), last_name=last,
            phone=f"+336{drawn.randrange(10**8):08d}", birth_year=drawn.randint(1960, 2009),
            notice_given=NoticeGiven.ORAL if n % 50 else None, opened_on=self._at().date(), referent_id=self.worker,
        )  # fmt: skip

    def _programme(self, n: int) -> Programme:
        return Programme(id=derived_id("large", "programme", str(n)), name=f"Dispositif {n + 1}")

    def _partner(self, n: int) -> Organisation:
        return Organisation(id=_id("partner", n), name=f"Partenaire {n + 1}", type=OrganisationType.PARTNER)

    def _outing(self, n: int) -> Outing:
        return Outing(id=_id("outing", n), on=self._day(n), starts=time(9), ends=time(13), team_id=self.team)

    def _day(self, n: int) -> date:
        """Of an outing: before today, whose own one was drawn elsewhere."""
        return self.today - timedelta(days=1 + n * _TWO_YEARS // OUTINGS)

    def _session(self, n: int) -> GroupSession:
        at = self._at(30)
        open_ = at.date() >= self.today or n % _TO_MARK == 0
        return GroupSession(
            id=derived_id("large", "session", str(n)), title=f"Atelier {n + 1}", starts_at=at,
            programme_id=derived_id("large", "programme", str(n % PROGRAMMES)), facilitator_ids=(self.worker,),
            status=SessionStatus.PLANNED if open_ else SessionStatus.HELD,
        )  # fmt: skip

    def _contact(self, n: int) -> Contact:
        """Thirty an outing; half of them with a file."""
        person, outing = self._who() if n % 2 else None, n % (OUTINGS + 1)
        day = self._day(outing) if outing < OUTINGS else self.today
        at = datetime.combine(day, time(9 + n % 4, n % 60), UTC)
        held = _id("outing", outing) if outing < OUTINGS else self.outing
        return Contact(id=_id("contact", n), team=self.team, outing_id=held, at=at, person_id=person)

    def _appointment(self, n: int) -> Appointment:
        at = self._at(30)
        over = at.date() < self.today and n % _TO_CONFIRM
        status = self.random.choice((AppointmentStatus.KEPT, AppointmentStatus.MISSED))
        return Appointment(
            id=_id("appointment", n), team=self.team, person_id=self._who(), starts_at=at,
            worker_id=derived_id("large", "worker", str(n % 12)) if n % 12 else self.worker,
            status=status if over else AppointmentStatus.BOOKED,
        )  # fmt: skip

    def _note(self, n: int) -> PersonNote:
        text = "Souhaite travailler à temps partiel, le matin."
        return PersonNote(id=_id("note", n), team=self.team, person_id=self._who(), at=self._at(), text=text)

    def _interview(self, n: int) -> Interview:
        at = self._at()
        return Interview(
            id=_id("interview", n), team=self.team, person_id=self._who(), at=at, ended_at=at, line="Premier échange.",
            worker_id=self.worker, urgent=n % 4_000 == 0,
        )  # fmt: skip

    def _attendance(self, n: int) -> Attendance:
        session = derived_id("large", "session", str(n % SESSIONS))
        status = self.random.choice((AttendanceStatus.PRESENT, AttendanceStatus.EXPECTED, AttendanceStatus.ABSENT))
        return Attendance(
            id=_id("attendance", n), session_id=session, person_id=self._who(), since=self._at(), status=status
        )

    def _enrolment(self, n: int) -> Enrolment:
        entered, waits = self._at().date(), n % _TO_VALIDATE == 0
        return Enrolment(
            id=_id("enrolment", n), team=self.team, person_id=self._who(), proposed_on=entered,
            entered_on=None if waits else entered,
            programme_id=derived_id("large", "programme", str(n % PROGRAMMES)),
            decision=EntryDecision.PROPOSED if waits else EntryDecision.VALIDATED,
            exited_on=entered + timedelta(days=90) if n % 3 and not waits else None,
        )  # fmt: skip

    def _follow_up(self, n: int) -> FollowUp:
        status = FollowUpStatus.DUE if n % _DUE == 0 else FollowUpStatus.DONE
        return FollowUp(
            id=_id("follow_up", n), team=self.team, person_id=self._who(), due_on=self._at(30).date(), status=status,
            worker_id=self.worker if n % 20 == 0 else None,
        )  # fmt: skip

    def _referral(self, n: int) -> Referral:
        """One in twenty waits for an answer or for word back; the others were told both."""
        on = self._at().date()
        waits, came = n % _UNANSWERED == 0, n % 2
        return Referral(
            id=_id("referral", n), team=self.team, person_id=self._who(), on=on, worker_id=self.worker,
            direction=ReferralDirection.FROM_PARTNER if came else ReferralDirection.TO_PARTNER,
            organisation_id=_id("partner", n % PARTNERS), expected_on=on + timedelta(days=14),
            answer=ReferralAnswer.WAITING if waits else ReferralAnswer.ACCEPTED,
            answered_on=None if waits else on + timedelta(days=7),
            feedback_on=None if waits else on + timedelta(days=30),
        )  # fmt: skip

    def _attempt(self, n: int) -> Attempt:
        return Attempt(
            id=_id("attempt", n), team=self.team, person_id=self._who(), follow_up_id=_id("follow_up", n % 4_000),
            at=self._at(), channel=AttemptChannel.CALL, result=AttemptResult.NO_ANSWER, minutes=5,
            worker_id=self.worker,
        )  # fmt: skip


def written(facts: Iterable[Fact]) -> Iterator[Op]:
    """As a storage commits them."""
    stamp = Stamp(1, "0" * 16)
    for fact in facts:
        fields = {name: value for name, value in fact.fields().items() if value is not None}
        record = Record(fact.id, fact.kind, fields, dict.fromkeys(fields, stamp))
        yield fact.kind, fact.id, document.of_record(record)


def person_id(n: int) -> str:
    return _id("person", n)


def _id(what: str, n: int) -> str:
    return derived_id("large", what, str(n))
