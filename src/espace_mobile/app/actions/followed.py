"""Those who entered a programme and did not leave: the days with news of each, who has been silent, whose time is over.

Work: what is told of those who are in the programme, tens of people; never the register.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from espace_mobile.app import clock
from espace_mobile.app.actions import people, urgent
from espace_mobile.app.actions.files import person_of, told_of
from espace_mobile.domain import news
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.news import Strip
from espace_mobile.domain.path_vocabulary import AttendanceStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.review_agenda import Followed, is_followed
from espace_mobile.domain.sheet_vocabulary import ProgrammePart
from espace_mobile.domain.worker import Worker
from espace_mobile.store.replica import Replica


@dataclass(frozen=True)
class InIt:
    """`person`: the file that stands for them. `days`: those with news."""

    person: Person
    followed: Followed
    days: frozenset[date]

    def strip(self, today: date) -> Strip:
        return news.strip(self.days, today, self.followed.spell.entered_on)


def news_days(replica: Replica, person_id: str) -> frozenset[date]:
    """Every day with news of the person, whatever was merged."""
    told: list[Fact] = [fact for kind in news.KINDS for fact in told_of(replica, kind, person_id)]
    return news.days_of(told, _session_days(replica, told))


def everybody_in(replica: Replica, programme: Programme, worker: Worker, today: date) -> list[InIt]:
    """Those whom this worker may see, the longest without news first."""
    spells: dict[str, tuple[Person, Enrolment]] = {}
    for spell in replica.where(Enrolment, programme_id=programme.id):
        person = person_of(replica, spell.person_id) if is_followed(spell, today) else None
        if person is not None and people.may_see(replica, worker, person):
            known = spells.get(person.id)
            if known is None or _entered(spell) < _entered(known[1]):
                spells[person.id] = (person, spell)
    found = [_in_it(replica, person, spell, today) for person, spell in spells.values()]
    return sorted(found, key=lambda one: (-one.followed.quiet_days(today), one.person.id))


def one_in(replica: Replica, programme_id: str, person: Person, today: date) -> InIt | None:
    """The same of one person; None when they are not in it."""
    told = told_of(replica, Enrolment, person.id)
    spells = [s for s in told if s.programme_id == programme_id and is_followed(s, today)]
    return _in_it(replica, person, min(spells, key=_entered), today) if spells else None


def follow_up_of(replica: Replica, person: Person, today: date) -> InIt | None:
    """Of somebody in a programme that has case reviews, since their first entry; None for anybody else."""
    spells = [s for s in told_of(replica, Enrolment, person.id) if is_followed(s, today)]
    reviewed = [s for s in spells if is_reviewed(replica.get(Programme, s.programme_id))]
    return _in_it(replica, person, min(reviewed, key=_entered), today) if reviewed else None


def is_reviewed(programme: Programme | None) -> bool:
    return programme is not None and ProgrammePart.REVIEWS in programme.parts


def _in_it(replica: Replica, person: Person, spell: Enrolment, today: date) -> InIt:
    days = news_days(replica, person.id)
    return InIt(person, Followed(spell, news.last_of(days, today), urgent.is_urgent(replica, person.id)), days)


def _session_days(replica: Replica, told: Iterable[Fact]) -> dict[str, date]:
    """Of the sessions somebody came to, as far as they are known here."""
    came = {f.session_id for f in told if isinstance(f, Attendance) and f.status == AttendanceStatus.PRESENT}
    found = (replica.get(GroupSession, id) for id in came)
    return {session.id: clock.local(session.starts_at).date() for session in found if session is not None}


def _entered(spell: Enrolment) -> tuple[date, str]:
    return spell.entered_on or date.max, spell.id
