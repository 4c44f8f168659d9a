"""What a supervisor does of a restriction: lift it, or say by what right the file is written in for a while."""

from __future__ import annotations

from datetime import date, timedelta

from espace_mobile.app.actions import workers
from espace_mobile.app.actions.change import check_known, held
from espace_mobile.app.actions.files import told_of
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain import restriction
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.person import Person
from espace_mobile.domain.rights_entry import RightsEntry
from espace_mobile.domain.rights_vocabulary import AllowedBecause, RegisterSort
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

DAYS = (1, 7)  # today only, or a week


@held
def lift(replica: Replica, person: Person, worker: Worker, *, on: date, today: date) -> Done[RightsEntry]:
    """Every one that was granted ends; one that waits is to be answered. `undoing.take_back` undoes it.

    Raises `InputError` (`day`, `future` or `before`; `record`: `supervisor_only`, `not_restricted`, or like
    `check_known`).
    """
    _check_supervisor(worker)
    check_known(replica, person)
    if on > today:
        raise InputError("day", "future")
    holding = restriction.to_lift(told_of(replica, RightsEntry, person.id))
    if not holding:
        raise InputError("record", "not_restricted")
    if any(on < entry.on for entry in holding):
        raise InputError("day", "before")
    lifted = [entry.but(lifted_on=on, lifted_by=worker.id) for entry in holding]
    return do(replica, *lifted, worker=worker)


@held
def allow(
    replica: Replica, person: Person, because: AllowedBecause | None, worker: Worker, *, today: date, days: int = 1,
    text: str = "",
) -> Done[RightsEntry]:  # fmt: skip
    """Everybody who may see the file writes in it again, today or for `days` days; then it is restricted as before.

    Raises `InputError` (`allowed_because`, `required`; `note`, …; `record`, `supervisor_only`, or like `check_known`).
    """
    _check_supervisor(worker)
    if because is None:
        raise InputError("allowed_because", "required")
    said = check_note(text)
    check_known(replica, person)
    line = RightsEntry(
        id=new_id(), team=person.team, person_id=person.id, sort=RegisterSort.ALLOWED, on=today, text=said,
        worker_id=worker.id, allowed_because=because, until=today + timedelta(days=days - 1),
    )  # fmt: skip
    return do(replica, line, worker=worker)


def _check_supervisor(worker: Worker) -> None:
    if not workers.may_supervise(worker):
        raise InputError("record", "supervisor_only")
