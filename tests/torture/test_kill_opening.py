"""kill -9 of a process that opens files: each one that was seen is in the log, and the chain holds."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from espace_mobile.protocol.access_log import Chain, faults
from espace_mobile.store.access_log import access_log
from tests.torture.opener import opened

ROUNDS = max(2, int(os.environ.get("ESPACE_TORTURE", "15")) // 5)
OPENER = Path(__file__).with_name("opener.py")


def _killed_opener(folder: Path, first: int, moment: float) -> list[int]:
    """Whose files it said it noted, before it was killed `moment` seconds after its first."""
    opener = subprocess.Popen([sys.executable, str(OPENER), str(folder), str(first)], stdout=subprocess.PIPE, text=True)
    assert opener.stdout is not None
    begun = opener.stdout.readline()
    time.sleep(moment)
    opener.send_signal(signal.SIGKILL)
    rest = opener.stdout.read()
    opener.stdout.close()
    assert opener.wait() == -signal.SIGKILL, "it did not stop by itself"
    return [int(line) for line in (begun + rest).split("\n")[:-1]]


def test_every_file_that_was_opened_is_in_the_chain_after_kill_9(tmp_path: Path) -> None:
    rng = random.Random()
    told: set[int] = set()
    for _ in range(ROUNDS):
        told |= set(_killed_opener(tmp_path / "store", max(told, default=0) + 1_000, rng.uniform(0, 0.4)))
        replica = opened(str(tmp_path / "store"))
        try:
            log = access_log(replica)
            batch = log.batch(limit=1 << 30)
            assert {int(entry.person, 16) for entry, _ in batch.entries} >= told
            assert faults(Chain.new(batch.log), batch.entries) == []
            assert len(batch.entries) == log.pending()
        finally:
            replica.close()
