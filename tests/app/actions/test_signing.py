from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from espace_mobile.app.actions import people, sessions, signing
from espace_mobile.app.actions.undoing import take_back
from espace_mobile.domain import strokes
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.path_vocabulary import AttendanceStatus, SessionStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.signature import Signature
from espace_mobile.domain.team import Team
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

LOOP = [[(100.0, 200.0), (300.0, 120.0), (480.0, 260.0), (260.0, 300.0)], [(700.0, 90.0)]]
LINE = [[(10.0, 10.0), (900.0, 40.0)]]


@pytest.fixture
def session(replica: Replica, now: datetime) -> GroupSession:
    session = GroupSession(id=new_id(), title="Mobilisation", starts_at=now)
    replica.save(session, by="setup")
    return session


@pytest.fixture
def awa(replica: Replica, team: Team) -> Person:
    return saved(replica, "Awa", team)


def saved(replica: Replica, first_name: str, team: Team) -> Person:
    person = Person(id=new_id(), team=team.id, first_name=first_name)
    replica.save(person, by="setup")
    return person


def expected(replica: Replica, session: GroupSession, person: Person, now: datetime) -> Attendance:
    attendance = Attendance(
        id=sessions.attendance_id(session.id, person.id), session_id=session.id, person_id=person.id, since=now
    )
    replica.save(attendance, by="setup")
    return attendance


def status(replica: Replica, session: GroupSession) -> list[AttendanceStatus]:
    return [a.status for a in sessions.attendances_of(replica, session)]


def test_signing_is_one_commit_and_marks_present(
    replica: Replica, session: GroupSession, awa: Person, worker: Worker, now: datetime, commits: Callable[[], int]
) -> None:
    expected(replica, session, awa, now)
    commits()
    signing.sign(replica, session, awa, LOOP, 640, worker, now=now)
    assert commits() == 1
    assert status(replica, session) == [AttendanceStatus.PRESENT]
    signature = signing.signature_of(replica, session, awa)
    assert signature is not None
    assert strokes.read(signature.strokes) == strokes.tidy(LOOP)
    assert (signature.height, signature.team, signature.worker_id) == (640, awa.team, worker.id)


def test_whoever_was_not_expected_may_sign_too(
    replica: Replica, session: GroupSession, awa: Person, worker: Worker, now: datetime
) -> None:
    signing.sign(replica, session, awa, LOOP, 640, worker, now=now)
    assert status(replica, session) == [AttendanceStatus.PRESENT]


def test_what_was_drawn_leaves_the_device_sealed(
    replica: Replica, session: GroupSession, awa: Person, worker: Worker, now: datetime
) -> None:
    signing.sign(replica, session, awa, LOOP, 640, worker, now=now)
    waiting = b"".join(row["b"] for row in replica.storage.tables["_changes"].values())
    assert b"signature" in waiting
    assert strokes.written(LOOP).encode() not in waiting


def test_signing_again_replaces_and_can_be_taken_back(
    replica: Replica, session: GroupSession, awa: Person, worker: Worker, now: datetime
) -> None:
    signing.sign(replica, session, awa, LOOP, 640, worker, now=now)
    again = signing.sign(replica, session, awa, LINE, 300, worker, now=now + timedelta(minutes=1))
    assert len(replica.where(Signature, session_id=session.id)) == 1
    assert drawn(replica, session, awa) == strokes.tidy(LINE)
    take_back(replica, again, worker)
    assert drawn(replica, session, awa) == strokes.tidy(LOOP)


def test_a_signature_taken_back_leaves_everything_as_it_was(
    replica: Replica, session: GroupSession, awa: Person, worker: Worker, now: datetime
) -> None:
    expected(replica, session, awa, now)
    done = signing.sign(replica, session, awa, LOOP, 640, worker, now=now)
    take_back(replica, done, worker)
    assert drawn(replica, session, awa) == ()
    assert status(replica, session) == [AttendanceStatus.EXPECTED]
    undone = replica.get(GroupSession, session.id)
    assert undone == session
    signing.sign(replica, session, awa, LINE, 640, worker, now=now)
    assert drawn(replica, session, awa) == strokes.tidy(LINE)


