"""How long files are kept: those whose time is up, and what a supervisor does of each. Works offline.

Nothing is done by itself: a day on a clock must not take anybody's file away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from espace_mobile.app.actions import files, finding, people, workers
from espace_mobile.app.actions.change import check_here, held
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.person import Person
from espace_mobile.domain.retention import MONTHS, WARNINGS, Retention, due_on, retention
from espace_mobile.domain.rights_entry import RightsEntry
from espace_mobile.domain.rights_vocabulary import KeptBecause, RegisterSort
from espace_mobile.domain.vocabulary import PersonStatus
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.following import per_replica
from espace_mobile.store.replica import Replica

MONTHS_OUT = 1  # of the archive
MOST = 30  # files at a time: that many names can be read before they are gone


@dataclass(frozen=True)
class Aging:
    """`last_on`: the last contact; None when no fact has a day, and then nobody can say that the time is not up."""

    person_id: str
    last_on: date | None
    state: Retention

    @property
    def due_on(self) -> date | None:
        return due_on(self.last_on, MONTHS) if self.last_on else None


def is_ready(replica: Replica) -> bool:
    """Whether `aging` answers at once; otherwise `prepare` is due."""
    return finding.seen(replica).ready


def prepare(replica: Replica, worker: Worker, today: date) -> None:
    """Read when everybody was last met, a little at a time: for another thread."""
    finding.seen(replica).prepare()
    aging(replica, worker, today)


@dataclass
class _Told:
    """What `aging` last answered, and of which list of the silent."""

    of: object = None
    today: date | None = None
    aging: list[Aging] = field(default_factory=list)


_told = per_replica(lambda _: _Told())


def aging(replica: Replica, worker: Worker, today: date) -> list[Aging]:
    """The people not met for 22 months or more, longest ago first; each once, however many files. Not the archived, nor
    those out of the archive for a while. Work: the result, once until a save changes it."""
    if not workers.may_supervise(worker):
        return []
    found = finding.seen(replica).not_since(_first_not_shown(today), files.merged(replica))
    kept = _told(replica)
    if kept.of is not found or kept.today != today:  # another list as soon as anything it is made of changes
        kept.of, kept.today, kept.aging = found, today, _aging(found, _out(replica, today), today)
    return list(kept.aging)


def _aging(found: list[tuple[str, date | None]], out: Collection[str], today: date) -> list[Aging]:
    states: dict[date | None, Retention] = {None: Retention.DUE}  # few days, many people
    for _, on in found:
        if on is not None and on not in states:
            states[on] = retention(on, today)
    return [Aging(id, on, states[on]) for id, on in found if id not in out and states[on] != Retention.KEPT]


def due(replica: Replica, worker: Worker, today: date) -> list[Aging]:
    """Those whose 24 months are over."""
    return [each for each in aging(replica, worker, today) if each.state == Retention.DUE]


def archived(replica: Replica, worker: Worker) -> list[Person]:
    """By name."""
    if not workers.may_supervise(worker):
        return []
    heads = files.heads(replica, finding.seen(replica).archived())
    found = (replica.get(Person, id) for id in heads)
    there = [person for person in found if person is not None and person.status == PersonStatus.ARCHIVED]
    return sorted(there, key=lambda p: ((p.last_name or "").casefold(), (p.first_name or "").casefold(), p.id))


@held
def keep(
    replica: Replica, person_ids: Iterable[str], worker: Worker, because: KeptBecause | None, *, met_on: date | None,
    today: date, text: str = "",
) -> list[RightsEntry]:  # fmt: skip
    """Their last contact is `met_on` from now on. Raises `InputError` (`because`, `required`; `day`, `required` or
    `future`; `note`, …; `record`, `supervisor`)."""
    _check_supervisor(worker)
    if because is None:
        raise InputError("because", "required")
    if met_on is None:
        raise InputError("day", "required")
    if met_on > today:
        raise InputError("day", "future")
    said = check_note(text)
    lines = [
        _line(person, RegisterSort.KEPT, worker, today).but(because=because, met_on=met_on, text=said)
        for person in _here(replica, person_ids)
    ]
    replica.save(*lines, by=worker.id)
    return lines


@held
def archive(replica: Replica, person_ids: Iterable[str], worker: Worker, *, today: date) -> list[RightsEntry]:
    """Out of the lists and the search of everybody but supervisors. Raises `InputError` (`record`, …)."""
    return _put(replica, person_ids, worker, PersonStatus.ARCHIVED, RegisterSort.ARCHIVED, today, None)


@held
def take_out(replica: Replica, person_ids: Iterable[str], worker: Worker, *, today: date) -> list[RightsEntry]:
    """Of the archive, for a month; then they are among those whose time is up again. Raises `InputError`."""
    until = due_on(today, MONTHS_OUT)
    return _put(replica, person_ids, worker, PersonStatus.ACTIVE, RegisterSort.TAKEN_OUT, today, until)


@held
def take_back(replica: Replica, lines: Sequence[RightsEntry], worker: Worker) -> None:
    """Undo `keep`, `archive` or `take_out`."""
    status = {RegisterSort.ARCHIVED: PersonStatus.ACTIVE, RegisterSort.TAKEN_OUT: PersonStatus.ARCHIVED}
    before = [
        file.but(status=status[line.sort])
        for line in lines
        for file in _files(replica, line.person_id)
        if line.sort in status
    ]
    replica.save(*before, by=worker.id, deleting=lines)


def anonymise(replica: Replica, person_ids: Collection[str], worker: Worker) -> None:
    """For good, here now and everywhere else at the next sync: what erasing leaves, the anonymous facts of the
    statistics, is all that stays. The register says how many, and nobody's name. Raises `InputError` (`record`,
    `supervisor`), `StoreError`; nothing was done then."""
    _check_supervisor(worker)
    people.erase_files(replica, person_ids, worker, RegisterSort.ANONYMISED)


def _put(
    replica: Replica, person_ids: Iterable[str], worker: Worker, status: PersonStatus, sort: RegisterSort,
    today: date, until: date | None,
) -> list[RightsEntry]:  # fmt: skip
    _check_supervisor(worker)
    heads = _here(replica, person_ids)
    lines = [_line(head, sort, worker, today).but(until=until) for head in heads]
    moved: list[Fact] = [file.but(status=status) for head in heads for file in _files(replica, head.id)]
    replica.save(*moved, *lines, by=worker.id)
    return lines


def _line(person: Person, sort: RegisterSort, worker: Worker, today: date) -> RightsEntry:
    return RightsEntry(
        id=new_id(), team=person.team, person_id=person.id, sort=sort, on=today, worker_id=worker.id
    )  # fmt: skip


def _here(replica: Replica, person_ids: Iterable[str]) -> list[Person]:
    """The people, each once. Raises `InputError` when one is gone."""
    found: dict[str, Person] = {}
    for id in person_ids:
        head = files.person_of(replica, id)
        if head is None:
            check_here(replica, Person(id=id))
        else:
            found[head.id] = head
    return list(found.values())


def _files(replica: Replica, person_id: str | None) -> list[Person]:
    ids = files.members(replica, person_id) if person_id else ()
    return [file for id in ids if (file := replica.get(Person, id)) is not None]


def _out(replica: Replica, today: date) -> set[str]:
    lines = replica.where(RightsEntry, sort=RegisterSort.TAKEN_OUT)
    out = (line.person_id for line in lines if line.person_id and line.until and line.until >= today)
    return files.heads(replica, out)


def _first_not_shown(today: date) -> date:
    """A day whose 22 months are surely not over: months have up to three days more or less than each other."""
    return due_on(today, -WARNINGS[0]) + timedelta(days=4)


def _check_supervisor(worker: Worker) -> None:
    if not workers.may_supervise(worker):
        raise InputError("record", "supervisor")
