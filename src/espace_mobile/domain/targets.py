"""The figures a sheet promises, as they are typed: a whole number, or hours. Nothing typed is no target."""

from __future__ import annotations

import re

from espace_mobile.domain.text import tidy
from espace_mobile.errors import InputError

# field: (least, most), in what is typed: hours for `work_minutes` and `review_minutes`
TARGETS = {
    "participants": (1, 100_000), "outings_a_year": (1, 10_000), "outings_in_all": (1, 100_000),
    "missions_a_year": (1, 10_000), "referents_a_year": (1, 60), "work_minutes": (1, 1_000_000),
    "review_days": (1, 366), "review_minutes": (0, 24), "follow_months": (1, 120),
}  # fmt: skip
_COUNT = re.compile(r"\d{1,3}(?: \d{3})+|\d{1,9}", re.ASCII)
_HOURS = re.compile(r"(\d{1,3}(?: \d{3})+|\d{1,9})?(?:[.,](5))? ?(?:h(?:eures?)? ?(\d\d)?)?", re.ASCII | re.IGNORECASE)


def read_count(text: str | None, field: str, least: int, most: int) -> int | None:
    """« 4 200 » → 4200; None when nothing is typed. Raises `InputError` of `field`: `number`, `out_of_range`."""
    said = tidy(text)
    if not said:
        return None
    if not _COUNT.fullmatch(said):
        raise InputError(field, "number")
    return _within(int(said.replace(" ", "")), field, least, most)


def read_hours(text: str | None, field: str, least: int, most: int) -> int | None:
    """Minutes: « 4 200 », « 4 200 h », « 3,5 », « 3 h 30 »; None when nothing is typed. Raises like `read_count`."""
    said = tidy(text)
    if not said:
        return None
    read = _HOURS.fullmatch(said)
    if read is None or read[1] is None or (read[2] and read[3]) or int(read[3] or 0) > 59:
        raise InputError(field, "hours")
    minutes = int(read[1].replace(" ", "")) * 60 + (30 if read[2] else int(read[3] or 0))
    if not (minutes and least * 60 <= minutes <= most * 60):
        raise InputError(field, "out_of_range", min=least, max=most)
    return minutes


def typed_hours(minutes: int | None) -> str:
    """As somebody would type them again: « 4200 », « 3 h 30 »."""
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d}" if rest else str(hours)


def read_target(text: str | None, field: str) -> int | None:
    """One of `TARGETS`: a count, or minutes. Raises like `read_count`."""
    read = read_hours if field.endswith("_minutes") else read_count
    return read(text, field, *TARGETS[field])


def _within(count: int, field: str, least: int, most: int) -> int:
    if not least <= count <= most:
        raise InputError(field, "out_of_range", min=least, max=most)
    return count
