from __future__ import annotations

from dataclasses import replace
from datetime import date

from espace_mobile.domain.proposal.request import MOST_DATES, DayOff, KeptDate, Request

MAY = Request(date(2027, 5, 1), date(2027, 5, 31), 10)


def test_a_day_on_which_nobody_goes_out_says_why() -> None:
    asked = replace(MAY, excluded=frozenset({date(2027, 5, 4)}), school_holidays=frozenset({date(2027, 5, 7)}))
    assert [asked.day_off(date(2027, 5, day)) for day in (3, 4, 7, 8, 9)] == [
        None, DayOff.CHOSEN, DayOff.SCHOOL_HOLIDAY, DayOff.PUBLIC_HOLIDAY, DayOff.SUNDAY
    ]  # fmt: skip
    assert asked.day_off(date(2027, 6, 1)) == DayOff.OUTSIDE
    open_ = replace(MAY, sundays_off=False, public_holidays_off=False)
    assert len(list(open_.days())) == 31


def test_only_dates_of_the_period_that_go_ahead_are_counted() -> None:
    kept = (KeptDate(date(2027, 4, 30)), KeptDate(date(2027, 5, 3)), KeptDate(date(2027, 5, 4), counts=False))
    assert replace(MAY, kept=kept).missing == 9


def test_a_number_beyond_all_reason_is_bounded() -> None:
    assert replace(MAY, wanted=10**9).missing == MOST_DATES
