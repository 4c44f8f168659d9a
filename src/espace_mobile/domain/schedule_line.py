"""One line of an imported schedule: which columns there are, and what each cell must say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from functools import lru_cache
from typing import NamedTuple

from espace_mobile.domain.dates import parse_date
from espace_mobile.domain.geography import parse_insee, parse_qpv
from espace_mobile.domain.text import folded, tidy
from espace_mobile.domain.times import parse_time
from espace_mobile.domain.vocabulary import OutingType
from espace_mobile.errors import InputError

MAX_NAME = 120  # characters
YEARS = range(2000, 2101)

# column -> the headings it is known by, folded
COLUMNS: dict[str, frozenset[str]] = {
    "date": frozenset({"date", "jour", "day"}),
    "start": frozenset({"start", "starts", "debut", "heure de debut", "heure debut", "de"}),
    "end": frozenset({"end", "ends", "fin", "heure de fin", "heure fin", "a"}),
    "kind": frozenset({"kind", "type", "nature"}),
    "place": frozenset({"place", "lieu", "endroit"}),
    "neighbourhood": frozenset({"neighbourhood", "neighborhood", "quartier"}),
    "commune_insee": frozenset(
        {"commune insee code", "commune insee", "commune code", "insee code", "insee", "code insee", "code commune"}
        | {"code insee commune", "code insee de la commune", "commune"}
    ),
    "qpv_code": frozenset({"qpv code", "qpv", "code qpv"}),
    "team": frozenset({"team", "equipe"}),
    "partners": frozenset({"partners", "partner", "partenaires", "partenaire"}),
}
REQUIRED = ("date", "place")

_TYPES = {
    "": OutingType.VAN,
    "van": OutingType.VAN,
    "camionnette": OutingType.VAN,
    "camion": OutingType.VAN,
    "barnum": OutingType.VAN,
    "espace mobile": OutingType.VAN,
    "market": OutingType.MARKET,
    "marche": OutingType.MARKET,
    "event": OutingType.EVENT,
    "evenement": OutingType.EVENT,
    "forum": OutingType.EVENT,
}

# A schedule says the same few things on every line, and nothing personal.
_time = lru_cache(maxsize=256)(parse_time)
_insee = lru_cache(maxsize=256)(parse_insee)
_qpv = lru_cache(maxsize=256)(parse_qpv)


class ScheduleLine(NamedTuple):
    """What a good line says; None where its cell is empty. `qpv`: (code, vintage)."""

    on: date
    starts: time | None
    ends: time | None
    type: OutingType
    place: str
    neighbourhood: str | None
    commune_insee: str | None
    qpv: tuple[str, int] | None
    team: str | None
    partners: tuple[str, ...]


def column_of(heading: str) -> str | None:
    name = folded(heading)
    return next((column for column, names in COLUMNS.items() if name in names), None)


def parse_line(cells: Mapping[str, str]) -> ScheduleLine:
    """`cells`: {column: text}. Raises `InputError` (column, reason) on the first cell that can't be kept."""
    starts, ends = _time(cells.get("start", ""), "start"), _time(cells.get("end", ""), "end")
    line = ScheduleLine(
        on=_date(cells.get("date", "")),
        starts=starts,
        ends=ends,
        type=_type(cells.get("kind", "")),
        place=_name(cells, "place") or _missing("place"),
        neighbourhood=_name(cells, "neighbourhood"),
        commune_insee=_insee(cells.get("commune_insee", "")),
        qpv=_qpv(cells.get("qpv_code", "")),
        team=_name(cells, "team"),
        partners=_partners(cells.get("partners", "")),
    )
    if starts and ends and ends <= starts:
        raise InputError("end", "end_before_start")
    return line


@lru_cache(maxsize=4096)
def _date(text: str) -> date:
    if not text.strip():
        _missing("date")
    on = parse_date(text)
    if on.year not in YEARS:
        raise InputError("date", "out_of_range")
    return on


@lru_cache(maxsize=256)
def _type(text: str) -> OutingType:
    found = _TYPES.get(folded(text))
    if found is None:
        raise InputError("kind", "unknown")
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
