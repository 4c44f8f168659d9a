"""Who comes, who leaves, and who is given another role. `undoing.take_back` undoes each.

What is said here takes effect on each device at its next sync (`bootstrap.departures`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from espace_mobile.app.actions import workers
from espace_mobile.app.actions.change import Seen, check_here, current, held
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain import departures
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.text import folded, tidy
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

NAME_LENGTH = 60  # characters
LONGEST = timedelta(days=2 * 366)  # how far ahead a last day is noted


@dataclass(frozen=True)
class Post:
    """What is said of somebody in a form, unchecked."""

    display_name: str
    role: Role
    team_ids: tuple[str, ...] = ()
    since: date | None = None


def staff(replica: Replica, today: date) -> list[Worker]:
    """Those who are here, by name."""
    here = (w for w in replica.all(Worker) if not departures.has_left(w, today))
    return sorted(here, key=lambda w: (folded(w.display_name), w.id))


def former(replica: Replica, today: date) -> list[Worker]:
    """Those who left, the last first."""
    gone = (w for w in replica.all(Worker) if departures.has_left(w, today))
    return sorted(gone, key=lambda w: (w.until or date.min, folded(w.display_name), w.id), reverse=True)


def in_their_stead(replica: Replica, today: date) -> list[Worker]:
    """Those who go on supervising although they were to cease: nobody else does."""
    everyone = replica.all(Worker)
    kept = departures.stand_ins(everyone, today)
    return sorted((w for w in everyone if w.id in kept), key=lambda w: (folded(w.display_name), w.id))


# Acting


@held
def add(replica: Replica, post: Post, supervisor: Worker) -> Done[Worker]:
    """Raises `InputError`: (`display_name`, `required`, `too_long` or `nir`), (`team_ids`, `required`) in the field,
    (`record`, `supervisor_only`)."""
    _check_may(supervisor)
    checked = _checked(post)
    return do(replica, Worker(id=new_id()).but(**vars(checked)), worker=supervisor)


@held
def change(
    replica: Replica, shown: Worker, post: Post, supervisor: Worker, *, today: date, seen: Seen | None = None
) -> Done[Worker]:
    """Raises `InputError` like `add` and `check_here`; (`role`, `own_role` or `last_supervisor`)."""
    _check_may(supervisor)
    check_here(replica, shown)
    before = current(replica, shown)
    after = before.but(**vars(_checked(post)))
    if after.role != before.role:
        steps_down = before.role == Role.SUPERVISOR
        if steps_down:
            _check_other(replica, before, supervisor, today, "role", "own_role")
        after = after.but(stood_down_on=today if steps_down else None)
    return do(replica, after, worker=supervisor, seen=seen)


@held
def depart(replica: Replica, shown: Worker, last_day: date | None, supervisor: Worker, *, today: date) -> Done[Worker]:
    """`last_day` today or before: their access ends at each device's next sync. Later: once that day is over.

    Raises `InputError`: (`until`, `required`, `before_since`, `too_far`, `own_departure` or `last_supervisor`),
    (`record`, `supervisor_only`), or like `check_here`.
    """
    _check_may(supervisor)
    check_here(replica, shown)
    worker = current(replica, shown)
    if last_day is None:
        raise InputError("until", "required")
    if worker.since is not None and last_day < worker.since:
        raise InputError("until", "before_since")
    if last_day > today + LONGEST:
        raise InputError("until", "too_far")
    _check_other(replica, worker, supervisor, max(today, last_day + timedelta(days=1)), "until", "own_departure")
    return do(replica, worker.but(until=last_day, active=last_day > today), worker=supervisor)


@held
def come_back(replica: Replica, shown: Worker, supervisor: Worker) -> Done[Worker]:
    """Also of somebody who was to leave. Raises `InputError` (`record`, `supervisor_only`), or like `check_here`."""
    _check_may(supervisor)
    check_here(replica, shown)
    return do(replica, current(replica, shown).but(until=None, active=True), worker=supervisor)


def _check_may(worker: Worker) -> None:
    if not workers.may_supervise(worker):
        raise InputError("record", "supervisor_only")


def _check_other(replica: Replica, going: Worker, supervisor: Worker, day: date, field: str, own: str) -> None:
    """Whoever says it stays: nobody is left without a supervisor, short of two tablets that don't see each other."""
    if going.role != Role.SUPERVISOR:
        if going.id == supervisor.id:
            raise InputError(field, own)
        return
    if not any(departures.supervises(w, day) for w in replica.all(Worker) if w.id != going.id):
        raise InputError(field, "last_supervisor")
    if going.id == supervisor.id:
        raise InputError(field, own)


def _checked(post: Post) -> Post:
    name = check_note(tidy(post.display_name), "display_name", NAME_LENGTH)
    if not name:
        raise InputError("display_name", "required")
    teams = tuple(dict.fromkeys(post.team_ids))
    if post.role == Role.FIELD and not teams:
        raise InputError("team_ids", "required")
    return replace(post, display_name=name, team_ids=teams)
