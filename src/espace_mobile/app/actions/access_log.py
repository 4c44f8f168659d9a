"""Who opened which file: noted when it is opened, read again in words, taken out as a table. Never what was read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from espace_mobile.app import clock
from espace_mobile.app.actions import exports
from espace_mobile.app.actions.files import members, person_of
from espace_mobile.domain.access_vocabulary import FileAccess
from espace_mobile.domain.names import shown_name
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.report_vocabulary import ExportFormat, ExportSort
from espace_mobile.domain.worker import Worker
from espace_mobile.i18n import Translator
from espace_mobile.protocol.access_log import Access
from espace_mobile.reports.workbook import Table
from espace_mobile.store.access_log import access_log
from espace_mobile.store.replica import Replica


def note(replica: Replica, worker_id: str, what: FileAccess, people: Sequence[str], *, now: datetime) -> None:
    """One small append, none when the same was noted a few minutes ago. Raises `StoreError`; it is noted with the next
    then."""
    access_log(replica).note(worker_id, what, people, round(now.timestamp() * 1000))


def files_of(replica: Replica, person_id: str) -> tuple[str, ...]:
    """Every id under which the file of this person may have been opened."""
    return members(replica, person_id)


def at(entry: Access) -> datetime:
    return datetime.fromtimestamp(entry.at / 1000, UTC)


def whose(replica: Replica, words: Translator, person_id: str) -> str:
    """The name of who the file is of, as this device knows them; that it was erased, or is not here."""
    person = person_of(replica, person_id)
    if person is not None:
        return shown_name(person.first_name, person.last_name, person.nickname) or words.t("person.unnamed")
    return words.t("access.not_here" if replica.record(Person.kind, person_id) is None else "access.erased")


def who(replica: Replica, words: Translator, worker_id: str) -> str:
    worker = replica.get(Worker, worker_id)
    return (worker.display_name if worker else "") or words.t("access.unknown_worker")


def said(words: Translator, what: str) -> str:
    """What was done, or what a newer version of the app did, that this one has no word for."""
    code = FileAccess(what)
    return words.label(code) if code.known else words.t("access.other")


def csv_file(
    replica: Replica, words: Translator, entries: Sequence[Access], worker: Worker, span: Span, *, now: datetime
) -> bytes:
    """The table as a file, written down before it is handed over. Raises `InputError` (`record`, `supervisor_only`)."""
    exports.check_may_export(replica, worker)
    table = _table(replica, words, entries)
    exports.write_down(
        replica, ExportSort.ACCESS_LOG, ExportFormat.CSV, worker, now=now, span=span, named=True, lines=len(entries),
        digest=exports.digest_of([table]),
    )  # fmt: skip
    return exports.csv_bytes(table)


def _table(replica: Replica, words: Translator, entries: Sequence[Access]) -> Table:
    headings = [words.t(key) for key in ("access.day", "access.hour", "access.worker", "access.person", "access.what")]
    rows = [
        (wall.date(), f"{wall:%H:%M}", who(replica, words, e.worker), whose(replica, words, e.person),
         said(words, e.what))
        for e in entries if (wall := clock.local(at(e)))
    ]  # fmt: skip
    return Table(words.t("access.title"), headings, rows)
