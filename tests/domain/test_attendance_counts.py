from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain import attendance_counts, owed_minutes
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.attendance_counts import Came, SessionCounts
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import AttendanceStatus, SessionStatus
from espace_mobile.protocol.values import derived_id, new_id

AT = datetime(2026, 10, 1, 12, tzinfo=UTC)
HELD, PRESENT = SessionStatus.HELD, AttendanceStatus.PRESENT


def session(n: int = 0, **more: Any) -> GroupSession:
    return GroupSession(**{"id": new_id(), "starts_at": AT + timedelta(days=7 * n), "status": HELD, **more})


def at(of: GroupSession, person: str | None, status: AttendanceStatus = PRESENT) -> Attendance:
    return Attendance(id=new_id(), session_id=of.id, person_id=person, since=AT, status=status)


def test_nine_people_in_eight_sessions_and_an_informal_one_apart() -> None:
    series = [session(n, workshop_id="w") for n in range(8)]
    beside = session(9, workshop_id="w", informal=True)
    told = [at(s, f"p{n}") for s in series for n in range(9)] + [at(beside, f"p{n}") for n in range(4)]
    found = [*series, beside]
    assert attendance_counts.session_counts(found) == SessionCounts(held=8, planned=8, informal=1)
    all_of_them = attendance_counts.came(found, told)
    assert (len(all_of_them.people), all_of_them.visits) == (9, 72)
    informally = attendance_counts.came(found, told, informal=True)
    assert (len(informally.people), informally.visits) == (4, 4)


def test_a_cancelled_session_is_neither_held_nor_planned() -> None:
    found = [session(), session(status=SessionStatus.PLANNED), session(status=SessionStatus.CANCELLED)]
    assert attendance_counts.session_counts(found) == SessionCounts(held=1, planned=2, cancelled=1)


def test_each_workshop_has_its_counts() -> None:
    found = [session(workshop_id="a"), session(workshop_id="b", status=SessionStatus.PLANNED), session()]
    counts = attendance_counts.by_workshop(found)
    assert {workshop: (c.held, c.planned) for workshop, c in counts.items()} == {"a": (1, 1), "b": (0, 1), None: (1, 1)}


def test_two_files_of_one_person_came_once() -> None:
    one = session()
    merged = {"old": "new"}
    came = attendance_counts.came([one], [at(one, "old"), at(one, "new")], head_of=lambda id: merged.get(id, id))
    assert came == Came(frozenset({"new"}), 1)


def test_somebody_erased_still_came() -> None:
    one = session()
    assert attendance_counts.came([one], [at(one, None), at(one, "a")]) == Came(frozenset({"a"}), 2)


statuses = st.sampled_from(sorted(AttendanceStatus))
visits = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 5), statuses), unique_by=lambda v: v[:2])


@given(visits)
def test_counts_of_disjoint_sessions_add_up(told: list[tuple[int, int, AttendanceStatus]]) -> None:
    found = [session(n) for n in range(5)]
    attendances = [at(found[n], derived_id(str(p)), status) for n, p, status in told]
    whole = attendance_counts.came(found, attendances)
    parts = (attendance_counts.came([one], attendances) for one in found)
    assert sum(parts, Came()) == whole
    assert len(whole.people) <= whole.visits == sum(status == PRESENT for _, _, status in told)


def test_who_is_short_of_two_hours_this_month() -> None:
    first, second = session(0, minutes=120), session(1, minutes=60)
    beside = session(2, minutes=240, informal=True)
    told = [at(first, "a"), at(second, "b"), at(second, "c", AttendanceStatus.EXCUSED), at(beside, "c")]
    came = owed_minutes.minutes_of([first, second, beside], told)
    owed = owed_minutes.owed_by(["a", "b", "c", "c"], came, 120)
    assert [(one.person_id, one.short) for one in owed] == [("c", 120), ("b", 60), ("a", 0)]
