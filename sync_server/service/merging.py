"""A batch of changes meeting its records: merged field by field, lost races kept in conflict records.

Two rounds: the records first, then the conflicts their clashes leave. Within a round records are inserted, then
locked, in order of id (see `register.records`), so no two batches ever wait for each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from espace_mobile.protocol import conflict
from espace_mobile.protocol.change import Change, Clash, apply
from espace_mobile.protocol.messages import CONFLICT, REFUSED, STORED
from espace_mobile.protocol.record import TEAM, Record, merge
from espace_mobile.protocol.stamp import Stamp
from sync_server.register.devices import ALL_TEAMS, Device
from sync_server.register.records import Row, Writer
from sync_server.service.admission import MAX_RECORD, Arrival

Answer = tuple[str, str]  # verdict, reason
Author = Callable[[str, Stamp], str]  # the worker who set a field of a record, by the stamp; "" when unknown
STORED_ANSWER: Answer = (STORED, "")


@dataclass(slots=True)
class Folded:
    """What a record became: `row` to write (None: as it was), answers by n, the conflicts it leaves."""

    row: Row | None
    answers: dict[int, Answer] = field(default_factory=dict)
    conflicts: list[Record] = field(default_factory=list)


class Meeting:
    """`answers` by n, and the ids of the records `touched`, once `take` has run."""

    def __init__(self, writer: Writer, device: Device, author: Author) -> None:
        self._writer, self._device, self._author = writer, device, author
        self._conflicts: dict[str, Record] = {}
        self.answers: dict[int, Answer] = {}
        self.touched: set[str] = set()

    def take(self, arrivals: Iterable[Arrival]) -> None:
        plain: dict[str, list[Arrival]] = {}
        settling: dict[str, list[Arrival]] = {}
        for arrival in arrivals:
            change = arrival.change
            if change is None:
                self.answers[arrival.n] = REFUSED, arrival.reason
                continue
            (settling if change.kind == conflict.KIND else plain).setdefault(change.record, []).append(arrival)
        self._round(plain, {})
        self._round(settling, self._conflicts)

    def _round(self, groups: dict[str, list[Arrival]], kept: dict[str, Record]) -> None:
        ids = sorted(groups.keys() | kept.keys())
        if not ids:
            return
        known = self._writer.known(ids)
        fresh = {id: self._fold(id, None, groups.get(id, ()), kept.get(id)) for id in ids if id not in known}
        raced = self._writer.insert(_rows(fresh.values()))
        there = self._writer.lock(sorted(known | raced))
        met = {id: self._fold(id, body, groups.get(id, ()), kept.get(id)) for id, body in there.items()}
        self._writer.update(_rows(met.values()))
        for folded in (fresh | met).values():
            self._note(folded)

    def _note(self, folded: Folded) -> None:
        self.answers.update(folded.answers)
        if folded.row:
            self.touched.add(folded.row.id)
        for left in folded.conflicts:
            there = self._conflicts.get(left.id)
            self._conflicts[left.id] = merge(there, left) if there else left

    def _fold(self, id: str, body: bytes | None, arrivals: Iterable[Arrival], kept: Record | None) -> Folded:
        arrivals = list(arrivals)
        if body is None and kept is None and len(arrivals) == 1:
            return _first(arrivals[0])
        before = state = Record.of_body(id, body) if body is not None else None
        folded = Folded(None)
        may_overflow = len(body or b"") + sum(len(a.packed) for a in arrivals) > MAX_RECORD
        for arrival in arrivals:
            state = self._step(state, arrival, may_overflow, folded)
        state = _keeping(state, kept)
        if state is not None and state != before:
            folded.row = _row(state)
        return folded

    def _step(self, state: Record | None, arrival: Arrival, may_overflow: bool, folded: Folded) -> Record | None:
        change = arrival.change
        assert change is not None
        reason = self._objection(state, change)
        merged, clashes = apply(state, change)
        if not reason and may_overflow and len(merged.body()) > MAX_RECORD:
            reason = "too_large:record"
        if reason:
            folded.answers[arrival.n] = REFUSED, reason
            return state
        left = _left(merged, [self._signed(change.record, clash) for clash in clashes])
        folded.conflicts += left
        folded.answers[arrival.n] = (CONFLICT, "") if left else STORED_ANSWER
        return merged

    def _signed(self, record: str, clash: Clash) -> Clash:
        """A record does not say who set a field; its history does, and a supervisor will ask."""
        kept, lost = (e if e.by else replace(e, by=self._author(record, e.stamp)) for e in (clash.kept, clash.lost))
        return replace(clash, kept=kept, lost=lost)

    def _objection(self, state: Record | None, change: Change) -> str:
        if state is None:
            return ""
        if state.kind != change.kind:
            return "malformed:kind"
        return "" if self._may_move(state, change) else "out_of_scope"

    def _may_move(self, state: Record, change: Change) -> bool:
        """A record leaves a team by the hand of one of its devices: nobody fetches what was not theirs."""
        there = state.fields.get(TEAM)
        if TEAM not in change.set or there is None or there == change.set[TEAM]:
            return True
        teams = self._device.teams
        return teams == ALL_TEAMS or there in teams or state.stamps[TEAM].device == self._device.id


def _rows(folded: Iterable[Folded]) -> list[Row]:
    return [f.row for f in folded if f.row]


def _first(arrival: Arrival) -> Folded:
    """The usual case: a record nobody knew, and one change. There is nothing to merge, nor to encode again."""
    change = arrival.change
    assert change is not None
    row = Row(change.record, change.kind, change.set.get(TEAM), arrival.body)
    return Folded(row, {arrival.n: STORED_ANSWER})


def _row(state: Record) -> Row:
    return Row(state.id, state.kind, state.fields.get(TEAM), state.body())


def _left(state: Record, clashes: list[Clash]) -> list[Record]:
    """Two settlements of one conflict merge; a conflict about a conflict would help nobody."""
    if state.kind == conflict.KIND:
        return []
    return [conflict.conflict_record(state, clash) for clash in clashes]


def _keeping(state: Record | None, kept: Record | None) -> Record | None:
    """The conflict with the values a clash adds. Past the limit of a record they stay in the history alone."""
    if kept is None or state is None:
        return state or kept
    grown = merge(state, kept)
    return grown if len(grown.body()) <= MAX_RECORD else state
