"""When schools are closed: fewer parents at the market, more of them in the parks, and teams that are smaller."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SchoolBreak(StrEnum):
    AUTUMN = "autumn"
    CHRISTMAS = "christmas"
    WINTER = "winter"
    SPRING = "spring"
    ASCENSION = "ascension"
    SUMMER = "summer"


@dataclass(frozen=True)
class SchoolCalendar:
    """Of one zone. `breaks`: the days without school; after `until`, nothing was decreed yet and nothing is said."""

    breaks: Mapping[date, SchoolBreak]
    until: date

    def on(self, day: date) -> SchoolBreak | None:
        return self.breaks.get(day)
