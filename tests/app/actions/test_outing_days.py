from __future__ import annotations

from datetime import date, time, timedelta

from espace_mobile.app.actions import outing_days, outings
from espace_mobile.protocol.values import new_id

YEAR = date(2026, 1, 1), date(2026, 12, 31)


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
    assert outing_days.between(replica, *YEAR) == []


def test_a_moved_date_is_in_both_months(replica, outing, worker, today) -> None:
    instead = outings.move(replica, outing, worker, date(2026, 7, 1))
    assert [o.id for o in outing_days.between(replica, *YEAR)] == [outing.id, instead.id]
    assert [o.id for o in outing_days.in_month(replica, date(2026, 7, 1))] == [instead.id]
