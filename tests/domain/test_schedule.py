from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from espace_mobile.domain.outing import Outing
from espace_mobile.domain.schedule import ScheduleCount, count_schedule, outings_on, pace, target, todays_outing
from espace_mobile.domain.vocabulary import OutingStatus

TODAY = date(2026, 5, 14)
SINCE, UNTIL = date(2026, 1, 1), date(2026, 12, 31)


def outing(id: str, on: date = TODAY, status: OutingStatus = OutingStatus.PLANNED, **more: object) -> Outing:
    return Outing.model_validate({"id": id, "on": on, "status": status, **more})


def test_dates_are_counted_by_what_became_of_them() -> None:
    yesterday, tomorrow = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    outings = [
        outing("1", yesterday, OutingStatus.HELD),
        outing("2", TODAY, OutingStatus.HELD),
        outing("3", yesterday, OutingStatus.CANCELLED),
        outing("4", yesterday, OutingStatus.MOVED, moved_to_id="5"),
        outing("5", tomorrow),
        outing("6", TODAY, OutingStatus.CONFIRMED),
        outing("7", yesterday, OutingStatus.CONFIRMED),
        outing("8", date(2025, 12, 31), OutingStatus.HELD),
        outing("9", date(2027, 1, 1)),
    ]
    count = count_schedule(outings, SINCE, UNTIL, TODAY)
    assert count == ScheduleCount(held=2, planned=2, unclosed=1, cancelled=1, moved=1, target=60)
    assert (count.forecast, count.missing) == (5, 55)


def test_nothing_is_missing_beyond_the_target() -> None:
    outings = [outing(str(n), SINCE + timedelta(days=n), OutingStatus.HELD) for n in range(70)]
    assert count_schedule(outings, SINCE, UNTIL, TODAY).missing == 0


@pytest.mark.parametrize(
    ("until", "dates"), [(date(2026, 12, 31), 60), (date(2027, 12, 31), 120), (date(2026, 6, 30), 30), (SINCE, 0)]
)
def test_the_target_is_sixty_dates_a_year(until: date, dates: int) -> None:
    assert target(SINCE, until) == dates


def test_the_target_is_a_setting() -> None:
    assert target(SINCE, UNTIL, a_year=48) == 48


@pytest.mark.parametrize(
    ("held", "today", "ahead"),
    [(30, date(2026, 7, 1), 0), (25, date(2026, 7, 1), -5), (3, date(2025, 12, 1), 3), (60, date(2030, 1, 1), 0)],
)
def test_pace_compares_with_dates_spread_evenly(held: int, today: date, ahead: int) -> None:
    count = ScheduleCount(held, 0, 0, 0, 0, target=60)
    assert pace(count, SINCE, UNTIL, today) == ahead


MORNING = outing("m", starts=time(9), ends=time(12), team_id="north")
AFTERNOON = outing("a", starts=time(14), ends=time(17), team_id="north")
NOBODYS = outing("n", starts=time(8), ends=time(12))
OFF = [outing("c", status=OutingStatus.CANCELLED, team_id="north"), outing("v", status=OutingStatus.MOVED)]
DAY = [AFTERNOON, *OFF, NOBODYS, MORNING, outing("t", TODAY + timedelta(days=1), team_id="north")]


def test_a_day_lists_what_goes_ahead_by_start() -> None:
    assert outings_on(DAY, TODAY) == [NOBODYS, MORNING, AFTERNOON]
    assert outings_on(DAY, TODAY, "south") == [NOBODYS]


@pytest.mark.parametrize(
    ("team", "at", "expected"),
    [
        ("north", None, MORNING),
        ("north", time(8), MORNING),
        ("north", time(11, 59), MORNING),
        ("north", time(12), AFTERNOON),
        ("north", time(19), AFTERNOON),
        ("south", time(10), NOBODYS),
        (None, time(10), NOBODYS),
    ],
)
def test_a_team_finds_its_outing_of_the_moment(team: str | None, at: time | None, expected: Outing) -> None:
    assert todays_outing(DAY, team, TODAY, at) == expected


def test_a_day_without_outing_has_none() -> None:
    assert todays_outing(DAY, "north", TODAY + timedelta(days=2)) is None
    assert todays_outing(OFF, "north", TODAY) is None
