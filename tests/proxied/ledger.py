"""What a device was told is saved: a file beside its folder that outlives any kill of it.

Lines of JSON: `["will", kind, id, {field: value}]` before a save, `["did"]` once it returned; `["acked", n]` when the
server said that it holds n changes; `["error", code]`, `["damage", what]`: what the device was told.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Save:
    kind: str
    id: str
    set: dict[str, Any]


@dataclass
class Told:
    """`saved`: acknowledged; `tried`: those, and what a kill left in doubt."""

    saved: list[Save] = field(default_factory=list)
    tried: list[Save] = field(default_factory=list)
    acked: int = 0
    errors: set[str] = field(default_factory=set)
    damage: list[str] = field(default_factory=list)


class Ledger:
    """Every line is one write: a kill of this process loses none that returned, and leaves no half."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def note(self, *line: Any) -> None:
        os.write(self._file, json.dumps(line).encode() + b"\n")


def read(path: Path) -> Told:
    told = Told()
    for text in path.read_text().splitlines() if path.exists() else ():
        match json.loads(text):
            case ["will", kind, id, set]:
                told.tried.append(Save(kind, id, set))
            case ["did"]:
                told.saved.append(told.tried[-1])
            case ["acked", n]:
                told.acked = max(told.acked, n)
            case ["error", code]:
                told.errors.add(code)
            case ["damage", what]:
                told.damage.append(what)
    return told
