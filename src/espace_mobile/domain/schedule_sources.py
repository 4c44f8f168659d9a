"""One shape for every file a schedule comes in: what each of its lines, rows or events says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from html import unescape

from espace_mobile.calendars.happening import Happening, ReadCalendar
from espace_mobile.domain.csv_table import LineError, Row, decode, rows
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_line import column_of, reads, type_of
from espace_mobile.domain.schedule_table import Header, csv_header, sheet_header
from espace_mobile.domain.sheet import MOST_LINES, Sheet, Tick, no_tick
from espace_mobile.domain.text import folded, tidy
from espace_mobile.errors import InputError

LINE, EVENT = "line", "event"
_OURS = re.compile(r"([0-9a-f]{32})@espace-mobile")
_TAG, _BREAK = re.compile(r"<[^<>]{0,200}>"), re.compile(r"<\s*(?:br|/p|/div|/li)\s*/?\s*>", re.IGNORECASE)
_TOLD_BELOW = ("kind", "neighbourhood", "commune_insee", "qpv_code", "team", "partners")  # in an event's description
_MOST_DAYS = 10  # of one event
_STEP = 500  # lines between two ticks


@dataclass(frozen=True, slots=True)
class Said:
    """`cells`: {column: text}. `outing_id`: of the date of ours that it speaks of. `cancelled`: it doesn't take place.

    `doubts`: (code, what is said), of those of the file itself. `placed`: whether its place was said to be one.
    """

    line: int
    cells: dict[str, str]
    sheet: str = ""
    outing_id: str = ""
    cancelled: bool = False
    doubts: tuple[tuple[str, str], ...] = ()
    placed: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know of the whole file. `reason`: stable code; `said`: a name; `n`: how many."""

    reason: str
    said: str = ""
    n: int = 0


@dataclass
class Source:
    """`unit`: what `line` counts: `LINE` or `EVENT`."""

    lines: list[Said] = field(default_factory=list)
    errors: list[LineError] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unit: str = LINE


def unreadable(reason: str, value: str = "") -> Source:
    """A file that can't be read is one error on line 1."""
    return Source(errors=[LineError(1, None, reason, value)])


def of_csv(source: bytes | str, tick: Tick = no_tick) -> Source:
    """Never raises for what stands in the file."""
    try:
        lines = decode(source).split("\n")
        header = csv_header(lines)
    except InputError as e:
        return unreadable(e.reason, str(e.params.get("missing", "")))
    found = Source(errors=list(header.errors()))
    _read(found, header, rows(lines, header.delimiter, header.line + 1), "", 0, tick)
    return found


def of_sheets(sheets: Iterable[Sheet], tick: Tick = no_tick) -> Source:
    """Every sheet that has the headings, the others and those that are hidden told."""
    found, missing, read = Source(), [], False
    for sheet in sheets:
        if sheet.hidden:
            found.notes.append(Note("hidden_sheet", sheet.name))
            continue
        try:
            header = sheet_header(sheet)
        except InputError as e:
            missing.append((sheet.name, str(e.params.get("missing", ""))))
            continue
        read = True
        found.errors += header.errors(sheet.name)
        found.errors += [LineError(line, None, "blank_formula", "", sheet.name) for line in sheet.blank_formulas]
        rest = (row for row in sheet.rows if row.line > header.line + 1)
        _read(found, header, rest, sheet.name, sheet.day_shift, tick)
        found.notes += [Note("cut", sheet.name, MOST_LINES)] if sheet.cut else []
    if not read:
        closest = min(missing, key=lambda each: len(each[1]), default=("", "date, place"))
        found.errors.append(LineError(1, None, "no_header", closest[1], closest[0]))
    found.notes += [Note("other_sheet", name) for name, _ in missing if read]
    return found


def _read(
    found: Source, header: Header, given: Iterable[Row | LineError], sheet: str, day_shift: int, tick: Tick
) -> None:
    for n, row in enumerate(given, 1):
        if n % _STEP == 0:
            tick(n)
        if n > MOST_LINES:
            found.notes.append(Note("cut", sheet, MOST_LINES))
            break
        cells = header.cells(row, day_shift) if isinstance(row, Row) else row
        if isinstance(cells, LineError):
            found.errors.append(replace(cells, sheet=sheet))
        else:
            found.lines.append(Said(row.line, cells, sheet))


def of_calendar(read: ReadCalendar, places: Iterable[Place]) -> Source:
    """`places`: those of the register, to find their names in what stands before an address."""
    found = Source(unit=EVENT)
    found.errors += [LineError(bad.number, None, bad.reason, bad.said) for bad in read.bad]
    found.notes += [Note("endless", n=read.endless)] if read.endless else []
    names = {folded(place.name): place.name for place in places}
    names |= {folded(where(place)): place.name for place in places}
    for happening in read.happenings:
        if (happening.last - happening.on).days >= _MOST_DAYS:
            found.errors.append(LineError(happening.number, None, "many_days", happening.summary))
        else:
            found.lines += _events(happening, names)
    if not read.events:
        found.errors.append(LineError(1, None, "no_event", ""))
    return found


def where(place: Place) -> str:
    """What a calendar shows under a date: its name, and how to get there. Read back by `of_calendar`."""
    parts = [place.name, place.address, place.commune_name]
    return ", ".join(part for part in parts if part)


def _events(happening: Happening, names: dict[str, str]) -> Iterator[Said]:
    """One for each of its days."""
    spot = _spot(happening.location, names)
    ours = _OURS.fullmatch(happening.uid)
    cells = {**_told_below(happening.description), "place": spot or ("" if ours else tidy(happening.summary))}
    if kind := next((tidy(word) for word in happening.categories if type_of(word)), ""):
        cells["kind"] = kind
    hours = {"start": happening.starts, "end": happening.ends}
    cells |= {name: at.isoformat("minutes") for name, at in hours.items() if at}
    days = (happening.last - happening.on).days
    several = days > 0 and happening.starts is None
    doubts = [("zone", happening.zone)] if happening.zone else []
    doubts += [("several_days", "")] if several else []
    for n in range(days + 1 if several else 1):
        on = happening.on + timedelta(days=n)
        yield Said(
            happening.number, {**cells, "date": on.isoformat()}, "", ours[1] if ours else "", happening.cancelled,
            tuple(doubts), bool(spot),
        )  # fmt: skip


def _spot(location: str, names: dict[str, str]) -> str:
    """« Marché des Tilleuls, place des Tilleuls, Exempleville »: the place of the register, else what comes first."""
    said = tidy(location.replace("\n", ", "))
    parts = said.split(",")
    for size in range(len(parts), 0, -1):
        if known := names.get(folded(",".join(parts[:size]))):
            return known
    return tidy(parts[0])


def _told_below(description: str) -> dict[str, str]:
    """« Équipe : Équipe Nord », one to a line; what can't be read there was meant for somebody else."""
    text = unescape(_TAG.sub("", _BREAK.sub("\n", description)))
    cells: dict[str, str] = {}
    for line in text.splitlines():
        heading, colon, value = line.partition(":")
        column = column_of(tidy(heading)) if colon else None
        if column in _TOLD_BELOW and column not in cells and reads(column, value):
            cells[column] = tidy(value)
    return cells
