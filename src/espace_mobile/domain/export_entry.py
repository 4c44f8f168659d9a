"""That a file was taken out of the register: what, when, by whom. Never what is in it, nor about whom."""

from __future__ import annotations

import datetime
from typing import ClassVar

from espace_mobile.domain.fact import Fact, Instant
from espace_mobile.domain.report_vocabulary import ExportFormat, ExportSort


class ExportEntry(Fact):
    """`since`, `until`: the days it tells of. `named`: whether it names people. `lines`: how many people or rows.
    `hidden_under`: cells of fewer people were left out; None: nothing was. `digest`: SHA-256 of what it was made from,
    in hexadecimal, the day it was made apart: two exports of the same data have the same. `filters`: of the figures, as
    an address says them (`dashboard.address`): days, codes and ids of places, nobody's."""

    kind: ClassVar[str] = "export_entry"
    indexed: ClassVar[tuple[str, ...]] = ("sort",)

    at: Instant
    sort: ExportSort
    format: ExportFormat
    worker_id: str | None = None
    programme_id: str | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    named: bool = False
    lines: int | None = None
    hidden_under: int | None = None
    digest: str | None = None
    filters: str | None = None
