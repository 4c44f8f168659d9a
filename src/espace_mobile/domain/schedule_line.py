"""One line of an imported schedule: which columns there are, and what each cell must say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from functools import lru_cache
from typing import NamedTuple

from espace_mobile.domain.geography import parse_insee, parse_qpv
from espace_mobile.domain.schedule_cells import read_day, read_hours
from espace_mobile.domain.text import folded, tidy
from espace_mobile.domain.vocabulary import OutingStatus, OutingType
from espace_mobile.errors import InputError

MAX_NAME = 120  # characters

# column -> the headings it is known by, folded
COLUMNS: dict[str, frozenset[str]] = {
    "date": frozenset({"date", "dates", "jour", "day"}),
    "start": frozenset(
        {"start", "starts", "debut", "heure de debut", "heure debut", "de"}
        | {"horaires", "horaire", "heures", "heure", "hours"}
    ),
    "end": frozenset({"end", "ends", "fin", "heure de fin", "heure fin", "a"}),
    "kind": frozenset({"kind", "type", "nature"}),
    "place": frozenset({"place", "lieu", "endroit"}),
    "neighbourhood": frozenset({"neighbourhood", "neighborhood", "quartier"}),
    "commune_insee": frozenset(
        {"commune insee code", "commune insee", "commune code", "insee code", "insee", "code insee", "code commune"}
        | {"code insee commune", "code insee de la commune"}
    ),
    "commune": frozenset({"commune", "commune name", "nom de la commune", "ville", "town"}),
    "qpv_code": frozenset({"qpv code", "qpv", "code qpv"}),
    "team": frozenset({"team", "equipe"}),
    "partners": frozenset({"partners", "partner", "partenaires", "partenaire"}),
    "status": frozenset({"status", "statut", "etat"}),
}
REQUIRED = ("date", "place")

_TYPES: dict[str, OutingType | None] = {
    "": None,
    "van": OutingType.VAN,
    "camionnette": OutingType.VAN,
    "camion": OutingType.VAN,
    "barnum": OutingType.VAN,
    "espace mobile": OutingType.VAN,
    "market": OutingType.MARKET,
    "marche": OutingType.MARKET,
    "event": OutingType.EVENT,
    "fete": OutingType.EVENT,
    "evenement": OutingType.EVENT,
    "forum": OutingType.EVENT,
}

_STATUSES = {
    "planned": OutingStatus.PLANNED,
    "prevu": OutingStatus.PLANNED,
    "planifie": OutingStatus.PLANNED,
    "confirmed": OutingStatus.CONFIRMED,
    "confirme": OutingStatus.CONFIRMED,
    "held": OutingStatus.HELD,
    "tenu": OutingStatus.HELD,
    "cancelled": OutingStatus.CANCELLED,
    "canceled": OutingStatus.CANCELLED,
    "annule": OutingStatus.CANCELLED,
    "moved": OutingStatus.MOVED,
    "deplace": OutingStatus.MOVED,
    "reporte": OutingStatus.MOVED,
}

# A schedule says the same few things on every line, and nothing personal.
_day = lru_cache(maxsize=4096)(read_day)
_hours = lru_cache(maxsize=256)(read_hours)
_insee = lru_cache(maxsize=256)(parse_insee)
_qpv = lru_cache(maxsize=256)(parse_qpv)


class ScheduleLine(NamedTuple):
    """What a good line says; None where its cell is empty. `qpv`: (code, vintage). `year_guessed`: none stood there."""

    on: date
    starts: time | None
    ends: time | None
    type: OutingType | None
    place: str
    neighbourhood: str | None
    commune_insee: str | None
    commune_name: str | None
    qpv: tuple[str, int] | None
    team: str | None
    partners: tuple[str, ...]
    status: OutingStatus | None = None
    year_guessed: bool = False


def column_of(heading: str) -> str | None:
    name = folded(heading)
    return next((column for column, names in COLUMNS.items() if name in names), None)


def type_of(text: str) -> OutingType | None:
    """The type that somebody's word stands for; None for any other word."""
    return _TYPES.get(folded(text))


def reads(column: str, text: str) -> bool:
    """Whether a cell that no line needs can be kept as it stands."""
    try:
        parse_line({"date": "2026-01-01", "place": "-", column: text})
    except InputError:
        return False
    return True


def parse_line(cells: Mapping[str, str], today: date | None = None) -> ScheduleLine:
    """`cells`: {column: text}. `today`: for days without a year, which can't be read without it.

    Raises `InputError` (column, reason) on the first cell that can't be kept.
    """
    said, last = _hours(cells.get("start", "")), _hours(cells.get("end", ""), "end")
    on, at, guessed = _day(cells.get("date", ""), today)
    starts, ends = said.starts or at, last.ends or last.starts or said.ends
    code, commune = _commune(cells)
    line = ScheduleLine(
        on=on,
        starts=starts,
        ends=ends,
        type=_type(cells.get("kind", "")),
        place=_name(cells, "place") or _missing("place"),
        neighbourhood=_name(cells, "neighbourhood"),
        commune_insee=code,
        commune_name=commune,
        qpv=_qpv(cells.get("qpv_code", "")),
        team=_name(cells, "team"),
        partners=_partners(cells.get("partners", "")),
        status=_status(cells.get("status", "")),
        year_guessed=guessed,
    )
    if starts and ends and ends <= starts:
        raise InputError("end", "end_before_start")
    return line


def _commune(cells: Mapping[str, str]) -> tuple[str | None, str | None]:
    """(code, name). Under « commune » people write either: a code has digits."""
    code, said = _insee(cells.get("commune_insee", "")), cells.get("commune", "")
    if any(c.isdigit() for c in said):
        return code or _insee(said, "commune"), None
    return code, _name(cells, "commune")


@lru_cache(maxsize=256)
def _type(text: str) -> OutingType | None:
    said = folded(text)
    if said not in _TYPES:
        raise InputError("kind", "unknown")
    return _TYPES[said]


@lru_cache(maxsize=256)
def _status(text: str) -> OutingStatus | None:
    said = folded(text)
    if not said:
        return None
    found = _STATUSES.get(said) or _STATUSES.get(said.removesuffix("e"))  # a date is feminine
    if found is None:
        raise InputError("status", "unknown")
    return found


def _name(cells: Mapping[str, str], column: str) -> str | None:
    name = tidy(cells.get(column))
    if len(name) > MAX_NAME:
        raise InputError(column, "too_long", max=MAX_NAME, length=len(name))
    return name or None


def _partners(text: str) -> tuple[str, ...]:
    names = (_name({"partners": part}, "partners") for part in text.replace(";", "|").split("|"))
    return tuple(dict.fromkeys(name for name in names if name))


def _missing(column: str) -> str:
    raise InputError(column, "empty")
