"""What is written of a programme: the yearly diagnosis shared with the partners, the balance, comments."""

from __future__ import annotations

from datetime import date

from espace_mobile.app.actions import undoing, workers
from espace_mobile.app.actions.change import Seen, change_from, held
from espace_mobile.app.actions.programmes import check_may
from espace_mobile.app.actions.undoing import Done
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.programme_sheet import ProgrammeText
from espace_mobile.domain.sheet_vocabulary import ProgrammeTextSort
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

TEXT_LENGTH = 4000  # characters


def may_read(worker: Worker) -> bool:
    """Whoever writes of a group may write of somebody: a planner reads none of it."""
    return workers.sees_identities(worker)


def texts_of(replica: Replica, programme_id: str) -> list[ProgrammeText]:
    """The newest first."""
    found = replica.where(ProgrammeText, programme_id=programme_id)
    return sorted(found, key=lambda t: (t.on, t.id), reverse=True)


@held
def write(
    replica: Replica, programme_id: str, sort: ProgrammeTextSort, text: str, worker: Worker, *, today: date,
    on: date | None = None, itself: ProgrammeText | None = None, seen: Seen | None = None,
) -> ProgrammeText:  # fmt: skip
    """A new text, or another version of `itself`, as it was when it was opened. `on`: today unless said. `seen`:
    `seen_now` of then.

    Raises `InputError`: (`text`, `required`, `nir` or `too_long`: 4,000 characters), (`on`, `future`), (`record`,
    `counsellor_only`), like `check_here`.
    """
    check_may(worker)
    kept, day = check_note(text, "text", TEXT_LENGTH), on or today
    if not kept:
        raise InputError("text", "required")
    if day > today:
        raise InputError("on", "future")
    if itself is not None:
        before = {"sort": itself.sort, "text": itself.text, "on": itself.on}
        return change_from(replica, itself, worker, before, {"sort": sort, "text": kept, "on": day}, seen or {})
    written = ProgrammeText(
        id=new_id(), programme_id=programme_id, sort=sort, on=day, text=kept, worker_id=worker.id
    )  # fmt: skip
    replica.save(written, by=worker.id)
    return written


def remove(replica: Replica, text: ProgrammeText, worker: Worker) -> Done[ProgrammeText]:
    """`undoing.take_back` undoes it. Raises `InputError` like `check_here`."""
    check_may(worker)
    return undoing.remove(replica, text, worker=worker)
