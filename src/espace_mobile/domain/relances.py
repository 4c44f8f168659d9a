"""By when somebody is to be reached: the rules behind the relances (DOMAIN.md, sheets B and C, and FSE+)."""

from __future__ import annotations

from datetime import date, timedelta

from espace_mobile.domain.retention import due_on as months_after

AFTER_MISSED = timedelta(days=1)
BEFORE_SESSION = timedelta(days=2)  # long enough to find somebody else for the seat
EXIT_DAYS = timedelta(days=28)  # FSE+: the situation on leaving
EXIT_MONTHS = 6  # FSE+: the situation later
_SUNDAY = 6


def after_missed(today: date) -> date:
    """The day after, but nobody is called on a Sunday."""
    return _not_sunday(today + AFTER_MISSED)


def before_session(session_on: date, today: date) -> date:
    """Two days before; at once when it is sooner than that."""
    return max(today, session_on - BEFORE_SESSION)


def after_exit(exited_on: date) -> tuple[date, date]:
    """By when the situation on leaving must be known, and when the one at six months is asked."""
    return exited_on + EXIT_DAYS, months_after(exited_on, EXIT_MONTHS)


def _not_sunday(day: date) -> date:
    return day + timedelta(days=1) if day.weekday() == _SUNDAY else day
