"""A push: which changes are new, what becomes of them, and how far the device has been heard. One transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy.engine import Connection

from espace_mobile.errors import ClockAhead, IdentityReused, Malformed
from espace_mobile.protocol.change import Change
from espace_mobile.protocol.clock import MAX_AHEAD_MS
from espace_mobile.protocol.messages import HAD, MAX_BATCH, REFUSED, STORED, Pushed, Verdict
from espace_mobile.protocol.stamp import Stamp, at_ms, highest
from sync_server.register import devices, history, records
from sync_server.register.devices import Device
from sync_server.register.history import Line, Seen
from sync_server.service.admission import Arrival
from sync_server.service.merging import Answer, Meeting
from sync_server.service.scope import standing_of_past, standing_to_push


class Taken(NamedTuple):
    """What a push is answered, and whether something was erased by it: then its traces are to be removed."""

    answer: Pushed
    erased: bool


def push(connection: Connection, org: str, id: str, batch: Sequence[Arrival], now: int, past: str = "") -> Taken:
    """`past`: the id that device `id` gave up, whose changes these are, if they are not its own.

    Raises `Unauthorised`, `IdentityReused`, `ClockAhead`, `Refused`, and then nothing was stored.
    """
    found = standing_of_past(connection, org, id, past) if past else standing_to_push(connection, org, id)
    device, epoch, *_ = found
    numbered = _numbered(connection, device, batch)
    seen = _seen(connection, device, numbered)
    had = [_had(seen[a.n], a) for a in numbered if a.n in seen]
    fresh = list(_fresh(numbered, device.high_n))
    _check_clock(fresh, now)
    answers, erased = _store(connection, device, fresh, now) if fresh else ({}, False)
    verdicts = had + [Verdict(n, *answer) for n, answer in sorted(answers.items()) if answer[0] != STORED]
    have = fresh[-1].n if fresh else device.high_n
    return Taken(Pushed(have, now, epoch, verdicts), erased)


def _numbered(connection: Connection, device: Device, batch: Sequence[Arrival]) -> list[Arrival]:
    """Changes are consecutive: what can't say its number has the one its place gives it."""
    if all(arrival.n for arrival in batch):
        return list(batch)
    legible = next((i for i, arrival in enumerate(batch) if arrival.n), None)
    first = _recalled(connection, device, batch[0]) if legible is None else batch[legible].n - legible
    if first < 1:
        raise Malformed(field="n")
    numbered: list[Arrival] = []
    for arrival in batch:
        expected = numbered[-1].n + 1 if numbered else first
        numbered.append(arrival if arrival.n else replace(arrival, n=expected))
    return numbered


def _recalled(connection: Connection, device: Device, arrival: Arrival) -> int:
    """No change of the batch says its number: it is new, unless these bytes were set aside before."""
    latest = history.seen(connection, device.org, device.id, device.high_n - MAX_BATCH + 1, device.high_n)
    return next((line.n for line in latest if line.hash == arrival.hash), device.high_n + 1)


def _seen(connection: Connection, device: Device, batch: Sequence[Arrival]) -> dict[int, Seen]:
    old = [arrival.n for arrival in batch if arrival.n <= device.high_n]
    if not old:
        return {}
    return {line.n: line for line in history.seen(connection, device.org, device.id, min(old), max(old))}


def _had(seen: Seen, arrival: Arrival) -> Verdict:
    if seen.hash != arrival.hash:
        raise IdentityReused(n=arrival.n)
    # A refusal whose answer was lost must still reach the device.
    return Verdict(arrival.n, REFUSED, seen.reason) if seen.verdict == REFUSED else Verdict(arrival.n, HAD)


def _fresh(batch: Sequence[Arrival], have: int) -> Iterator[Arrival]:
    """The changes that follow what is held, up to the first hole."""
    taken: dict[int, bytes] = {}
    for arrival in batch:
        if arrival.n in taken and taken[arrival.n] != arrival.hash:
            raise IdentityReused(n=arrival.n)
        if arrival.n > have + 1:
            return
        if arrival.n == have + 1:
            have += 1
            taken[have] = arrival.hash
            yield arrival


def _check_clock(fresh: Sequence[Arrival], now: int) -> None:
    latest = at_ms(now + MAX_AHEAD_MS)
    if any(a.at > latest and not _follows(a.change) for a in fresh):
        raise ClockAhead(now=now)


def _follows(change: Change) -> bool:
    """It comes right after what its author saw, by no clock: the register itself gave that stamp, when its own clock
    was ahead."""
    return 0 < change.at - highest(change.base) < at_ms(1)


def _store(
    connection: Connection, device: Device, fresh: Sequence[Arrival], now: int
) -> tuple[dict[int, Answer], bool]:
    writer = records.writer(connection, device.org)
    meeting = Meeting(writer, device, lambda values: _origins(connection, device.org, fresh, values))
    meeting.take(fresh)
    lines = [_line(arrival, meeting.answers[arrival.n], now, meeting.erased) for arrival in fresh]
    history.add(connection, device.org, device.id, lines)
    if meeting.news:
        history.redact(connection, device.org, meeting.news)
    devices.change(connection, device.org, device.id, high_n=fresh[-1].n, last_seen_at=now)
    writer.stamp(sorted(meeting.touched))
    return meeting.answers, bool(meeting.news)


def _origins(
    connection: Connection, org: str, fresh: Sequence[Arrival], values: Set[tuple[str, Stamp]]
) -> dict[tuple[str, Stamp], Change]:
    """The changes that set these values: some are of this very batch."""
    here = {(a.record, a.stamp): a for a in fresh if not a.reason}
    found = {value: here[value].change for value in values & here.keys()}
    records = {record for record, _ in values - found.keys()}
    times = {stamp.at for _, stamp in values - found.keys()}
    for device, body in history.made_at(connection, org, records, times) if records else ():
        change = Change.unpack(device, body)
        found[change.record, change.stamp] = change
    return found


def _line(arrival: Arrival, answer: Answer, now: int, erased: Set[str]) -> Line:
    verdict, reason = answer
    if verdict == REFUSED:
        return Line(arrival.n, None, arrival.hash, arrival.at, now, verdict, reason, None)
    body = None if arrival.record in erased else arrival.packed
    return Line(arrival.n, arrival.record, arrival.hash, arrival.at, now, verdict, reason, body)
