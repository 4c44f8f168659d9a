"""The nine barriers: the file keeps the state of today, and beside it each step that led there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from espace_mobile.app.actions.change import check_here, current, held
from espace_mobile.app.actions.files import told_of
from espace_mobile.domain.barrier_change import BarrierChange
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import Barrier, BarrierState
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

_NEXT = {
    BarrierState.NOT_DISCUSSED: BarrierState.YES,
    BarrierState.YES: BarrierState.RESOLVED,
    BarrierState.RESOLVED: BarrierState.NOT_DISCUSSED,
}
ONE_GESTURE = timedelta(minutes=1)  # taps that go through « yes » to « resolved » tell one step, not two


@dataclass(frozen=True)
class Step:
    """What one tap did. `written`: the history's line of it, `instead_of` the line it replaced, if it did."""

    person: Person
    barrier: Barrier
    before: BarrierState
    after: BarrierState
    written: BarrierChange | None
    instead_of: BarrierChange | None


@held
def cycle_barrier(replica: Replica, person: Person, barrier: Barrier, worker: Worker, *, now: datetime) -> Step:
    """Not discussed → yes → resolved → not discussed, from the state that was shown; with its line of history, in one
    commit. Raises `InputError` like `check_here`."""
    before = person.barriers[barrier]
    after = _NEXT.get(before, BarrierState.NOT_DISCUSSED)
    check_here(replica, person)
    history = history_of(replica, person.id, barrier)
    instead_of = _of_this_gesture(history, worker, now)
    was = _state_before(history, instead_of, before)
    written = None
    if after != was:
        written = BarrierChange(
            id=instead_of.id if instead_of else new_id(), team=person.team, person_id=person.id, at=now,
            barrier=barrier, state=after, worker_id=worker.id,
        )  # fmt: skip
    changed = current(replica, person).with_barrier(barrier, after)
    gone = [instead_of] if instead_of and not written else []
    replica.save(changed, *([written] if written else []), by=worker.id, deleting=gone)
    return Step(changed, barrier, before, after, written, instead_of)


@held
def undo(replica: Replica, step: Step, worker: Worker) -> None:
    """Raises `InputError` like `check_here`. A state that somebody set since stays."""
    check_here(replica, step.person)
    person = current(replica, step.person)
    saved: list[Person | BarrierChange] = [step.instead_of] if step.instead_of else []
    if person.barriers[step.barrier] == step.after:
        saved.append(person.with_barrier(step.barrier, step.before))
    gone = [step.written] if step.written and not step.instead_of else []
    replica.save(*saved, by=worker.id, deleting=gone)


def history_of(replica: Replica, person_id: str, barrier: Barrier | None = None) -> list[BarrierChange]:
    """Newest first; of one barrier, or of all nine."""
    found = [c for c in told_of(replica, BarrierChange, person_id) if barrier in (None, c.barrier)]
    return sorted(found, key=lambda c: (c.at, c.id), reverse=True)


def since(history: list[BarrierChange], state: BarrierState) -> datetime | None:
    """Since when a barrier is in this state, from its own `history_of`. None when that was not written down."""
    began = None
    for change in history:
        if change.state != state:
            break
        began = change.at  # two tablets may both have set it: the first one did
    return began


def _of_this_gesture(history: list[BarrierChange], worker: Worker, now: datetime) -> BarrierChange | None:
    last = history[0] if history else None
    mine = last is not None and last.worker_id == worker.id and timedelta() <= now - last.at < ONE_GESTURE
    return last if mine else None


def _state_before(
    history: list[BarrierChange], instead_of: BarrierChange | None, shown: BarrierState
) -> BarrierState | None:
    """What the line to be written stands after: of a gesture that goes on, what there was before it began."""
    if instead_of is None:
        return shown
    return history[1].state if len(history) > 1 else BarrierState.NOT_DISCUSSED
