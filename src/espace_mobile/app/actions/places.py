"""The places dates are planned at: what is known of each, how often one goes there, which are no longer proposed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, time, timedelta
from typing import Any

from espace_mobile.app.actions import outing_days
from espace_mobile.app.actions.change import Seen, check_here, current, held
from espace_mobile.app.actions.planning import check_may
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain.geography import parse_insee, parse_qpv
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.phones import parse_phone, shown_phone
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule import TO_COME, is_off
from espace_mobile.domain.schedule_vocabulary import Permit
from espace_mobile.domain.text import folded, tidy
from espace_mobile.domain.vocabulary import PlaceType
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.replica import Replica

LENGTHS = {"name": 120, "address": 160, "neighbourhood": 80, "commune_name": 80, "contact_name": 80, "access": 280}
_AHEAD = timedelta(days=400)


@dataclass(frozen=True)
class Described:
    """A place as it is typed, unchecked. The vintage of a QPV follows from its code."""

    name: str = ""
    type: PlaceType = PlaceType.OTHER
    address: str = ""
    neighbourhood: str = ""
    commune_name: str = ""
    commune_insee: str = ""
    qpv_code: str = ""
    weekday: int | None = None
    opens: time | None = None
    closes: time | None = None
    months: tuple[int, ...] = ()
    permit: Permit | None = None
    permit_until: date | None = None
    organisation_id: str | None = None
    contact_name: str = ""
    phone: str = ""
    access: str = ""

    @classmethod
    def of(cls, place: Place) -> Described:
        said: dict[str, Any] = {field.name: getattr(place, field.name) for field in fields(cls)}
        shown: dict[str, Any] = {name: value or "" if name in _TEXTS else value for name, value in said.items()}
        return cls(**{**shown, "phone": shown_phone(place.phone) if place.phone else ""})

    def kept(self) -> dict[str, Any]:
        """The fields of a place. Raises `InputError` naming the field at fault: `required`, `too_long`, `nir`,
        `invalid`, `lost_zero`, `before_start`."""
        said = {name: check_note(tidy(getattr(self, name)), name, length) for name, length in LENGTHS.items()}
        if not said["name"]:
            raise InputError("name", "required")
        if self.opens and self.closes and self.closes <= self.opens:
            raise InputError("closes", "before_start")
        code, vintage = parse_qpv(self.qpv_code) or (None, None)
        return {
            **{field.name: getattr(self, field.name) for field in fields(self)}, **said,
            "access": check_note(self.access, "access", LENGTHS["access"]), "months": tuple(sorted(self.months)),
            "commune_insee": parse_insee(self.commune_insee), "qpv_code": code, "qpv_vintage": vintage,
            "permit_until": self.permit_until if self.permit == Permit.GRANTED else None,
            "phone": parse_phone(self.phone),
        }  # fmt: skip


_FOLLOW = {"qpv_code": "qpv_vintage", "permit": "permit_until"}
_TEXTS = frozenset({*LENGTHS, "commune_insee", "qpv_code", "phone"})


@dataclass(frozen=True)
class Visited:
    """A place, how many dates there are in the calendar year (cancelled and moved ones left out), and the next one."""

    place: Place
    this_year: int = 0
    next_on: date | None = None


# Reading


def in_use(replica: Replica, keep: str | None = None) -> list[Place]:
    """Those that are proposed, by name; with the one of id `keep`, whatever was said of it."""
    return sorted((p for p in replica.all(Place) if p.active or p.id == keep), key=_by_name)


def visited(replica: Replica, today: date) -> list[Visited]:
    """Every place, those proposed first, by commune, neighbourhood and name."""
    counts: dict[str, int] = {}
    next_on: dict[str, date] = {}
    for outing in outing_days.between(replica, today.replace(month=1, day=1), today + _AHEAD):
        if outing.place_id is None or is_off(outing):
            continue
        if outing.on.year == today.year:
            counts[outing.place_id] = counts.get(outing.place_id, 0) + 1
        if outing.on >= today and outing.status in TO_COME:
            next_on.setdefault(outing.place_id, outing.on)
    found = sorted(replica.all(Place), key=lambda p: (not p.active, _by_area(p), _by_name(p)))
    return [Visited(p, counts.get(p.id, 0), next_on.get(p.id)) for p in found]


def dates_at(replica: Replica, place: Place) -> list[Outing]:
    """The dates there, in order of day."""
    return sorted(replica.where(Outing, place_id=place.id), key=lambda o: (o.on, o.starts or time.min, o.id))


def areas(places: Iterable[Place]) -> list[tuple[str, list[Place]]]:
    """[(neighbourhood, its places)], in the order they come; those without one under "" at the end."""
    found: dict[str, list[Place]] = {}
    for place in places:
        found.setdefault(place.neighbourhood or "", []).append(place)
    return sorted(found.items(), key=lambda one: not one[0])


def communes(replica: Replica) -> dict[str, str]:
    """{name: INSEE code, empty when it is not known} of the communes there are places in, by name."""
    told = ((p.commune_name, p.commune_insee or "") for p in in_use(replica) if p.commune_name)
    return dict(sorted(told, key=lambda one: (folded(one[0]), one[1])))


def neighbourhoods(replica: Replica, commune: str = "") -> list[str]:
    """Of a commune, or of all, by name."""
    known = {p.neighbourhood for p in in_use(replica) if not commune or folded(p.commune_name) == folded(commune)}
    return sorted(filter(None, known), key=folded)


def commune_of(replica: Replica, neighbourhood: str) -> tuple[str, str]:
    """(name, code) of the commune that a neighbourhood is of; empty when it is of several."""
    there = [p for p in in_use(replica) if folded(p.neighbourhood) == folded(neighbourhood)]
    names, codes = {p.commune_name for p in there} - {"", None}, {p.commune_insee for p in there} - {"", None}
    if len(names) > 1 or len(codes) > 1:
        return "", ""
    return "".join(filter(None, names)), "".join(filter(None, codes))


def _by_area(place: Place) -> tuple[bool, str, str, str]:
    """Those that don't say where they are last."""
    told = bool(place.commune_name or place.neighbourhood)
    return not told, folded(place.commune_name), place.commune_insee or "", folded(place.neighbourhood)


