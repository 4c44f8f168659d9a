"""Contacts counted on paper: each line is an exchange, or several alike, on the outing of its day. Nobody is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from espace_mobile.domain.contact import Contact
from espace_mobile.domain.csv_table import LineError
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.people_import.fields import Field
from espace_mobile.domain.people_import.table import Table
from espace_mobile.domain.people_import.values import Terms, age_of, day_of, sex_of
from espace_mobile.domain.place import Place
from espace_mobile.domain.retention import LOCAL
from espace_mobile.domain.sheet import Tick, no_tick
from espace_mobile.domain.text import folded, tidy
from espace_mobile.domain.vocabulary import AgeBand, Need, OutingStatus, ReferralChannel, Sex
from espace_mobile.errors import InputError

MakeId = Callable[..., str]
MOST_OF_A_LINE = 500
_STEP = 250
_GONE = (OutingStatus.CANCELLED, OutingStatus.MOVED)
_NOON = time(12)


@dataclass(frozen=True)
class ProposedContacts:
    """`outings`, `places`: those that are not there yet, as held. `there`: contacts that an import counted before.
    `counted`: dates whose contacts were counted at the van: theirs are left out, or they would count twice."""

    contacts: tuple[Contact, ...] = ()
    outings: tuple[Outing, ...] = ()
    places: tuple[Place, ...] = ()
    refused: tuple[LineError, ...] = ()
    there: int = 0
    counted: tuple[date, ...] = ()


@dataclass(frozen=True)
class _Line:
    on: date
    place: str
    team: str | None
    sex: Sex
    band: AgeBand
    needs: tuple[Need, ...]
    heard_via: ReferralChannel | None
    count: int


class Dates:
    """The outing of each line: the one of its day and place, of its day alone when it is the only one; else made."""

    def __init__(self, outings: Iterable[Outing], places: Iterable[Place], make_id: MakeId) -> None:
        self._make_id = make_id
        self._places = {folded(place.name): place for place in places}
        self._on: dict[date, list[Outing]] = {}
        for outing in outings:
            if outing.status not in _GONE:
                self._on.setdefault(outing.on, []).append(outing)
        self.outings: dict[str, Outing] = {}
        self.places: dict[str, Place] = {}

    def of(self, line: _Line) -> Outing:
        place = self._places.get(folded(line.place)) if line.place else None
        those = [o for o in self._on.get(line.on, ()) if line.team in (None, o.team_id)]
        if line.place:
            those = [o for o in those if place is not None and o.place_id == place.id]
        if len(those) == 1 or (those and line.place):
            return those[0]
        if those:  # which of the vans it was is not to be guessed
            raise InputError("place", "which")
        return self._made(line, place)

    def _made(self, line: _Line, place: Place | None) -> Outing:
        if not line.place:
            raise InputError("place", "empty")
        if place is None:
            place = Place(id=self._make_id("import.place", folded(line.place)), name=line.place)
            self._places[folded(line.place)] = self.places[place.id] = place
        id = self._make_id("import.outing", line.on.isoformat(), place.id, line.team or "")
        outing = Outing(id=id, on=line.on, place_id=place.id, team_id=line.team, status=OutingStatus.HELD)
        self._on.setdefault(line.on, []).append(outing)
        self.outings[id] = outing
        return outing


def propose_contacts(
    table: Table, columns: Mapping[int, Field], terms: Terms, team: str | None, dates: Dates, today: date,
    make_id: MakeId, known: Callable[[str], bool], counted: Callable[[Outing], bool], tick: Tick = no_tick,
) -> ProposedContacts:  # fmt: skip
    """`known`: whether the contact of this id is there. `counted`: whether somebody counted at this outing by hand."""
    made: dict[str, Contact] = {}
    refused, alike, there = list(table.errors), Counter[str](), 0
    left: dict[date, None] = {}
    for n, row in enumerate(table.rows, 1):
        if n % _STEP == 0:
            tick(n)
        cells = {field: row.cells[at] for at, field in columns.items() if at < len(row.cells) and row.cells[at].strip()}
        if not cells:
            continue
        try:
            line = _read(cells, terms, team, today)
            outing = dates.of(line)
        except InputError as e:
            value = next((cell for field, cell in cells.items() if field == e.field), "")
            refused.append(LineError(row.line, e.field, e.reason, tidy(value)[:80], table.sheet))
            continue
        if counted(outing):
            left[line.on] = None
            continue
        for _ in range(line.count):
            says = "|".join((line.sex, line.band, *line.needs, line.heard_via or ""))
            key = f"{outing.id}|{says}"
            alike[key] += 1
            id = make_id("import.contact", outing.id, says, str(alike[key]))
            if known(id):
                there += 1
            else:
                made[id] = _contact(id, line, outing)
    used = {contact.outing_id for contact in made.values()}
    outings = tuple(outing for outing in dates.outings.values() if outing.id in used)
    places = tuple(p for p in dates.places.values() if p.id in {outing.place_id for outing in outings})
    return ProposedContacts(tuple(made.values()), outings, places, tuple(refused), there, tuple(sorted(left)))


def _read(cells: Mapping[Field, str], terms: Terms, team: str | None, today: date) -> _Line:
    said = terms.teams.get(folded(cells[Field.TEAM])) if Field.TEAM in cells else team
    if Field.TEAM in cells and said is None:
        raise InputError("team", "unknown")
    heard = cells.get(Field.HEARD_VIA)
    return _Line(
        on=day_of(cells.get(Field.ON, ""), "on", today),
        place=tidy(cells.get(Field.PLACE))[:120],
        team=said,
        sex=sex_of(cells.get(Field.SEX, "")),
        band=age_of(cells.get(Field.AGE, "")),
        needs=terms.several(Need, cells[Field.NEEDS], "needs") if Field.NEEDS in cells else (),
        heard_via=terms.code(ReferralChannel, heard, "heard_via") if heard else None,
        count=_count(cells.get(Field.COUNT, "1")),
    )


def _count(text: str) -> int:
    said = text.strip()
    if not said.isdecimal() or not 0 <= int(said) <= MOST_OF_A_LINE:
        raise InputError("count", "unreadable")
    return int(said)


def _contact(id: str, line: _Line, outing: Outing) -> Contact:
    at = datetime.combine(line.on, outing.starts or _NOON, LOCAL)
    return Contact(
        id=id, team=outing.team_id, outing_id=outing.id, at=at, sex=line.sex, age_band=line.band, needs=line.needs,
        heard_via=line.heard_via,
    )  # fmt: skip
