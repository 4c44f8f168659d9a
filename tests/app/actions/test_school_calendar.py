from __future__ import annotations

from datetime import date, timedelta

import pytest
from vacances_scolaires_france import SchoolHolidayDates

from espace_mobile.app.actions.school_calendar import COVERED, school_calendar
from espace_mobile.domain.schedule_vocabulary import SchoolZone
from espace_mobile.domain.school_holidays import SchoolBreak


@pytest.fixture(scope="module")
def library() -> SchoolHolidayDates:
    return SchoolHolidayDates()


@pytest.mark.parametrize("zone", COVERED)
def test_each_day_is_what_the_library_says(library: SchoolHolidayDates, zone: SchoolZone) -> None:
    calendar = school_calendar(zone)
    assert calendar is not None
    first = date(2020, 1, 1)
    days = [first + timedelta(days=n) for n in range((calendar.until - first).days + 1)]
    said = {day for day in days if library.is_holiday_for_zone(day, zone.upper())}
    assert set(calendar.breaks) == said
    assert calendar.until == max(said) >= date(2027, 7, 1)


def test_breaks_have_the_names_they_go_by() -> None:
    calendar = school_calendar(SchoolZone.B)
    assert calendar is not None
    said = {
        date(2025, 10, 20): SchoolBreak.AUTUMN, date(2025, 12, 25): SchoolBreak.CHRISTMAS,
        date(2026, 2, 17): SchoolBreak.WINTER, date(2026, 4, 15): SchoolBreak.SPRING,
        date(2027, 5, 7): SchoolBreak.ASCENSION, date(2026, 7, 20): SchoolBreak.SUMMER, date(2026, 3, 18): None,
    }  # fmt: skip
    assert {day: calendar.on(day) for day in said} == said


@pytest.mark.parametrize("zone", [None, SchoolZone.CORSICA, SchoolZone("of_a_newer_version")])
def test_nothing_is_made_up_for_a_zone_that_is_not_known(zone: SchoolZone | None) -> None:
    assert school_calendar(zone) is None
