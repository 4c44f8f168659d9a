"""kill -9 at random moments of a process that saves: whatever it acknowledged is there afterwards.

A few rounds in every run; `ESPACE_TORTURE=200 pytest tests/torture` for the rest. Each round goes on with the folder
that the round before left behind.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from espace_mobile.store.storage import JournalStorage
from tests.torture.writer import KEY, KINDS, TOGETHER, document

ROUNDS = int(os.environ.get("ESPACE_TORTURE", "15")) // len(KINDS)
WRITER = Path(__file__).with_name("writer.py")

pytestmark = [pytest.mark.torture] if "ESPACE_TORTURE" in os.environ else []


def killed_writer(folder: Path, kind: str, first: int, moment: float, *, once_saving: bool) -> list[int]:
    """What a writer acknowledged before it was killed, `moment` seconds after its start or its first save."""
    command = [sys.executable, str(WRITER), str(folder), kind, str(first)]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    begun = writer.stdout.readline() if once_saving else ""
    time.sleep(moment)
    writer.send_signal(signal.SIGKILL)
    rest = writer.stdout.read()
    writer.stdout.close()
    assert writer.wait() == -signal.SIGKILL, "it did not stop by itself"
    lines = (begun + rest).split("\n")
    return [int(line) for line in lines[:-1]]  # what follows the last line end was being written


def check(folder: Path, kind: str, acknowledged: set[int]) -> None:
    storage = JournalStorage(folder, KEY)
    try:
        assert storage.damage is None
        rows = storage.tables.get("a", {})
        if "updating" in kind:
            last = max(acknowledged, default=0)
            assert not acknowledged or rows["one"]["n"] >= last
            found = {"one": rows["one"]["n"]} if rows else {}
        elif kind == "several at once":
            found = {f"{n}/{part}": n for n in {row["n"] for row in rows.values()} for part in range(TOGETHER)}
            assert acknowledged <= set(found.values())
        else:
            found = {n: n for n in rows}
            assert acknowledged <= set(rows)
        assert rows == {id: document(n) for id, n in found.items()}, "each document is whole, and none is half there"
    finally:
        storage.close()


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_acknowledged_save_survives_kill_9(kind: str, tmp_path: Path) -> None:
    rng = random.Random()
    acknowledged: set[int] = set()
    first = 1
    for round_ in range(max(1, ROUNDS)):
        once_saving = round_ % 3 < 2  # the others may be killed while they open
        said = killed_writer(tmp_path / "store", kind, first, rng.uniform(0, 0.5), once_saving=once_saving)
        acknowledged |= set(said)
        assert not once_saving or said
        check(tmp_path / "store", kind, acknowledged)
        first = max(acknowledged, default=0) + 1_000
    assert acknowledged


def test_the_writer_would_be_caught_losing_something(tmp_path: Path) -> None:
    """The check can fail: a save that was said and is not there."""
    said = killed_writer(tmp_path / "store", "inserting", 1, 0.1, once_saving=True)
    with pytest.raises(AssertionError):
        check(tmp_path / "store", "inserting", {*said, 10**9})
