"""The schedule as rows: the dates under the headings an import reads, the places one goes to, the months' sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.retention import due_on as months_after
from espace_mobile.domain.schedule import TARGET_A_YEAR, TO_COME, ScheduleCount, count_schedule, is_off
from espace_mobile.domain.schedule_settings import ScheduleSettings
from espace_mobile.domain.team import Team
from espace_mobile.domain.text import tidy
from espace_mobile.domain.vocabulary import OutingStatus
from espace_mobile.i18n import Translator
from espace_mobile.i18n.translator import sentence
from espace_mobile.reports.workbook import Cell, Table
from espace_mobile.store.replica import Replica


def headings(words: Translator) -> list[str]:
    """Those of an import, in its order."""
    return [sentence(words.t(key)) for key in _HEADINGS]


def rows(replica: Replica, outings: Iterable[Outing], words: Translator) -> list[list[Cell]]:
    """A row for each date, under `headings`."""
    return [_row(replica, outing, words) for outing in outings]


def _row(replica: Replica, outing: Outing, words: Translator) -> list[Cell]:
    place = replica.get(Place, outing.place_id) if outing.place_id else None
    return [
        outing.on, outing.starts, outing.ends, words.label(outing.type), place.name if place else "",
        (place.neighbourhood if place else None) or "", (place.commune_insee if place else None) or "",
        (place.qpv_code if place else None) or "", team_name(replica, outing),
        " | ".join(partner_names(replica, outing)), words.label(outing.status),
    ]  # fmt: skip


def places(replica: Replica, outings: Sequence[Outing], words: Translator) -> Table:
    """The sheet « Lieux »: each place one goes to, and how often."""
    dates: dict[str, list[Outing]] = {}
    for outing in outings:
        dates.setdefault(outing.place_id or "", []).append(outing)
    found = [(place, dates[id]) for id in dates if (place := replica.get(Place, id))]
    return Table(
        words.t("dates_file.places"), [words.t(key) for key in _PLACE_HEADINGS],
        [
            [
                place.name, words.label(place.type), place.neighbourhood or "", place.commune_name or "",
                place.commune_insee or "", place.qpv_code or "", place.address or "",
                sum(o.status == OutingStatus.HELD for o in of_place), sum(o.status in TO_COME for o in of_place),
                sum(is_off(o) for o in of_place),
            ]
            for place, of_place in sorted(found, key=lambda each: tidy(each[0].name).casefold())
        ],
    )  # fmt: skip


def months(replica: Replica, outings: Sequence[Outing], words: Translator, today: date) -> Table:
    """The sheet « Bilan »: what was held and what is to come, month by month, against the target."""
    a_year = next((s.dates_a_year for s in replica.all(ScheduleSettings)), TARGET_A_YEAR)
    lines: list[list[Cell]] = []
    total = [0] * 6
    for first in _first_days(outings):
        last = months_after(first, 1) - timedelta(days=1)
        figures = _figures(count_schedule(outings, first, last, today, a_year))
        total = [a + b for a, b in zip(total, figures, strict=True)]
        lines.append([sentence(words.month(first)), *figures])
    if lines:
        lines.append([words.t("dates_file.total"), *total])
    return Table(words.t("dates_file.months"), [words.t(key) for key in _MONTH_HEADINGS], lines, total=True)


def _first_days(outings: Sequence[Outing]) -> list[date]:
    if not outings:
        return []
    day, last, found = outings[0].on.replace(day=1), outings[-1].on, []
    while day <= last:
        found.append(day)
        day = months_after(day, 1)
    return found


def _figures(count: ScheduleCount) -> list[int]:
    gap = count.forecast - count.target
    return [count.held, count.planned + count.unclosed, count.cancelled, count.moved, count.target, gap]


def team_name(replica: Replica, outing: Outing) -> str:
    team = replica.get(Team, outing.team_id) if outing.team_id else None
    return team.name if team else ""


def partner_names(replica: Replica, outing: Outing) -> list[str]:
    return [found.name for id in outing.partner_ids if (found := replica.get(Organisation, id))]


_HEADINGS = (
    "import.column.date", "import.column.start", "import.column.end", "import.column.kind", "import.column.place",
    "import.column.neighbourhood", "import.column.commune_insee", "import.column.qpv_code", "import.column.team",
    "import.column.partners", "import.column.status",
)  # fmt: skip
_PLACE_HEADINGS = (
    "dates_file.column.place", "dates_file.column.type", "dates_file.column.neighbourhood", "dates_file.column.commune",
    "dates_file.column.code", "dates_file.column.qpv", "dates_file.column.address", "dates_file.column.held",
    "dates_file.column.to_come", "dates_file.column.off",
)  # fmt: skip
_MONTH_HEADINGS = (
    "dates_file.column.month", "dates_file.column.held", "dates_file.column.to_come", "dates_file.column.cancelled",
    "dates_file.column.moved", "dates_file.column.target", "dates_file.column.gap",
)  # fmt: skip
