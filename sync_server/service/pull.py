"""A pull: the records that changed since a cursor, as far as the device may see them, a page at a time."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from espace_mobile.errors import Malformed
from espace_mobile.protocol import nameless
from espace_mobile.protocol.cursor import START, Cursor, scope_name
from espace_mobile.protocol.messages import MAX_PAGE, Page
from espace_mobile.protocol.record import Record
from sync_server.register import records
from sync_server.register.devices import PLANNER, Device
from sync_server.register.records import Found
from sync_server.service.leaving import former_teams, is_seen
from sync_server.service.scope import standing

MAX_PAGE_BYTES = 4 << 20
BEGINNING = (1, "")  # commits count from one


def pull(connection: Connection, org: str, id: str, cursor: str, limit: int, now: int) -> Page:
    """Raises `Unauthorised`, `Malformed`."""
    if not 1 <= limit <= MAX_PAGE:
        raise Malformed(field="limit")
    # The counter is read before the records: what commits in between is for the next pull.
    device, epoch, seq, key, _ = standing(connection, org, id)
    scope = scope_name(device.teams, nameless.MARK if device.role == PLANNER else "")
    after = _start(cursor, epoch, seq, scope)
    reading = _Reading()
    if (after or BEGINNING)[0] <= seq:
        reading.read(connection, device, after or BEGINNING, seq, limit)
    reached = Cursor(epoch, *(reading.last or (seq, "")), scope)
    return Page(
        reading.taken,
        reached.encode(),
        reading.last is not None,
        device.high_n,
        now,
        epoch,
        reading.gone,
        None if after else device.teams,
        key,
    )


def _start(text: str, epoch: str, seq: int, scope: str) -> tuple[int, str] | None:
    """The (seq, id) to read past; None: from the beginning, as with a cursor of another life of the register, or one
    that was read for other teams, or by other lists of what a planner may be told."""
    if text == START:
        return None
    cursor = _decoded(text)
    if cursor.epoch != epoch or cursor.seq > seq or cursor.scope != scope:
        return None
    return (cursor.seq, cursor.after) if cursor.after else (cursor.seq + 1, "")


def _decoded(text: str) -> Cursor:
    try:
        return Cursor.decode(text)
    except Malformed:
        raise Malformed(field="cursor") from None


@dataclass(slots=True)
class _Reading:
    """`taken`: records for the device; `gone`: those it must forget; `last`: where the page ends when there is more."""

    taken: list[tuple[str, bytes]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    last: tuple[int, str] | None = None

    def read(self, connection: Connection, device: Device, after: tuple[int, str], top: int, limit: int) -> None:
        """At most `limit` records and `MAX_PAGE_BYTES`."""
        room, last = MAX_PAGE_BYTES, after
        with closing(records.changed(connection, device.org, device.teams, after, top, limit + 1)) as found:
            for n, one in enumerate(found):
                room -= len(one.body)
                if n and (n == limit or room < 0):
                    self.last = last
                    return
                self._take(device, one)
                last = one.seq, one.id

    def _take(self, device: Device, found: Found) -> None:
        if is_seen(device.teams, found.team):
            body = found.body if device.role != PLANNER else _nameless(found)
            if body is not None:
                self.taken.append((found.id, body))
        elif any(is_seen(device.teams, team) for team in former_teams(found.former)):
            self.gone.append(found.id)


def _nameless(found: Found) -> bytes | None:
    """What a planner's device receives of it; of what can't be read, nothing."""
    try:
        record = Record.of_body(found.id, found.body)
    except Malformed:
        return None
    told = nameless.shown(record)
    return found.body if told is record else told.body() if told is not None else None
