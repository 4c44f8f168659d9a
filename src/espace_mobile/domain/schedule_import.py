"""A schedule from somebody's file, as outings with the places, teams and partners they name.

Good lines are kept, each bad one is told with its first fault, each doubtful one with its reasons. Importing the same
file again changes nothing: ids derive from what a line says, and what is already known is recognised.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from espace_mobile.domain.csv_table import LineError
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.outing_place import type_at
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule import OFF, TO_COME
from espace_mobile.domain.schedule_changes import ImportedSchedule, LineChange
from espace_mobile.domain.schedule_doubts import Doubt, Why, doubts_of_day
from espace_mobile.domain.schedule_line import ScheduleLine, parse_line
from espace_mobile.domain.schedule_matching import Register, Wanted, changed
from espace_mobile.domain.schedule_names import NOTHING_SAID, MakeId, Names
from espace_mobile.domain.schedule_sources import Said, Source
from espace_mobile.domain.text import tidy
from espace_mobile.domain.vocabulary import CancelReason, OutingStatus
from espace_mobile.errors import InputError


def propose(
    source: Source,
    make_id: MakeId,
    known: Iterable[Fact] = (),
    *,
    today: date | None = None,
    same: Mapping[str, str] = NOTHING_SAID,
) -> ImportedSchedule:
    """What the file would change. Never raises for what stands in it.

    `known`: the outings, places, teams and organisations the register has, so that none is made twice. Outings held,
    cancelled or moved stay as they are. `today`: without it no day is doubtful. `same`: see `Names`.
    """
    return _Import(make_id, list(known), today, same).read(source)


class _Import:
    def __init__(self, make_id: MakeId, known: list[Fact], today: date | None, same: Mapping[str, str]) -> None:
        self._make_id, self._today = make_id, today
        self._names = Names(make_id, known, same)
        self._register = Register(fact for fact in known if isinstance(fact, Outing))
        self._places = {fact.id: fact for fact in known if isinstance(fact, Place)}
        self._lines: dict[str, Said] = {}
        self._waiting: dict[str, int] = {}
        self._known_names: set[str] = set()
        self._result = ImportedSchedule()

    def read(self, source: Source) -> ImportedSchedule:
        result = self._result
        result.errors, result.notes, result.unit = list(source.errors), list(source.notes), source.unit
        good = [wanted for at, said in enumerate(source.lines) if (wanted := self._wanted(at, said))]
        exact = [(wanted, self._register.exact(wanted, self._id(wanted))) for wanted in good]
        for wanted, found in exact:  # once each line has the date it means, what is left is compared
            self._take(wanted, found)
        result.errors.sort(key=lambda e: (e.sheet, e.line))
        result.named = list(self._names.changed.values())
        result.known_names = frozenset(self._known_names)
        result.near = [(near, self._waiting[id]) for id, near in self._names.near.items() if id in self._waiting]
        return result

    def _wanted(self, at: int, said: Said) -> Wanted | None:
        ours = self._register.get(said.outing_id)
        unplaced = ours is not None and not said.placed
        cells = {**said.cells, "place": "-"} if unplaced else said.cells
        try:
            line = parse_line(cells, self._today)
        except InputError as e:
            value = tidy(said.cells.get(e.field))
            self._result.errors.append(LineError(said.line, e.field, e.reason, value, said.sheet))
            return None
        place_id = ours.place_id if ours and unplaced else self._names.place(line)
        return Wanted(at, said, line, place_id, self._names.team(line.team), self._names.partners(line.partners))

    def _take(self, wanted: Wanted, found: Outing | None) -> None:
        off = wanted.said.cancelled or wanted.line.status in OFF
        why = self._differs(found, wanted) if found else None
        if found is None and not off and (likely := self._register.likely(wanted)):
            found, why = likely
        if found is None and off:
            self._result.passed += 1
            return
        id = found.id if found else self._id(wanted)
        if first := self._lines.get(id):
            self._duplicate(wanted.said, first)
            return
        self._lines[id] = wanted.said
        names = frozenset(filter(None, (wanted.place_id, wanted.team_id, *wanted.partner_ids)))
        self._propose(wanted, found, why, off, names)

    def _differs(self, found: Outing, wanted: Wanted) -> Why | None:
        """It was made by this very line, or is named by it, and was changed since, here or there."""
        line, ours = wanted.line, found.id == wanted.said.outing_id
        if found.on != line.on:
            return Why.OTHER_DAY
        if found.starts and line.starts and found.starts != line.starts and not ours:
            return Why.OTHER_HOUR
        apart = found.team_id and wanted.team_id and found.team_id != wanted.team_id
        return Why.OTHER_TEAM if apart and not ours else None

    def _propose(self, wanted: Wanted, found: Outing | None, why: Why | None, off: bool, names: frozenset[str]) -> None:
        result, said = self._result, wanted.said
        outing = self._cancelled(found) if found and off else self._outing(wanted, found, why)
        if found is not None and (outing == found or found.status not in TO_COME):
            result.unchanged += 1
            result.settled += [found] if outing != found and not off else []
            self._known_names |= names
            return
        doubts = tuple(self._doubts(wanted, outing, found, why, off))
        second = None
        if why in (Why.OTHER_HOUR, Why.OTHER_TEAM) and found and self._id(wanted) != found.id:
            second = self._outing(wanted, None, None)
        result.changes.append(
            LineChange(wanted.at, said.line, said.sheet, outing, found, doubts, second, names)
        )  # fmt: skip

    def _outing(self, wanted: Wanted, found: Outing | None, why: Why | None) -> Outing:
        if found is not None:
            return changed(found, wanted, all_of_it=why is not None or found.id == wanted.said.outing_id)
        line, place = wanted.line, self._place(wanted)
        return Outing(
            id=self._id(wanted), on=line.on, starts=line.starts, ends=line.ends, place_id=place.id if place else None,
            type=line.type or type_at(place),
            team_id=wanted.team_id, partner_ids=wanted.partner_ids, status=self._status(line),
        )  # fmt: skip

    def _status(self, line: ScheduleLine) -> OutingStatus:
        if line.status == OutingStatus.HELD and self._today is not None and line.on <= self._today:
            return OutingStatus.HELD
        return OutingStatus.CONFIRMED if line.status == OutingStatus.CONFIRMED else OutingStatus.PLANNED

    def _cancelled(self, found: Outing) -> Outing:
        return found.but(status=OutingStatus.CANCELLED, cancel_reason=CancelReason.OTHER)

    def _doubts(
        self, wanted: Wanted, outing: Outing, found: Outing | None, why: Why | None, off: bool
    ) -> Iterator[Doubt]:
        if near := self._names.near.get(wanted.place_id or ""):
            self._waiting[wanted.place_id or ""] = self._waiting.get(wanted.place_id or "", 0) + 1
            yield Doubt(Why.NEAR_PLACE, near.place.name)
        if why is not None and not off:
            yield Doubt(why)
        if off:
            yield Doubt(Why.CANCELLED)
        if wanted.line.year_guessed:
            yield Doubt(Why.NO_YEAR)
        yield from (Doubt(Why(code), text) for code, text in wanted.said.doubts)
        if not off and (found is None or (found.on, found.place_id) != (outing.on, outing.place_id)):
            yield from doubts_of_day(outing, self._place(wanted), self._today)

    def _place(self, wanted: Wanted) -> Place | None:
        id = wanted.place_id or ""
        if near := self._names.near.get(id):
            return near.place
        found = self._names.changed.get(id) or self._places.get(id)
        return found if isinstance(found, Place) else None

    def _id(self, wanted: Wanted) -> str:
        return self._make_id("outing", *(str(part or "") for part in wanted.spot))

    def _duplicate(self, said: Said, first: Said) -> None:
        value = str(first.line) if first.sheet == said.sheet else f"{first.sheet}, {first.line}"
        self._result.errors.append(LineError(said.line, None, "duplicate", value, said.sheet))
