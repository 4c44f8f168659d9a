"""One thing done to many dates at once: first what it would change, then all of it in one commit.

Dates that were held are never changed, nor those that were cancelled or moved. `undoing.take_back` undoes it all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import StrEnum

from espace_mobile.app.actions import workers
from espace_mobile.app.actions.change import held
from espace_mobile.app.actions.outings import another_day
from espace_mobile.app.actions.planning import by_hand, check_hours, check_may, has_happened
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.schedule import TO_COME, in_order
from espace_mobile.domain.vocabulary import CancelReason, OutingStatus
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.store.replica import Replica


class Left(StrEnum):
    """Why a date is left as it is."""

    HELD = "held"
    OFF = "off"  # cancelled or moved
    SAME = "same"  # already so


@dataclass(frozen=True)
class Turned:
    """What becomes of a date: the facts that say it, or it is `deleted`."""

    saved: tuple[Outing, ...] = ()
    deleted: bool = False


Step = Callable[[Outing], Turned]


@dataclass(frozen=True)
class Preview:
    """What a step would do. `changed`: those it changes, in order; `moved`: how many of them leave a trace on their
    day; `left`: how many are left as they are, and why."""

    changed: tuple[Outing, ...] = ()
    saved: tuple[Outing, ...] = ()
    deleted: tuple[Outing, ...] = ()
    left: Counter[Left] = field(default_factory=Counter)

    @property
    def moved(self) -> int:
        return sum(1 for o in self.saved if o.status == OutingStatus.MOVED)


# The steps


def confirm() -> Step:
    return lambda o: Turned((o.but(status=OutingStatus.CONFIRMED),))


def give_team(team_id: str | None) -> Step:
    """Those who were named go with the team they are in."""
    return lambda o: Turned((o if o.team_id == team_id else by_hand(o, team_id=team_id, worker_ids=()),))


def give_van(vehicle_id: str | None) -> Step:
    return lambda o: Turned((by_hand(o, vehicle_id=vehicle_id),))


def set_hours(starts: time | None, ends: time | None) -> Step:
    """Local wall times. Raises `InputError`: (`starts`, `required`), (`ends`, `before_start`)."""
    if starts is None:
        raise InputError("starts", "required")
    check_hours(starts, ends)
    return lambda o: Turned((by_hand(o, starts=starts, ends=ends),))


def cancel(reason: CancelReason) -> Step:
    return lambda o: Turned((o.but(status=OutingStatus.CANCELLED, cancel_reason=reason),))


def shift(days: int) -> Step:
    """Later, or sooner when negative. A date that was announced is moved: its day keeps a trace of it."""

    def shifted(outing: Outing) -> Turned:
        on = outing.on + timedelta(days=days)
        if outing.status == OutingStatus.CONFIRMED and days:
            instead = another_day(outing, on, outing.starts, outing.ends)
            return Turned((instead, outing.but(status=OutingStatus.MOVED, moved_to_id=instead.id)))
        return Turned((by_hand(outing, on=on),))

    return shifted


def delete() -> Step:
    return lambda o: Turned(deleted=True)


def hide(hidden: bool, worker: Worker) -> Step:
    """From the public pages, or no longer. Raises `InputError` (`record`, `supervisor_only`)."""
    if not workers.may_supervise(worker):
        raise InputError("record", "supervisor_only")
    return lambda o: Turned((o.but(hidden=hidden),))


# All at once


def preview(replica: Replica, ids: Iterable[str], step: Step) -> Preview:
    """Reads only. Ids of dates that are gone are passed over."""
    changed: list[Outing] = []
    saved: list[Outing] = []
    deleted: list[Outing] = []
    left: Counter[Left] = Counter()
    for outing in sorted((o for id in set(ids) if (o := replica.get(Outing, id)) is not None), key=in_order):
        why = _why_left(replica, outing)
        turned = Turned() if why else step(outing)
        if why is None and not turned.deleted and turned.saved == (outing,):
            why = Left.SAME
        if why is not None:
            left[why] += 1
            continue
        changed.append(outing)
        saved += turned.saved
        deleted += [outing] if turned.deleted else []
    return Preview(tuple(changed), tuple(saved), tuple(deleted), left)


@held
def apply(replica: Replica, worker: Worker, ids: Iterable[str], step: Step) -> Done[Outing]:
    """One commit, of what there is now. Raises `InputError`: (`record`, `nothing_changes`), (`record`,
    `planner_only`)."""
    check_may(worker)
    shown = preview(replica, ids, step)
    if not shown.changed:
        raise InputError("record", "nothing_changes")
    if not shown.saved:
        replica.save(by=worker.id, deleting=shown.deleted)
        return Done(shown.deleted[0], deleted=shown.deleted)
    return do(replica, shown.saved[0], *shown.saved[1:], worker=worker, deleting=shown.deleted)


def _why_left(replica: Replica, outing: Outing) -> Left | None:
    if has_happened(replica, outing):
        return Left.HELD
    return None if outing.status in TO_COME else Left.OFF
