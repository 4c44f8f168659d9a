"""Dates that can't all be held: one van, one team or one worker at two places, one date that was moved to two days."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, time
from itertools import combinations, groupby
from typing import NamedTuple

from espace_mobile.domain.outing import Outing
from espace_mobile.domain.schedule import TO_COME, goes_ahead, in_order
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.domain.vocabulary import OutingType

UNNAMED_VAN = ""  # the one van of an association that has named none
Shares = Callable[[Outing], Collection[str]]


class Clash(NamedTuple):
    """Two dates at one hour, in order; `shared`: the ids of what both need."""

    one: Outing
    other: Outing
    shared: tuple[str, ...]


def is_to_come(outing: Outing, today: date) -> bool:
    return outing.on >= today and outing.status in TO_COME


def overlap(one: Outing, other: Outing) -> bool:
    """On one day, at hours that meet. A start or an end that nobody said may be any."""
    return one.on == other.on and _starts(one) < _ends(other) and _starts(other) < _ends(one)


def only_van(vehicles: Iterable[Vehicle]) -> str | None:
    """Which van a date goes with that names none: None when there are several."""
    active = [vehicle.id for vehicle in vehicles if vehicle.active]
    return next(iter(active), UNNAMED_VAN) if len(active) < 2 else None


def vans(only: str | None) -> Shares:
    """`only`: as `only_van` says. A market or an event needs a van when it names one."""

    def shares(outing: Outing) -> Collection[str]:
        if outing.vehicle_id:
            return (outing.vehicle_id,)
        return (only,) if outing.type == OutingType.VAN and only is not None else ()

    return shares


def teams(outing: Outing) -> Collection[str]:
    return (outing.team_id,) if outing.team_id else ()


def workers(outing: Outing) -> Collection[str]:
    return outing.worker_ids


def clashes(dates: Iterable[Outing], shares: Shares) -> Iterator[Clash]:
    """Each pair of dates that go ahead, overlap and share something, once."""
    needing = sorted((o for o in dates if goes_ahead(o) and shares(o)), key=in_order)
    for _, of_day in groupby(needing, key=lambda o: o.on):
        for one, other in combinations(of_day, 2):
            shared = {*shares(one)} & {*shares(other)}
            if shared and overlap(one, other):
                yield Clash(one, other, tuple(sorted(shared)))


def standing(moved: Outing | None, replacements: Iterable[Outing]) -> list[Outing]:
    """The dates that stand for one that was moved, in order; one too many when there are two.

    The date itself counts when it is still to be held, unless what replaced it was: it was then planned once more.
    """
    instead = sorted((o for o in replacements if goes_ahead(o)), key=in_order)
    again = moved is not None and moved.status in TO_COME and any(o.status in TO_COME for o in instead)
    return sorted([*instead, *([moved] if moved is not None and again else [])], key=in_order)


def _starts(outing: Outing) -> time:
    return outing.starts or time.min


def _ends(outing: Outing) -> time:
    """What ends before it starts was merged of two tablets' words: when it ends is not known."""
    return outing.ends if outing.ends is not None and outing.ends > _starts(outing) else time.max
