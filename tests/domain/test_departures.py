from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.departures import acting, has_left, is_gone, stand_ins, supervises
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker

TODAY = date(2027, 5, 14)
_days = st.one_of(st.none(), st.integers(-5, 5).map(lambda n: TODAY + timedelta(days=n)))
_one = st.tuples(st.sampled_from([Role.SUPERVISOR, Role.FIELD, Role.PLANNER]), st.booleans(), _days, _days)


def _worker(n: int, role: Role, active: bool = True, until: date | None = None, stood: date | None = None) -> Worker:
    stood = None if role == Role.SUPERVISOR else stood
    return Worker(id=f"{n:032x}", role=role, active=active, until=until, stood_down_on=stood)


@given(st.lists(_one, max_size=6))
def test_whoever_once_supervised_somebody_always_does(drawn: list[tuple[Role, bool, date | None, date | None]]) -> None:
    everyone = [_worker(n, *one) for n, one in enumerate(drawn)]
    roles = [acting(w, lambda: everyone, TODAY) for w in everyone if not is_gone(w, lambda: everyone, TODAY)]
    could = any(w.role == Role.SUPERVISOR or (w.stood_down_on and not has_left(w, TODAY)) for w in everyone)
    assert any(w.role == Role.SUPERVISOR for w in roles) is bool(could)


@given(st.lists(_one, max_size=6))
def test_a_departure_counts_while_somebody_else_supervises(
    drawn: list[tuple[Role, bool, date | None, date | None]],
) -> None:
    everyone = [_worker(n, *one) for n, one in enumerate(drawn)]
    if any(supervises(w, TODAY) for w in everyone):
        assert not stand_ins(everyone, TODAY)
        assert all(is_gone(w, lambda: everyone, TODAY) == has_left(w, TODAY) for w in everyone)


def test_the_last_to_cease_goes_on_alone() -> None:
    first = _worker(1, Role.SUPERVISOR, active=False, until=TODAY - timedelta(days=9))
    last = _worker(2, Role.SUPERVISOR, active=False, until=TODAY)
    assert stand_ins([first, last], TODAY) == {last.id}


def test_two_who_took_the_role_from_each_other_keep_it() -> None:
    pair = [_worker(n, Role.FIELD, stood=TODAY) for n in (1, 2)]
    assert [acting(w, lambda: pair, TODAY).role for w in pair] == [Role.SUPERVISOR, Role.SUPERVISOR]


def test_the_last_day_is_worked() -> None:
    assert not has_left(_worker(1, Role.FIELD, until=TODAY), TODAY)
    assert has_left(_worker(1, Role.FIELD, until=TODAY), TODAY + timedelta(days=1))
