"""The days with news of a person, whatever is noted, moved to another file, corrected and deleted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.check_in import CheckIn
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import AttendanceStatus, ShiftStatus
from espace_mobile.domain.work_allocation import WorkShift
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.news_days import NewsDays
from tests.store.test_search import WORKER, empty_replica

NOON = datetime(2026, 5, 14, 12, tzinfo=UTC)
few, who, ago = st.integers(0, 2), st.sampled_from([None, "x", "y"]), st.integers(0, 3)


def _id(what: str, n: int) -> str:
    return derived_id(what, str(n))


def _on(ago: int) -> date:
    return NOON.date() - timedelta(days=ago)


facts: st.SearchStrategy[Fact] = st.one_of(
    st.builds(lambda n, w, a: CheckIn(id=_id("news", n), person_id=w, on=_on(a)), few, who, ago),
    st.builds(
        lambda n, w, a, s: WorkShift(
            id=_id("shift", n), allocation_id="a", person_id=w, on=_on(a), minutes=60, status=s
        ),
        few, who, ago, st.sampled_from(ShiftStatus),
    ),
    st.builds(lambda n, a: GroupSession(id=_id("session", n), starts_at=NOON - timedelta(days=a)), few, ago),
    st.builds(
        lambda n, w, s, a: Attendance(
            id=_id("seat", n), session_id=_id("session", n), person_id=w, since=NOON, status=s,
            marked_at=NOON - timedelta(days=a),
        ),
        few, who, st.sampled_from([AttendanceStatus.PRESENT, AttendanceStatus.ABSENT]), ago,
    ),
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.tuples(facts, st.booleans()), max_size=14))
def test_days_kept_from_save_to_save_are_those_of_all_that_is_told(history) -> None:
    replica = empty_replica()
    followed = NewsDays(replica)
    for fact, gone in history:
        (replica.delete if gone and replica.get(type(fact), fact.id) else replica.save)(fact, by=WORKER)
        for person in "xy":
            assert followed.of(person) == NewsDays(replica).of(person)


def test_a_check_in_of_today_is_news_and_taking_it_back_is_none() -> None:
    replica = empty_replica()
    days, said = NewsDays(replica), CheckIn(id=_id("news", 0), person_id="x", on=_on(0))
    assert days.of("x") == frozenset()
    replica.save(said, by=WORKER)
    assert days.of("x") == {_on(0)}
    replica.delete(said, by=WORKER)
    assert days.of("x") == frozenset()
