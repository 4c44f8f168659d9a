"""What one commit changed, so that it can be taken back: what a record said then, field by field, and no more.

Other tablets may have said more of the same records meanwhile; taking back touches only what was touched.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from espace_mobile.app.actions.change import Seen, check_here, check_known, current, held
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.path_vocabulary import FollowUpStatus
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.stamp import Stamp
from espace_mobile.store.replica import Replica

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True)
class Done(Generic[F]):
    """`fact`: as it is now. `saved`: (as it was, None when it was not there; as it is); `deleted`: as they were."""

    fact: F
    saved: tuple[tuple[Fact | None, Fact], ...] = ()
    deleted: tuple[Fact, ...] = ()


def do(
    replica: Replica, fact: F, *others: Fact, worker: Worker, deleting: Iterable[Fact] = (), seen: Seen | None = None
) -> Done[F]:
    """Save and delete, in one commit. `seen`: what a form about `fact` that stayed open was looking at, by `seen_now`.
    Raises like `Replica.save`."""
    facts: tuple[Fact, ...] = (fact, *others)
    saved = tuple((replica.get(type(each), each.id), each) for each in facts)
    gone = tuple(deleting)
    stamps = {fact.id: {field: Stamp.of_text(text) for field, text in seen.items()}} if seen else None
    replica.save(*facts, by=worker.id, seen=stamps, deleting=gone)
    return Done(fact, saved, gone)


@held
def remove(replica: Replica, shown: F, *others: Fact, worker: Worker) -> Done[F]:
    """Delete it, and others with it, in one commit. Raises `InputError` like `check_here`."""
    check_here(replica, shown)
    gone = current(replica, shown)
    replica.save(by=worker.id, deleting=(gone, *others))
    return Done(gone, deleted=(gone, *others))


@held
def take_back(replica: Replica, done: Done[F], worker: Worker) -> None:
    """One commit. Raises `InputError` like `check_known`; nothing was taken back then.

    A relance that was made, and on which somebody spent time since, is dropped rather than deleted.
    """
    for fact in (*(after for _, after in done.saved), *done.deleted):
        check_known(replica, fact)
    again = [_as_before(before, current(replica, after), after) for before, after in done.saved if before is not None]
    made = [current(replica, after) for before, after in done.saved if before is None]
    dropped = [fact.but(status=FollowUpStatus.DROPPED) for fact in made if is_attempted(replica, fact)]
    kept = {fact.id for fact in dropped}
    replica.save(*again, *dropped, *done.deleted, by=worker.id, deleting=[fact for fact in made if fact.id not in kept])


def is_attempted(replica: Replica, fact: Fact) -> bool:
    """Whether it is a relance that somebody spent time on."""
    return isinstance(fact, FollowUp) and replica.count(Attempt, follow_up_id=fact.id) > 0


def _as_before(before: F, now: Fact, after: Fact) -> Fact:
    fields = type(after).model_fields
    return now.but(**{name: getattr(before, name) for name in fields if getattr(before, name) != getattr(after, name)})
