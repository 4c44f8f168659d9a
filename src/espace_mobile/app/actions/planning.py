"""Dates made, changed, repeated and deleted by hand. `undoing.take_back` undoes each.

The id of a date derives from its day, hour, place and team, as in an import: two planners who plan the same offline
plan one date, and a file that names it finds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, time
from typing import Any

from espace_mobile.app.actions import outings, undoing, workers
from espace_mobile.app.actions.change import Seen, check_here, current, held
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.outing_place import hours_at, type_at
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule import goes_ahead, in_order
from espace_mobile.domain.tally import Tally
from espace_mobile.domain.team import Team
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.domain.vocabulary import CancelReason, OutingStatus, OutingType
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import derived_id, new_id
from espace_mobile.store.replica import Replica


@dataclass(frozen=True)
class Plan:
    """A date as it is asked for, unchecked. `type` None: what its place says."""

    on: date | None = None
    place_id: str | None = None
    starts: time | None = None
    ends: time | None = None
    type: OutingType | None = None
    team_id: str | None = None
    vehicle_id: str | None = None
    worker_ids: tuple[str, ...] = ()
    partner_ids: tuple[str, ...] = ()

    @classmethod
    def of(cls, outing: Outing) -> Plan:
        return cls(**{field.name: getattr(outing, field.name) for field in fields(cls)})

    def kept(self, replica: Replica) -> dict[str, Any]:
        """The fields of an outing. Raises `InputError`: (`on` or `place_id`, `required`), (`ends`, `before_start`)."""
        if self.on is None:
            raise InputError("on", "required")
        place = replica.get(Place, self.place_id) if self.place_id else None
        if place is None:
            raise InputError("place_id", "required")
        check_hours(self.starts, self.ends)
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        return {**said, "type": self.type or type_at(place)}


def check_hours(starts: time | None, ends: time | None) -> None:
    """Raises `InputError` (`ends`, `before_start`)."""
    if starts and ends and ends <= starts:
        raise InputError("ends", "before_start")


def check_may(worker: Worker) -> None:
    """Raises `InputError` (`record`, `planner_only`)."""
    if not workers.may_plan(worker):
        raise InputError("record", "planner_only")


# Reading


def usual(replica: Replica, place: Place) -> Plan:
    """What a date there is like, before anybody says otherwise: at the hours of its market, else those of the last date
    there; with that date's team and van if they still go out, else the only ones there are."""
    last = max(replica.where(Outing, place_id=place.id), key=in_order, default=None)
    hours = hours_at(place) or ((last.starts, last.ends) if last else (None, None))
    teams, vans = ([t.id for t in replica.all(Team) if t.active], [v.id for v in replica.all(Vehicle) if v.active])
    return Plan(
        place_id=place.id, starts=hours[0], ends=hours[1], team_id=_again(last.team_id if last else None, teams),
        vehicle_id=_again(last.vehicle_id if last else None, vans),
    )  # fmt: skip


def _again(last: str | None, active: Sequence[str]) -> str | None:
    if last in active:
        return last
    return active[0] if len(active) == 1 else None


def days_at(replica: Replica, place_id: str | None) -> frozenset[date]:
    """The days on which one goes there, or went, already."""
    found = replica.where(Outing, place_id=place_id) if place_id else []
    return frozenset(o.on for o in found if goes_ahead(o))


def draft_of(asked: Plan, outing: Outing | None = None) -> Outing | None:
    """The date that a form describes so far, not saved: what warnings are told of. None without a day."""
    if asked.on is None:
        return None
    said = {**vars(asked), "type": asked.type or OutingType.VAN}
    return outing.but(**said) if outing else Outing(id=new_id(), **said)


def has_happened(replica: Replica, outing: Outing) -> bool:
    """Held, closed, or somebody counted there."""
    counted = replica.count(Contact, outing_id=outing.id) or replica.count(Tally, outing_id=outing.id)
    return outing.status == OutingStatus.HELD or outing.closed_at is not None or counted > 0


# Acting


