"""The programmes people enter: which there are, adding one, renaming it, retiring it."""

from __future__ import annotations

from espace_mobile.app.actions import workers
from espace_mobile.app.actions.change import change, held
from espace_mobile.domain.capacity import DEFAULT_CAPACITY
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.text import folded, tidy
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import derived_id, new_id
from espace_mobile.store.replica import Replica

NAME_LENGTH, CAPACITY = 80, (1, 60)


def active(replica: Replica) -> list[Programme]:
    """Those an entry may be proposed to, by name. There are a dozen, not thousands."""
    return sorted((p for p in replica.all(Programme) if p.active), key=lambda p: (folded(p.name), p.id))


def retired(replica: Replica) -> list[Programme]:
    """Those no longer offered, by name."""
    return sorted((p for p in replica.all(Programme) if not p.active), key=lambda p: (folded(p.name), p.id))


@held
def add(
    replica: Replica, name: str, worker: Worker, *, validated: bool = True, capacity: int = DEFAULT_CAPACITY
) -> Programme:
    """Two tablets that add one name offline make one programme of it; one that was retired comes back.

    Raises `InputError` (`programme`: `required`, `too_long`, `taken`; `capacity`; `record`).
    """
    check_may(worker)
    said = check_name(replica, name)
    _check_capacity(capacity)
    known = replica.get(Programme, derived_id("programme", folded(said)))
    id = new_id() if known and folded(known.name) != folded(said) else derived_id("programme", folded(said))
    programme = Programme(id=id, name=said, validated=validated, capacity=capacity)
    replica.save(programme, by=worker.id)
    return programme


@held
def rename(replica: Replica, programme: Programme, name: str, worker: Worker) -> Programme:
    """Raises `InputError` like `add`."""
    check_may(worker)
    return change(replica, programme, worker, name=check_name(replica, name, programme))


def set_rules(
    replica: Replica, programme: Programme, worker: Worker, *, validated: bool | None = None,
    capacity: int | None = None, fse: bool | None = None,
) -> Programme:  # fmt: skip
    """Whether an entry needs a CIP, how many come to a session, whether FSE+ asks who takes part; None: as it is.

    Raises `InputError` like `add`."""
    check_may(worker)
    if capacity is not None:
        _check_capacity(capacity)
    rules = {"validated": validated, "capacity": capacity, "fse": fse}
    return change(replica, programme, worker, **{rule: said for rule, said in rules.items() if said is not None})


def retire(replica: Replica, programme: Programme, worker: Worker, *, active: bool = False) -> Programme:
    """No longer offered; who is in it stays in it. `active=True`: offered again."""
    check_may(worker)
    return change(replica, programme, worker, active=active)


def check_may(worker: Worker) -> None:
    """Raises `InputError` (`record`, `counsellor_only`)."""
    if not workers.may_counsel(worker):
        raise InputError("record", "counsellor_only")


def check_name(replica: Replica, name: str, itself: Programme | None = None) -> str:
    """As it is kept. Raises `InputError` (`programme`: `required`, `too_long`, `taken`)."""
    said = tidy(name)
    if not said:
        raise InputError("programme", "required")
    if len(said) > NAME_LENGTH:
        raise InputError("programme", "too_long", length=len(said), max=NAME_LENGTH)
    others = (p for p in active(replica) if itself is None or p.id != itself.id)
    if any(folded(p.name) == folded(said) for p in others):
        raise InputError("programme", "taken")
    return said


def _check_capacity(capacity: int) -> None:
    least, most = CAPACITY
    if not least <= capacity <= most:
        raise InputError("capacity", "out_of_range", min=least, max=most)
