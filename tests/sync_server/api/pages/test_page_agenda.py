"""The dates as the pages need them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sync_server.api.pages.agenda import ELSEWHERE, Agenda, Moment, Shown, weeks
from tests.published import TODAY, a_date

_DAYS = st.dates(TODAY - timedelta(days=90), TODAY + timedelta(days=90))


@given(st.lists(_DAYS, max_size=30), st.times())
def test_every_date_is_to_come_or_over_and_none_is_lost(days: list[date], at: time) -> None:
    agenda, moment = Agenda(a_date(n, on) for n, on in enumerate(days)), Moment(TODAY, at)
    coming = {s.id for s in agenda.coming(moment)}
    first, last = agenda.months(moment)
    by_month: list[Shown] = []
    while first <= last:
        by_month += agenda.of_month(first, moment)
        first = (first + timedelta(days=31)).replace(day=1)
    assert [s.date for s in by_month] == agenda.dates
    assert len(by_month) == len(days)
    assert coming == {s.id for s in by_month if not s.past}
    assert all(s.date.on >= TODAY for s in agenda.coming(moment))


def test_a_date_that_ends_after_midnight_is_not_over_before_it_began() -> None:
    late = a_date(1, TODAY, starts=time(20), ends=time(1))
    for hour in (8, 19, 23):
        assert Agenda([late]).coming(Moment(TODAY, time(hour)))
    assert not Agenda([late]).coming(Moment(TODAY + timedelta(days=1), time(0)))


@given(st.dates(date(2000, 1, 1), date(2199, 12, 31)))
def test_a_month_is_whole_weeks_and_each_of_its_days_once(day: date) -> None:
    first = day.replace(day=1)
    shown = [Shown(a_date(1, day)), Shown(a_date(2, day))]
    rows = weeks(first, shown)
    assert all(len(row) == 7 for row in rows)
    days = [on for row in rows for on, _ in row if on]
    assert days == [first + timedelta(days=n) for n in range(len(days))]
    assert (days[-1] + timedelta(days=1)).day == 1
    assert [of for row in rows for on, of in row if on == day] == [shown]


def test_now_is_on_the_wall_in_paris() -> None:
    late = datetime(2027, 7, 1, 22, 30, tzinfo=UTC)
    assert Moment.at(int(late.timestamp() * 1000)) == (date(2027, 7, 2), time(0, 30))


def test_a_date_without_an_end_lasts_until_midnight() -> None:
    agenda = Agenda([a_date(1, ends=None), a_date(2, ends=time(10))])
    at = [len(agenda.coming(Moment(TODAY, time(hour)))) for hour in (9, 10, 23)]
    assert at == [2, 1, 1]
    assert agenda.coming(Moment(TODAY + timedelta(days=1), time(0))) == []
    assert [agenda.hour(Moment(TODAY, time(hour))) for hour in (9, 10)] == [0, 1]


def test_a_commune_that_no_date_has_is_like_any_other_that_none_has() -> None:
    agenda = Agenda([a_date(1, commune_insee="90901", commune="Valdoie"), a_date(2, commune_insee="", commune="?")])
    assert [agenda.known(code) for code in ("", "90901", "75056", "x" * 9000)] == ["", "90901", ELSEWHERE, ELSEWHERE]
    assert [c.name for c in agenda.communes] == ["Valdoie"]


def test_a_date_nobody_said_where_has_a_name_all_the_same() -> None:
    bare = Shown(a_date(3, place="", neighbourhood="", starts=None, ends=None))
    assert (bare.name, bare.where, bare.hours) == ("La camionnette", "Belfort-les-Essais", "Horaires à confirmer")
    near = Shown(a_date(3, place="", neighbourhood="Les Essais"))
    assert (near.name, near.where) == ("Les Essais", "Belfort-les-Essais")
