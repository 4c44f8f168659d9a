"""The access log of each org: entries in the order they were handed in, and where each chain begins and ends."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import and_, delete, func, insert, or_, select, tuple_, update
from sqlalchemy.engine import Connection

from espace_mobile.protocol.access_log import KEPT_MS, Access, link
from sync_server.register.schema import access_chains, accesses

OF_ORG = ""
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Held:
    """One entry. `seq`: its place in the org's chain, `chain`: its link there; `n`, `hash`: the same in its device's.

    `fault`: why it did not follow in its device's chain; times in ms.
    """

    org: str
    seq: int
    log: str
    n: int
    device: str
    at: int
    worker: str
    person: str
    what: str
    hash: bytes
    fault: str
    received_at: int
    chain: bytes = b""

    @property
    def access(self) -> Access:
        return Access(self.n, self.at, self.worker, self.person, self.what)

    def linked(self, before: bytes) -> bytes:
        """Its link in the org's chain, after `before`."""
        told = f"{self.seq}\n{self.received_at}\n{self.device}\n{self.log}\n{self.fault}\n{self.hash.hex()}\n".encode()
        return link(before, told + self.access.told())


@dataclass(frozen=True, slots=True)
class Ends:
    """Of the chain `log` (`OF_ORG`: the org's own). `last`, `head`: the number of its last entry and its link.

    `base`, `base_head`: of the last one that was purged, 0 and the beginning for none.
    """

    org: str
    log: str
    last: int
    head: bytes
    base: int
    base_head: bytes
    purged_at: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries to read: of any of `people` (none: of everybody), by `worker` or all, `since` ≤ at < `until`.

    What a device says to have been more than a year before it was handed in is told by when it was: a clock that was
    set back hides nothing.
    """

    people: Collection[str] = ()
    worker: str = ""
    since: int | None = None
    until: int | None = None


_HELD = tuple(accesses.c[name] for name in Held.__slots__)
_ENDS = tuple(access_chains.c[name] for name in Ends.__slots__)


def ends(connection: Connection, org: str, log: str, *, hold: bool = False) -> Ends | None:
    """`hold`: nobody else adds to this chain until the transaction ends."""
    query = select(*_ENDS).where(access_chains.c.org == org, access_chains.c.log == log)
    row = connection.execute(query.with_for_update() if hold else query).first()
    return Ends(*row) if row else None


def all_ends(connection: Connection, org: str) -> list[Ends]:
    query = select(*_ENDS).where(access_chains.c.org == org).order_by(access_chains.c.log)
    return [Ends(*row) for row in connection.execute(query)]


def create_ends(connection: Connection, made: Ends) -> None:
    connection.execute(insert(access_chains).values(**asdict(made)))


def change_ends(connection: Connection, org: str, log: str, **values: Any) -> None:
    one = access_chains.c.org == org, access_chains.c.log == log
    connection.execute(update(access_chains).where(*one).values(**values))


def add(connection: Connection, entries: Iterable[Held]) -> None:
    rows = [asdict(entry) for entry in entries]
    if rows:
        connection.execute(insert(accesses), rows)


def known(connection: Connection, org: str, log: str, numbers: Collection[int]) -> set[tuple[int, bytes]]:
    """(n, hash) of those of these numbers that are held."""
    if not numbers:
        return set()
    some = accesses.c.org == org, accesses.c.log == log, accesses.c.n.in_(sorted(numbers))
    return {(n, hash) for n, hash in connection.execute(select(accesses.c.n, accesses.c.hash).where(*some))}


def walk(connection: Connection, org: str, upto: int | None = None) -> Iterator[Held]:
    """Every entry in the order of the org's chain."""
    query = select(*_HELD).where(accesses.c.org == org).order_by(accesses.c.seq)
    if upto is not None:
        query = query.where(accesses.c.seq <= upto)
    with connection.execute(query.execution_options(yield_per=_AT_ONCE)) as rows:
        for row in rows:
            yield Held(*row)


def page(
    connection: Connection, org: str, wanted: Wanted, after: tuple[int, int] | None, oldest: int, limit: int
) -> list[Held]:
    """The latest first, those before (at, seq). `oldest`: what was received before it is no longer told."""
    query = select(*_HELD).where(accesses.c.org == org, accesses.c.received_at >= oldest)
    if wanted.people:
        query = query.where(accesses.c.person.in_(sorted(wanted.people)))
    if wanted.worker:
        query = query.where(accesses.c.worker == wanted.worker)
    if wanted.since is not None:
        misdated = and_(accesses.c.at < accesses.c.received_at - KEPT_MS, accesses.c.received_at >= wanted.since)
        query = query.where(or_(accesses.c.at >= wanted.since, misdated))
    if wanted.until is not None:
        query = query.where(accesses.c.at < wanted.until)
    if after is not None:
        query = query.where(tuple_(accesses.c.at, accesses.c.seq) < after)
    query = query.order_by(accesses.c.at.desc(), accesses.c.seq.desc()).limit(limit)
    return [Held(*row) for row in connection.execute(query)]


def received_before(connection: Connection, org: str, limit: int) -> int:
    """The last of the oldest entries that were all received before `limit` (ms); 0 for none."""
    of_org = accesses.c.org == org
    first = connection.execute(select(accesses.c.seq, accesses.c.received_at).where(of_org)
                               .order_by(accesses.c.seq).limit(1)).first()  # fmt: skip
    if first is None or first[1] >= limit:
        return 0
    young = select(accesses.c.seq).where(of_org, accesses.c.received_at >= limit).order_by(accesses.c.seq).limit(1)
    kept = connection.execute(young).scalar()
    if kept is not None:
        return int(kept) - 1
    return int(connection.execute(select(func.max(accesses.c.seq)).where(of_org)).scalar_one())


def remove(connection: Connection, org: str, upto: int) -> None:
    connection.execute(delete(accesses).where(accesses.c.org == org, accesses.c.seq <= upto))
