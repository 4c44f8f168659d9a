"""The access log: who opened which file, and when. Nothing of what was read is told; each entry is chained to the last.

A chain begins with a hash of its own name, and each link is SHA-256(the link before ‖ what the entry says, as text):
whoever edits, removes or swaps entries has every later link to make again, and the one that somebody wrote down.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from espace_mobile.protocol.values import is_id

HASH_BYTES = 32
MAX_ENTRIES = 250  # of one request
KEPT_MS = 365 * 24 * 3_600_000  # twelve months, by the server's clock
_BEGINNING = b"espace-mobile access log\n"
_WHAT = re.compile(r"[a-z0-9][a-z0-9_-]{0,19}")

# What a chain says of an entry that does not follow the one before it
FOLLOWS, EDITED, MISSING, FORKED = "", "edited", "missing", "forked"


@dataclass(frozen=True, slots=True)
class Access:
    """`n`: 1, 2, 3… in the log of one device; `at`: ms since 1970; `worker`, `person`: ids; `what`: a code."""

    n: int
    at: int
    worker: str
    person: str
    what: str

    def told(self) -> bytes:
        """What is hashed: one part a line."""
        return f"{self.n}\n{self.at}\n{self.worker}\n{self.person}\n{self.what}".encode()

    @property
    def sound(self) -> bool:
        """Whether no part of it can be taken for another."""
        return self.n > 0 and self.at >= 0 and is_id(self.worker) and is_id(self.person) and bool(
            _WHAT.fullmatch(self.what))  # fmt: skip


Linked = tuple[Access, bytes]
"""An entry and the link that its device gave it."""


def beginning(name: str) -> bytes:
    """What the first link of a chain follows."""
    return sha256(_BEGINNING + name.encode()).digest()


def link(before: bytes, told: bytes) -> bytes:
    return sha256(before + told).digest()


@dataclass(slots=True)
class Chain:
    """The log of one device as far as it is known: the number of its last entry, and that entry's link."""

    last: int
    head: bytes

    @classmethod
    def new(cls, name: str) -> Chain:
        return cls(0, beginning(name))

    def add(self, at: int, worker: str, person: str, what: str) -> Linked:
        """A new entry at the end."""
        entry = Access(self.last + 1, at, worker, person, what)
        self.last, self.head = entry.n, link(self.head, entry.told())
        return entry, self.head

    def take(self, entry: Access, hash: bytes) -> str:
        """Whether an entry made elsewhere follows: `FOLLOWS`, or why it does not.

        The chain goes on from it all the same, unless it `FORKED`: another one already has its place.
        """
        if entry.n <= self.last:
            return FORKED
        fault = MISSING if entry.n > self.last + 1 else FOLLOWS
        if not fault and link(self.head, entry.told()) != hash:
            fault = EDITED
        self.last, self.head = entry.n, hash
        return fault


def faults(chain: Chain, entries: Iterable[Linked]) -> list[tuple[int, str]]:
    """(n, fault) of each entry that does not follow the one before it."""
    return [(entry.n, fault) for entry, hash in entries if (fault := chain.take(entry, hash))]