def plan(replica: Replica, worker: Worker, asked: Plan) -> Done[Outing]:
    """A new date. Raises `InputError`: see `Plan.kept`; (`record`, `planner_only`)."""
    return repeat(replica, worker, asked, [asked.on] if asked.on else [])


@held
def repeat(replica: Replica, worker: Worker, asked: Plan, days: Iterable[date]) -> Done[Outing]:
    """The same date on each of these days, in one commit. Raises `InputError` like `plan`; (`on`, `required`) without a
    day."""
    check_may(worker)
    said = [replace(asked, on=day).kept(replica) for day in days]
    if not said:
        raise InputError("on", "required")
    made = [Outing(id=_free_id(replica, each), **each) for each in said]
    return do(replica, made[0], *made[1:], worker=worker)


@held
def edit(
    replica: Replica, worker: Worker, outing: Outing, asked: Plan, *, seen: Plan | None = None,
    stamps: Seen | None = None,
) -> Done[Outing]:  # fmt: skip
    """What differs from `seen`, what the form showed first, is set. A date that was announced is moved to another day,
    not edited: the day it was keeps a trace.

    Raises `InputError` like `plan` or `check_here`; (`on`, `announced`).
    """
    check_may(worker)
    check_here(replica, outing)
    now, after, before = current(replica, outing), asked.kept(replica), vars(seen or Plan.of(outing))
    changes = {field: value for field, value in after.items() if value != before[field]}
    if "on" in changes and now.status != OutingStatus.PLANNED:
        raise InputError("on", "announced")
    return do(replica, by_hand(now, **changes), worker=worker, seen=stamps)


@held
def duplicate(replica: Replica, worker: Worker, outing: Outing, on: date | None) -> Done[Outing]:
    """As this one, another day, planned. Raises `InputError` like `plan`; (`on`, `unchanged`) on its own day."""
    check_may(worker)
    if on == outing.on:
        raise InputError("on", "unchanged")
    return repeat(replica, worker, replace(Plan.of(current(replica, outing)), on=on), [on] if on else [])


@held
def delete(replica: Replica, worker: Worker, outing: Outing) -> Done[Outing]:
    """Entered by mistake. Raises `InputError` like `check_here`; (`record`, `date_happened`) when people were there;
    (`record`, `planner_only`)."""
    check_may(worker)
    if has_happened(replica, current(replica, outing)):
        raise InputError("record", "date_happened")
    return undoing.remove(replica, outing, worker=worker)


@held
def confirm(replica: Replica, worker: Worker, outing: Outing) -> Done[Outing]:
    """As `outings.start`, with the way back to what it was."""
    before = current(replica, outing)
    after = outings.start(replica, outing, worker)
    return Done(after, ((before, after),))


@held
def cancel(replica: Replica, worker: Worker, outing: Outing, reason: CancelReason) -> Done[Outing]:
    """As `outings.cancel`, with the way back: one that was announced is announced again."""
    before = current(replica, outing)
    after = outings.cancel(replica, outing, worker, reason)
    return Done(after, ((before, after),))


@held
def show(replica: Replica, worker: Worker, outing: Outing, hidden: bool) -> Done[Outing]:
    """Keep it from the public pages, or no longer. Raises `InputError` like `check_here`; (`record`,
    `supervisor_only`)."""
    if not workers.may_supervise(worker):
        raise InputError("record", "supervisor_only")
    check_here(replica, outing)
    return do(replica, current(replica, outing).but(hidden=hidden), worker=worker)


def by_hand(outing: Outing, **changes: Any) -> Outing:
    """Changed by somebody: no longer the generator's to propose anew."""
    changed = outing.but(**changes)
    return outing if changed == outing else changed.but(proposal=None)


def _free_id(replica: Replica, said: dict[str, Any]) -> str:
    """One that was moved or edited since keeps its id: the next date of that spot takes another."""
    spot = (said["on"], said["starts"], said["place_id"], said["team_id"])
    id = derived_id("outing", *(str(part or "") for part in spot))
    return id if replica.record(Outing.kind, id) is None else new_id()
