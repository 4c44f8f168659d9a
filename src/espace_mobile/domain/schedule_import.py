"""A schedule typed in a spreadsheet, as outings with the places, teams and partners they name.

Good lines are kept, each bad one is told with its first fault. Importing the same file again changes nothing:
ids derive from what a line says, and what is already known is recognised.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from typing import NamedTuple

from espace_mobile.domain.csv_table import DELIMITERS, LineError, Row, decode, rows
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_line import REQUIRED, ScheduleLine, column_of, parse_line
from espace_mobile.domain.schedule_names import MakeId, Names
from espace_mobile.domain.team import Team
from espace_mobile.domain.text import tidy
from espace_mobile.domain.vocabulary import OutingStatus
from espace_mobile.errors import InputError

_HEADER_WITHIN = 10  # lines; spreadsheets begin with titles
_OPEN = (OutingStatus.PLANNED, OutingStatus.CONFIRMED)
Spot = tuple[date, time | None, str, str | None]


@dataclass
class ImportedSchedule:
    """New and completed facts, to be saved as they are; `unchanged`: lines whose outing is already so."""

    outings: list[Outing] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)
    partners: list[Organisation] = field(default_factory=list)
    unchanged: int = 0
    errors: list[LineError] = field(default_factory=list)

    def facts(self) -> list[Fact]:
        """In the order in which they refer to each other."""
        return [*self.partners, *self.teams, *self.places, *self.outings]


class Header(NamedTuple):
    """`columns`: {position: column}; `line`: from 0."""

    line: int
    delimiter: str
    columns: dict[int, str]
    headings: list[str]


def import_schedule(source: bytes | str, make_id: MakeId, known: Iterable[Fact] = ()) -> ImportedSchedule:
    """Never raises for what stands in the file: a file that can't be read is one error on line 1.

    `known`: the outings, places, teams and organisations the register has, so that none is made twice. Outings held,
    cancelled or moved stay as they are; those still to come take end, type and partners from the file.
    """
    try:
        lines = decode(source).split("\n")
        header = _header(lines)
    except InputError as e:
        return ImportedSchedule(errors=[LineError(1, None, e.reason, str(e.params.get("missing", "")))])
    return _Import(make_id, list(known)).read(lines, header)


class _Import:
    def __init__(self, make_id: MakeId, known: list[Fact]) -> None:
        self._make_id = make_id
        self._names = Names(make_id, known)
        self._by_id = {fact.id: fact for fact in known if isinstance(fact, Outing)}
        self._by_spot = {_spot(outing): outing for outing in self._by_id.values()}
        self._lines: dict[str, int] = {}
        self._result = ImportedSchedule()

    def read(self, lines: list[str], header: Header) -> ImportedSchedule:
        result = self._result
        result.errors += _heading_errors(header)
        for row in rows(lines, header.delimiter, header.line + 1):
            if isinstance(row, LineError):
                result.errors.append(row)
            elif error := self._read_row(row, header):
                result.errors.append(error)
        changed = self._names.changed.values()
        result.places = [fact for fact in changed if isinstance(fact, Place)]
        result.teams = [fact for fact in changed if isinstance(fact, Team)]
        result.partners = [fact for fact in changed if isinstance(fact, Organisation)]
        return result

    def _read_row(self, row: Row, header: Header) -> LineError | None:
        if any(cell.strip() for cell in row.cells[len(header.headings) :]):
            return LineError(row.line, None, "too_many_cells", tidy(row.cells[len(header.headings)]))
        cells = {column: row.cells[at] for at, column in header.columns.items() if at < len(row.cells)}
        try:
            line = parse_line(cells)
        except InputError as e:
            return LineError(row.line, e.field, e.reason, tidy(cells.get(e.field)))
        return self._take(line, row.line)

    def _take(self, line: ScheduleLine, number: int) -> LineError | None:
        outing = self._outing(line)
        if outing.id in self._lines:
            return LineError(number, None, "duplicate", str(self._lines[outing.id]))
        self._lines[outing.id] = number
        before = self._by_id.get(outing.id)
        if before == outing:
            self._result.unchanged += 1
        else:
            self._result.outings.append(outing)
        return None

    def _outing(self, line: ScheduleLine) -> Outing:
        place_id, team_id = self._names.place(line), self._names.team(line.team)
        partner_ids = self._names.partners(line.partners)
        spot = (line.on, line.starts, place_id, team_id)
        id = self._make_id("outing", *(str(part or "") for part in spot))
        before = self._by_id.get(id) or self._by_spot.get(spot)
        if before is None:
            return Outing(
                id=id,
                type=line.type,
                on=line.on,
                starts=line.starts,
                ends=line.ends,
                place_id=place_id,
                team_id=team_id,
                partner_ids=partner_ids,
            )
        said = {"type": line.type, "ends": line.ends or before.ends, "partner_ids": partner_ids or before.partner_ids}
        if before.status not in _OPEN or all(getattr(before, name) == value for name, value in said.items()):
            return before
        return before.but(**said)


def _spot(outing: Outing) -> Spot:
    return outing.on, outing.starts, outing.place_id or "", outing.team_id


def _header(lines: list[str]) -> Header:
    """The first line that names every required column. Raises `InputError` (`file`, `no_header`, missing)."""
    candidates = [_read_header(lines, at, d) for at in range(min(_HEADER_WITHIN, len(lines))) for d in DELIMITERS]
    for header in candidates:
        if not _missing(header):
            return header
    best = max(candidates, key=lambda header: len(set(header.columns.values())))
    raise InputError("file", "no_header", missing=", ".join(_missing(best)))


def _read_header(lines: list[str], at: int, delimiter: str) -> Header:
    row = next(rows(lines, delimiter, at), None)
    headings = [tidy(cell) for cell in row.cells] if isinstance(row, Row) and row.line == at + 1 else []
    columns: dict[int, str] = {}
    for position, heading in enumerate(headings):
        column = column_of(heading)
        if column is not None and column not in columns.values():
            columns[position] = column
    return Header(at, delimiter, columns, headings)


def _missing(header: Header) -> list[str]:
    return [column for column in REQUIRED if column not in header.columns.values()]


def _heading_errors(header: Header) -> list[LineError]:
    """A heading nobody reads is told: a typing error there would silently drop a whole column."""
    unread = [h for at, h in enumerate(header.headings) if h and at not in header.columns]
    return [LineError(header.line + 1, None, "unknown_column", heading) for heading in unread]
