"""From the names in a schedule to places, teams and partners: those already known, else new ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from rapidfuzz import fuzz, process

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_line import ScheduleLine
from espace_mobile.domain.team import Team
from espace_mobile.domain.text import folded
from espace_mobile.domain.vocabulary import OutingType, PlaceType

_PLACE_TYPES = {OutingType.MARKET: PlaceType.MARKET, OutingType.EVENT: PlaceType.EVENT}
Named = TypeVar("Named", Team, Organisation)
NOTHING_SAID: Mapping[str, str] = {}
_ALIKE = 86  # of 100: « Marché des Tileul » is, « Marché du Songe » and « Maison du Songe » are not


class MakeId(Protocol):
    """The same parts, the same id, on every device (`protocol.values.derived_id`)."""

    def __call__(self, *parts: str) -> str: ...


@dataclass(frozen=True)
class NearPlace:
    """A name of the file that nobody bears, and almost a known place's. `key`: what an answer is filed under."""

    key: str
    written: str
    place: Place


class Names:
    """`changed`: what this file adds or completes, by id, in order of appearance.

    `same`: what was answered about names that are almost known ones, {key: the id of that place; "" for another one}.
    `near`: those not answered yet, by the id that stands for them meanwhile.
    """

    def __init__(self, make_id: MakeId, known: Sequence[Fact], same: Mapping[str, str] = NOTHING_SAID) -> None:
        self._make_id, self._same = make_id, same
        self.near: dict[str, NearPlace] = {}
        self._known = {fact.id: fact for fact in known}
        self._places: dict[str, list[Place]] = {}
        self._named: dict[tuple[str, str], str] = {}
        self._as_written: dict[tuple[str | None, ...], str] = {}
        self.changed: dict[str, Fact] = {}
        for fact in known:
            if isinstance(fact, Place):
                self._places.setdefault(folded(fact.name), []).append(fact)
            elif isinstance(fact, Team | Organisation):
                self._named.setdefault((fact.kind, folded(fact.name)), fact.id)
        self._known_names = list(self._places)

    def team(self, name: str | None) -> str | None:
        return self._id(Team, name) if name else None

    def partners(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._id(Organisation, name) for name in names))

    def place(self, line: ScheduleLine) -> str:
        """The id of the first place of that name which nothing on the line contradicts, completed by the line."""
        commune = line.commune_insee, line.commune_name
        written = (line.place, line.neighbourhood, *commune, line.qpv[0] if line.qpv else None)
        if written not in self._as_written:
            self._as_written[written] = self._place(line)
        return self._as_written[written]

    def _place(self, line: ScheduleLine) -> str:
        namesakes = self._places.setdefault(folded(line.place), [])
        for at, place in enumerate(namesakes):
            if _compatible(place, line):
                namesakes[at] = self._completed(place, line)
                return place.id
        parts = (folded(line.place), line.commune_insee or folded(line.commune_name), folded(line.neighbourhood))
        id = self._make_id("place", *parts)
        before = self._known.get(id)
        if isinstance(before, Place):  # imported before, renamed since
            namesakes.append(before)
            return id
        if near := self._almost(line):
            return near
        new = Place(id=id, name=line.place, type=_PLACE_TYPES.get(line.type or OutingType.VAN, PlaceType.OTHER))
        namesakes.append(self._completed(new, line))
        self.changed[new.id] = namesakes[-1]
        return new.id

    def _almost(self, line: ScheduleLine) -> str | None:
        """The id of the known place that was probably meant; None when there is none, or it is another one."""
        key = folded(line.place)
        place = self._known.get(self._same[key]) if self._same.get(key) else None
        if isinstance(place, Place):
            return self._completed(place, line).id
        if key in self._same:
            return None
        found = process.extract(key, self._known_names, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=3)
        names = (name for name, _, _ in found if name != key and _numbers(name) == _numbers(key))
        alike = next((p for name in names for p in self._places[name] if p.active and _compatible(p, line)), None)
        if alike is None:
            return None
        id = self._make_id("near place", key, alike.id)
        self.near.setdefault(id, NearPlace(key, line.place, alike))
        return id

    def _completed(self, place: Place, line: ScheduleLine) -> Place:
        code, vintage = line.qpv or (None, None)
        said = {
            "neighbourhood": line.neighbourhood,
            "commune_insee": line.commune_insee,
            "commune_name": line.commune_name,
            "qpv_code": code,
            "qpv_vintage": vintage,
        }
        news = {name: value for name, value in said.items() if value is not None and getattr(place, name) is None}
        if not news:
            return place
        self.changed[place.id] = completed = place.but(**news)
        return completed

    def _id(self, type: type[Named], name: str) -> str:
        if (type.kind, name) not in self._as_written:
            key = (type.kind, folded(name))
            if key not in self._named:
                self._named[key] = id = self._make_id(*key)
                if id not in self._known:
                    self.changed[id] = type(id=id, name=name)
            self._as_written[type.kind, name] = self._named[key]
        return self._as_written[type.kind, name]


def _numbers(name: str) -> list[str]:
    """« Place 1 » and « Place 2 » differ by little, and are two."""
    return re.findall(r"\d+", name)


def _compatible(place: Place, line: ScheduleLine) -> bool:
    code = line.qpv[0] if line.qpv else None
    return (
        _agree(place.commune_insee, line.commune_insee)
        and _agree(folded(place.commune_name), folded(line.commune_name))
        and _agree(folded(place.neighbourhood), folded(line.neighbourhood))
        and _agree(place.qpv_code, code)
    )


def _agree(a: str | None, b: str | None) -> bool:
    return not a or not b or a == b
