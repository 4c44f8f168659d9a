"""Vans and teams: which there are, under which name; retired, they are no longer offered and what they did stays."""

from __future__ import annotations

from typing import TypeVar

from espace_mobile.app.actions import planning, workers
from espace_mobile.app.actions.change import check_here, current, held
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.team import Team
from espace_mobile.domain.text import folded, tidy
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.replica import Replica

NAME_LENGTH = 60  # characters
N = TypeVar("N", Vehicle, Team)


def named(replica: Replica, kind: type[N]) -> list[N]:
    """Those in use first, each by name."""
    return sorted(replica.all(kind), key=lambda f: (not f.active, folded(f.name), f.id))


def in_use(replica: Replica, kind: type[N], keep: str | None = None) -> list[N]:
    """By name; with the one of id `keep`, retired or not."""
    return [f for f in named(replica, kind) if f.active or f.id == keep]


# Acting: `undoing.take_back` undoes each


@held
def add(replica: Replica, kind: type[N], name: str, worker: Worker) -> Done[N]:
    """Raises `InputError`: (`name`, `required`, `too_long`, `nir` or `taken`), (`record`, `planner_only` or, for a
    team, `supervisor_only`)."""
    _check_may(kind, worker)
    said = _checked(replica, kind, name)
    id = derived_id(kind.kind, folded(said))  # as an import names it, and another tablet
    if replica.record(kind.kind, id) is not None:  # renamed since
        id = derived_id(kind.kind, folded(said), str(replica.count(kind)))
    return do(replica, kind(id=id, name=said), worker=worker)


@held
def rename(replica: Replica, shown: N, name: str, worker: Worker) -> Done[N]:
    """Raises `InputError` like `add`, or like `check_here`."""
    _check_may(type(shown), worker)
    check_here(replica, shown)
    said = _checked(replica, type(shown), name, shown.id)
    return do(replica, current(replica, shown).but(name=said), worker=worker)


@held
def set_active(replica: Replica, shown: N, active: bool, worker: Worker) -> Done[N]:
    """Raises `InputError` (`record`, `planner_only` or `supervisor_only`), or like `check_here`."""
    _check_may(type(shown), worker)
    check_here(replica, shown)
    return do(replica, current(replica, shown).but(active=active), worker=worker)


def _check_may(kind: type[Vehicle | Team], worker: Worker) -> None:
    """A team decides which files a device receives."""
    if kind is Team and not workers.may_supervise(worker):
        raise InputError("record", "supervisor_only")
    planning.check_may(worker)


def _checked(replica: Replica, kind: type[N], name: str, itself: str = "") -> str:
    said = check_note(tidy(name), "name", NAME_LENGTH)
    if not said:
        raise InputError("name", "required")
    if any(folded(f.name) == folded(said) for f in replica.all(kind) if f.id != itself):
        raise InputError("name", "taken")
    return said
