"""« Émargement »: a person signs that they were there. What was drawn is never edited, only done again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from espace_mobile.app.actions import attendance, sessions
from espace_mobile.app.actions.change import check_here, held
from espace_mobile.app.actions.files import head_id, members, person_of
from espace_mobile.domain import strokes
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import AttendanceStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.signature import Signature
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.replica import Replica


@dataclass(frozen=True)
class Signed:
    """What `sign` did, for `take_back`: facts as they were before, and those that were not there."""

    before: tuple[Fact, ...]
    new: tuple[Fact, ...]


@held
def sign(
    replica: Replica, session: GroupSession, person: Person, drawn: Iterable[Sequence[tuple[float, float]]],
    height: int, worker: Worker, *, now: datetime,
) -> Signed:  # fmt: skip
    """The person is present and signed, in one commit; it takes the place of what they signed before.

    `drawn`, `height` (of the pad): thousandths of the pad's width. Raises `InputError` (`signature`, `empty`), or like
    `check_here`.
    """
    head = person_of(replica, person.id) or person
    earlier = signature_of(replica, session, head) or Signature(
        id=signature_id(session.id, head.id), team=head.team, session_id=session.id, person_id=head.id, at=now
    )
    text, height = strokes.written(drawn), max(1, min(strokes.TALLEST, height))
    signature = earlier.but(at=now, strokes=text, height=height, worker_id=worker.id)
    return _save(replica, session, head, [signature], [], worker, now)


@held
def on_paper(replica: Replica, session: GroupSession, person: Person, worker: Worker, *, now: datetime) -> Signed:
    """Present, with nothing drawn: the box stays empty on the sheet. Raises like `check_here`."""
    head = person_of(replica, person.id) or person
    return _save(replica, session, head, [], _of(replica, session, head), worker, now)


@held
def unsign(replica: Replica, session: GroupSession, person: Person, worker: Worker) -> Signed:
    """Nothing is signed any more; the person was there all the same."""
    gone = tuple(_of(replica, session, person))
    replica.delete(*gone, by=worker.id)
    return Signed(gone, ())


@held
def take_back(replica: Replica, done: Signed, worker: Worker) -> None:
    """Undo: everything is again as it was. Raises `InputError` (`record`, `erased`) when a file was erased since."""
    replica.save(*done.before, by=worker.id, deleting=done.new)


def signature_id(session_id: str, person_id: str) -> str:
    """`person_id`: of the head of their files. Two tablets that have one person sign speak of one signature."""
    return derived_id("signature", session_id, person_id)


def signatures(replica: Replica, session: GroupSession) -> dict[str, Signature]:
    """{id of the file that stands for a person: the last they signed}."""
    told = replica.where(Signature, session_id=session.id)
    return {head_id(replica, s.person_id): s for s in sorted(told, key=_when)}


def signature_of(replica: Replica, session: GroupSession, person: Person) -> Signature | None:
    return max(_of(replica, session, person), key=_when, default=None)


def _of(replica: Replica, session: GroupSession, person: Person) -> list[Signature]:
    ids = members(replica, person.id)
    return [s for id in ids for s in replica.where(Signature, session_id=session.id, person_id=id)]


def _when(signature: Signature) -> tuple[datetime, str]:
    return signature.at, signature.id


def _save(
    replica: Replica, session: GroupSession, person: Person, signed: list[Signature], gone: list[Signature],
    worker: Worker, now: datetime,
) -> Signed:  # fmt: skip
    check_here(replica, session)
    check_here(replica, person)
    facts: list[Fact] = [*signed, *_presence(replica, session, person, worker, now)]
    known = [(fact, replica.get(type(fact), fact.id)) for fact in facts]
    replica.save(*facts, by=worker.id, deleting=gone)
    before = [was for _, was in known if was is not None]
    return Signed((*before, *gone), tuple(fact for fact, was in known if was is None))


def _presence(replica: Replica, session: GroupSession, person: Person, worker: Worker, now: datetime) -> Iterable[Fact]:
    """Nothing for somebody present already."""
    ids = members(replica, person.id)
    told = [a for id in ids for a in replica.where(Attendance, session_id=session.id, person_id=id)]
    if any(a.status == AttendanceStatus.PRESENT for a in told):
        return
    first = Attendance(
        id=sessions.attendance_id(session.id, person.id), session_id=session.id, person_id=person.id, since=now
    )
    yield from attendance.marked(replica, session, told or [first], AttendanceStatus.PRESENT, worker, now)
