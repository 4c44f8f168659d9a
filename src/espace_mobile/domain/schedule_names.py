"""From the names in a schedule to places, teams and partners: those already known, else new ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_line import ScheduleLine
from espace_mobile.domain.team import Team
from espace_mobile.domain.text import folded
from espace_mobile.domain.vocabulary import OutingType, PlaceType

_PLACE_TYPES = {OutingType.MARKET: PlaceType.MARKET, OutingType.EVENT: PlaceType.EVENT}
Named = TypeVar("Named", Team, Organisation)


class MakeId(Protocol):
    """The same parts, the same id, on every device (`protocol.values.derived_id`)."""

    def __call__(self, *parts: str) -> str: ...


class Names:
    """`changed`: what this file adds or completes, by id, in order of appearance."""

    def __init__(self, make_id: MakeId, known: Sequence[Fact]) -> None:
        self._make_id = make_id
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

    def team(self, name: str | None) -> str | None:
        return self._id(Team, name) if name else None

    def partners(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._id(Organisation, name) for name in names))

    def place(self, line: ScheduleLine) -> str:
        """The id of the first place of that name which nothing on the line contradicts, completed by the line."""
        written = (line.place, line.neighbourhood, line.commune_insee, line.qpv[0] if line.qpv else None)
        if written not in self._as_written:
            self._as_written[written] = self._place(line)
        return self._as_written[written]

    def _place(self, line: ScheduleLine) -> str:
        namesakes = self._places.setdefault(folded(line.place), [])
        for at, place in enumerate(namesakes):
            if _compatible(place, line):
                namesakes[at] = self._completed(place, line)
                return place.id
        parts = (folded(line.place), line.commune_insee or "", folded(line.neighbourhood))
        id = self._make_id("place", *parts)
        before = self._known.get(id)
        if isinstance(before, Place):  # imported before, renamed since
            namesakes.append(before)
            return id
        new = Place(id=id, name=line.place, type=_PLACE_TYPES.get(line.type, PlaceType.OTHER))
        namesakes.append(self._completed(new, line))
        self.changed[new.id] = namesakes[-1]
        return new.id

    def _completed(self, place: Place, line: ScheduleLine) -> Place:
        code, vintage = line.qpv or (None, None)
        said = {
            "neighbourhood": line.neighbourhood,
            "commune_insee": line.commune_insee,
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


def _compatible(place: Place, line: ScheduleLine) -> bool:
    code = line.qpv[0] if line.qpv else None
    return (
        _agree(place.commune_insee, line.commune_insee)
        and _agree(folded(place.neighbourhood), folded(line.neighbourhood))
        and _agree(place.qpv_code, code)
    )


def _agree(a: str | None, b: str | None) -> bool:
    return not a or not b or a == b