def _by_name(place: Place) -> tuple[str, str]:
    return folded(place.name), place.id


# Acting: `undoing.take_back` undoes each


@held
def add(replica: Replica, worker: Worker, said: Described) -> Done[Place]:
    """Raises `InputError`: see `Described.kept`; (`name`, `taken`) by a place of that name in the same neighbourhood,
    proposed or not; (`record`, `planner_only`)."""
    check_may(worker)
    kept = said.kept()
    if any(_same(place, kept) for place in replica.all(Place)):
        raise InputError("name", "taken")
    spot = (folded(kept["name"]), kept["commune_insee"] or "", folded(kept["neighbourhood"]))
    id = derived_id("place", *spot)  # as an import names it, and another tablet
    if replica.record(Place.kind, id) is not None:  # renamed since
        id = derived_id("place", *spot, str(replica.count(Place)))
    return do(replica, Place(id=id, **kept), worker=worker)


@held
def edit(
    replica: Replica, worker: Worker, place: Place, said: Described, *, seen: Described | None = None,
    stamps: Seen | None = None,
) -> Done[Place]:  # fmt: skip
    """What differs from `seen`, what the form showed first, is set. Raises `InputError` like `add` or `check_here`."""
    check_may(worker)
    check_here(replica, place)
    after, before = said.kept(), seen or Described.of(place)
    touched = {field.name for field in fields(said) if getattr(said, field.name) != getattr(before, field.name)}
    touched |= {other for name, other in _FOLLOW.items() if name in touched}
    changes = {name: after[name] for name in touched}
    now = current(replica, place).but(**changes)
    if {"name", "neighbourhood", "commune_insee"} & changes.keys() and any(
        _same(other, after) for other in replica.all(Place) if other.id != place.id
    ):
        raise InputError("name", "taken")
    return do(replica, now, worker=worker, seen=stamps)


@held
def set_active(replica: Replica, worker: Worker, place: Place, active: bool) -> Done[Place]:
    """Not `active`, it is no longer proposed; its dates stay. Raises `InputError` like `check_here`; (`record`,
    `planner_only`)."""
    check_may(worker)
    check_here(replica, place)
    return do(replica, current(replica, place).but(active=active), worker=worker)


def _same(place: Place, kept: dict[str, Any]) -> bool:
    return (folded(place.name), place.commune_insee, folded(place.neighbourhood)) == (
        folded(kept["name"]), kept["commune_insee"], folded(kept["neighbourhood"]),
    )  # fmt: skip
