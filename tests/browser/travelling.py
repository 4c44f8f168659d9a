"""`python -m tests.browser.travelling serve …`: the app, its calendar moved on by the days written in a file.

Only the wall clock of the people served moves, as when days pass: stamps, locks and the network keep real time.
`ESPACE_TEST_DAYS` names the file; a test that writes 2 into it wakes up the day after tomorrow.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from espace_mobile.app import clock
from espace_mobile.cli.commands import main

DAYS = "ESPACE_TEST_DAYS"


def moved() -> datetime:
    written = Path(os.environ[DAYS])
    days = int(written.read_text("ascii")) if written.exists() else 0
    return datetime.now(UTC) + timedelta(days=days)


if __name__ == "__main__":
    clock.now = moved
    main()
