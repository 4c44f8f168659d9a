"""The workshops of a programme: adding one, changing it, retiring it; its sessions, and how far they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from espace_mobile.app import clock
from espace_mobile.app.actions.change import Seen, change, change_seen, check_here, held
from espace_mobile.app.actions.programmes import check_may
from espace_mobile.domain import attendance_counts
from espace_mobile.domain.attendance_counts import SessionCounts
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.text import folded
from espace_mobile.domain.worker import Worker
from espace_mobile.domain.workshop import Workshop
from espace_mobile.domain.workshop_rules import checked
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica


@dataclass(frozen=True)
class Progress:
    """`in_all`: the sessions a series is to have; of a standing slot, those with a date. `next`: the one to come."""

    counts: SessionCounts
    in_all: int
    next: GroupSession | None = None


# Reading


def workshops_of(replica: Replica, programme_id: str, *, retired: bool = False) -> list[Workshop]:
    """By title. `retired`: those no longer offered too, last."""
    found = (w for w in replica.where(Workshop, programme_id=programme_id) if w.active or retired)
    return sorted(found, key=lambda w: (not w.active, folded(w.title), w.id))


def sessions_of(replica: Replica, workshop: Workshop) -> list[GroupSession]:
    """All of them, informal meetings and cancelled ones too, by time."""
    return in_order(replica.where(GroupSession, workshop_id=workshop.id))


def in_order(sessions: Iterable[GroupSession]) -> list[GroupSession]:
    return sorted(sessions, key=lambda s: (s.starts_at, s.id))


def progress(workshop: Workshop, sessions: Iterable[GroupSession], today: date) -> Progress:
    """`sessions`: those of the workshop."""
    found = in_order(sessions)
    counts = attendance_counts.session_counts(found)
    to_come = (s for s in found if s.status == SessionStatus.PLANNED and not s.informal)
    following = next((s for s in to_come if day_of(s) >= today), None)
    return Progress(counts, max(counts.planned, sum(phase.sessions for phase in workshop.phases)), following)


def programme_counts(replica: Replica, programme_id: str) -> SessionCounts:
    """Of every session of the programme; `planned` counts those of a series that have no date yet, too."""
    found = replica.where(GroupSession, programme_id=programme_id)
    planned = {id: counts.planned for id, counts in attendance_counts.by_workshop(found).items()}
    said = {w.id: sum(phase.sessions for phase in w.phases) for w in workshops_of(replica, programme_id)}
    in_all = sum(max(planned.get(id, 0), said.get(id or "", 0)) for id in {*planned, *said})
    return replace(attendance_counts.session_counts(found), planned=in_all)


def day_of(session: GroupSession) -> date:
    return clock.local(session.starts_at).date()


# Acting


@held
def add(replica: Replica, asked: Workshop, worker: Worker) -> Workshop:
    """`asked`: as its form says, under an id of its own when it has one. Raises `InputError` like
    `workshop_rules.checked`, or (`record`, `counsellor_only` or `gone`)."""
    check_may(worker)
    if replica.get(Programme, asked.programme_id) is None:
        raise InputError("record", "gone")
    workshop = checked(asked.but(id=asked.id or new_id(), team=None))
    replica.save(workshop, by=worker.id)
    return workshop


def edit(
    replica: Replica, workshop: Workshop, asked: Workshop, worker: Worker, seen: Seen | None = None
) -> Workshop:  # fmt: skip
    """What differs from `workshop`, what the form showed first, is set; sessions that have a date keep it.

    Raises `InputError` like `add`.
    """
    check_may(worker)
    after = checked(asked)
    changes: dict[str, Any] = {
        field: value for field, value in dict(after).items() if value != getattr(workshop, field) and field != "id"
    }
    if seen is not None:
        return change_seen(replica, workshop, worker, seen, **changes)
    return change(replica, workshop, worker, **changes)


def retire(replica: Replica, workshop: Workshop, worker: Worker, *, active: bool = False) -> Workshop:
    """No longer offered; its sessions stay. `active=True`: offered again."""
    check_may(worker)
    check_here(replica, workshop)
    return change(replica, workshop, worker, active=active)
