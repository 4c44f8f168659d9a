"""What each line says of a person: a file to open, the cells that can't be kept, or why nobody is opened for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any

from espace_mobile.domain.ages import band_at
from espace_mobile.domain.csv_table import LineError
from espace_mobile.domain.dates import Birth, parse_birth
from espace_mobile.domain.emails import parse_email
from espace_mobile.domain.names import check_names
from espace_mobile.domain.nir import holds_nir
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.people_import.fields import NAMES, TEXTS, Field
from espace_mobile.domain.people_import.table import Table
from espace_mobile.domain.people_import.values import (
    Terms,
    age_of,
    commune_of,
    consent_of,
    day_of,
    forget,
    qpv_of,
    sex_of,
    yes_or_no,
)
from espace_mobile.domain.person import Person
from espace_mobile.domain.phones import parse_phone
from espace_mobile.domain.sheet import Tick, no_tick
from espace_mobile.domain.text import folded, tidy
from espace_mobile.domain.vocabulary import (
    AgeBand,
    Barrier,
    BarrierState,
    Need,
    NoticeGiven,
    ReferralChannel,
)
from espace_mobile.errors import InputError

MakeId = Callable[..., str]
ADDRESS_LENGTH = 280  # characters, as where it is typed
_STEP = 250  # lines between two ticks
_born = lru_cache(maxsize=4096)(parse_birth)  # a register has fewer days of birth than people
_FORMULA = ("=", "@")  # « + » and « - » begin a number and a list


@dataclass(frozen=True)
class Said:
    """`note`: a text about the person, kept beside the file. `met_on`: the day of the first contact."""

    line: int
    person: Person
    note: str | None = None
    met_on: date | None = None


@dataclass(frozen=True)
class Read:
    """`refused`: lines that open no file; `left_out`: cells of the others that can't be kept."""

    said: tuple[Said, ...] = ()
    refused: tuple[LineError, ...] = ()
    left_out: tuple[LineError, ...] = ()


@dataclass(frozen=True)
class Common:
    """What holds for every line that doesn't say otherwise. `team`: None for all of the org's."""

    team: str | None = None
    notice_given: NoticeGiven | None = None
    notice_on: date | None = None


def read_lines(
    table: Table, columns: Mapping[int, Field], terms: Terms, common: Common, today: date, make_id: MakeId,
    tick: Tick = no_tick,
) -> Read:  # fmt: skip
    said, refused, left_out = [], list(table.errors), []
    texts = [(at, field) for at, field in columns.items() if field in TEXTS] if table.formulas else []
    for n, row in enumerate(table.rows, 1):
        if n % _STEP == 0:
            tick(n)
        cells = {field: row.cells[at] for at, field in columns.items() if at < len(row.cells) and row.cells[at]}
        if not any(cell.strip() for cell in cells.values()):
            continue
        computed = [field for at, field in texts if (row.line, at) in table.formulas]
        reading = _Reading(row.line, cells, terms, common, today)
        try:
            said.append(reading.said(make_id, computed))
        except InputError as e:
            value = "" if e.reason == "nir" else tidy(cells.get(_field(e.field), ""))[:80]
            refused.append(LineError(row.line, e.field, e.reason, value, table.sheet))
        else:
            left_out += [LineError(row.line, e.field, e.reason, value, table.sheet) for e, value in reading.faults]
    _born.cache_clear()
    forget()
    return Read(tuple(said), tuple(refused), tuple(left_out))


