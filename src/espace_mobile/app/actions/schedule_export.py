"""The schedule for a spreadsheet or another calendar: the dates, nobody's name. What is written is read back by an
import, which then changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from enum import StrEnum
from importlib.util import find_spec
from typing import TYPE_CHECKING

from espace_mobile.app import clock
from espace_mobile.app.actions.change import changed_at
from espace_mobile.app.actions.exports import csv_bytes
from espace_mobile.app.actions.schedule_tables import headings, months, partner_names, places, rows, team_name
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule import OFF, in_order
from espace_mobile.domain.schedule_sources import where
from espace_mobile.domain.text import tidy
from espace_mobile.domain.vocabulary import OutingStatus
from espace_mobile.i18n import Translator
from espace_mobile.i18n.translator import sentence
from espace_mobile.reports.workbook import Table, write_workbook
from espace_mobile.store.replica import Replica

if TYPE_CHECKING:
    from espace_mobile.calendars.writing import Entry


class Period(StrEnum):
    TO_COME = "to_come"
    THIS_YEAR = "this_year"
    NEXT_YEAR = "next_year"
    ALL = "all"


def chosen(replica: Replica, period: Period, today: date, team_id: str = "") -> list[Outing]:
    """The dates of a period, of one team or of all, in order."""
    found = replica.where(Outing, team_id=team_id) if team_id else replica.all(Outing)
    years = {Period.THIS_YEAR: today.year, Period.NEXT_YEAR: today.year + 1}
    if period == Period.TO_COME:
        found = [o for o in found if o.on >= today]
    elif period in years:
        found = [o for o in found if o.on.year == years[period]]
    return sorted(found, key=in_order)


def can_write_workbook() -> bool:
    """Tablets don't carry the library."""
    return find_spec("openpyxl") is not None


def workbook(replica: Replica, outings: Sequence[Outing], words: Translator, today: date) -> bytes:
    """« Planning », « Lieux » and « Bilan ». Raises `ImportError` on a tablet, which can't write one."""
    tables = [
        table(replica, outings, words),
        places(replica, outings, words), months(replica, outings, words, today),
    ]  # fmt: skip
    return write_workbook(tables, words.t("dates_file.name"), datetime.combine(today, time.min, UTC))


def csv_file(replica: Replica, outings: Sequence[Outing], words: Translator) -> bytes:
    """Semicolons and a mark of UTF-8, as a French Excel expects."""
    return csv_bytes(table(replica, outings, words))


def table(replica: Replica, outings: Sequence[Outing], words: Translator) -> Table:
    """A line a date."""
    lines = [[tidy(cell) if isinstance(cell, str) else cell for cell in row] for row in rows(replica, outings, words)]
    return Table(words.t("dates_file.sheet"), headings(words), lines)


def calendar_file(replica: Replica, outings: Iterable[Outing], words: Translator) -> bytes:
    """An .ics file: the same dates, the same bytes."""
    from espace_mobile.calendars.writing import calendar

    return calendar(entries(replica, outings, words), words.t("dates_file.name"))


def entries(replica: Replica, outings: Iterable[Outing], words: Translator) -> list[Entry]:
    """An event for each date, cancelled ones included: a calendar that had it takes it out. Nobody's name is in it."""
    return [_entry(replica, outing, words) for outing in outings]


def _entry(replica: Replica, outing: Outing, words: Translator) -> Entry:
    from espace_mobile.calendars.writing import CANCELLED, CONFIRMED, TENTATIVE, Entry

    place = replica.get(Place, outing.place_id) if outing.place_id else None
    starts_at = clock.instant(outing.on, outing.starts or time.min)
    ends_at = clock.instant(outing.on, outing.ends) if outing.ends and outing.starts else starts_at
    statuses = {OutingStatus.PLANNED: TENTATIVE, **dict.fromkeys(OFF, CANCELLED)}
    return Entry(
        outing.id, starts_at, max(0, int((ends_at - starts_at).total_seconds() // 60)),
        place.name if place else words.label(outing.type), changed_at(replica, outing),
        statuses.get(outing.status, CONFIRMED), where(place) if place else "", _about(replica, outing, place, words),
        category=words.label(outing.type), all_day=outing.starts is None,
    )  # fmt: skip


def _about(replica: Replica, outing: Outing, place: Place | None, words: Translator) -> str:
    """« Équipe : Équipe Nord », one to a line, under the headings that an import knows."""
    said = {
        "import.column.neighbourhood": place.neighbourhood if place else None,
        "import.column.commune_insee": place.commune_insee if place else None,
        "import.column.qpv_code": place.qpv_code if place else None,
        "import.column.team": team_name(replica, outing),
        "import.column.partners": " | ".join(partner_names(replica, outing)),
    }
    lines = [
        words.t("dates_file.line", what=sentence(words.t(key)), said=value) for key, value in said.items() if value
    ]
    return "\n".join(lines)
