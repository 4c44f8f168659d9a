"""The dates of one site, as its pages need them: in order, by month, by commune, those to come."""

from __future__ import annotations

import calendar
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from espace_mobile.protocol.publication import PublicDate
from sync_server.api.pages import words

ZONE = ZoneInfo("Europe/Paris")
ELSEWHERE = "autre"  # stands for any commune that no date is in


class Moment(NamedTuple):
    """Now, on the wall in Paris."""

    today: date
    time: time

    @classmethod
    def at(cls, ms: int) -> Moment:
        local = datetime.fromtimestamp(ms / 1000, UTC).astimezone(ZONE)
        return cls(local.date(), local.time())


class Commune(NamedTuple):
    insee: str
    name: str


@dataclass(frozen=True)
class Shown:
    """A date in words. `state`: what changed, « Annulée » or « Déplacée »; nothing when it goes ahead. `past`: over."""

    date: PublicDate
    past: bool = False

    @property
    def id(self) -> str:
        return self.date.id

    @property
    def day(self) -> str:
        return words.sentence(words.day(self.date.on))

    @property
    def hours(self) -> str:
        return words.sentence(words.hours(self.date.starts, self.date.ends)) or words.NO_HOURS

    @property
    def name(self) -> str:
        """Where, or what when nobody said where."""
        return self.date.place or self.date.neighbourhood or self.type

    @property
    def where(self) -> str:
        """The commune, and the neighbourhood when it is not the name already."""
        near = "" if self.date.neighbourhood == self.name else self.date.neighbourhood
        return ", ".join(filter(None, (near, self.date.commune)))

    @property
    def type(self) -> str:
        return words.TYPES[self.date.type]

    @property
    def partners(self) -> str:
        return words.listing(self.date.partners)

    @property
    def goes(self) -> bool:
        return not self.date.cancelled and self.date.moved_to is None

    @property
    def state(self) -> str:
        if self.date.moved_to:
            return "Déplacée"
        return "Annulée" if self.date.cancelled else ""

    @property
    def told(self) -> str:
        """The state in a whole sentence."""
        if self.date.moved_to:
            return f"Déplacée au {words.day(self.date.moved_to)}"
        return "Annulée\u00a0: cette date n’a pas lieu" if self.date.cancelled else ""


class Month(NamedTuple):
    first: date
    dates: Sequence[Shown]


class Agenda:
    """The dates of one publication. Nothing in it changes; what depends on the time takes it."""

    def __init__(self, dates: Iterable[PublicDate]) -> None:
        self.dates = sorted(dates, key=lambda d: (d.on, d.starts or time.min, d.place, d.id))
        self._days = [d.on for d in self.dates]

    @cached_property
    def by_id(self) -> dict[str, PublicDate]:
        return {d.id: d for d in self.dates}

    @cached_property
    def communes(self) -> list[Commune]:
        """By name. A date without the code of its commune is in none of them."""
        found = {d.commune_insee: Commune(d.commune_insee, d.commune) for d in self.dates if d.commune_insee}
        return sorted((c for c in found.values() if c.name), key=lambda c: (c.name.casefold(), c.insee))

    def known(self, insee: str) -> str:
        """The code, `ELSEWHERE` for one that no date has: what is kept in memory depends on what was published only."""
        return insee if not insee or any(c.insee == insee for c in self.communes) else ELSEWHERE

    def months(self, moment: Moment) -> tuple[date, date]:
        """The first and the last month that have something to show; this one always does."""
        shown = [moment.today, *self._days[:1], *self._days[-1:]]
        return min(shown).replace(day=1), max(shown).replace(day=1)

    def hour(self, moment: Moment) -> int:
        """How many of today's dates are over: what the pages show changes with it, and with the day."""
        return sum(_over(d, moment) for d in self._between(moment.today, moment.today))

    def coming(self, moment: Moment, insee: str = "") -> list[Shown]:
        """Those that are not over, the cancelled and the moved among them."""
        later = self.dates[bisect_left(self._days, moment.today) :]
        return [Shown(d) for d in later if _in(d, insee) and not _over(d, moment)]

    def of_month(self, first: date, moment: Moment, insee: str = "") -> list[Shown]:
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        return [Shown(d, _over(d, moment)) for d in self._between(first, last) if _in(d, insee)]

    def one(self, id: str, moment: Moment) -> Shown | None:
        found = self.by_id.get(id)
        return Shown(found, _over(found, moment)) if found else None

    def going_on(self, on: date, place: str) -> Shown | None:
        """The date at that place on that day, when it goes ahead and is the only one."""
        found = [s for s in map(Shown, self._between(on, on)) if s.goes and s.date.place == place]
        return found[0] if len(found) == 1 else None

    def _between(self, first: date, last: date) -> list[PublicDate]:
        return self.dates[bisect_left(self._days, first) : bisect_right(self._days, last)]


def by_month(dates: Iterable[Shown]) -> list[Month]:
    return [Month(first, tuple(of)) for first, of in groupby(dates, key=lambda s: s.date.on.replace(day=1))]


def weeks(first: date, dates: Sequence[Shown]) -> list[list[tuple[date | None, list[Shown]]]]:
    """A month as rows of seven days from Monday; None: a day of another month."""
    on: dict[date, list[Shown]] = {}
    for shown in dates:
        on.setdefault(shown.date.on, []).append(shown)
    rows = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return [[(d, on.get(d, [])) if d.month == first.month else (None, []) for d in row] for row in rows]


def _in(one: PublicDate, insee: str) -> bool:
    return not insee or one.commune_insee == insee


def _over(one: PublicDate, moment: Moment) -> bool:
    """A date whose end nobody said is over at midnight, and so is one that ends after it."""
    ended = one.ends is not None and one.ends <= moment.time and (one.starts is None or one.starts < one.ends)
    return one.on < moment.today or (one.on == moment.today and ended)
