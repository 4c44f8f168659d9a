"""Wall times as people write them: « 9h », « 9h30 », « 9 h 30 », « 09:30 »."""

from __future__ import annotations

import re
from datetime import time

from espace_mobile.errors import InputError

_TIME = re.compile(
    r"(\d{1,2})\s*(?:h|:|heures?)\s*(?:(\d{2})\s*(?:mn|min|m)?)?(?::00(?:\.0+)?)?", re.ASCII | re.IGNORECASE
)


def parse_time(text: str, field: str = "time") -> time | None:
    """None when there is none. Raises `InputError` (`field`, `unreadable`)."""
    typed = " ".join(text.split())
    if not typed:
        return None
    found = _TIME.fullmatch(typed)
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else _unreadable(field)
    except ValueError:
        return _unreadable(field)


def _unreadable(field: str) -> time:
    raise InputError(field, "unreadable")
