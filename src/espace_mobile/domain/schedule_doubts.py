"""What is to be looked at before a line of a file becomes a date: each with its reason, none of them an error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from espace_mobile.calendars.happening import AHEAD
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place


class Why(StrEnum):
    NEAR_PLACE = "near_place"  # its place's name is almost one that is known
    OTHER_HOUR = "other_hour"  # the same place and day at another hour: a change, or a second date
    OTHER_TEAM = "other_team"
    OTHER_DAY = "other_day"  # a date of ours, taken to another day in somebody's calendar
    CANCELLED = "cancelled"  # in the file, and not here
    PAST = "past"
    FAR = "far"  # more than two years ahead
    NOT_ITS_DAY = "not_its_day"  # the market stands on another weekday
    NO_YEAR = "no_year"
    ZONE = "zone"  # of a name that says nothing to anybody
    SEVERAL_DAYS = "several_days"


@dataclass(frozen=True, slots=True)
class Doubt:
    """`said`: the name it is about, if any."""

    why: Why
    said: str = ""


def doubts_of_day(outing: Outing, place: Place | None, today: date | None) -> Iterator[Doubt]:
    """`today` None: nobody said what day it is."""
    if today is not None and outing.on < today:
        yield Doubt(Why.PAST)
    if today is not None and outing.on > today + AHEAD:
        yield Doubt(Why.FAR)
    if place is not None and place.weekday is not None and outing.on.weekday() != place.weekday:
        yield Doubt(Why.NOT_ITS_DAY, place.name)
