"""The register of rights: what people ask about their own data, what they were answered, and what was done of files."""

from __future__ import annotations

from datetime import date, datetime

from espace_mobile.app.actions import files, people, workers
from espace_mobile.app.actions.change import change, check_known, current
from espace_mobile.app.actions.exports import check_may_export, csv_bytes, digest_of, write_down
from espace_mobile.app.actions.files import told_of
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain import register
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.person import Person
from espace_mobile.domain.report_vocabulary import ExportFormat, ExportSort
from espace_mobile.domain.rights_entry import RightsEntry
from espace_mobile.domain.rights_vocabulary import KeptBecause, RegisterSort, RequestAnswer
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.i18n import Translator
from espace_mobile.protocol.values import new_id
from espace_mobile.reports.workbook import Cell, Table
from espace_mobile.store.replica import Replica


def ask(
    replica: Replica, person: Person, sort: RegisterSort | None, worker: Worker, *, on: date, today: date,
    text: str = "",
) -> Done[RightsEntry]:  # fmt: skip
    """What the person asks, on the day it came. Raises `InputError` (`request`, `required`; `day`, `future`; `note`, …;
    or like `check_known`)."""
    if sort not in register.REQUESTS:
        raise InputError("request", "required")
    if on > today:
        raise InputError("day", "future")
    said = check_note(text)
    check_known(replica, person)
    entry = RightsEntry(
        id=new_id(), team=person.team, person_id=person.id, sort=sort, on=on, text=said, worker_id=worker.id
    )  # fmt: skip
    return do(replica, entry, worker=worker)


def answer(
    replica: Replica, entry: RightsEntry, given: RequestAnswer | None, worker: Worker, *, on: date, today: date,
    text: str = "",
) -> Done[RightsEntry]:  # fmt: skip
    """Raises `InputError` (`given`, `required`; `day`, `future` or `before`; `note`, `reasons` of a refusal without
    its reasons; `record`, `counsellor_only`)."""
    if not workers.may_counsel(worker):
        raise InputError("record", "counsellor_only")
    if given is None:
        raise InputError("given", "required")
    if on > today:
        raise InputError("day", "future")
    now = current(replica, entry)
    if on < now.on:
        raise InputError("day", "before")
    said = check_note(text)
    if given == RequestAnswer.REFUSED and not said:
        raise InputError("note", "reasons")
    check_known(replica, entry)
    return do(
        replica, now.but(given=given, answered_on=on, answer=said, answered_by=worker.id), worker=worker
    )  # fmt: skip


def objected(replica: Replica, person_id: str) -> RightsEntry | None:
    """The objection that was accepted and of which nothing was decided yet."""
    return register.undecided(told_of(replica, RightsEntry, person_id))


def keep_by_law(replica: Replica, person: Person, worker: Worker, *, today: date, text: str) -> Done[RightsEntry]:
    """In spite of an objection that was accepted. Raises `InputError` (`note`, `law` when no law is said, …; `record`,
    `supervisor_only`, or like `check_known`)."""
    if not workers.may_supervise(worker):
        raise InputError("record", "supervisor_only")
    said = check_note(text)
    if not said:
        raise InputError("note", "law")
    check_known(replica, person)
    line = RightsEntry(
        id=new_id(), team=person.team, person_id=person.id, sort=RegisterSort.KEPT, on=today, text=said,
        worker_id=worker.id, because=KeptBecause.LEGAL,
    )  # fmt: skip
    return do(replica, line, worker=worker)


def handed_over(replica: Replica, person: Person, worker: Worker, *, today: date) -> RightsEntry:
    """The person was given their file: the oldest request to have it is answered; there was one, if nobody noted it.
    In two forms on one day is once."""
    found = [entry for entry in requests_of(replica, person.id) if entry.sort == RegisterSort.ACCESS]
    asked = [entry for entry in found if register.waits(entry)]
    given = [entry for entry in found if entry.given == RequestAnswer.DONE and entry.answered_on == today]
    if not asked and given:
        return given[0]
    if asked:
        entry = min(asked, key=lambda each: (each.on, each.id))
        return change(
            replica, entry, worker, answered_on=today, given=RequestAnswer.DONE, answered_by=worker.id
        )  # fmt: skip
    entry = RightsEntry(
        id=new_id(), team=person.team, person_id=person.id, sort=RegisterSort.ACCESS, on=today, worker_id=worker.id,
        answered_on=today, given=RequestAnswer.DONE, answered_by=worker.id,
    )  # fmt: skip
    replica.save(entry, by=worker.id)
    return entry


def may_hand_over(replica: Replica, worker: Worker, person: Person) -> bool:
    """Supervisors, and counsellors of the person's team."""
    return workers.may_counsel(worker) and people.may_see(replica, worker, person)


def requests_of(replica: Replica, person_id: str) -> list[RightsEntry]:
    """What the person asked: those that wait first, then the latest."""
    found = [entry for entry in told_of(replica, RightsEntry, person_id) if register.is_request(entry)]
    waiting = register.by_urgency(found)
    return [*waiting, *(entry for entry in register.in_order(found) if not register.waits(entry))]


def waiting(replica: Replica, worker: Worker) -> list[tuple[RightsEntry, Person]]:
    """What waits for an answer, of those this worker may see, the first to be answered before the others."""
    found = (entry for sort in register.REQUESTS for entry in replica.where(RightsEntry, sort=sort))
    known = ((entry, files.person_of(replica, entry.person_id)) for entry in register.by_urgency(found))
    return [(entry, person) for entry, person in known if person and people.may_see(replica, worker, person)]


def entries(replica: Replica, worker: Worker) -> list[RightsEntry]:
    """The whole register, the latest first; for supervisors."""
    return register.in_order(replica.all(RightsEntry)) if workers.may_supervise(worker) else []


def csv_file(replica: Replica, worker: Worker, words: Translator, now: datetime) -> bytes:
    """The register without anybody's identity: semicolons and a mark of UTF-8, as a French Excel expects. A colleague's
    name that begins as a formula does stays text. Written down before it is handed over.

    Raises `InputError` (`record`, `supervisor_only`).
    """
    check_may_export(replica, worker)
    keys = ("register.on", "register.what", "register.files", "register.by", "register.answer_by",
            "register.answered_on", "register.given", "register.answered_by")  # fmt: skip
    rows = [_row(replica, entry, words) for entry in entries(replica, worker)]
    table = Table(words.t("register.title"), [words.t(key) for key in keys], rows)
    write_down(
        replica, ExportSort.RIGHTS_REGISTER, ExportFormat.CSV, worker, now=now, lines=len(rows),
        digest=digest_of([table]),
    )  # fmt: skip
    return csv_bytes(table)


def _row(replica: Replica, entry: RightsEntry, words: Translator) -> list[Cell]:
    asked = register.is_request(entry)
    return [
        entry.on, words.label(entry.sort), entry.files, _name(replica, entry.worker_id),
        register.answer_by(entry) if asked else None, entry.answered_on, words.label(entry.given),
        _name(replica, entry.answered_by),
    ]  # fmt: skip


def _name(replica: Replica, worker_id: str | None) -> str:
    found = replica.get(Worker, worker_id) if worker_id else None
    return found.display_name if found else ""
