"""A year of each programme, as their sheets tell of one: what the parts below share.

Counted back from today, so that it is over whatever the day, and whoever is in it was met before. Drawn from nothing:
who and when follow from the files and the day, and what else is drawn stays as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.path_vocabulary import (
    Answered,
    AttendanceStatus,
    EntryDecision,
    Evidence,
    ExitReason,
    SessionStatus,
    SituationMoment,
    WorkSituation,
)
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import PartnerMeeting, ProgrammePartner, ProgrammeText
from espace_mobile.domain.sheet_vocabulary import MeetingSort, ProgrammeTextSort
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.vocabulary import AgeBand, NoticeGiven, OutcomeType, PersonStatus
from espace_mobile.domain.working_days import working_from
from espace_mobile.domain.workshop import Workshop
from espace_mobile.protocol.values import derived_id
from espace_mobile.sample.cast import SUPERVISOR
from espace_mobile.sample.draw import local

AFTERNOON = time(14)
_MINORS = (AgeBand.UNDER_16, AgeBand.FROM_16_TO_17)
_NOW = {OutcomeType.QUALIFYING_TRAINING: WorkSituation.IN_TRAINING, OutcomeType.PREQUALIFYING_TRAINING:
        WorkSituation.IN_TRAINING, OutcomeType.RE_REGISTERED: WorkSituation.UNEMPLOYED}  # fmt: skip


class Crowd:
    """Who may be asked: adults with one file who did not refuse, the longest known first; each in one programme."""

    def __init__(self, people: Iterable[Person], taken: Collection[str]) -> None:
        free = (p for p in people if p.id not in taken and _may_be_asked(p))
        self._free = sorted(free, key=lambda p: (p.opened_on or date.max, p.id))

    def take(self, wanted: int, band: AgeBand | None = None) -> list[Person]:
        chosen = [p for p in self._free if band in (None, p.age_band)][:wanted]
        ids = {p.id for p in chosen}
        self._free = [p for p in self._free if p.id not in ids]
        return chosen


def _may_be_asked(person: Person) -> bool:
    said_yes = person.notice_given not in (None, NoticeGiven.REFUSED) and person.status == PersonStatus.ACTIVE
    return said_yes and person.opened_on is not None and person.age_band not in _MINORS


@dataclass(frozen=True)
class Life:
    """One programme and what its template made of it."""

    programme: Programme
    sheet: list[Fact]
    today: date

    def ago(self, days: int) -> date:
        """A working day, so many days ago or just after."""
        return working_from(self.today - timedelta(days=days))

    def workshop(self, title: str) -> Workshop:
        return next(f for f in self.sheet if isinstance(f, Workshop) and f.title == title)

    def partners(self) -> tuple[str, ...]:
        """Organisations, in the order of the sheet."""
        return tuple(f.organisation_id for f in self.sheet if isinstance(f, ProgrammePartner) and f.organisation_id)

    def enter(self, person: Person, on: date, until: date | None = None, reason: ExitReason | None = None) -> Enrolment:
        return Enrolment(
            id=derived_id("lived", "spell", self.programme.id, person.id), team=person.team, person_id=person.id,
            programme_id=self.programme.id, decision=EntryDecision.VALIDATED, proposed_on=on - timedelta(days=9),
            proposed_by=SUPERVISOR.id, decided_on=on - timedelta(days=3), decided_by=SUPERVISOR.id, entered_on=on,
            exited_on=until, exit_reason=reason if until is not None else None,
        )  # fmt: skip

    def meeting(self, sort: MeetingSort, on: date, **said: str) -> PartnerMeeting:
        """`said`: news, practices, difficulties, needs, notes."""
        there = self.partners()
        meeting = PartnerMeeting(
            id=derived_id("lived", "meeting", self.programme.id, on.isoformat()), programme_id=self.programme.id,
            sort=sort, starts_at=local(on, AFTERNOON), status=SessionStatus.HELD, organisation_ids=there,
            present_ids=there[: max(1, len(there) - 1)],
        )  # fmt: skip
        return meeting.but(**said)

    def text(self, sort: ProgrammeTextSort, on: date, text: str) -> ProgrammeText:
        return ProgrammeText(
            id=derived_id("lived", "text", self.programme.id, sort), programme_id=self.programme.id, sort=sort, on=on,
            text=text, worker_id=SUPERVISOR.id,
        )  # fmt: skip


def session(
    workshop: Workshop, on: date, seats: int, *, starts: time = AFTERNOON, phase: int | None = None,
    held: bool = True, informal: bool = False, volunteers: int = 0,
) -> GroupSession:  # fmt: skip
    return GroupSession(
        id=derived_id("lived", "session", workshop.id, on.isoformat(), starts.isoformat()), title=workshop.title,
        starts_at=local(on, starts), minutes=workshop.minutes, capacity=seats, programme_id=workshop.programme_id,
        workshop_id=workshop.id, phase=phase, place_id=workshop.place_id, facilitator_ids=(SUPERVISOR.id,),
        status=SessionStatus.HELD if held else SessionStatus.CANCELLED, informal=informal, volunteers=volunteers,
    )  # fmt: skip


def seats(held: GroupSession, people: Iterable[Person], away: Collection[str] = ()) -> Iterator[Attendance]:
    """`away`: ids of those who had said that they would come."""
    for person in people:
        came = AttendanceStatus.ABSENT if person.id in away else AttendanceStatus.PRESENT
        yield Attendance(
            id=derived_id("attendance", held.id, person.id), session_id=held.id, person_id=person.id, status=came,
            since=held.starts_at - timedelta(days=4), marked_at=held.starts_at + timedelta(minutes=10),
            worker_id=SUPERVISOR.id,
        )  # fmt: skip


def outcome(spell: Enrolment, type: OutcomeType, on: date, months: int | None = None) -> Outcome:
    return Outcome(
        id=derived_id("lived", "outcome", spell.id), team=spell.team, person_id=spell.person_id,
        enrolment_id=spell.id, type=type, on=on, months=months, worker_id=SUPERVISOR.id,
        evidence=Evidence.DECLARATION if type == OutcomeType.RE_REGISTERED else Evidence.CONTRACT,
    )  # fmt: skip


def situations(spell: Enrolment, type: OutcomeType | None) -> Iterator[Situation]:
    """At the entry; at the exit what came of it, or that nobody could be reached."""
    yield _said(spell, SituationMoment.ENTRY, spell.entered_on, WorkSituation.LONG_TERM_UNEMPLOYED)
    if spell.exited_on is not None:
        now = None if type is None else _NOW.get(type, WorkSituation.EMPLOYED)
        yield _said(spell, SituationMoment.EXIT, spell.exited_on, now)


def _said(spell: Enrolment, moment: SituationMoment, on: date | None, now: WorkSituation | None) -> Situation:
    return Situation(
        id=derived_id("situation", spell.id, moment), team=spell.team, person_id=spell.person_id,
        enrolment_id=spell.id, moment=moment, situation=now, on=on, worker_id=SUPERVISOR.id,
        answered=Answered.ANSWERED if now is not None else Answered.UNREACHABLE,
    )  # fmt: skip


def at(on: date, hour: int, minute: int = 0) -> datetime:
    return local(on, time(hour, minute))