class _Reading:
    """One line. A cell that can't be kept is noted in `faults` and left out; who it is must be readable."""

    def __init__(self, line: int, cells: Mapping[Field, str], terms: Terms, common: Common, today: date) -> None:
        self._line, self._cells, self._terms, self._common, self._today = line, cells, terms, common, today
        self.faults: list[tuple[InputError, str]] = []

    def said(self, make_id: MakeId, computed: list[Field]) -> Said:
        """Raises `InputError` when no file can be opened."""
        for field in computed:
            raise InputError(field, "formula")
        for field in TEXTS & self._cells.keys():
            if self._cells[field].lstrip().startswith(_FORMULA):
                raise InputError(field, "formula")
        names = self._names()
        born = _born(self._cell(Field.BIRTH), self._today)
        phone = self._try(Field.PHONE, lambda text: parse_phone(text))
        band = self._band(born)
        note = self._try(Field.NOTE, lambda text: check_note(text))
        met_on = self._try(Field.FIRST_MET, lambda text: day_of(text, "first_met", self._today))
        team = self._team()
        person = Person(
            id=identity(make_id, team, *names, born, phone), team=team, first_name=names[0], last_name=names[1],
            nickname=names[2], birth_on=born.on, birth_year=born.year, phone=phone, age_band=band,
            opened_on=met_on or self._today, **dict(self._further()),
        )  # fmt: skip
        return Said(self._line, person, note, met_on)

    def _cell(self, field: Field) -> str:
        return self._cells.get(field, "")

    def _try(self, field: Field, read: Callable[[str], Any]) -> Any:
        """None, and the fault noted, when the cell can't be kept."""
        text = self._cells.get(field)
        if not text or not text.strip():
            return None
        try:
            return read(text)
        except InputError as e:
            shown = "" if holds_nir(text) else tidy(text)[:80]
            self.faults.append((InputError(field, e.reason), shown))
            return None

    def _names(self) -> tuple[str | None, str | None, str | None]:
        """« DUPONT Marie » in one column: the words in capitals are the family's."""
        first, last = self._cell(Field.FIRST_NAME), self._cell(Field.LAST_NAME)
        if not (first or last):
            first, last = _parted(self._cell(Field.FULL_NAME))
        given = {Field.FIRST_NAME: first, Field.LAST_NAME: last, Field.NICKNAME: self._cell(Field.NICKNAME)}
        for field, text in given.items():
            if holds_nir(text):
                self.faults.append((InputError(field, "nir"), ""))
                given[field] = ""
        return check_names(given[Field.FIRST_NAME], given[Field.LAST_NAME], given[Field.NICKNAME])

    def _band(self, born: Birth) -> AgeBand:
        if born.on or born.year:
            band = band_at(self._today, born.on, born.year)
        else:
            band = self._try(Field.AGE, age_of) or AgeBand.UNSTATED
        if band == AgeBand.UNDER_16:
            raise InputError(Field.BIRTH if born.on or born.year else Field.AGE, "under_16")
        return band

    def _team(self) -> str | None:
        if not self._cell(Field.TEAM).strip():
            return self._common.team
        found = self._terms.teams.get(folded(self._cell(Field.TEAM)))
        if found is None:  # whose devices receive the file is not to be guessed
            raise InputError(Field.TEAM, "unknown")
        return found

    def _further(self) -> Iterator[tuple[str, Any]]:
        terms, today = self._terms, self._today
        for field, name, read in _FURTHER:
            if (value := self._try(field, partial(read, terms))) is not None:
                yield name, value
        if barriers := self._try(Field.BARRIERS, lambda text: terms.several(Barrier, text, "barriers")):
            yield "barriers", dict.fromkeys(barriers, BarrierState.YES)
        for field in (Field.SHARING, Field.GUARDIAN):
            if consent := self._try(field, lambda text: consent_of(text, "consent")):
                yield from ((field.value, consent), (f"{field}_on", today))
        yield from self._notice().items()

    def _notice(self) -> dict[str, Any]:
        """As it was given then: its text was not one of ours, so no version is claimed."""
        if not {Field.NOTICE, Field.NOTICE_ON} & self._cells.keys():
            given, on = self._common.notice_given, self._common.notice_on
        else:
            on = self._try(Field.NOTICE_ON, lambda text: day_of(text, "notice_on", self._today))
            given = self._try(Field.NOTICE, self._notice_said)
            if on is not None and given is None and not self._cell(Field.NOTICE).strip():
                given = NoticeGiven.PAPER  # what has a date was handed over
        return {"notice_given": given, "notice_on": on} if given else {}

    def _notice_said(self, text: str) -> NoticeGiven | None:
        try:
            return self._terms.code(NoticeGiven, text, "notice")
        except InputError:
            return NoticeGiven.PAPER if yes_or_no(text, "notice") else None


_FURTHER: tuple[tuple[Field, str, Callable[[Terms, str], Any]], ...] = (
    (Field.SEX, "sex", lambda _, text: sex_of(text)),
    (Field.EMAIL, "email", lambda _, text: parse_email(text)),
    (Field.ADDRESS, "address", lambda _, text: check_note(text, "address", ADDRESS_LENGTH)),
    (Field.COMMUNE, "commune_insee", lambda terms, text: commune_of(text, terms)),
    (Field.QPV, "qpv", lambda _, text: qpv_of(text)),
    (Field.HEARD_VIA, "heard_via", lambda terms, text: terms.code(ReferralChannel, text, "heard_via")),
    (Field.NEEDS, "needs", lambda terms, text: terms.several(Need, text, "needs")),
)


def identity(
    make_id: MakeId, team: str | None, first: str | None, last: str | None, nickname: str | None, born: Birth,
    phone: str | None,
) -> str:  # fmt: skip
    """The same file whoever imports the line, as often as they like."""
    birth = str(born.on or born.year or "")
    names = (folded(first), folded(last), folded(nickname))
    return make_id("import.person", team or "", *names, birth, "" if birth else phone or "")


def _parted(text: str) -> tuple[str, str]:
    words = tidy(text).split()
    loud = [word for word in words if word.isupper() and len(word) > 1]
    if loud and len(loud) < len(words):
        return " ".join(word for word in words if word not in loud), " ".join(loud)
    return " ".join(words[:1]), " ".join(words[1:])


def _field(name: str) -> Field:
    return next((field for field in Field if field == name), NAMES[0])
