"""Those who entered a programme and did not leave: the days with news of each, who has been silent, whose time is over.

Work: those who are in the programme, tens of people, and once what is told of each; never the register.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from espace_mobile.app.actions import people, urgent
from espace_mobile.app.actions.files import members, person_of, told_of
from espace_mobile.domain import news
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.news import Strip
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.review_agenda import Followed, is_followed
from espace_mobile.domain.sheet_vocabulary import ProgrammePart
from espace_mobile.domain.worker import Worker
from espace_mobile.store.following import per_replica
from espace_mobile.store.news_days import NewsDays
from espace_mobile.store.replica import Replica

_days = per_replica(NewsDays)


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
    days = _days(replica)
    return frozenset().union(*(days.of(id) for id in members(replica, person_id)))


def everybody_in(replica: Replica, programme: Programme, worker: Worker, today: date) -> list[InIt]:
    """Those whom this worker may see, the longest without news first."""
    spells: dict[str, tuple[Person, Enrolment]] = {}
    for spell in replica.where(Enrolment, programme_id=programme.id, exited_on=None):
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


def _entered(spell: Enrolment) -> tuple[date, str]:
    return spell.entered_on or date.max, spell.id
