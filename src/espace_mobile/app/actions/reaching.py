"""How a person wants to be reached, what comes next for them, and what they agreed to."""

from __future__ import annotations

from datetime import date

from espace_mobile.app.actions.change import Seen, change, change_seen, check_here, check_known, current, held
from espace_mobile.domain.emails import parse_email
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.path_vocabulary import Consent, ContactPreference
from espace_mobile.domain.person import Person
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.store.replica import Replica


@held
def toggle_way(replica: Replica, person: Person, worker: Worker, way: ContactPreference) -> Person:
    """The first one tapped is the best. One that showed as chosen is taken out, another goes to the end."""
    others = tuple(w for w in current(replica, person).reach_by if w != way)
    ways = others if way in person.reach_by else (*others, way)
    return change(replica, person, worker, reach_by=ways)


def set_address(
    replica: Replica, person: Person, worker: Worker, *, email: str, reach_note: str, seen: Seen | None = None
) -> Person:
    """As typed. `seen`: `seen_now` of when the form opened. Raises `InputError` naming the field at fault."""
    checked = {"email": parse_email(email), "reach_note": check_note(reach_note, "reach_note")}
    return change_seen(replica, person, worker, seen or {}, **checked)


def plan_step(
    replica: Replica, person: Person, worker: Worker, text: str, on: date | None, *, today: date,
    seen: Seen | None = None,
) -> Person:  # fmt: skip
    """What comes next, and by when if that is known. Raises `InputError` (`next_step` or `next_step_on`, …)."""
    kept = check_note(text, "next_step")
    if not kept:
        raise InputError("next_step", "required")
    if on is not None and on < today:
        raise InputError("next_step_on", "past")
    return change_seen(replica, person, worker, seen or {}, next_step=kept, next_step_on=on)


def finish_step(replica: Replica, person: Person, worker: Worker) -> Person:
    """Done, or no longer to be done. What is returned, the file as it was, can be given to `take_up_step`."""
    before = current(replica, person)
    change(replica, person, worker, next_step=None, next_step_on=None)
    return before


@held
def take_up_step(replica: Replica, before: Person, worker: Worker) -> None:
    """Undo `finish_step`; another step that was written since stays."""
    if current(replica, before).next_step is None:
        change(replica, before, worker, next_step=before.next_step, next_step_on=before.next_step_on)


@held
def consent(
    replica: Replica, person: Person, worker: Worker, field: str, said: Consent | None, on: date | None
) -> Person:
    """`field`: `sharing` (partners may be told) or `guardian` (a parent's authorisation). None: not asked.
    Taken back at any time, also while the file is restricted."""
    (check_here if said == Consent.GIVEN else check_known)(replica, person)
    changed = current(replica, person).but(**{field: said, f"{field}_on": on})
    replica.save(changed, by=worker.id)
    return changed
