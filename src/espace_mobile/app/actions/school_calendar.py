"""The school holidays of metropolitan France, as the `vacances-scolaires-france` package has them.

Only its table is read: its own reader parses forty years, a quarter of a second at best, and a tap would wait for it.
"""

from __future__ import annotations

import csv
from datetime import date
from functools import lru_cache
from importlib.resources import files

from espace_mobile.domain.schedule_vocabulary import SchoolZone
from espace_mobile.domain.school_holidays import SchoolBreak, SchoolCalendar

COVERED = (SchoolZone.A, SchoolZone.B, SchoolZone.C)  # Corsica's rector sets its own days, which no table has
_SINCE = "2020"
_BREAKS = {
    "toussaint": SchoolBreak.AUTUMN, "noël": SchoolBreak.CHRISTMAS, "hiver": SchoolBreak.WINTER,
    "printemps": SchoolBreak.SPRING, "ascension": SchoolBreak.ASCENSION, "été": SchoolBreak.SUMMER,
}  # fmt: skip


@lru_cache(maxsize=8)
def school_calendar(zone: SchoolZone | None) -> SchoolCalendar | None:
    """None for a zone that is not told, or of which nothing is known. From 2020 on. The first one reads a file of half
    a megabyte."""
    if zone not in COVERED:
        return None
    of_zone = {row["date"]: row["nom_vacances"] for row in _rows() if row[f"vacances_zone_{zone}"] == "True"}
    breaks = {date.fromisoformat(day): found for day, name in of_zone.items() if (found := _break(name))}
    return SchoolCalendar(breaks, max(breaks)) if breaks else None


def _rows() -> list[dict[str, str]]:
    table = files("vacances_scolaires_france").joinpath("data/data.csv")
    heading, *lines = table.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader([heading, *(line for line in lines if line >= _SINCE)]))


def _break(name: str) -> SchoolBreak | None:
    said = name.casefold()
    return next((found for word, found in _BREAKS.items() if word in said), None)
