"""The wall clock of the people served: outings are dated in Europe/Paris, whatever the tablet is set to."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Paris")


def now() -> datetime:
    """An aware instant in UTC."""
    return datetime.now(UTC)


def today() -> date:
    return now().astimezone(ZONE).date()


def local(at: datetime) -> datetime:
    """The same instant on the wall."""
    return at.astimezone(ZONE)


def instant(on: date, at: time) -> datetime:
    """The instant, in UTC, of a wall time on a day."""
    return datetime.combine(on, at, ZONE).astimezone(UTC)


def picked_day(value: datetime | date) -> date:
    """The day chosen in Flet's DatePicker.

    It hands back local midnight as an instant in UTC (14 May 22:00Z for 15 May in Paris); twelve hours on, the day
    is right anywhere between UTC−11 and UTC+11.
    """
    return (value + timedelta(hours=12)).date() if isinstance(value, datetime) else value
