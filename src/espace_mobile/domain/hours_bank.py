"""What is left of hours of work that were promised, and hours as people type them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from espace_mobile.domain.path_vocabulary import AlertRule, ShiftStatus
from espace_mobile.domain.work_allocation import WorkShift
from espace_mobile.errors import InputError

STEP, USUAL, LONGEST = 30, 210, 12 * 60  # minutes: a tap, a half day, the longest that one day holds
MOST = 100_000 * 60  # minutes: more was not meant

_SPACES = str.maketrans("", "", " \t\u00a0\u202f\u2009")
_CLOCK = re.compile(r"(\d+)(?:h|:|heures?)(\d{1,2})(?:min|mn|m)?", re.ASCII)
_MINUTES = re.compile(r"(\d+)(?:min|mn)", re.ASCII)
_HOURS = re.compile(r"(\d+)(?:[.,](\d+))?(?:h|heures?)?", re.ASCII)
_THOUSANDS = re.compile(r"([1-9]\d{0,2})((?:[.,]\d{3})+)(?:h|heures?)?", re.ASCII)
_LONGEST_TYPED = 20  # characters
_BELOW = re.compile(r"[-−–]\s*\d")


@dataclass(frozen=True)
class Balance:
    """In minutes. `left` is below zero when more was planned and worked than promised."""

    promised: int = 0
    validated: int = 0
    planned: int = 0

    @property
    def taken(self) -> int:
        return self.validated + self.planned

    @property
    def left(self) -> int:
        return self.promised - self.taken

    @property
    def percent(self) -> int:
        """Of what was promised, rounded down; 100 when something was taken of nothing."""
        return 100 * self.taken // self.promised if self.promised > 0 else 100 * (self.taken > 0)

    @property
    def level(self) -> AlertRule | None:
        """The highest mark that was reached."""
        if self.taken > self.promised:
            return AlertRule.OVERDRAWN_HOURS
        if self.taken <= 0 or self.taken * 100 < self.promised * 80:
            return None
        return AlertRule.HOURS_100 if self.left == 0 else AlertRule.HOURS_80

    def __add__(self, other: Balance) -> Balance:
        return Balance(
            self.promised + other.promised, self.validated + other.validated, self.planned + other.planned
        )  # fmt: skip


def balance(promised: int, shifts: Iterable[WorkShift]) -> Balance:
    """What is neither planned nor validated (cancelled, or of a newer version) takes nothing."""
    minutes = {ShiftStatus.VALIDATED: 0, ShiftStatus.PLANNED: 0}
    for shift in shifts:
        if shift.status in minutes:
            minutes[shift.status] += shift.minutes
    return Balance(promised, minutes[ShiftStatus.VALIDATED], minutes[ShiftStatus.PLANNED])


def by_month(shifts: Iterable[WorkShift]) -> list[WorkShift]:
    """What was validated, a line a month and allocation: the last shift there with the minutes of all. In no order."""
    months: dict[tuple[str, int, int], WorkShift] = {}
    for shift in sorted((s for s in shifts if s.status == ShiftStatus.VALIDATED), key=lambda s: (s.on, s.id)):
        month = (shift.allocation_id, shift.on.year, shift.on.month)
        before = months[month].minutes if month in months else 0
        months[month] = shift.but(minutes=before + shift.minutes)
    return list(months.values())


def parse_hours(text: str) -> int | None:
    """« 120 », « 7 h 30 », « 7,5 », « 4 200 h », « 45 min » in minutes; None when there is nothing.

    A comma or a point before three figures parts thousands: no one promises thousandths of an hour. Raises `InputError`
    (`hours`: `below_zero`, `unreadable`, `too_many` with `max`, in hours).
    """
    typed = text.strip().casefold()
    if not typed:
        return None
    if _BELOW.match(typed):
        raise InputError("hours", "below_zero")
    bare = typed.translate(_SPACES)
    minutes = _minutes(bare) if len(bare) <= _LONGEST_TYPED else MOST + 1
    if minutes > MOST:
        raise InputError("hours", "too_many", max=MOST // 60)
    return minutes


def _minutes(typed: str) -> int:
    if found := _CLOCK.fullmatch(typed):
        if int(found[2]) < 60:
            return int(found[1]) * 60 + int(found[2])
    elif found := _MINUTES.fullmatch(typed):
        return int(found[1])
    elif found := _THOUSANDS.fullmatch(typed):
        return int(found[1] + re.sub(r"\D", "", found[2])) * 60
    elif found := _HOURS.fullmatch(typed):
        return round(Fraction(f"{found[1]}.{found[2] or 0}") * 60)
    raise InputError("hours", "unreadable")


def typed_hours(minutes: int) -> str:
    """As a field shows them, and `parse_hours` reads them."""
    whole, rest = divmod(minutes, 60)
    return f"{whole} h {rest:02d}" if rest else f"{whole}"
