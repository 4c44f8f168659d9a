"""kill -9 of a process that applies pulled pages: each page is there as a whole with its cursor, or not at all."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.torture.puller import RECORDS, opened, page

ROUNDS = max(2, int(os.environ.get("ESPACE_TORTURE", "15")) // 5)
PULLER = Path(__file__).with_name("puller.py")


def _killed_puller(folder: Path, moment: float) -> list[int]:
    """The pages it said it had, before it was killed `moment` seconds after its first."""
    puller = subprocess.Popen([sys.executable, str(PULLER), str(folder)], stdout=subprocess.PIPE, text=True)
    assert puller.stdout is not None
    begun = puller.stdout.readline()
    time.sleep(moment)
    puller.send_signal(signal.SIGKILL)
    rest = puller.stdout.read()
    puller.stdout.close()
    assert puller.wait() == -signal.SIGKILL, "it did not stop by itself"
    return [int(line) for line in (begun + rest).split("\n")[:-1]]


def test_a_page_and_its_cursor_survive_kill_9_together(tmp_path: Path) -> None:
    rng = random.Random()
    for _ in range(ROUNDS):
        said = _killed_puller(tmp_path / "store", rng.uniform(0, 0.4))
        storage, replica = opened(str(tmp_path / "store"))
        try:
            assert storage.damage is None
            cursor = int(replica.meta("cursor"))
            assert cursor >= said[-1], "a page that was said is there"
            rows = dict(storage.tables["alert"])
            assert len(rows) == (cursor + 1) * RECORDS // 2, "no page without its cursor, no cursor without its page"
            for record in page(cursor):
                assert rows[record.id]["page"] == cursor
        finally:
            replica.close()
