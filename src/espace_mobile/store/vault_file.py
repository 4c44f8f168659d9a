"""The vault on disk: who may open the folder. Two copies, because without it no key opens anything."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from espace_mobile.errors import FormatTooNew, StoreDamaged
from espace_mobile.store.disk import store_errors, write_durably
from espace_mobile.store.wrapping import Stretch

VERSION = 1
_NAMES = ("vault.json", "vault-copy.json")


@dataclass(slots=True)
class Entry:
    """One account. `label`, `wrapped`: sealed. `failures` since the last success; `until`: seconds since 1970."""

    label: bytes
    stretch: Stretch
    wrapped: bytes
    failures: int = 0
    until: float = 0

    def pack(self) -> dict[str, Any]:
        s = self.stretch
        return {
            "label": self.label.hex(),
            "scrypt": {"n": s.n, "r": s.r, "p": s.p, "salt": s.salt.hex()},
            "wrapped": self.wrapped.hex(),
            "failures": self.failures,
            "until": self.until,
        }

    @classmethod
    def unpack(cls, packed: dict[str, Any]) -> Entry:
        s = packed["scrypt"]
        stretch = Stretch(s["n"], s["r"], s["p"], bytes.fromhex(s["salt"]))
        label, wrapped = bytes.fromhex(packed["label"]), bytes.fromhex(packed["wrapped"])
        return cls(label, stretch, wrapped, packed["failures"], packed["until"])


@dataclass(slots=True)
class VaultFile:
    """`written`: how many times; the copy with the higher number is the later one."""

    folder: Path
    entries: dict[str, Entry] = field(default_factory=dict)
    written: int = 0

    @classmethod
    def load(cls, folder: Path) -> VaultFile:
        """Raises `StoreDamaged` when there is a vault and no copy is intact, `FormatTooNew`."""
        with store_errors():
            texts = [path.read_bytes() for name in _NAMES if (path := folder / name).exists()]
        copies = [copy for text in texts if (copy := cls._parse(folder, text)) is not None]
        if texts and not copies:
            raise StoreDamaged(part="vault")
        return max(copies, key=lambda copy: copy.written, default=cls(folder))

    def save(self, entries: dict[str, Entry]) -> None:
        """Durable when it returns; nothing has changed when it raises `StoreError`."""
        accounts = {id: entry.pack() for id, entry in entries.items()}
        body = json.dumps({"version": VERSION, "written": self.written + 1, "accounts": accounts})
        text = json.dumps({"check": _check(body), "vault": body}).encode()
        first, second = (self.folder / name for name in _NAMES)
        with store_errors():
            write_durably(first, text)
        self.entries, self.written = entries, self.written + 1
        with suppress(OSError):  # the first one counts; the next save makes them alike again
            write_durably(second, text)

    @classmethod
    def _parse(cls, folder: Path, text: bytes) -> VaultFile | None:
        try:
            outer = json.loads(text)
            body = outer["vault"]
            if outer["check"] != _check(body):
                return None
            vault = json.loads(body)
            if vault["version"] > VERSION:
                raise FormatTooNew(version=vault["version"])
            entries = {id: Entry.unpack(entry) for id, entry in vault["accounts"].items()}
            return cls(folder, entries, vault["written"])
        except (ValueError, KeyError, TypeError, AttributeError):
            return None


def _check(body: str) -> str:
    return sha256(body.encode()).hexdigest()
