"""Every file that leaves the register is written down: what, when, by whom, and never what is in it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from hashlib import sha256
from io import StringIO

from espace_mobile.app.actions import workers
from espace_mobile.app.actions.change import held
from espace_mobile.domain.export_entry import ExportEntry
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.report_settings import THRESHOLDS, ReportSettings
from espace_mobile.domain.report_vocabulary import ExportFormat, ExportSort
from espace_mobile.domain.sheet import harmless
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import derived_id, new_id
from espace_mobile.reports.workbook import Cell, Table
from espace_mobile.store.replica import Replica

_SETTINGS = derived_id("report settings")
_OF_SUPERVISORS = frozenset({
    ExportSort.BALANCE, ExportSort.INDICATORS, ExportSort.STATISTICS, ExportSort.FSE_PARTICIPANTS,
    ExportSort.RIGHTS_REGISTER, ExportSort.ACCESS_LOG,
})  # fmt: skip


def settings(replica: Replica) -> ReportSettings:
    """As they are; what they are before anybody said anything."""
    return replica.get(ReportSettings, _SETTINGS) or ReportSettings(id=_SETTINGS)


@held
def hide_under(replica: Replica, people: int, worker: Worker) -> None:
    """Raises `InputError` (`hidden_under`, `out_of_range`; `record`, `supervisor_only`)."""
    check_may_export(replica, worker)
    if people not in THRESHOLDS:
        raise InputError("hidden_under", "out_of_range")
    replica.save(settings(replica).but(hidden_under=people), by=worker.id)


def check_may_export(replica: Replica, worker: Worker) -> None:
    """Reports are a supervisor's. Asked of the register as it is now: a session may have outlived the right.

    Raises `InputError` (`record`, `supervisor_only`).
    """
    now = replica.get(Worker, worker.id) or worker
    if not workers.may_supervise(now) or not now.active:
        raise InputError("record", "supervisor_only")


def write_down(
    replica: Replica, sort: ExportSort, format: ExportFormat, worker: Worker, *, now: datetime,
    programme_id: str | None = None, span: Span | None = None, named: bool = False, lines: int | None = None,
    hidden_under: int | None = None, digest: str | None = None, filters: str | None = None,
) -> ExportEntry:  # fmt: skip
    """Durable before the file is handed over. See `ExportEntry`. Raises like `check_may_export` for what is a
    supervisor's: the right may have been taken back while the file was made."""
    if sort in _OF_SUPERVISORS:
        check_may_export(replica, worker)
    entry = ExportEntry(
        id=new_id(), at=now, sort=sort, format=format, worker_id=worker.id, programme_id=programme_id, named=named,
        since=span.since if span else None, until=span.until if span else None, lines=lines,
        hidden_under=hidden_under, digest=digest, filters=filters,
    )  # fmt: skip
    replica.save(entry, by=worker.id)
    return entry


def log(replica: Replica, worker: Worker, sort: ExportSort | None = None) -> list[ExportEntry]:
    """What left, the latest first, of one sort or of all; for supervisors. Work: what was ever exported."""
    if not workers.may_supervise(worker):
        return []
    found = replica.all(ExportEntry) if sort is None else replica.where(ExportEntry, sort=sort)
    return sorted(found, key=lambda entry: (entry.at, entry.id), reverse=True)


def digest_of(tables: Iterable[Table]) -> str:
    """Of what a report tells, however it is drawn: the same for the same data."""
    told = "\n".join(f"{t.name}\t{list(t.headings)!r}\t{[list(map(str, row)) for row in t.rows]!r}" for t in tables)
    return sha256(told.encode()).hexdigest()


def csv_bytes(table: Table) -> bytes:
    """A table for any spreadsheet: UTF-8 with its mark, `;` between cells. No text of it is ever computed."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_cell(name) for name in table.headings])
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Cell) -> str:
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", ",")  # `;` between cells goes with a comma in a number
    return "" if value is None else str(value)
