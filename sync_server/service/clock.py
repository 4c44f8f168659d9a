"""The server's clock. Everything that needs the time is given it."""

from __future__ import annotations

import time
from collections.abc import Callable

Now = Callable[[], int]

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS


def wall_ms() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000
