"""What a right of a person is worth on a day, and until when one is given or renewed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum

from espace_mobile.domain.person_right import PersonRight
from espace_mobile.domain.retention import due_on

SOON = timedelta(days=30)
MONTHS = (3, 6, 12)  # how long a right is given for, by a tap


class RightState(Enum):
    COMING = "coming"
    VALID = "valid"
    ENDING = "ending"  # within a month
    EXPIRED = "expired"


def state(right: PersonRight, today: date) -> RightState:
    if right.until is not None and right.until < today:
        return RightState.EXPIRED
    if right.since is not None and right.since > today:
        return RightState.COMING
    if right.until is not None and right.until - today <= SOON:
        return RightState.ENDING
    return RightState.VALID


def holds(right: PersonRight, today: date) -> bool:
    return state(right, today) in (RightState.VALID, RightState.ENDING)


def last_day(since: date, months: int) -> date:
    """Three months from the 15th of March on: until the 14th of June, included."""
    return due_on(since, months) - timedelta(days=1)


def renewed_until(right: PersonRight, today: date, months: int) -> date:
    """From where it ends; from today when that is past, or nobody said it."""
    ends = right.until
    since = today if ends is None or ends < today else ends + timedelta(days=1)
    return last_day(since, months)


def in_order(rights: Iterable[PersonRight], today: date) -> list[PersonRight]:
    """Those that hold first, the first to end before the others; the expired last, the latest of them first."""

    def place(right: PersonRight) -> tuple[bool, int, str]:
        ends = (right.until or date.max).toordinal()
        expired = state(right, today) == RightState.EXPIRED
        return expired, -ends if expired else ends, right.id

    return sorted(rights, key=place)
