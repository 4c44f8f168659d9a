"""What is loaded before a date: the list of the org, and what is ticked of it for a date. Offline, on any tablet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from espace_mobile.app.actions import workers
from espace_mobile.app.actions.change import current, held
from espace_mobile.app.actions.planning import check_may
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain.equipment import EquipmentCheck, EquipmentItem
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.schedule_vocabulary import Equipment
from espace_mobile.domain.text import folded, tidy
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.replica import Replica

NAME_LENGTH = 60  # characters
Name = Callable[[Equipment], str]


@dataclass(frozen=True)
class Loaded:
    """One line of a date's list. `item`: what a tick is stored under; `name`: empty for one of the default list, which
    `code` names."""

    item: str
    name: str
    code: Equipment | None
    checked: bool


def items(replica: Replica) -> list[EquipmentItem]:
    """The org's own list, in order; empty while it goes by `Equipment`."""
    kept = (item for item in replica.all(EquipmentItem) if item.active)
    return sorted(kept, key=lambda item: (item.position, folded(item.name), item.id))


def of_date(replica: Replica, outing: Outing) -> list[Loaded]:
    ticked = {check.item for check in replica.where(EquipmentCheck, outing_id=outing.id) if check.checked}
    own = items(replica)
    if not own:
        return [Loaded(code.value, "", code, code.value in ticked) for code in Equipment]
    fitting = [item for item in own if not item.types or outing.type in item.types]
    return [Loaded(item.id, item.name, None, item.id in ticked) for item in fitting]


def tick(replica: Replica, outing: Outing, item: str, checked: bool, worker: Worker) -> EquipmentCheck:
    """The same record on every tablet: two that tick one box agree."""
    id = derived_id("equipment check", outing.id, item)
    check = EquipmentCheck(id=id, outing_id=outing.id, item=item, checked=checked, worker_id=worker.id)
    replica.save(check, by=worker.id)
    return check


def may_tick(worker: Worker, outing: Outing) -> bool:
    return outing.team_id is None or workers.may_run(worker, outing)


# The list itself: `undoing.take_back` undoes each


@held
def add(replica: Replica, name: str, worker: Worker, named: Name) -> Done[EquipmentItem]:
    """The first one added brings the default list along, in the words of `named`.

    Raises `InputError`: (`name`, `required`, `too_long`, `nir` or `taken`), (`record`, `planner_only`).
    """
    check_may(worker)
    before = items(replica) or default_items(named)
    said = _checked(name, before)
    last = max((item.position for item in before), default=-1)
    made = EquipmentItem(id=derived_id("equipment", folded(said)), name=said, position=last + 1)
    return do(replica, made, *([] if items(replica) else before), worker=worker)


@held
def rename(replica: Replica, shown: EquipmentItem, name: str, worker: Worker, named: Name) -> Done[EquipmentItem]:
    """Raises `InputError` like `add`."""
    check_may(worker)
    own = items(replica)
    others = [item for item in own or default_items(named) if item.id != shown.id]
    said = _checked(name, others)
    renamed = (current(replica, shown) if own else shown).but(name=said)
    return do(replica, renamed, *([] if own else others), worker=worker)


@held
def leave_out(replica: Replica, item: EquipmentItem, worker: Worker, named: Name) -> Done[EquipmentItem]:
    """No longer on the list; ticks of the past stay. Of the default list, the others become the org's own.

    Raises `InputError` (`record`, `planner_only`; `item`, `last`).
    """
    check_may(worker)
    own = items(replica)
    if len(own or default_items(named)) == 1:
        raise InputError("item", "last")
    others = [] if own else [kept for kept in default_items(named) if kept.id != item.id]
    return do(replica, item.but(active=False), *others, worker=worker)


def default_items(named: Name) -> list[EquipmentItem]:
    """As facts of their own. `id`: the same whatever the language."""
    return [
        EquipmentItem(id=derived_id("equipment", code.value), name=named(code), position=n)
        for n, code in enumerate(Equipment)
    ]


def _checked(name: str, others: list[EquipmentItem]) -> str:
    said = check_note(tidy(name), "name", NAME_LENGTH)
    if not said:
        raise InputError("name", "required")
    if any(folded(item.name) == folded(said) for item in others):
        raise InputError("name", "taken")
    return said
