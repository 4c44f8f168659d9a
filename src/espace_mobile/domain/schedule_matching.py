"""Which date of the register a line of a file speaks of, if any."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from espace_mobile.domain.outing import Outing
from espace_mobile.domain.schedule import TO_COME
from espace_mobile.domain.schedule_doubts import Why
from espace_mobile.domain.schedule_line import ScheduleLine
from espace_mobile.domain.schedule_sources import Said

Spot = tuple[date, time | None, str, str | None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A good line, its names found. `at`: which of the file's lines it is, from 0. `place_id` None: left as it is."""

    at: int
    said: Said
    line: ScheduleLine
    place_id: str | None
    team_id: str | None
    partner_ids: tuple[str, ...]

    @property
    def spot(self) -> Spot:
        return self.line.on, self.line.starts, self.place_id or "", self.team_id


class Register:
    """The known dates, each for one line of a file at most."""

    def __init__(self, outings: Iterable[Outing]) -> None:
        self._by_id = {outing.id: outing for outing in outings}
        self._by_spot = {_spot(outing): outing for outing in self._by_id.values()}
        self._of_day: dict[tuple[date, str], list[Outing]] = {}
        for outing in self._by_id.values():
            if outing.status in TO_COME:
                self._of_day.setdefault((outing.on, outing.place_id or ""), []).append(outing)
        self._claimed: set[str] = set()

    def get(self, id: str) -> Outing | None:
        return self._by_id.get(id)

    def exact(self, wanted: Wanted, id: str) -> Outing | None:
        """The date a line means beyond doubt. `id`: what it would have if this line made it."""
        found = self._by_id.get(wanted.said.outing_id) or self._by_id.get(id) or self._by_spot.get(wanted.spot)
        return self._claim(found)

    def likely(self, wanted: Wanted) -> tuple[Outing, Why | None] | None:
        """Of the dates of that day and place which no other line means: one that says less, or one that differs."""
        line = wanted.line
        free = [o for o in self._of_day.get((line.on, wanted.place_id or ""), ()) if o.id not in self._claimed]
        teams = [o for o in free if _agree(o.team_id, wanted.team_id)]
        at_hour = [o for o in teams if o.starts == line.starts]
        fitting = at_hour or [o for o in teams if _agree(o.starts, line.starts)]
        if len(fitting) == 1:
            return self._found(fitting[0], None)
        if fitting or not free:
            return None
        same_hour = [o for o in free if _agree(o.starts, line.starts)]
        nearest = min(same_hour or free, key=lambda o: (o not in teams, _apart(o.starts, line.starts), o.id))
        return self._found(nearest, Why.OTHER_TEAM if same_hour else Why.OTHER_HOUR)

    def _found(self, outing: Outing, why: Why | None) -> tuple[Outing, Why | None]:
        self._claimed.add(outing.id)
        return outing, why

    def _claim(self, outing: Outing | None) -> Outing | None:
        if outing is not None:
            self._claimed.add(outing.id)
        return outing


def changed(before: Outing, wanted: Wanted, *, all_of_it: bool = False) -> Outing:
    """As the line has it; an empty cell changes nothing. Day, place, hour and team only fill blanks, which is all that
    a line may say of the date it was found by; `all_of_it`: they count too."""
    line = wanted.line
    news: dict[str, Any] = {"type": line.type, "partner_ids": wanted.partner_ids or None}
    if before.team_id is None or all_of_it:
        news["team_id"] = wanted.team_id
    if all_of_it:
        news |= {"on": line.on, "place_id": wanted.place_id}
    if before.starts is None or all_of_it:
        news["starts"] = line.starts
    if line.ends is not None:
        news["ends"] = line.ends
    said = {name: value for name, value in news.items() if value is not None and getattr(before, name) != value}
    starts, ends = said.get("starts", before.starts), said.get("ends", before.ends)
    if starts and ends and ends <= starts:  # the end of the other hour
        said["ends"] = line.ends if line.ends and line.ends > starts else None
    return before.but(**said) if said else before


def _spot(outing: Outing) -> Spot:
    return outing.on, outing.starts, outing.place_id or "", outing.team_id


def _agree(a: object, b: object) -> bool:
    return a is None or b is None or a == b


def _apart(a: time | None, b: time | None) -> int:
    return abs((a.hour - b.hour) * 60 + a.minute - b.minute) if a and b else 0
