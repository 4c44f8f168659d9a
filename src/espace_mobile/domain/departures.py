"""Who has left, and who supervises when two tablets that could not see each other left nobody to do it.

A supervisor never takes their own access back: another one does, who therefore stays. Only devices that were out of
each other's reach can together leave none. Then whoever ceased last goes on, on every device alike, until somebody is
named: an association that nobody supervises could neither let a tablet in nor put this right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker

Everyone = Callable[[], Iterable[Worker]]  # asked for only when it matters


def has_left(worker: Worker, today: date) -> bool:
    """As it was noted: at once, or since their last day is over."""
    return not worker.active or (worker.until is not None and worker.until < today)


def supervises(worker: Worker, today: date) -> bool:
    return worker.role == Role.SUPERVISOR and not has_left(worker, today)


def stand_ins(everyone: Iterable[Worker], today: date) -> frozenset[str]:
    """Those who go on supervising although they were to cease, because nobody else does. Of one day: all of them."""
    found = list(everyone)
    if any(supervises(worker, today) for worker in found):
        return frozenset()
    ceased = {worker.id: day for worker in found if (day := _ceased(worker, today)) is not None}
    last = max(ceased.values(), default=None)
    return frozenset(id for id, day in ceased.items() if day == last)


def is_gone(worker: Worker, everyone: Everyone, today: date) -> bool:
    """Whether their access ends."""
    return has_left(worker, today) and worker.id not in stand_ins(everyone(), today)


def acting(worker: Worker, everyone: Everyone, today: date) -> Worker:
    """With the role they have in fact."""
    if _ceased(worker, today) is None or worker.id not in stand_ins(everyone(), today):
        return worker
    return worker.but(role=Role.SUPERVISOR)


def _ceased(worker: Worker, today: date) -> date | None:
    if worker.role == Role.SUPERVISOR:
        return (worker.until or date.min) if has_left(worker, today) else None
    return None if has_left(worker, today) else worker.stood_down_on
