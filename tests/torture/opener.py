"""A process that opens files for ever, and says so on its output after each. To be killed.

python opener.py FOLDER FIRST    prints one number a line: whose file was noted as opened by then
"""

from __future__ import annotations

import os
import sys
from itertools import count

from espace_mobile.protocol.sealing import Keychain
from espace_mobile.store.access_log import access_log
from espace_mobile.store.replica import Replica
from espace_mobile.store.storage import JournalStorage

KEY = bytes(range(32))
WORKER = "a" * 32
COMPACT_OFTEN = 20_000  # bytes


def opened(folder: str) -> Replica:
    storage = JournalStorage(folder, KEY, compact_at=COMPACT_OFTEN)
    return Replica(storage, "00000000000000a1", Keychain("org", {1: KEY}), lambda: 0)


def main() -> None:
    folder, first = sys.argv[1:]
    replica = opened(folder)
    log = access_log(replica)
    for n in count(int(first)):
        log.note(WORKER, "opened", [f"{n:032x}"], n)
        os.write(1, f"{n}\n".encode())


if __name__ == "__main__":
    main()
