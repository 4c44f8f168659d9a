"""« Des nouvelles aujourd’hui »: one tap a person a day, by anybody who may see the file."""

from __future__ import annotations

from datetime import date

from espace_mobile.app.actions import people
from espace_mobile.app.actions.change import check_here, held
from espace_mobile.app.actions.files import head_id, person_of, told_of
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain.check_in import CheckIn
from espace_mobile.domain.person import Person
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.replica import Replica


@held
def note_news(replica: Replica, person: Person, worker: Worker, today: date) -> Done[CheckIn]:
    """Two tablets that note it on one day note it once. Raises `InputError` (`record`, `gone`), or like
    `check_here`."""
    check_here(replica, person)
    head = person_of(replica, person.id) or person
    if not people.may_see(replica, worker, head):
        raise InputError("record", "gone")
    id = check_in_id(replica, head.id, today)
    said = CheckIn(id=id, team=head.team, person_id=head.id, on=today, worker_id=worker.id)
    return do(replica, replica.get(CheckIn, id) or said, worker=worker)


@held
def forget_news(replica: Replica, person: Person, worker: Worker, today: date) -> Done[Person]:
    """What was noted today was a mistake, whoever noted it. Raises like `note_news`."""
    check_here(replica, person)
    if not people.may_see(replica, worker, person):
        raise InputError("record", "gone")
    said = [check_in for check_in in told_of(replica, CheckIn, person.id) if check_in.on == today]
    replica.save(by=worker.id, deleting=said)
    return Done(person, deleted=tuple(said))


def is_noted(replica: Replica, person_id: str, day: date) -> bool:
    """Whether somebody tapped it that day, on whichever file of the person."""
    return any(check_in.on == day for check_in in told_of(replica, CheckIn, person_id))


def check_in_id(replica: Replica, person_id: str, day: date) -> str:
    return derived_id("check_in", head_id(replica, person_id), day.isoformat())
