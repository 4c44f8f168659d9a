from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.path_vocabulary import AttemptChannel, AttemptResult
from espace_mobile.domain.relance_effort import Effort, by_worker_and_week, week_of
from espace_mobile.protocol.values import new_id

A, B = "a" * 32, "b" * 32
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 3, 1), timezones=st.just(UTC))  # noqa: DTZ001
attempts = st.builds(
    lambda at, worker, person, minutes, result: Attempt(
        id=new_id(), at=at, worker_id=worker, person_id=person, minutes=minutes, channel=AttemptChannel.CALL,
        result=result,
    ),
    moments, st.sampled_from([A, B, None]), st.sampled_from(["p", "q", None]), st.integers(0, 60),
    st.sampled_from(list(AttemptResult)),
)  # fmt: skip


@given(st.lists(attempts), st.integers(0, 20))
def test_efforts_of_disjoint_attempts_add_up_in_any_parting(made: list[Attempt], cut: int) -> None:
    assert Effort.of(made[:cut]) + Effort.of(made[cut:]) == Effort.of(made)
    assert sum(by_worker_and_week(made).values(), Effort()) == Effort.of(made)


def test_a_week_begins_on_a_monday_on_the_wall() -> None:
    assert week_of(datetime(2026, 5, 17, 21, 59, tzinfo=UTC)) == date(2026, 5, 11)
    assert week_of(datetime(2026, 5, 17, 22, 1, tzinfo=UTC)) == date(2026, 5, 18)  # one minute past midnight in Paris
    assert week_of(datetime(2027, 1, 1, 12, tzinfo=UTC)) == date(2026, 12, 28)  # still the last week of 2026


def test_a_person_counts_once_and_an_erased_one_leaves_its_effort() -> None:
    def tried(person: str | None) -> Attempt:
        return Attempt(
            id=new_id(), at=datetime(2026, 5, 14, tzinfo=UTC), person_id=person, minutes=5, worker_id=A,
            channel=AttemptChannel.CALL, result=AttemptResult.NO_ANSWER,
        )  # fmt: skip

    effort = Effort.of([tried("p"), tried("merged"), tried(None)], {"p": "p", "merged": "p"}.__getitem__)
    assert (effort.attempts, effort.minutes, effort.people) == (3, 15, frozenset({"p"}))
    assert effort.results == {AttemptResult.NO_ANSWER: 3}
