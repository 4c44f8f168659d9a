from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain import seating
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import AttendanceStatus

NOON = datetime(2026, 5, 14, 10, tzinfo=UTC)
STATUSES = list(AttendanceStatus)


def session(capacity: int = 5) -> GroupSession:
    return GroupSession(id="s" * 32, starts_at=NOON, capacity=capacity)


@st.composite
def attendance(draw: st.DrawFn) -> Attendance:
    n, whose = draw(st.integers(0, 10**6)), draw(st.none() | st.integers(0, 5))
    return Attendance(
        id=f"{n:032x}", session_id="s" * 32, person_id=None if whose is None else str(whose),
        since=NOON + timedelta(minutes=draw(st.integers(0, 9))), status=draw(st.sampled_from(STATUSES)),
    )  # fmt: skip


people = st.lists(attendance(), max_size=12, unique_by=lambda a: a.id)
capacities = st.integers(seating.LEAST, seating.MOST)


def head(person_id: str) -> str:
    """Files 4 and 5 are one person's."""
    return "4" if person_id == "5" else person_id


@given(people, capacities)
def test_every_seat_is_taken_left_or_too_many(told: list[Attendance], capacity: int) -> None:
    seats = seating.seats(told, session(capacity))
    assert seats.taken + seats.left - seats.over == capacity
    assert seats.left == 0 or seats.over == 0
    assert seating.over(told, session(capacity)) == seats.over


@given(people)
def test_the_waiting_list_is_first_come_first_served(told: list[Attendance]) -> None:
    waiting = seating.waiting(told)
    assert [a.since for a in waiting] == sorted(a.since for a in told if a.status == AttendanceStatus.WAITING)


@given(people, capacities)
def test_a_free_seat_is_offered_to_the_first_who_waits_and_to_nobody_else(
    told: list[Attendance], capacity: int
) -> None:
    offered, seats = seating.next_up(told, session(capacity)), seating.seats(told, session(capacity))
    assert (offered is None) == (seats.full or not seats.waiting)
    assert offered is None or all(offered.since <= other.since for other in seating.waiting(told))


@given(people, capacities)
def test_who_takes_the_seat_that_was_offered_leaves_one_seat_less(told: list[Attendance], capacity: int) -> None:
    offered = seating.next_up(told, session(capacity))
    if offered is None:
        return
    seats, after = seating.seats(told, session(capacity)), AttendanceStatus.EXPECTED
    moved = [a.but(status=after) if a.id == offered.id else a for a in told]
    assert seating.seats(moved, session(capacity)).left == seats.left - 1


@given(people, st.randoms())
def test_each_person_counts_once_whatever_the_order(told: list[Attendance], shuffling: object) -> None:
    once = seating.one_per_person(told, head)
    shuffled = sorted(told, key=lambda _: shuffling.random())  # type: ignore[attr-defined]
    assert seating.one_per_person(shuffled, head) == once
    whose = [head(a.person_id) if a.person_id else a.id for a in once]
    assert len(whose) == len(set(whose)) == len({head(a.person_id) if a.person_id else a.id for a in told})


@given(people)
def test_of_two_files_of_one_person_a_seat_in_either_is_a_seat(told: list[Attendance]) -> None:
    seated = {head(a.person_id) for a in told if a.person_id and a.status in seating.SEATED}
    once = {head(a.person_id) for a in seating.one_per_person(told, head) if a.person_id and a.status in seating.SEATED}
    assert once == seated


def test_a_sixth_person_stays_and_is_one_too_many() -> None:
    told = [Attendance(id=f"{n:032x}", session_id="s" * 32, person_id=str(n), since=NOON) for n in range(6)]
    assert seating.over(told, session()) == 1
    assert len(seating.seated(told)) == 6


def test_a_status_of_a_newer_version_takes_no_seat() -> None:
    later = AttendanceStatus("by_video")
    told = [Attendance(id="a" * 32, session_id="s" * 32, person_id="1", since=NOON, status=later)]
    assert seating.seats(seating.one_per_person(told, head), session()).left == 5
