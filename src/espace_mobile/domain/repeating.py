"""A date that comes back: every week or two until a day. Public holidays are shown, and left out unless kept."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from espace_mobile.domain.slots import MOST_DAYS, WEEK, Slot
from espace_mobile.domain.working_days import is_holiday


def repeated(
    first: date,
    weeks: int,
    until: date,
    *,
    skipped: Collection[date] = (),
    kept: Collection[date] = (),
    taken: Collection[date] = (),
) -> list[Slot]:
    """From `first`, every `weeks` weeks, until `until` (a year at most), both included.

    `skipped`: days left out after all. `kept`: holidays, or days that are taken, on which there is one all the same.
    `taken`: days on which there is one already.
    """
    days, end = [first], min(until, first + MOST_DAYS)
    while days[-1] + timedelta(days=WEEK * weeks) <= end:
        days.append(days[-1] + timedelta(days=WEEK * weeks))
    return [Slot(day, _is_kept(day, skipped, kept, taken), is_holiday(day)) for day in days]


def _is_kept(day: date, skipped: Collection[date], kept: Collection[date], taken: Collection[date]) -> bool:
    return day in kept if is_holiday(day) or day in taken else day not in skipped
