from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.retention import LOCAL
from espace_mobile.domain.vocabulary import AppointmentStatus
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id
from espace_mobile.store.diary import Diary
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica

NORA, ALI = "a" * 32, "b" * 32
NORTH, SOUTH = "1" * 32, "2" * 32
MONDAY = date(2026, 10, 19)  # the last Sunday of this week, clocks go back


def empty_replica() -> Replica:
    return Replica(MemoryStorage(), "0" * 16, Keychain("org", {1: new_org_key()}), lambda: 1_780_000_000_000)


@pytest.fixture
def replica() -> Replica:
    return empty_replica()


def appointment(at: datetime, **more: object) -> Appointment:
    return Appointment(**{"id": new_id(), "person_id": "c" * 32, "starts_at": at, "worker_id": NORA, **more})  # type: ignore[arg-type]


def test_a_day_is_the_one_on_the_wall(replica: Replica) -> None:
    late = appointment(datetime(2026, 10, 24, 22, 30, tzinfo=UTC))  # half past midnight in Paris, on Sunday
    replica.save(late, by=NORA)
    diary = Diary(replica)
    assert diary.on(date(2026, 10, 24)) == []
    assert diary.on(date(2026, 10, 25)) == [late]
    assert diary.on(date(2026, 10, 25), ALI) == []


def test_what_is_moved_deleted_or_brought_back_follows(replica: Replica) -> None:
    diary, booked = Diary(replica), appointment(datetime(2026, 10, 20, 8, tzinfo=UTC))
    assert diary.between(MONDAY, MONDAY + timedelta(6)) == []
    replica.save(booked, by=NORA)
    assert diary.on(date(2026, 10, 20), NORA) == [booked]
    moved = booked.but(starts_at=datetime(2026, 10, 22, 8, tzinfo=UTC), worker_id=ALI)
    replica.save(moved, by=NORA)
    assert diary.on(date(2026, 10, 20)) == []
    assert diary.on(date(2026, 10, 22), ALI) == [moved]
    replica.delete(moved, by=NORA)
    assert diary.between(MONDAY, MONDAY + timedelta(400)) == []
    replica.restore(moved.kind, moved.id, by=NORA)
    assert diary.between(MONDAY, MONDAY + timedelta(400)) == [moved]


def test_one_is_unanswered_once_it_is_over_and_until_somebody_says(replica: Replica) -> None:
    at = datetime(2026, 10, 20, 8, tzinfo=UTC)
    booked = appointment(at, minutes=45)
    replica.save(booked, by=NORA)
    diary = Diary(replica)
    assert diary.unanswered(at + timedelta(minutes=44)) == []
    assert diary.unanswered(at + timedelta(minutes=45), NORA) == [booked]
    replica.save(booked.but(status=AppointmentStatus.KEPT), by=NORA)
    assert diary.unanswered(at + timedelta(days=9)) == []


def test_a_record_another_version_wrote_hides_no_other(replica: Replica) -> None:
    booked = appointment(datetime(2026, 10, 20, 8, tzinfo=UTC))
    replica.save(booked, appointment(datetime(2026, 10, 20, 9, tzinfo=UTC)), by=NORA)
    for id, document in replica.storage.tables[Appointment.kind].items():
        if id != booked.id:
            document["starts_at"] = "some day"
    assert Diary(replica).on(date(2026, 10, 20)) == [booked]


def test_sessions_stand_on_their_day(replica: Replica) -> None:
    session = GroupSession(id=new_id(), title="CV", starts_at=datetime(2026, 10, 20, 8, tzinfo=UTC))
    diary = Diary(replica)
    assert diary.sessions(MONDAY, MONDAY) == []
    replica.save(session, by=NORA)
    assert diary.sessions(MONDAY, MONDAY + timedelta(1)) == [session]
    assert diary.between(MONDAY, MONDAY + timedelta(1)) == []


_HOURS = st.integers(0, 24 * 9).map(lambda h: datetime(2026, 10, 18, tzinfo=UTC) + timedelta(hours=h))
_MADE = st.fixed_dictionaries(
    {
        "starts_at": _HOURS,
        "minutes": st.sampled_from([15, 45, 480]),
        "worker_id": st.sampled_from([NORA, ALI, None]),
        "team": st.sampled_from([NORTH, SOUTH, None]),
        "status": st.sampled_from(list(AppointmentStatus)),
    }
)
_STEPS = st.lists(st.tuples(st.sampled_from(["new", "change", "delete"]), _MADE), max_size=15)


@given(_STEPS, _HOURS, st.integers(0, 8), st.sampled_from([NORA, None]), st.sampled_from([(NORTH,), (), None]))
def test_it_says_what_reading_everything_says(
    steps: list[tuple[str, dict[str, object]]],
    now: datetime,
    length: int,
    worker: str | None,
    teams: tuple[str, ...] | None,
) -> None:
    replica = empty_replica()
    diary = Diary(replica)
    for what, values in steps:
        diary.unanswered(now)
        known = replica.all(Appointment)
        if what == "new" or not known:
            replica.save(appointment(**{"at": values["starts_at"], **values}), by=NORA)  # type: ignore[arg-type]
        elif what == "change":
            replica.save(known[0].but(**values), by=NORA)
        else:
            replica.delete(known[0], by=NORA)
    first, last = MONDAY, MONDAY + timedelta(length)
    wanted = sorted(
        (
            a
            for a in replica.all(Appointment)
            if (worker is None or a.worker_id == worker) and (teams is None or a.team is None or a.team in teams)
        ),
        key=lambda a: (a.starts_at, a.id),
    )
    of_days = [a for a in wanted if first <= a.starts_at.astimezone(LOCAL).date() <= last]
    booked = [a for a in wanted if a.status == AppointmentStatus.BOOKED]
    over = [a for a in booked if a.starts_at + timedelta(minutes=a.minutes) <= now]
    for read in (diary, Diary(replica)):
        assert read.between(first, last, worker, teams, given_up=True) == of_days
        kept = [a for a in of_days if a.status != AppointmentStatus.CANCELLED]
        assert read.between(first, last, worker, teams) == kept
        assert read.counts(first, last, worker, teams) == Counter(a.starts_at.astimezone(LOCAL).date() for a in kept)
        assert read.unanswered(now, worker, teams) == over
