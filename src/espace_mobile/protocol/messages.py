"""The bodies of push and pull: MessagePack arrays, changes and records as the very bytes that are stored."""

from __future__ import annotations

from dataclasses import dataclass, field

from espace_mobile.errors import Malformed, TooLarge
from espace_mobile.protocol.record import Record
from espace_mobile.protocol.values import pack, unpack

VERSION = 1

# Limits. A refusal says which one.
MAX_BODY = 8 << 20  # bytes of a request or an answer, decompressed
MAX_CHANGE = 64 << 10  # bytes of one packed change
MAX_BATCH = 2000  # changes of one push
MAX_PAGE = 2000  # records of one pull

# Verdicts on one change. STORED is silent: it is what happens to nearly all.
STORED, HAD, CONFLICT, REFUSED = "stored", "had", "conflict", "refused"


@dataclass(frozen=True, slots=True)
class Push:
    """`changes`: packed changes of one device, consecutive numbers, lowest first."""

    changes: list[bytes]

    def encode(self) -> bytes:
        return pack([VERSION, self.changes])

    @classmethod
    def decode(cls, body: bytes) -> Push:
        """Raises `Malformed`, `TooLarge`. A change that can't be read is the service's to refuse, alone."""
        match unpack(body):
            case [int(), [*changes]] if all(type(c) is bytes for c in changes):
                if len(changes) > MAX_BATCH:
                    raise TooLarge(limit="batch", max=MAX_BATCH)
                return cls(changes)
        raise Malformed(field="push")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`n`: the change; `code`: HAD, CONFLICT or REFUSED; `reason`: a stable code when refused."""

    n: int
    code: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Pushed:
    """`have`: highest n held durably without holes; `now`: the server's time, ms; `epoch`: the register's life."""

    have: int
    now: int
    epoch: str
    verdicts: list[Verdict] = field(default_factory=list)

    def encode(self) -> bytes:
        return pack([VERSION, self.have, self.now, self.epoch, [[v.n, v.code, v.reason] for v in self.verdicts]])

    @classmethod
    def decode(cls, body: bytes) -> Pushed:
        """Raises `Malformed`."""
        match unpack(body):
            case [int(), int(have), int(now), str(epoch), [*verdicts]]:
                return cls(have, now, epoch, [_verdict(v) for v in verdicts])
        raise Malformed(field="pushed")


def _verdict(packed: object) -> Verdict:
    match packed:
        case [int(n), str(code), str(reason)]:
            return Verdict(n, code, reason)
    raise Malformed(field="verdict")


@dataclass(frozen=True, slots=True)
class Page:
    """`records`: (id, body) newest state once each; `cursor`: where to go on; `more`: whether to go on at once.

    `have`, `now`, `epoch` as in `Pushed`: one request tells a device with nothing to do all it needs to know.
    """

    records: list[tuple[str, bytes]]
    cursor: str
    more: bool
    have: int
    now: int
    epoch: str

    def encode(self) -> bytes:
        records = [[bytes.fromhex(id), body] for id, body in self.records]
        return pack([VERSION, self.cursor, self.more, self.have, self.now, self.epoch, records])

    @classmethod
    def decode(cls, body: bytes) -> Page:
        """Raises `Malformed`."""
        match unpack(body):
            case [int(), str(cursor), bool(more), int(have), int(now), str(epoch), [*records]]:
                return cls([_row(r) for r in records], cursor, more, have, now, epoch)
        raise Malformed(field="page")

    def opened(self) -> list[Record]:
        return [Record.of_body(id, body) for id, body in self.records]


def _row(packed: object) -> tuple[str, bytes]:
    match packed:
        case [bytes(id), bytes(body)] if len(id) == 16:
            return id.hex(), body
    raise Malformed(field="record")
