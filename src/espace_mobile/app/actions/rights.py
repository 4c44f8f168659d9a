"""What people are entitled to: given in two taps, renewed, ended; and who holds what in a programme today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from espace_mobile.app.actions import enrolments, people, programmes
from espace_mobile.app.actions.change import check_here, current, held
from espace_mobile.app.actions.files import person_of, told_of
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain import rights, spells
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_right import PersonRight
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import ProgrammePart, RightSort
from espace_mobile.domain.spells import SpellState
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica


@dataclass(frozen=True)
class Holder:
    """`person`: the file that stands for them. `right`: of theirs of this sort, the last to end."""

    person: Person
    right: PersonRight


def rights_of(replica: Replica, person_id: str, today: date) -> list[PersonRight]:
    """Of one person, whatever was merged: those that hold first, the expired last."""
    return rights.in_order(told_of(replica, PersonRight, person_id), today)


def holders(replica: Replica, programme_id: str, today: date) -> dict[RightSort, list[Holder]]:
    """Who is entitled to what today, each person once, the first to lose it before the others.

    Work: proportional to the rights of the programme.
    """
    found: dict[RightSort, dict[str, Holder]] = {}
    for right in replica.where(PersonRight, programme_id=programme_id):
        person = person_of(replica, right.person_id) if rights.holds(right, today) else None
        if person is not None:
            of_sort = found.setdefault(right.right, {})
            known = of_sort.get(person.id)
            if known is None or _ends(right) > _ends(known.right):
                of_sort[person.id] = Holder(person, right)
    return {sort: sorted(each.values(), key=lambda h: (_ends(h.right), h.right.id)) for sort, each in found.items()}


def programme_for(replica: Replica, person: Person, today: date) -> Programme | None:
    """Which programme a right is given in: one with services that the person is in, else the only one with services."""
    giving = {p.id: p for p in programmes.active(replica) if ProgrammePart.SERVICES in p.parts}
    for spell in enrolments.enrolments_of(replica, person.id):
        if spell.programme_id in giving and spells.state(spell, today) == SpellState.ENTERED:
            return giving[spell.programme_id]
    return next(iter(giving.values())) if len(giving) == 1 else None


@held
def add(
    replica: Replica, person: Person, sort: RightSort, months: int | None, worker: Worker, *, today: date
) -> Done[PersonRight]:
    """From today, for so many months; None: no end is said. Raises `InputError` (`record`) like `check_here`."""
    _check(replica, person, worker)
    programme = programme_for(replica, person, today)
    right = PersonRight(
        id=new_id(), team=person.team, person_id=person.id, right=sort, worker_id=worker.id, since=today,
        programme_id=programme.id if programme else None,
        until=None if months is None else rights.last_day(today, months),
    )  # fmt: skip
    return do(replica, right, worker=worker)


@held
def renew(
    replica: Replica, right: PersonRight, months: int | None, worker: Worker, *, today: date
) -> Done[PersonRight]:
    """So many months from its end, from today when it is over. Raises like `add`."""
    _check(replica, person_of(replica, right.person_id), worker)
    now = current(replica, right)
    until = None if months is None else rights.renewed_until(now, today, months)
    return do(replica, now.but(until=until), worker=worker)


@held
def end(replica: Replica, right: PersonRight, worker: Worker, *, today: date) -> Done[PersonRight]:
    """Today is its last day. Raises like `add`."""
    _check(replica, person_of(replica, right.person_id), worker)
    return do(replica, current(replica, right).but(until=today), worker=worker)


@held
def remove(replica: Replica, right: PersonRight, worker: Worker) -> PersonRight:
    """Given by mistake; what is returned can be given to `restore`. Raises like `add`."""
    _check(replica, person_of(replica, right.person_id), worker)
    gone = current(replica, right)
    replica.delete(gone, by=worker.id)
    return gone


@held
def restore(replica: Replica, right: PersonRight, worker: Worker) -> None:
    """Undo `remove`. Raises `InputError` like `check_here`."""
    check_here(replica, right)
    replica.save(right, by=worker.id)


def _check(replica: Replica, person: Person | None, worker: Worker) -> None:
    if person is None or not people.may_see(replica, worker, person):
        raise InputError("record", "gone")
    check_here(replica, person)


def _ends(right: PersonRight) -> date:
    return right.until or date.max
