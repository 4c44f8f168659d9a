from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.app.actions import outing_days, outings
from espace_mobile.protocol.values import new_id

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def test_the_dates_of_some_days_are_read_in_order_and_no_other(replica, outing, worker, today) -> None:
    earlier = outing.but(id=new_id(), starts=time(7))
    after, before = (outing.but(id=new_id(), on=today + timedelta(days=n)) for n in (1, -1))
    replica.save(earlier, after, before, by=worker.id)
    assert outing_days.on_day(replica, today) == [earlier, outing]
    assert outing_days.between(replica, today - timedelta(days=1), today) == [before, earlier, outing]
    assert outing_days.between(replica, today + timedelta(days=2), today + timedelta(days=9)) == []


def test_a_date_that_is_moved_or_deleted_leaves_its_day(replica, outing, worker, today) -> None:
    assert outing_days.in_month(replica, today) == [outing]
    replica.save(outing.but(on=date(2026, 7, 1)), by=worker.id)
    assert outing_days.in_month(replica, today) == []
    assert [o.id for o in outing_days.in_month(replica, date(2026, 7, 9))] == [outing.id]
    replica.delete(outing, by=worker.id)
    assert outing_days.in_year(replica, 2026) == []


def test_a_moved_date_is_in_both_months(replica, outing, worker, today) -> None:
    instead = outings.move(replica, outing, worker, date(2026, 7, 1))
    assert [o.id for o in outing_days.in_year(replica, 2026)] == [outing.id, instead.id]
    assert [o.id for o in outing_days.in_month(replica, date(2026, 7, 1))] == [instead.id]


@pytest.mark.parametrize(("months", "first"), [(1, date(2027, 1, 1)), (-12, date(2025, 12, 1)), (0, date(2026, 12, 1))])
def test_months_follow_each_other_over_years(months, first) -> None:
    assert outing_days.month_after(date(2026, 12, 31), months) == first


@given(DAYS)
def test_the_grid_of_a_month_holds_each_of_its_days_once_from_monday_to_sunday(day: date) -> None:
    weeks = outing_days.grid_of(day)
    shown = [d for week in weeks for d in week]
    assert all(len(week) == 7 and week[0].weekday() == 0 for week in weeks)
    assert shown == outing_days.days_of(shown[0], shown[-1])
    first, last = outing_days.month_of(day)
    assert {d for d in shown if (d.year, d.month) == (day.year, day.month)} == set(outing_days.days_of(first, last))
    assert shown[6] >= first, "no week before the month"
    assert shown[-7] <= last, "nor after it"
