"""A batch of changes meeting its records: merged field by field, lost races kept in conflict records.

Two rounds: the records first, then the conflicts their clashes leave. Within a round records are inserted, then
locked, in order of id (see `register.records`), so no two batches ever wait for each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from espace_mobile.protocol import conflict, nameless
from espace_mobile.protocol.change import Change, Clash, Entry, apply
from espace_mobile.protocol.messages import CONFLICT, REFUSED, STORED
from espace_mobile.protocol.record import ERASED, TEAM, Record, is_erased, merge
from espace_mobile.protocol.stamp import Stamp
from sync_server.register.devices import PLANNER, SUPERVISOR, Device
from sync_server.register.records import Held, Row, Writer
from sync_server.service.admission import MAX_RECORD, Arrival
from sync_server.service.leaving import after_move, after_visit, is_seen, teams_said, with_teams

Answer = tuple[str, str]  # verdict, reason
# The changes that set some values, each named by its record and stamp: those that are known.
Origins = Callable[[Set[tuple[str, Stamp]]], Mapping[tuple[str, Stamp], Change]]
STORED_ANSWER: Answer = (STORED, "")


@dataclass(slots=True)
class Folded:
    """What a record became: `row` to write (None: as it was), answers by n, the races lost by n."""

    row: Row | None
    answers: dict[int, Answer] = field(default_factory=dict)
    before: Record | None = None
    state: Record | None = None
    clashes: list[tuple[int, Clash]] = field(default_factory=list)
    late: bool = False  # something came after what had replaced it: whoever said so may show it, and is told again


class Meeting:
    """`answers` by n, the ids of the records `touched`, those of the records that are `erased` and of the conflicts
    about them, and those whose erasure is `news`, once `take` has run."""

    def __init__(self, writer: Writer, device: Device, origins: Origins) -> None:
        self._writer, self._device, self._origins = writer, device, origins
        self._clashed: list[tuple[int, Record, Clash]] = []
        self._followed: dict[str, Record] = {}
        self.answers: dict[int, Answer] = {}
        self.touched: set[str] = set()
        self.erased: set[str] = set()
        self.news: set[str] = set()

    def take(self, arrivals: Iterable[Arrival]) -> None:
        plain: dict[str, list[Arrival]] = {}
        settling: dict[str, list[Arrival]] = {}
        for arrival in arrivals:
            if arrival.reason:
                self.answers[arrival.n] = REFUSED, arrival.reason
                continue
            (settling if arrival.kind == conflict.KIND else plain).setdefault(arrival.record, []).append(arrival)
        self._round(plain, {}, {})
        self._round(settling, self._conflicts(), self._followed)

    def _round(self, groups: dict[str, list[Arrival]], kept: dict[str, Record], followed: dict[str, Record]) -> None:
        """`kept`: states to merge in, `followed`: those to merge in where there is something to merge with."""
        ids = sorted(groups.keys() | kept.keys() | followed.keys())
        if not ids:
            return
        known = self._writer.known(ids)
        added = kept | {id: _both(kept.get(id), one) for id, one in followed.items() if id in kept or id in known}
        fresh = {id: self._fold(id, None, groups.get(id, ()), added.get(id)) for id in ids if id not in known}
        raced = self._writer.insert(_rows(fresh.values()))
        there = self._writer.lock(sorted(known | raced))
        met = {id: self._fold(id, held, groups.get(id, ()), added.get(id)) for id, held in there.items()}
        self._writer.update(_rows(met.values()))
        for id, folded in (fresh | met).items():
            self._note(id, folded)

    def _note(self, id: str, folded: Folded) -> None:
        self.answers.update(folded.answers)
        if folded.row:
            self.touched.add(id)
        before, state = folded.before, folded.state
        if state is None:
            return
        self._clashed += [(n, state, clash) for n, clash in folded.clashes]
        if is_erased(state):
            self.erased.add(id)
            if before is None or not is_erased(before):
                self.news.add(id)
        if before is not None and state.kind != conflict.KIND:
            self._follow(before, state)

    def _follow(self, before: Record, state: Record) -> None:
        """The conflicts about a record go where it goes, and end when it ends."""
        what = ERASED if is_erased(state) else TEAM
        if before.fields.get(what) == state.fields.get(what):
            return
        fields, stamps = {what: state.fields[what]}, {what: state.stamps[what]}
        for name in before.fields:
            id = conflict.conflict_id(state.id, name)
            self._followed[id] = Record(id, conflict.KIND, fields, stamps)

    def _conflicts(self) -> dict[str, Record]:
        """What the clashes leave, by id. A record does not say who set a field nor over what; its history does."""
        if not self._clashed:
            return {}
        sides = {(record.id, e.stamp) for _, record, clash in self._clashed for e in (clash.kept, clash.lost)}
        origins = self._origins(sides)
        left: dict[str, Record] = {}
        for n, record, clash in self._clashed:
            kept, lost = (_told(clash.field, e, origins.get((record.id, e.stamp))) for e in (clash.kept, clash.lost))
            if kept.base == lost.stamp or record.id in self.erased:
                continue  # it was replaced knowingly, and only came after what replaced it; or nothing is left of it
            self.answers[n] = CONFLICT, ""
            one = conflict.conflict_record(record, Clash(clash.field, kept, lost))
            left[one.id] = merge(left[one.id], one) if one.id in left else one
        return left

    def _fold(self, id: str, held: Held | None, arrivals: Sequence[Arrival], added: Record | None) -> Folded:
        if held is None and added is None and len(arrivals) == 1:
            return self._first(arrivals[0])
        before = state = Record.of_body(id, held.body) if held else None
        folded = Folded(None, before=before)
        may_overflow = len(held.body if held else b"") + sum(len(a.packed) for a in arrivals) > MAX_RECORD
        for arrival in arrivals:
            state = self._step(state, arrival, may_overflow, folded)
        folded.state = state = _keeping(state, added)
        if state is not None:
            former = self._former(before, state, held, arrivals)
            if state != before or folded.late or (held and former != held.former):
                folded.row = _row(state, former)
        return folded

    def _former(
        self, before: Record | None, state: Record, held: Held | None, arrivals: Sequence[Arrival]
    ) -> str | None:
        team = state.fields.get(TEAM)
        former = after_move(held.former, before.fields.get(TEAM), team) if held and before else None
        if not arrivals:
            return former
        said = teams_said([arrival.change for arrival in arrivals], state)
        return after_visit(with_teams(former, said - {team}), self._device.teams, team)

    def _first(self, arrival: Arrival) -> Folded:
        """The usual case: a record nobody knew, and one change. There is nothing to merge, nor to encode again."""
        if not arrival.ready and (not arrival.change.set or ERASED in arrival.change.set):
            folded = Folded(None)
            state = folded.state = self._step(None, arrival, False, folded)
            folded.row = _row(state, None) if state is not None else None
            return folded
        former = after_visit(None, self._device.teams, arrival.team)
        row = Row(arrival.record, arrival.kind, arrival.team, arrival.first_body(), former)
        return Folded(row, {arrival.n: STORED_ANSWER})

    def _step(self, state: Record | None, arrival: Arrival, may_overflow: bool, folded: Folded) -> Record | None:
        change = arrival.change
        reason = self._objection(state, change)
        merged, clashes = apply(state, change)
        if not reason and may_overflow and len(merged.body()) > MAX_RECORD:
            reason = "too_large:record"
        if reason:
            folded.answers[arrival.n] = REFUSED, reason
            return state
        folded.answers[arrival.n] = STORED_ANSWER
        if not change.set:  # what is left of a change to a record that was erased
            return state
        # Two settlements of one conflict merge; a conflict about a conflict would help nobody.
        folded.late = folded.late or any(merged.fields.get(name) != value for name, value in change.set.items())
        if merged.kind != conflict.KIND:
            folded.clashes += [(arrival.n, clash) for clash in clashes]
        return merged

    def _objection(self, state: Record | None, change: Change) -> str:
        if ERASED in change.set and self._device.role != SUPERVISOR and not (state and is_erased(state)):
            return "role"
        if state is None:
            return ""
        if state.kind != change.kind:
            return "malformed:kind"
        if self._device.role == PLANNER and nameless.blanks(state.kind, change.set, state.fields):
            return "role"
        return "" if self._may_move(state, change) else "out_of_scope"

    def _may_move(self, state: Record, change: Change) -> bool:
        """A record leaves a team by the hand of one of its devices: nobody fetches what was not theirs.

        What is older than the last move moves nothing: it may be how the record was made.
        """
        there = state.fields.get(TEAM)
        if TEAM not in change.set or there in (None, change.set[TEAM]) or change.stamp < state.stamps[TEAM]:
            return True
        return is_seen(self._device.teams, there) or state.stamps[TEAM].device == self._device.id


def _rows(folded: Iterable[Folded]) -> list[Row]:
    return [f.row for f in folded if f.row]


def _row(state: Record, former: str | None) -> Row:
    return Row(state.id, state.kind, state.fields.get(TEAM), state.body(), former)


def _both(one: Record | None, other: Record) -> Record:
    return merge(one, other) if one else other


def _told(field: str, entry: Entry, origin: Change | None) -> Entry:
    return replace(entry, base=origin.base.get(field), by=origin.by) if origin else entry


def _keeping(state: Record | None, added: Record | None) -> Record | None:
    """The conflict with the values a clash adds. Past the limit of a record they stay in the history alone."""
    if added is None or state is None:
        return state or added
    grown = merge(state, added)
    return grown if is_erased(grown) or len(grown.body()) <= MAX_RECORD else state
