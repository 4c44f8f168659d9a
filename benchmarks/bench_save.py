"""What a tap costs: a contact made, numbered, sealed, put in the outbox and the index, and on the disk.

Against the disk's own price, an append and an `fdatasync` of as many bytes, taken in turns. Run: python
benchmarks/bench_save.py
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from record import all_reached, print_table, report

from espace_mobile.domain.contact import Contact
from espace_mobile.domain.vocabulary import AgeBand, Sex
from espace_mobile.protocol.messages import Pushed
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id
from espace_mobile.store.incoming import accept
from espace_mobile.store.replica import Replica
from espace_mobile.store.storage import JournalStorage

SIZES, ROUNDS, OUTINGS = (1_000, 10_000, 50_000), 400, 120
WORKER = new_id()


def contact(outing: str) -> Contact:
    return Contact(
        id=new_id(), outing_id=outing, at=datetime.now(UTC), sex=Sex.FEMALE, age_band=AgeBand.FROM_26_TO_44,
        worker_id=WORKER, note="demande un rendez-vous mardi",
    )  # fmt: skip


def filled(folder: Path, n: int) -> tuple[Replica, list[str]]:
    storage = JournalStorage(folder, bytes(32))
    replica = Replica(storage, "00" * 8, Keychain("org", {1: new_org_key()}), lambda: time.time_ns() // 1_000_000)
    outings = [new_id() for _ in range(OUTINGS)]
    for start in range(0, n, 1_000):
        replica.save(*(contact(outings[i % OUTINGS]) for i in range(start, start + 1_000)), by=WORKER)
    accept(replica, Pushed(n, 0, "epoch"))  # a tablet that has synced: nothing waits
    storage.compact(wait=True)
    return replica, outings


def taken(work: Callable[[], object]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1_000


def measure(folder: Path, n: int) -> tuple[float, float, float, float]:
    """Medians in ms: the disk alone, one save, a read of the counter after it, a rename sent and stored."""
    replica, outings = filled(folder / "store", n)
    disk = os.open(folder / "raw", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    block = os.urandom(len(replica.outbox.rows[1]["b"]) * 3)  # document and change, as they stand in a frame
    raw, save, count = [], [], []

    def append() -> None:
        os.write(disk, block)
        os.fdatasync(disk)

    for i in range(ROUNDS):
        outing = outings[i % OUTINGS]
        new = contact(outing)
        raw.append(taken(append))
        save.append(taken(lambda new=new: replica.save(new, by=WORKER)))
        count.append(taken(lambda outing=outing: replica.count(Contact, outing_id=outing)))
    os.close(disk)
    reopened = taken(lambda: (replica.close(), Replica(JournalStorage(folder / "store", bytes(32)), "00" * 8,
                                                       replica.keychain, lambda: 0)))  # fmt: skip
    return median(raw), median(save), median(count), reopened


def main() -> int:
    smallest = 0.0
    for n in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            raw, save, count, opened = measure(Path(folder), n)
        own = save - raw  # what is ours to keep flat: the disk's own mood changes between sizes
        smallest = smallest or own
        report("whole save of a contact: raw append", n, raw, "ms")
        report("whole save of a contact", n, save, "ms", "raw append", save / raw)
        report(
            "whole save, above the raw append", n, own, "ms", "n = 1000", own / smallest, "≤ 1.5", own <= 1.5 * smallest
        )
        report("contacts of an outing counted", n, count, "ms", None, None, "< 1", count < 1)
        report(
            "replica opened: decrypted, indexed, ready for a tap", n, opened, "ms", None, None, "< 2000", opened < 2000
        )
    print_table()
    return 0 if all_reached() else 1


if __name__ == "__main__":
    raise SystemExit(main())
