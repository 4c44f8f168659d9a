"""« Émargement »: a person signs that they were there. What was drawn is never edited, only done again.

Everything is undone by `undoing.take_back`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from espace_mobile.app.actions import attendance, sessions
from espace_mobile.app.actions.change import check_here, check_known, held
from espace_mobile.app.actions.files import head_id, members, person_of
from espace_mobile.app.actions.undoing import Done, do
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


@held
def sign(
    replica: Replica, session: GroupSession, person: Person, drawn: Iterable[Sequence[tuple[float, float]]],
    height: int, worker: Worker, *, now: datetime,
) -> Done[Signature]:  # fmt: skip
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
    return do(replica, signature, *_presence(replica, session, head, worker, now), worker=worker)


@held
def on_paper(replica: Replica, session: GroupSession, person: Person, worker: Worker, *, now: datetime) -> Done[Person]:
    """Present, with nothing drawn: the box stays empty on the sheet. Raises like `check_here`."""
    head = person_of(replica, person.id) or person
    there, drawn = _presence(replica, session, head, worker, now), _of(replica, session, head)
    return do(replica, head, *there, worker=worker, deleting=drawn)


@held
def unsign(replica: Replica, session: GroupSession, person: Person, worker: Worker) -> Done[Person]:
    """Nothing is signed any more; the person was there all the same. Raises like `check_here`."""
    check_known(replica, person)
    return do(replica, person, worker=worker, deleting=_of(replica, session, person))


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


def _presence(replica: Replica, session: GroupSession, person: Person, worker: Worker, now: datetime) -> list[Fact]:
    """What says that they are there; nothing when it was said already. Raises like `check_here`."""
    check_here(replica, session)
    check_known(replica, person)  # who signs says so themselves, whatever they asked of their file
    ids = members(replica, person.id)
    told = [a for id in ids for a in replica.where(Attendance, session_id=session.id, person_id=id)]
    if any(a.status == AttendanceStatus.PRESENT for a in told):
        return []
    first = Attendance(
        id=sessions.attendance_id(session.id, person.id), session_id=session.id, person_id=person.id, since=now
    )
    return attendance.marked(replica, session, told or [first], AttendanceStatus.PRESENT, worker, now)
