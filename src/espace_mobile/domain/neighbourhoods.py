"""Which neighbourhoods the van went to, and which still wait for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule import TO_COME, goes_ahead
from espace_mobile.domain.text import folded
from espace_mobile.domain.vocabulary import OutingStatus, PlaceType

_MONTHS = 3  # of a quarter


@dataclass(frozen=True)
class Neighbourhood:
    """`key`: the same for all its places, however it is written. `name`: its own, else its commune's, else the place's.

    `held`, `planned`: dates of the year. `last`, `next`: of any year, before today and from today on; dates that were
    cancelled or moved count for nothing. `this_quarter`: there was a date in it, or there will be.
    """

    key: str
    name: str
    commune: str
    qpv: tuple[str, ...]
    held: int
    planned: int
    last: date | None
    next: date | None
    this_quarter: bool

    @property
    def in_all(self) -> int:
        return self.held + self.planned


def neighbourhood_key(place: Place | None) -> str:
    """Of its neighbourhood; of its commune when it has none; its own when nothing is said; empty for no place."""
    if place is None:
        return ""
    if place.neighbourhood or place.commune_insee or place.commune_name:
        return f"{place.commune_insee or folded(place.commune_name)}/{folded(place.neighbourhood)}"
    return place.id


def neighbourhoods(places: Iterable[Place], outings: Iterable[Outing], today: date) -> list[Neighbourhood]:
    """Those one still goes to, or went to this year: the fewest dates first, then the one left alone longest."""
    of: dict[str, list[Place]] = {}
    for place in sorted(places, key=lambda p: (folded(p.name), p.id)):
        of.setdefault(neighbourhood_key(place), []).append(place)
    at = {place.id: key for key, some in of.items() for place in some}
    dates: dict[str, list[Outing]] = {key: [] for key in of}
    for outing in outings:
        if goes_ahead(outing) and (key := at.get(outing.place_id or "")):
            dates[key].append(outing)
    found = [_one(key, some, dates[key], today) for key, some in of.items()]
    kept = [n for n in found if n.in_all or any(_one_goes_to(place, n) for place in of[n.key])]
    return sorted(kept, key=lambda n: (n.in_all, n.last or date.min, folded(n.name), n.key))


def quarter_of(day: date) -> tuple[int, int]:
    """(year, 0 to 3)."""
    return day.year, (day.month - 1) // _MONTHS


def _one_goes_to(place: Place, known: Neighbourhood) -> bool:
    """Not an office, nor a room of which nobody said where it is and to which the van never went."""
    if not place.active or place.type == PlaceType.OFFICE:
        return False
    return known.key != place.id or known.last is not None or known.next is not None


def _one(key: str, places: list[Place], dates: list[Outing], today: date) -> Neighbourhood:
    first = places[0]
    of_year = [o for o in dates if o.on.year == today.year]
    held = sum(o.status == OutingStatus.HELD for o in of_year)
    return Neighbourhood(
        key=key,
        name=first.neighbourhood or first.commune_name or first.name,
        commune=(first.commune_name or "") if first.neighbourhood else "",
        qpv=tuple(dict.fromkeys(place.qpv_code for place in places if place.qpv_code and place.active)),
        held=held,
        planned=sum(o.status in TO_COME and o.on >= today for o in of_year),
        last=max((o.on for o in dates if o.on < today), default=None),
        next=min((o.on for o in dates if o.on >= today), default=None),
        this_quarter=any(quarter_of(o.on) == quarter_of(today) for o in dates),
    )
