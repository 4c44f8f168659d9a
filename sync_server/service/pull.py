"""A pull: the records that changed since a cursor, as far as the device may see them, a page at a time."""

from __future__ import annotations

from contextlib import closing

from sqlalchemy.engine import Connection

from espace_mobile.errors import Malformed
from espace_mobile.protocol.cursor import START, Cursor
from espace_mobile.protocol.messages import MAX_PAGE, Page
from sync_server.register import records
from sync_server.register.devices import Device
from sync_server.service.scope import standing

MAX_PAGE_BYTES = 4 << 20


def pull(connection: Connection, org: str, id: str, cursor: str, limit: int, now: int) -> Page:
    """Raises `Unauthorised`, `Malformed`."""
    if not 1 <= limit <= MAX_PAGE:
        raise Malformed(field="limit")
    # The counter is read before the records: what commits in between is for the next pull.
    device, epoch, seq, key, _ = standing(connection, org, id)
    after = _start(cursor, epoch, seq)
    taken, last = _take(connection, device, after, seq, limit) if after[0] <= seq else ([], None)
    reached = Cursor(epoch, *last) if last else Cursor(epoch, seq)
    return Page(taken, reached.encode(), last is not None, device.high_n, now, epoch, key=key)


def _start(text: str, epoch: str, seq: int) -> tuple[int, str]:
    """The (seq, id) to read past. A cursor of another life of the register starts over."""
    if text == START:
        return 1, ""
    cursor = _decoded(text)
    if cursor.epoch != epoch or cursor.seq > seq:
        return 1, ""
    return (cursor.seq, cursor.after) if cursor.after else (cursor.seq + 1, "")


def _decoded(text: str) -> Cursor:
    try:
        return Cursor.decode(text)
    except Malformed:
        raise Malformed(field="cursor") from None


def _take(
    connection: Connection, device: Device, after: tuple[int, str], top: int, limit: int
) -> tuple[list[tuple[str, bytes]], tuple[int, str] | None]:
    """At most `limit` records and `MAX_PAGE_BYTES`, and where they end if there are more."""
    taken: list[tuple[str, bytes]] = []
    room, last = MAX_PAGE_BYTES, after
    with closing(records.changed(connection, device.org, device.teams, after, top, limit + 1)) as found:
        for id, seq, body in found:
            room -= len(body)
            if taken and (len(taken) == limit or room < 0):
                return taken, last
            taken.append((id, body))
            last = seq, id
    return taken, None
