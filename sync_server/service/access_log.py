"""The access log: what devices hand in is kept in the order it came, told to supervisors, and purged after a year.

What does not follow in its device's chain is kept all the same, with why: nothing that was handed in is lost. Every
entry is a link of the org's chain, so that a row removed or edited later in the database shows (`access_check`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from espace_mobile.errors import Malformed
from espace_mobile.protocol.access_log import FORKED, KEPT_MS, Chain, Linked, beginning
from sync_server.register import Register, accesses, orgs
from sync_server.register.accesses import OF_ORG, Ends, Held, Wanted
from sync_server.register.devices import Device
from sync_server.service.scope import check_home, check_supervisor, standing_to_push


@dataclass(frozen=True, slots=True)
class Told:
    """The entries of a page, and where the next one begins; empty after the last."""

    entries: list[Held]
    cursor: str


def receive(register: Register, device: Device, log: str, entries: Sequence[Linked], gap: bool, now: int) -> Chain:
    """Keep what is new, and say where the device's log ends here. Harmless to repeat.

    `gap`: the device says that what came before is nowhere any more; otherwise nothing past a hole is taken, and the
    answer tells the device what to send again. Raises `Unauthorised`, `Malformed`.
    """
    if not all(entry.sound for entry, _ in entries):
        raise Malformed(field="entries")

    def work(connection: Connection) -> Chain:
        standing_to_push(connection, device.org, device.id)
        return _take(connection, device, log, entries, gap, now)

    return register.write(work)


def _take(
    connection: Connection, device: Device, log: str, entries: Sequence[Linked], gap: bool, now: int
) -> Chain:  # fmt: skip
    org = _ends(connection, device.org, OF_ORG, device.org)
    own = _ends(connection, device.org, log, log)
    chain, top = Chain(own.last, own.head), org
    had = accesses.known(connection, device.org, log, {entry.n for entry, _ in entries})
    new: list[Held] = []
    for entry, hash in entries:
        if entry.n <= own.base or (entry.n, hash) in had:
            continue
        if entry.n > chain.last + 1 and not gap:
            break
        fault = chain.take(entry, hash)
        held = Held(
            device.org, top.last + 1, log, entry.n, device.id, entry.at, entry.worker, entry.person, entry.what,
            hash, fault, now,
        )  # fmt: skip
        held = replace(held, chain=held.linked(top.head))
        top = replace(top, last=held.seq, head=held.chain)
        had.add((entry.n, hash))
        new.append(held)
    if new:
        accesses.add(connection, new)
        accesses.change_ends(connection, device.org, log, last=chain.last, head=chain.head)
        accesses.change_ends(connection, device.org, OF_ORG, last=top.last, head=top.head)
        _purge(connection, device.org, now)
    return chain


def _ends(connection: Connection, org: str, log: str, name: str) -> Ends:
    """Of a chain, held; of a new one, begun."""
    found = accesses.ends(connection, org, log, hold=True)
    if found is None:
        start = beginning(name)
        found = Ends(org, log, 0, start, 0, start)
        accesses.create_ends(connection, found)
    return found


def read(register: Register, supervisor: Device, wanted: Wanted, cursor: str, limit: int, now: int) -> Told:
    """A page, the latest first. Raises `Refused` (`forbidden`), `Malformed` (`cursor`)."""
    check_supervisor(supervisor, supervisor.org)
    after = _after(cursor)
    with register.read() as connection:
        check_home(connection, supervisor.org)
        found = accesses.page(connection, supervisor.org, wanted, after, now - KEPT_MS, limit + 1)
    shown = found[:limit]
    return Told(shown, f"{shown[-1].at}.{shown[-1].seq}" if len(found) > limit else "")


def _after(cursor: str) -> tuple[int, int] | None:
    if not cursor:
        return None
    at, _, seq = cursor.partition(".")
    if not (at.isascii() and at.isdigit() and seq.isascii() and seq.isdigit()):
        raise Malformed(field="cursor")
    return int(at), int(seq)


def purge(register: Register, now: int) -> int:
    """Remove what was received more than twelve months ago, of every org that lives here. Returns how many entries.

    It is done for one org whenever its devices hand something in; this is for those that hand in nothing any more.
    """
    with register.read() as connection:
        here = [org.id for org in orgs.everyone(connection) if org.moved_at is None]

    def work(connection: Connection, org: str) -> int:
        check_home(connection, org)
        return _purge(connection, org, now)

    return sum(register.write(lambda c, org=org: work(c, org)) for org in here)  # type: ignore[misc]


def _purge(connection: Connection, org: str, now: int) -> int:
    """The oldest entries go; of each chain it is kept where it stood, so that what is left can still be checked."""
    if accesses.ends(connection, org, OF_ORG, hold=True) is None:
        return 0
    upto = accesses.received_before(connection, org, now - KEPT_MS)
    if not upto:
        return 0
    count, stood = 0, dict[str, tuple[int, bytes]]()
    for held in accesses.walk(connection, org, upto):
        count += 1
        stood[OF_ORG] = held.seq, held.chain
        if held.fault != FORKED:
            stood[held.log] = held.n, held.hash
    for log, (base, head) in stood.items():
        accesses.change_ends(connection, org, log, base=base, base_head=head, purged_at=now)
    accesses.remove(connection, org, upto)
    return count
