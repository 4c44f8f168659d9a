"""What waits for a supervisor, of every sort: how many, since when, and which sort comes first.

Work: what waits. What takes longer to know (alerts, doubles, durations) is read elsewhere beforehand: see `is_ready`,
`ready` and `prepare` of each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from espace_mobile.app import clock
from espace_mobile.app.actions import alerts, doubles, enrolments, keeping, register, testimonials, workers
from espace_mobile.app.actions.conflicts import Disagreement, open_conflicts
from espace_mobile.app.actions.testimonials import StoryState
from espace_mobile.domain.path_vocabulary import AlertRule
from espace_mobile.domain.register import answer_by
from espace_mobile.domain.worker import Worker
from espace_mobile.store.replica import Replica


class Queue(StrEnum):
    """In the order in which somebody suffers from the delay."""

    DEVICES = "devices"  # somebody stands at the other tablet
    ALERTS = "alerts"
    REQUESTS = "requests"
    ENTRIES = "entries"
    CONFLICTS = "conflicts"
    STORIES = "stories"
    DOUBLES = "doubles"
    RETENTION = "retention"
    AILING = "ailing"  # tablets that are silent, full or out of date


@dataclass(frozen=True)
class Waits:
    """`count`: 1 or more; `many`: there are still others. `since`: the day the oldest began to wait, when known.

    `urgent`: somebody may be in danger, or a time fixed by law is over.
    """

    what: Queue
    count: int
    since: date | None = None
    urgent: bool = False
    many: bool = False


def in_order(found: Iterable[Waits | None]) -> list[Waits]:
    """What waits, the urgent first; nothing of what doesn't."""
    order = list(Queue)
    return sorted((w for w in found if w is not None and w.count), key=lambda w: (not w.urgent, order.index(w.what)))


def at_hand(replica: Replica, worker: Worker, today: date) -> list[Waits]:
    """What the register knows without any reading beforehand. Nothing for who doesn't supervise."""
    if not workers.may_supervise(worker):
        return []
    asked = [entry for entry, _ in register.waiting(replica, worker)]
    proposed = [spell.proposed_on for spell, _ in enrolments.waiting(replica, worker, today)]
    told = [story for story, state in testimonials.testimonials(replica, worker) if state == StoryState.WAITING]
    conflicts = open_conflicts(replica)
    late = any(answer_by(entry) < today for entry in asked)
    return [
        Waits(Queue.REQUESTS, len(asked), _oldest(entry.on for entry in asked), late),
        Waits(Queue.ENTRIES, len(proposed), _oldest(proposed)),
        Waits(Queue.CONFLICTS, len(conflicts), _oldest(map(_since, conflicts))),
        Waits(Queue.STORIES, len(told), _oldest(story.written_on for story in told)),
    ]


def of_alerts(replica: Replica, worker: Worker, today: date) -> Waits:
    """Once `alerts.is_ready`."""
    found = alerts.pending(replica, worker, today)
    passed = (p.alert.on for p in found if p.alert.on is not None and p.alert.on <= today)
    return Waits(Queue.ALERTS, len(found), _oldest(passed), any(p.alert.rule in _GRAVE for p in found))


def of_doubles(replica: Replica, worker: Worker) -> Waits:
    """Once `doubles.ready`. Two files are doubles since the later one was opened."""
    found = doubles.doubles(replica, worker)
    opened = (max((p.opened_on for p in (d.into, d.taken) if p.opened_on), default=None) for d in found)
    return Waits(Queue.DOUBLES, len(found), _oldest(opened), many=len(found) >= doubles.MOST)


def of_keeping(replica: Replica, worker: Worker, today: date) -> Waits:
    """Once `keeping.is_ready`."""
    found = keeping.due(replica, worker, today)
    return Waits(Queue.RETENTION, len(found), _oldest(aging.due_on for aging in found))


_GRAVE = (AlertRule.URGENT_SITUATION, AlertRule.DEVICE_RECOVERED)


def _since(disagreement: Disagreement) -> date | None:
    """When the second value was written: until then nobody disagreed."""
    written: list[datetime] = sorted(candidate.at for candidate in disagreement.candidates)
    return clock.local(written[1]).date() if len(written) > 1 else None


def _oldest(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)
