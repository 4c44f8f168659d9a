"""A process that takes pages of a register into its replica for ever, and says so on its output. To be killed.

python puller.py FOLDER    prints the number of a page once it is on the disk; goes on after the last one it has
"""

from __future__ import annotations

import os
import sys
from itertools import count

from espace_mobile.protocol.record import Record
from espace_mobile.protocol.sealing import Keychain
from espace_mobile.protocol.stamp import Stamp, at_ms
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.incoming import apply_page
from espace_mobile.store.replica import Replica
from espace_mobile.store.storage import JournalStorage

KEY = bytes(range(32))
NOW_MS, RECORDS, COMPACT_AT = 1_778_750_000_000, 40, 60_000
OFFICE = "00000000000000b2"


def opened(folder: str) -> tuple[JournalStorage, Replica]:
    storage = JournalStorage(folder, KEY, compact_at=COMPACT_AT)
    return storage, Replica(storage, "00000000000000a1", Keychain("org", {1: bytes(64)}), lambda: NOW_MS)


def page(n: int) -> list[Record]:
    """Half of them new, half of them the same in every page, in a newer state each time."""
    stamp = Stamp(at_ms(NOW_MS) + n, OFFICE)
    ids = [derived_id("always", str(i)) for i in range(RECORDS // 2)]
    ids += [derived_id("page", str(n), str(i)) for i in range(RECORDS // 2)]
    return [Record(id, "alert", {"page": n, "x": "y" * 60}, {"page": stamp, "x": stamp}) for id in ids]


def main() -> None:
    _, replica = opened(sys.argv[1])
    for n in count(int(replica.meta("cursor", "0")) + 1):
        apply_page(replica, page(n), str(n))
        os.write(1, f"{n}\n".encode())


if __name__ == "__main__":
    main()
