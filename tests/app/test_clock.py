from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from espace_mobile.app import clock


@pytest.mark.parametrize(
    ("sent", "day"),
    [
        (datetime(2026, 5, 14, 22, tzinfo=UTC), date(2026, 5, 15)),  # Paris, summer
        (datetime(2026, 1, 14, 23, tzinfo=UTC), date(2026, 1, 15)),  # Paris, winter
        (datetime(2026, 5, 15, 0, tzinfo=UTC), date(2026, 5, 15)),
        (datetime(2026, 5, 15, 4, tzinfo=UTC), date(2026, 5, 15)),  # Martinique
        (datetime(2026, 5, 14, 20, tzinfo=UTC), date(2026, 5, 15)),  # La Réunion
        (date(2026, 5, 15), date(2026, 5, 15)),
    ],
)
def test_the_day_touched_is_the_day_picked_wherever_the_tablet_is(sent: datetime | date, day: date) -> None:
    assert clock.picked_day(sent) == day


@pytest.mark.parametrize(("day", "utc"), [(date(2026, 7, 1), 7), (date(2026, 12, 1), 8)])
def test_wall_times_follow_summer_and_winter(day: date, utc: int) -> None:
    at = clock.instant(day, time(9))
    assert at == datetime(day.year, day.month, day.day, utc, tzinfo=UTC)
    assert clock.local(at).time() == time(9)
