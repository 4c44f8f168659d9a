"""Fields that two devices set without seeing each other: both values kept, one to be chosen. Works offline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from espace_mobile.app.actions.change import held
from espace_mobile.app.actions.files import head_id, members, told_of
from espace_mobile.domain import same_decision
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.person import Person
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.change import Entry
from espace_mobile.protocol.stamp import Stamp
from espace_mobile.store import settling
from espace_mobile.store.drafting import Draft
from espace_mobile.store.open_conflict import OpenConflict
from espace_mobile.store.replica import Replica
from espace_mobile.store.settling import Settled


@dataclass(frozen=True)
class Candidate:
    """A value that somebody gave: `by` is a worker's id, perhaps of one this device does not know, or empty. `stamp`:
    which entry of the conflict it is; empty for what only shows."""

    value: Any
    at: datetime
    by: str
    stamp: str = ""


@dataclass(frozen=True)
class Disagreement:
    """`field` of the record `of`; its candidates newest first. The first one is what shows meanwhile.

    Of a file that was merged, what shows is the value of the file that stands for it: it is a candidate too.
    """

    id: str
    of: str
    of_kind: str
    field: str
    candidates: tuple[Candidate, ...]


def open_conflicts(replica: Replica, of: str | None = None) -> list[Disagreement]:
    """Of one record, or of all of them; in the order of their fields. Only what somebody must choose, of what is not
    deleted: what goes along with another field's decision is not asked (`domain.same_decision`)."""
    return _asked(replica, replica.conflicts(of))


def conflicts_of_person(replica: Replica, person_id: str) -> list[Disagreement]:
    """Of every file of the person first, then of what is told of them. Work: what is told of the person."""
    ids = [*members(replica, person_id)]
    told = [kind for kind in KINDS.values() if kind.about == "person_id" and "person_id" in kind.indexed]
    ids += [fact.id for kind in told for fact in told_of(replica, kind, person_id)]
    found = _asked(replica, (conflict for id in ids for conflict in replica.conflicts(id)))
    return sorted(found, key=lambda d: d.of_kind != Person.kind)


def latest_first(found: Iterable[Disagreement]) -> list[Disagreement]:
    """Those of one record together, in the order of their fields."""
    of: dict[str, list[Disagreement]] = {}
    for disagreement in found:
        of.setdefault(disagreement.of, []).append(disagreement)
    together = sorted(of.values(), key=lambda some: max(d.candidates[0].at for d in some), reverse=True)
    return [disagreement for some in together for disagreement in some]


def subject(replica: Replica, disagreement: Disagreement) -> Fact | None:
    """What the values are about, as it is now."""
    return replica.get(KINDS[disagreement.of_kind], disagreement.of)


@held
def settle(replica: Replica, disagreement: Disagreement, value: Any, worker: Worker) -> Settled:
    """Keep `value`: one of the candidates, or another one typed now. Every candidate counts as seen, and what goes
    along with the field is decided likewise. One commit; `reopen` undoes it."""
    d = disagreement
    chosen = next((c for c in d.candidates if c.value == value), None)
    beside = [c for c in replica.conflicts(d.of) if same_decision.goes_along(d.of_kind, c.field, d.field)]
    decided = {d.id: value} | {other.id: _value_beside(replica, other, chosen) for other in beside}
    head = head_id(replica, d.of) if d.of_kind == Person.kind else d.of
    if head == d.of:
        return settling.settle(replica, decided, worker.id)
    if chosen is not None and not chosen.stamp:  # what shows stays: nothing is written where nobody reads
        return settling.settle(replica, decided | {d.id: _said(replica, d.of_kind, d.of, d.field)}, worker.id)
    shown = {d.field: value} | {other.field: decided[other.id] for other in beside}
    return settling.settle(replica, decided, worker.id, [Draft(Person.kind, head, shown, Person.sealed)])


@held
def reopen(replica: Replica, settled: Settled, worker: Worker) -> None:
    """Undo `settle`. Raises `InputError` (`record`, `erased`)."""
    settling.reopen(replica, settled, worker.id)


def _asked(replica: Replica, conflicts: Iterable[OpenConflict]) -> list[Disagreement]:
    found = sorted(conflicts, key=lambda c: (c.of_kind, c.of, c.field))
    asked: list[Disagreement] = []
    for (kind, of), some in groupby(found, key=lambda c: (c.of_kind, c.of)):
        if kind not in KINDS or replica.get(KINDS[kind], of) is None:
            continue
        of_record = list(some)
        fields = {conflict.field for conflict in of_record}
        asked += [_disagreement(replica, c) for c in of_record if same_decision.is_asked(kind, c.field, fields)]
    return asked


def _disagreement(replica: Replica, conflict: OpenConflict) -> Disagreement:
    candidates = tuple(_candidate(entry) for entry in conflict.values)
    found = Disagreement(conflict.id, conflict.of, conflict.of_kind, conflict.field, candidates)
    return _with_what_shows(replica, found) if conflict.of_kind == Person.kind else found


def _with_what_shows(replica: Replica, found: Disagreement) -> Disagreement:
    head = head_id(replica, found.of)
    record = replica.record(Person.kind, head) if head != found.of else None
    if record is None or found.field not in record.fields:
        return found
    value = record.fields[found.field]
    if any(c.value == value for c in found.candidates):
        return found
    shows = Candidate(value, _instant(record.stamps[found.field]), "")
    return replace(found, candidates=(shows, *found.candidates))


def _value_beside(replica: Replica, other: OpenConflict, chosen: Candidate | None) -> Any:
    """Of a field that goes along: what was written with the chosen value; else what it says now."""
    beside = [e.value for e in other.values if chosen is not None and e.stamp.text() == chosen.stamp]
    return beside[0] if beside else _said(replica, other.of_kind, other.of, other.field)


def _said(replica: Replica, kind: str, id: str, field: str) -> Any:
    record = replica.record(kind, id)
    return record.fields.get(field) if record else None


def _candidate(entry: Entry) -> Candidate:
    return Candidate(entry.value, _instant(entry.stamp), entry.by, entry.stamp.text())


def _instant(stamp: Stamp) -> datetime:
    return datetime.fromtimestamp(stamp.ms / 1000, UTC)
