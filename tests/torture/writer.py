"""A process that saves for ever, and says so on its output after each save. To be killed.

python writer.py FOLDER KIND FIRST    prints one number a line: what is on the disk by then
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from itertools import count
from typing import Any

from espace_mobile.store.storage import JournalStorage

KEY = bytes(range(32))
COMPACT_ALL_THE_TIME = 3_000  # bytes
TOGETHER = 7


def document(n: int) -> dict[str, Any]:
    """What is saved as number `n`; its length varies."""
    return {"n": n, "name": f"Zoé {n}", "note": "x" * (n * 37 % 400)}


def insert(storage: JournalStorage, n: int) -> None:
    storage.commit([("a", n, document(n))])


def update(storage: JournalStorage, n: int) -> None:
    storage.commit([("a", "one", document(n))])


def insert_together(storage: JournalStorage, n: int) -> None:
    with storage.batch():
        for part in range(TOGETHER):
            storage.commit([("a", f"{n}/{part}", document(n))])


KINDS: dict[str, tuple[Callable[[JournalStorage, int], None], int]] = {
    "inserting": (insert, 1 << 20),
    "updating": (update, 1 << 20),
    "compacting": (insert, COMPACT_ALL_THE_TIME),
    "updating while compacting": (update, COMPACT_ALL_THE_TIME),
    "several at once": (insert_together, 20_000),
}


def main() -> None:
    folder, kind, first = sys.argv[1:]
    save, compact_at = KINDS[kind]
    storage = JournalStorage(folder, KEY, compact_at=compact_at)
    for n in count(int(first)):
        save(storage, n)
        os.write(1, f"{n}\n".encode())


if __name__ == "__main__":
    main()
