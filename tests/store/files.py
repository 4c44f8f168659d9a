"""The files of a store as a test looks at them, and as a crash or a bad disk leaves them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from espace_mobile.store.frame import HEADER_SIZE, Box, Header
from espace_mobile.store.replay import replay
from espace_mobile.store.scan import Scan
from espace_mobile.store.storage import JournalStorage

KEY = bytes(range(32))
Tables = dict[str, dict[Any, dict[str, Any]]]


def contact(n: int) -> dict[str, Any]:
    return {"n": n, "first_name": f"Amélie-{n}", "needs": ["food", "papers"], "note": f"vue ce soir {n}"}


def filled(folder: Path, count: int, **options: Any) -> Path:
    """A closed store: `count` commits of one contact each."""
    storage = JournalStorage(folder, KEY, **options)
    for n in range(1, count + 1):
        storage.commit([("contacts", n, contact(n))])
    storage.close()
    return folder


def opened(folder: Path) -> tuple[Tables, Any]:
    """(the tables, the damage) of a store, closed again."""
    storage = JournalStorage(folder, KEY)
    try:
        return {name: dict(rows) for name, rows in storage.tables.items()}, storage.damage
    finally:
        storage.close()


def replayed(folder: Path) -> tuple[Tables, Any]:
    """As `opened`, but nothing is written or synced: for the loops over every byte."""
    result = replay(folder, KEY)
    return result.tables, result.findings.told() if result.findings.files else None


def frames(path: Path) -> list[tuple[int, int]]:
    """Where each frame of a file starts and ends."""
    data = path.read_bytes()
    header = Header.find(data)
    assert header is not None
    scan = Scan(data, Box(KEY, header.file_id), HEADER_SIZE)
    return [(scan.start, scan.end) for _ in scan]


def copy(folder: Path, to: Path) -> Path:
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(folder, to)
    return to


def flip(path: Path, at: int, bit: int = 0) -> None:
    """Once more, and it is as before."""
    data = bytearray(path.read_bytes())
    data[at] ^= 1 << bit
    path.write_bytes(data)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"lock"}
