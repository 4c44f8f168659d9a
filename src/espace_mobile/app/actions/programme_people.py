"""Who is in a programme now, and who waits for an entry in it.

Work: proportional to those, whatever the number of people who left over the years.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from espace_mobile.app.actions import people, workers
from espace_mobile.app.actions.files import heads, person_of
from espace_mobile.domain import spells
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.names import shown_name
from espace_mobile.domain.person import Person
from espace_mobile.domain.spells import SpellState
from espace_mobile.domain.text import folded
from espace_mobile.domain.worker import Worker
from espace_mobile.store.replica import Replica

WAITING = (SpellState.PROPOSED, SpellState.VALIDATED)
Member = tuple[Enrolment, Person]


@dataclass(frozen=True)
class Present:
    """Each person once, by name: in the programme; waiting to be (a decision, or their first day)."""

    inside: list[Member]
    waiting: list[Member]


def present(replica: Replica, worker: Worker, programme_id: str, today: date) -> Present:
    """Of those whose file the worker may see."""
    found = _open(replica, programme_id)
    inside = _members(replica, worker, _in(found, today, SpellState.ENTERED))
    there = {person.id for _, person in inside}
    waiting = _members(replica, worker, _in(found, today, *WAITING))
    return Present(inside, [(spell, person) for spell, person in waiting if person.id not in there])


def among(replica: Replica, worker: Worker, programme_id: str, today: date, *states: SpellState) -> list[Person]:
    """Whoever's spell is in one of these states, each person once, by name."""
    return [person for _, person in _members(replica, worker, _in(_open(replica, programme_id), today, *states))]


def count(replica: Replica, worker: Worker, programme_id: str, today: date) -> tuple[int, int]:
    """(in it, waiting), without opening a file: of the teams the worker sees."""
    teams = workers.teams_seen(worker)
    spells_here = [e for e in _open(replica, programme_id) if teams is None or e.team is None or e.team in teams]
    inside = _ids(replica, _in(spells_here, today, SpellState.ENTERED))
    return len(inside), len(_ids(replica, _in(spells_here, today, *WAITING)) - inside)


def _open(replica: Replica, programme_id: str) -> list[Enrolment]:
    return replica.where(Enrolment, programme_id=programme_id, exited_on=None)


def _in(found: Iterable[Enrolment], today: date, *states: SpellState) -> list[Enrolment]:
    return [spell for spell in found if spells.state(spell, today) in states]


def _ids(replica: Replica, found: Iterable[Enrolment]) -> set[str]:
    return heads(replica, (spell.person_id for spell in found if spell.person_id))


def _members(replica: Replica, worker: Worker, found: list[Enrolment]) -> list[Member]:
    """Whoever two tablets entered twice is there once, as of the first entry."""
    of: dict[str, Member] = {}
    for spell in spells.in_order(found):
        person = person_of(replica, spell.person_id)
        if person is not None and person.id not in of and people.may_see(replica, worker, person):
            of[person.id] = spell, person
    return sorted(of.values(), key=lambda member: (_name(member[1]), member[1].id))


def _name(person: Person) -> str:
    return folded(shown_name(person.first_name, person.last_name, person.nickname))
