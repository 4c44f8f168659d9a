"""The bodies of push and pull: MessagePack arrays, changes and records as the very bytes that are stored."""

from __future__ import annotations

from dataclasses import dataclass, field

from espace_mobile.errors import Malformed, TooLarge, VersionUnsupported
from espace_mobile.protocol.record import Record
from espace_mobile.protocol.values import pack, unpack

VERSION = 2
VERSIONS = (1, 2)  # those this code reads and writes; docs/sync-protocol.md says what each one brought

# Limits. A refusal says which one.
MAX_BODY = 8 << 20  # bytes of a request or an answer, decompressed
MAX_CHANGE = 64 << 10  # bytes of one packed change
MAX_BATCH = 2000  # changes of one push
MAX_PAGE = 2000  # records of one pull

# Verdicts on one change. STORED is silent: it is what happens to nearly all.
STORED, HAD, CONFLICT, REFUSED = "stored", "had", "conflict", "refused"
OUT_OF_SCOPE = "out_of_scope"  # why a move is refused: the record is of a team this device is not of


def spoken(version: object) -> int:
    """A version that leads a body, if this code speaks it. Raises `VersionUnsupported`, `Malformed`."""
    if type(version) is not int:
        raise Malformed(field="version")
    if version not in VERSIONS:
        raise VersionUnsupported(versions=list(VERSIONS))
    return version


@dataclass(frozen=True, slots=True)
class Push:
    """`changes`: packed changes of one device, consecutive numbers, lowest first. `version`: answer in it."""

    changes: list[bytes]
    version: int = VERSION

    def encode(self) -> bytes:
        return pack([self.version, self.changes])

    @classmethod
    def decode(cls, body: bytes) -> Push:
        """Raises `Malformed`, `TooLarge`, `VersionUnsupported`. A change that can't be read is the service's to
        refuse, alone."""
        match unpack(body):
            case [version, *rest] if spoken(version):
                return cls(_changes(rest), version)
        raise Malformed(field="push")


def _changes(rest: list[object]) -> list[bytes]:
    match rest:
        case [[*changes]] if all(type(c) is bytes for c in changes):
            if len(changes) > MAX_BATCH:
                raise TooLarge(limit="batch", max=MAX_BATCH)
            return changes  # type: ignore[return-value]  # just looked at
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

    def encode(self, version: int = VERSION) -> bytes:
        return pack([version, self.have, self.now, self.epoch, [[v.n, v.code, v.reason] for v in self.verdicts]])

    @classmethod
    def decode(cls, body: bytes) -> Pushed:
        """Raises `Malformed`, `VersionUnsupported`."""
        match unpack(body):
            case [version, *rest] if spoken(version):
                match rest:
                    case [int(have), int(now), str(epoch), [*verdicts]]:
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
    `gone`: records it must forget, no longer of its teams. `scope`: its teams (or `*`), said when the page begins the
    reading of them. `key`: id of the newest org key that was handed to it, 0 for none.
    """

    records: list[tuple[str, bytes]]
    cursor: str
    more: bool
    have: int
    now: int
    epoch: str
    gone: list[str] = field(default_factory=list)
    scope: list[str] | str | None = None
    key: int = 0

    def encode(self, version: int = VERSION) -> bytes:
        records = [[bytes.fromhex(id), body] for id, body in self.records]
        body = [version, self.cursor, self.more, self.have, self.now, self.epoch, records]
        if version > 1:
            body += [[bytes.fromhex(id) for id in self.gone], self.scope, self.key]
        return pack(body)

    @classmethod
    def decode(cls, body: bytes) -> Page:
        """Raises `Malformed`, `VersionUnsupported`."""
        match unpack(body):
            case [version, *rest] if spoken(version):
                return cls._of(rest if version > 1 else [*rest, [], None, 0])
        raise Malformed(field="page")

    @classmethod
    def _of(cls, rest: list[object]) -> Page:
        match rest:
            case [str(cursor), bool(more), int(have), int(now), str(epoch), [*rows], [*gone], scope, int(key)]:
                return cls(
                    [_row(r) for r in rows], cursor, more, have, now, epoch, [_id(g) for g in gone], _scope(scope), key
                )
        raise Malformed(field="page")

    def opened(self) -> list[Record]:
        return [Record.of_body(id, body) for id, body in self.records]


def _row(packed: object) -> tuple[str, bytes]:
    match packed:
        case [id, bytes(body)]:
            return _id(id), body
    raise Malformed(field="record")


def _id(packed: object) -> str:
    if type(packed) is not bytes or len(packed) != 16:
        raise Malformed(field="record")
    return packed.hex()


def _scope(packed: object) -> list[str] | str | None:
    match packed:
        case None | "*":
            return packed
        case [*teams] if all(type(t) is str for t in teams):
            return [str(t) for t in teams]
    raise Malformed(field="scope")