def test_unsigning_can_be_undone(
    replica: Replica, session: GroupSession, awa: Person, worker: Worker, now: datetime
) -> None:
    signing.sign(replica, session, awa, LOOP, 640, worker, now=now)
    gone = signing.unsign(replica, session, awa, worker)
    assert drawn(replica, session, awa) == ()
    assert status(replica, session) == [AttendanceStatus.PRESENT]
    take_back(replica, gone, worker)
    assert drawn(replica, session, awa) == strokes.tidy(LOOP)


def test_signing_on_paper_is_being_present_with_nothing_drawn(
    replica: Replica, session: GroupSession, awa: Person, worker: Worker, now: datetime, commits: Callable[[], int]
) -> None:
    signing.sign(replica, session, awa, LOOP, 640, worker, now=now)
    commits()
    done = signing.on_paper(replica, session, awa, worker, now=now)
    assert commits() == 1
    assert drawn(replica, session, awa) == ()
    assert status(replica, session) == [AttendanceStatus.PRESENT]
    take_back(replica, done, worker)
    assert drawn(replica, session, awa) == strokes.tidy(LOOP)


def test_a_dot_is_refused_and_nobody_becomes_present(
    replica: Replica, session: GroupSession, awa: Person, worker: Worker, now: datetime, commits: Callable[[], int]
) -> None:
    with pytest.raises(InputError):
        signing.sign(replica, session, awa, [[(5.0, 5.0)]], 640, worker, now=now)
    assert (commits(), status(replica, session)) == (0, [])


def test_a_signature_goes_with_an_erased_person(
    replica: Replica, session: GroupSession, awa: Person, worker: Worker, supervisor: Worker, now: datetime
) -> None:
    signing.sign(replica, session, awa, LOOP, 640, worker, now=now)
    done = signing.sign(replica, session, awa, LINE, 640, worker, now=now)
    people.erase_file(replica, awa, supervisor)
    assert signing.signatures(replica, session) == {}
    assert replica.where(Signature, session_id=session.id) == []
    with pytest.raises(InputError) as refused:
        take_back(replica, done, worker)
    assert refused.value.reason == "erased"
    with pytest.raises(InputError):
        signing.sign(replica, session, awa, LOOP, 640, worker, now=now)


def test_a_merged_person_has_one_signature_the_last(
    replica: Replica, session: GroupSession, awa: Person, team: Team, worker: Worker, now: datetime
) -> None:
    twin = saved(replica, "Hawa", team)
    signing.sign(replica, session, twin, LOOP, 640, worker, now=now)
    replica.save(Merge(id=new_id(), person_id=twin.id, into_id=awa.id, at=now), by=worker.id)
    assert drawn(replica, session, awa) == strokes.tidy(LOOP)
    signing.sign(replica, session, awa, LINE, 640, worker, now=now + timedelta(minutes=5))
    assert list(signing.signatures(replica, session)) == [awa.id]
    assert drawn(replica, session, twin) == strokes.tidy(LINE)
    assert status(replica, session) == [AttendanceStatus.PRESENT]
    assert len(replica.where(Signature, session_id=session.id)) == 1


def test_signing_a_session_already_held_invites_back(
    replica: Replica, awa: Person, worker: Worker, now: datetime, today: date
) -> None:
    back_on = today + timedelta(days=90)
    session = GroupSession(
        id=new_id(), title="Atelier", starts_at=now, status=SessionStatus.HELD, post_workshop_on=back_on
    )
    replica.save(session, by="setup")
    done = signing.sign(replica, session, awa, LOOP, 640, worker, now=now)
    assert [task.due_on for task in replica.where(FollowUp, person_id=awa.id)] == [back_on]
    take_back(replica, done, worker)
    assert replica.where(FollowUp, person_id=awa.id) == []


def drawn(replica: Replica, session: GroupSession, person: Person) -> strokes.Drawing:
    found = signing.signature_of(replica, session, person)
    return strokes.read(found.strokes) if found else ()
