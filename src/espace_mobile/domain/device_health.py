"""What asks for somebody's attention about a device: silent, out of date, full, with work that does not get out."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

SILENT_DAYS = 7
MANY_WAITING = 20  # changes still to be sent after an exchange that got as far as a pull
FULL_MB = 500
_DAY_MS = 24 * 3_600_000


class Ailment(StrEnum):
    """The gravest first."""

    SILENT = "silent"
    WAITING = "waiting"
    FULL = "full"
    OLD = "old"


def ailments(
    *, seen_ms: int | None, now_ms: int, waiting: int | None, free_mb: int | None, version: str, newest: str
) -> list[Ailment]:
    """`version`, `newest`: « 0.1.0 », or empty when it never said. A device that was never seen is only new."""
    found = {
        Ailment.SILENT: seen_ms is not None and now_ms - seen_ms >= SILENT_DAYS * _DAY_MS,
        Ailment.WAITING: waiting is not None and waiting >= MANY_WAITING,
        Ailment.FULL: free_mb is not None and free_mb < FULL_MB,
        Ailment.OLD: bool(version) and order(version) < order(newest),
    }
    return [ailment for ailment in Ailment if found[ailment]]


def newest(versions: Iterable[str]) -> str:
    return max(versions, key=order, default="")


def order(version: str) -> tuple[int, ...]:
    """« 0.10.2 » comes after « 0.9 »; what is no number counts as none."""
    parts = version.split(".") if version else []
    return tuple(int(part) if part.isascii() and part.isdigit() else 0 for part in parts)
