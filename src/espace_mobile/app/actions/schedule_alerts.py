"""The rules of the schedule that the watch follows, and choosing among the dates that stand for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from espace_mobile.app.actions.change import held
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.app.actions.watch import Rule
from espace_mobile.domain import schedule_alerts as rules
from espace_mobile.domain.alerts import Alert
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.schedule import TO_COME, goes_ahead
from espace_mobile.domain.schedule_clashes import only_van, standing
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.domain.vocabulary import CancelReason, OutingStatus
from espace_mobile.domain.worker import Worker
from espace_mobile.store.document import Document
from espace_mobile.store.replica import Replica


def family(replica: Replica, moved_id: str) -> list[Outing]:
    """The dates that stand for one that was moved, in order."""
    return standing(replica.get(Outing, moved_id), replica.where(Outing, replaces_id=moved_id))


@held
def keep_one(replica: Replica, moved_id: str, kept_id: str, worker: Worker) -> Done[Outing] | None:
    """Of the dates that stand for one, this one stays; the others still to come are cancelled. One commit.

    None when it stands no more: nothing is to be chosen then.
    """
    stand = family(replica, moved_id)
    kept = next((outing for outing in stand if outing.id == kept_id), None)
    if kept is None:
        return None
    moved = replica.get(Outing, moved_id)
    off = {"status": OutingStatus.CANCELLED, "cancel_reason": CancelReason.OTHER}
    others = [o.but(**off) for o in stand if o.id not in (kept_id, moved_id) and o.status in TO_COME]
    if kept.id == moved_id:
        return do(replica, kept.but(moved_to_id=None), *others, worker=worker)
    instead = {"status": OutingStatus.MOVED, "cancel_reason": None, "moved_to_id": kept.id}
    return do(replica, kept, *([moved.but(**instead)] if moved else []), *others, worker=worker)


def _its_day(id: str, document: Document) -> Iterator[str]:
    if document.get("status") not in (OutingStatus.CANCELLED, OutingStatus.MOVED) and document.get("on"):
        yield str(document["on"])


def _days_of_dates(id: str, replica: Replica) -> Iterator[str]:
    """A van more, or one less: dates that name none go with another one, or with none that is known."""
    yield from {outing.on.isoformat() for outing in replica.all(Outing) if goes_ahead(outing)}


def _what_it_replaces(id: str, document: Document) -> Iterator[str]:
    if document.get("replaces_id"):
        yield str(document["replaces_id"])


def _itself_if_replaced(id: str, replica: Replica) -> Iterator[str]:
    if replica.count(Outing, replaces_id=id):
        yield id


def _day(facts: Sequence[Fact], today: date, replica: Replica) -> Iterator[Alert]:
    dates = [fact for fact in facts if isinstance(fact, Outing)]
    if len(dates) > 1 and dates[0].on >= today:
        yield from rules.twice_on_a_day(dates, only_van(replica.all(Vehicle)), today)


def _moves(facts: Sequence[Fact], today: date, replica: Replica) -> Iterator[Alert]:
    dates = [fact for fact in facts if isinstance(fact, Outing)]
    if len(dates) and (id := dates[0].replaces_id):
        yield from rules.moved_twice(id, replica.get(Outing, id), dates, today)


SCHEDULE_RULES = (
    Rule("schedule_day", {Outing.kind: _its_day}, _day, again={Vehicle.kind: _days_of_dates}),
    Rule("schedule_moves", {Outing.kind: _what_it_replaces}, _moves, again={Outing.kind: _itself_if_replaced}),
)
