from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.service_counts import ServiceCounts, by_month
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.sheet_vocabulary import Advice
from espace_mobile.protocol.values import new_id

PROGRAMME = "p" * 32
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 6, 1), timezones=st.just(UTC))  # noqa: DTZ001


def visit(at: datetime, person: str | None = None, **more: object) -> ServiceVisit:
    return ServiceVisit.model_validate(
        {"id": new_id(), "programme_id": PROGRAMME, "at": at, "person_id": person, **more}
    )


visits = st.lists(
    st.builds(
        lambda at, person, donated, repaired, advice: visit(
            at, person, donated=donated, repaired=repaired, advice=tuple(advice)
        ),
        moments, st.sampled_from(["a", "b", None]), st.integers(0, 3), st.integers(0, 3),
        st.lists(st.sampled_from(list(Advice)), unique=True, max_size=3),
    )
)  # fmt: skip


@given(visits, st.integers(0, 10))
def test_what_is_taken_back_was_never_counted(made: list[ServiceVisit], cut: int) -> None:
    counts = ServiceCounts.of(made)
    for each in made[cut:]:
        counts.count(each, -1)
    assert counts == ServiceCounts.of(made[:cut])


@given(visits)
def test_months_add_up_to_the_whole(made: list[ServiceVisit]) -> None:
    whole = ServiceCounts.sum(by_month(made).values())
    assert whole == ServiceCounts.of(made)
    assert whole.named + whole.anonymous == whole.visits == len(made)


def test_known_people_are_told_apart_and_anonymous_ones_are_not() -> None:
    at = datetime(2026, 5, 14, 9, tzinfo=UTC)
    counts = ServiceCounts.of([visit(at, person) for person in ("a", "a", "merged", "b", None, None)])
    assert (counts.visits, counts.named, counts.anonymous) == (6, 4, 2)
    assert counts.distinct() == 3
    assert counts.distinct({"a": "a", "merged": "a", "b": "b"}.__getitem__) == 2


def test_a_visit_of_the_evening_is_of_its_month_on_the_wall() -> None:
    late = visit(datetime(2026, 4, 30, 22, 30, tzinfo=UTC), donated=2, repaired=1, advice=(Advice.HAIR,))
    [(month, counts)] = by_month([late]).items()
    assert month == date(2026, 5, 1)  # half past midnight in Paris
    assert (counts.donated, counts.repaired, counts.items, counts.advice[Advice.HAIR]) == (2, 1, 3, 1)
