"""One snapshot file: every table as it was at one moment, in frames of a few hundred documents.

First frame: {"seq": last commit it holds, "frames": how many follow, "tables": their names}.
The others: [table, ids, documents]. Their sequence numbers count from 1.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from espace_mobile.store.codec import pack
from espace_mobile.store.disk import sync_data, sync_folder, write_all
from espace_mobile.store.frame import Box, Header
from espace_mobile.store.operations import Tables

# Few enough that a damaged frame loses little and a save never waits long for the interpreter.
_DOCUMENTS = 256


def snapshot_path(folder: Path, generation: int) -> Path:
    return folder / f"snapshot-{generation}"


def write_snapshot(folder: Path, generation: int, key: bytes, seq: int, tables: Tables) -> int:
    """`tables` must not change meanwhile. Durable when it returns. Returns its size in bytes. Raises `OSError`."""
    path = snapshot_path(folder, generation)
    draft = path.with_name(path.name + ".tmp")
    fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    try:
        size = _write_frames(fd, Header.new(generation), key, seq, tables)
        sync_data(fd)
    except OSError:
        os.close(fd)
        draft.unlink(missing_ok=True)
        raise
    os.close(fd)
    draft.replace(path)
    sync_folder(folder)
    return size


def _write_frames(fd: int, header: Header, key: bytes, seq: int, tables: Tables) -> int:
    box = Box(key, header.file_id)
    frames = sum(-(-len(rows) // _DOCUMENTS) for rows in tables.values())
    size = _write(fd, header.pack())
    size += _write(fd, box.seal(1, pack({"seq": seq, "frames": frames, "tables": list(tables)})))
    for n, part in enumerate(_parts(tables), 2):
        size += _write(fd, box.seal(n, pack(part)))
    return size


def _parts(tables: Tables) -> Iterator[list[Any]]:
    for name, rows in tables.items():
        items = iter(rows.items())
        while part := list(islice(items, _DOCUMENTS)):
            ids, documents = zip(*part, strict=True)
            yield [name, ids, documents]


def _write(fd: int, data: bytes) -> int:
    write_all(fd, data)
    return len(data)
