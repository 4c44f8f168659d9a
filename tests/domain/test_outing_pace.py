from __future__ import annotations

from datetime import date, timedelta

from espace_mobile.domain.outing import Outing
from espace_mobile.domain.outing_pace import next_dates, outing_pace
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.vocabulary import OutingStatus

FIRST = date(2026, 1, 1)
PROGRAMME = Programme(
    id="p", name="P", since=FIRST, until=date(2027, 12, 31), outings_a_year=60, outings_in_all=120
)  # fmt: skip
HALF = date(2026, 7, 1)


def outing(n: int, on: date, status: OutingStatus = OutingStatus.HELD) -> Outing:
    return Outing(id=f"{n:03d}", on=on, status=status)


def every(days: int, count: int) -> list[Outing]:
    return [outing(n, FIRST + timedelta(days=n * days)) for n in range(count)]


def test_a_year_held_evenly_is_on_pace_and_one_in_all() -> None:
    pace = outing_pace(PROGRAMME, every(6, 30), HALF)
    assert (pace.year.count.held, pace.year.count.target, pace.year.ahead, pace.year.expected) == (30, 60, 0, 30)
    assert pace.in_all is not None
    assert (pace.in_all.count.target, pace.in_all.ahead) == (120, 0)


def test_fewer_are_behind_and_more_ahead() -> None:
    assert outing_pace(PROGRAMME, every(6, 22), HALF).year.ahead == -8
    assert outing_pace(PROGRAMME, every(5, 36), HALF).year.ahead == 6


def test_the_months_of_the_year_add_up_to_it() -> None:
    dates = [
        *every(6, 30), outing(40, date(2026, 3, 3), OutingStatus.CANCELLED),
        outing(41, date(2026, 3, 4), OutingStatus.MOVED),
        outing(42, date(2026, 12, 31), OutingStatus.PLANNED), outing(43, date(2025, 12, 31)),
    ]  # fmt: skip
    pace = outing_pace(PROGRAMME, dates, HALF)
    assert [first.month for first, _ in pace.months] == list(range(1, 13))
    for what in ("held", "planned", "unclosed", "cancelled", "moved"):
        assert sum(getattr(count, what) for _, count in pace.months) == getattr(pace.year.count, what), what
    assert (pace.year.count.cancelled, pace.year.count.moved, pace.year.count.planned) == (1, 1, 1)


def test_a_year_that_begins_in_the_middle_of_a_month_has_that_month_twice() -> None:
    pace = outing_pace(PROGRAMME.but(since=date(2026, 1, 15)), [], HALF)
    assert [(first.month, first.day) for first, _ in pace.months][:2] == [(1, 15), (2, 1)]
    assert len(pace.months) == 13


def test_the_whole_lasts_as_many_years_as_its_number_needs() -> None:
    in_all = outing_pace(PROGRAMME.but(until=None), [], HALF).in_all
    assert in_all is not None
    assert in_all.span.until == date(2027, 12, 31)
    assert outing_pace(PROGRAMME.but(outings_in_all=None), [], HALF).in_all is None
    begun = outing_pace(PROGRAMME.but(since=None, until=None), every(6, 3), HALF).in_all
    assert begun is not None
    assert begun.span.since == FIRST


def test_the_next_dates_are_those_that_go_ahead() -> None:
    dates = [
        outing(1, HALF, OutingStatus.CANCELLED), outing(2, HALF + timedelta(days=9), OutingStatus.PLANNED),
        outing(3, HALF, OutingStatus.CONFIRMED), outing(4, HALF - timedelta(days=1), OutingStatus.PLANNED),
        outing(5, HALF + timedelta(days=3), OutingStatus.PLANNED), outing(6, HALF + timedelta(days=30)),
    ]  # fmt: skip
    assert [o.id for o in next_dates(dates, HALF)] == ["003", "005", "002"]
