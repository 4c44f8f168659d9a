"""People from an association's own spreadsheet: read it, see what it would do, save it, take it all back.

Each file made bears the run it came from, so that an import can be taken back days later and on another device: what
nobody touched since goes, what somebody did stays and is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from typing import TypeVar

from espace_mobile.app import clock
from espace_mobile.app.actions import files, import_dates, outing_days, workers
from espace_mobile.app.actions.restricted import is_shut
from espace_mobile.app.actions.schedule_import import MOST_BYTES, Stopped
from espace_mobile.domain.code import Code
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.people_import.fields import check_columns
from espace_mobile.domain.people_import.lines import Common, Said, read_lines
from espace_mobile.domain.people_import.proposing import Known, Proposed, news_of, propose
from espace_mobile.domain.people_import.table import Table, of_csv, of_sheets, unread
from espace_mobile.domain.people_import.values import Terms
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.place import Place
from espace_mobile.domain.retention import LOCAL
from espace_mobile.domain.schedule import goes_ahead
from espace_mobile.domain.sheet import Tick, no_tick
from espace_mobile.domain.team import Team
from espace_mobile.domain.text import folded
from espace_mobile.domain.vocabulary import Barrier, Need, NoticeGiven, ReferralChannel, offered
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.i18n import Translator
from espace_mobile.i18n.translator import LANGUAGES
from espace_mobile.protocol.record import ERASED
from espace_mobile.protocol.stamp import highest
from espace_mobile.protocol.values import derived_id, new_id
from espace_mobile.store.collector import collector_paused
from espace_mobile.store.lookalikes import near
from espace_mobile.store.replica import Replica

F = TypeVar("F")
CHUNK = 250  # files in one commit: a screen that reads meanwhile waits for one, not for all
_LISTS: tuple[type[Code], ...] = (Barrier, Need, NoticeGiven, ReferralChannel)
_RUN = "import_run"
_TOLD = tuple(kind for kind in KINDS.values() if "person_id" in kind.indexed and kind is not Person)
_NOON = time(12)
_LAST_MS = 253_402_214_400_000  # the last day there is


@dataclass(frozen=True)
class Saved:
    """`made` of `wanted` files; fewer when it was stopped. `completed`: (as it was, as it is)."""

    run: str
    made: int
    wanted: int
    contacts: int = 0
    completed: tuple[tuple[Person, Person], ...] = ()

    @property
    def stopped(self) -> bool:
        return self.made < self.wanted


@dataclass(frozen=True)
class Undone:
    """`kept`: what somebody worked with since."""

    taken: int
    kept: tuple[Person, ...] = ()


@dataclass(frozen=True)
class Run:
    """An import: `people` and `contacts` are those still there."""

    id: str
    at: datetime
    people: int
    contacts: int


@collector_paused()
def read(source: bytes | str, tick: Tick = no_tick) -> Table:
    """CSV or XLSX, by what it is. Never raises for what stands in the file."""
    if len(source) > MOST_BYTES:
        return unread("too_big")
    if isinstance(source, bytes):
        from espace_mobile.reports.workbook_reading import Unreadable, looks_like_workbook, read_workbook

        if looks_like_workbook(source):
            try:
                return of_sheets(read_workbook(source, tick))
            except Unreadable as e:
                return unread(e.reason)
    return of_csv(source, tick)


def terms(replica: Replica) -> Terms:
    """What the words of a file may mean here."""
    communes = {
        folded(p.commune_name): p.commune_insee for p in replica.all(Place) if p.commune_name and p.commune_insee
    }
    return Terms(_labels(), {folded(team.name): team.id for team in replica.all(Team)}, communes)


@collector_paused()
def preview(
    replica: Replica, table: Table, columns: Mapping[int, str], common: Common, today: date, tick: Tick = no_tick
) -> Proposed:
    """Reads only. Raises `InputError` like `check_columns`, and what `tick` does."""
    fields = check_columns(columns, hidden=table.hidden)
    said = read_lines(table, fields, terms(replica), common, today, derived_id, tick)

    def is_erased(id: str) -> bool:
        found = replica.record(Person.kind, id)
        return found is not None and ERASED in found.fields

    return propose(said, replica.all(Person), is_erased, lambda people, listed: near(replica, people, listed, tick))


@collector_paused()
def save(
    replica: Replica, proposed: Proposed, worker: Worker, *, now: datetime, today: date, tick: Tick = no_tick
) -> Saved:
    """Some hundreds of files in each commit. `tick` is told how many files are made; when it raises `Stopped`, those
    made so far stay, and `Saved.stopped`: the same file imported again makes the others.

    Raises `InputError` (`people_import`, `supervisors_only`).
    """
    check_supervisor(worker)
    run, making = new_id(), proposed.making
    met = _Met(replica, run)
    made = contacts = 0
    completed: list[tuple[Person, Person]] = []
    try:
        for some in _chunks(proposed.completing):
            completed += _complete(replica, some, worker)
        for chunk in _chunks(making):
            tick(made)
            with replica.lock:
                facts = [f for said in chunk for f in _facts(replica, said, run, met, worker, now)]
                replica.save(*facts, by=worker.id)
            made += len(chunk)
            contacts += sum(isinstance(fact, Contact) for fact in facts)
    except Stopped:
        pass
    return Saved(run, made, len(making), contacts, tuple(completed))


def undo(replica: Replica, run: str, worker: Worker, *, completed: Iterable[tuple[Person, Person]] = (),
         tick: Tick = no_tick) -> Undone:  # fmt: skip
    """Take a whole import back: files nobody worked with since are deleted with what came with them.

    `completed`: the files it filled, when it was just done; their fields become empty again if nobody wrote there
    since. Dates and places made for imported contacts go with them, when nothing else uses them by then. Raises like
    `save`, and what `tick` does, between two commits.
    """
    check_supervisor(worker)
    taken, kept = 0, []
    for some in _chunks(replica.where(Person, import_run=run)):
        tick(taken)
        with replica.lock:
            untouched = [person for person in some if not is_touched(replica, person, run)]
            beside = [fact for person in untouched for fact in _beside(replica, person)]
            replica.save(by=worker.id, deleting=[*untouched, *beside])
        taken += len(untouched)
        alone = {person.id for person in untouched}
        kept += [person for person in some if person.id not in alone]
    with replica.lock:
        back = [person for before, after in completed if (person := _emptied(replica, before, after))]
        replica.save(*back, by=worker.id)
    counted = [c for c in replica.where(Contact, import_run=run) if c.person_id is None]
    dates = import_dates.made_for(replica, counted)
    for anonymous in _chunks(counted):
        tick(taken)
        replica.delete(*anonymous, by=worker.id)
        taken += len(anonymous)
    import_dates.take_back(replica, dates, worker.id)
    return Undone(taken, tuple(kept))


def runs(replica: Replica) -> list[Run]:
    """Every import of which something is left, the latest first, whichever device it was made on."""
    ids = {*replica.values(Person, _RUN), *replica.values(Contact, _RUN)}
    found = (
        Run(id, made_at(id), replica.count(Person, import_run=id), replica.count(Contact, import_run=id)) for id in ids
    )
    return sorted(found, key=lambda run: run.id, reverse=True)


def is_touched(replica: Replica, person: Person, run: str) -> bool:
    """Whether anybody wrote in the file, or told something of the person, since this import."""
    record = replica.record(Person.kind, person.id)
    if record is None or highest(record.stamps) > record.stamps[_RUN].at or person.import_run != run:
        return True
    ours = (_contact_beside(person.id), _note_beside(person.id))
    told = (id for kind in _TOLD for id in replica.ids(kind, person_id=person.id))
    return len(files.members(replica, person.id)) > 1 or any(id not in ours for id in told)


class _Met:
    """The outing where a person was first met, if only one can be meant and nobody counted there at the time."""

    def __init__(self, replica: Replica, run: str) -> None:
        self._replica, self._run = replica, run
        self._found: dict[tuple[date, str | None], Outing | None] = {}

    def at(self, on: date, team: str | None) -> Outing | None:
        if (on, team) not in self._found:
            those = [o for o in outing_days.on_day(self._replica, on) if goes_ahead(o)]
            those = [o for o in those if team in (None, o.team_id)]
            alone = those[0] if len(those) == 1 and not self._replica.count(Contact, outing_id=those[0].id) else None
            self._found[on, team] = alone
        return self._found[on, team]


def _facts(replica: Replica, said: Said, run: str, met: _Met, worker: Worker, now: datetime) -> Iterable[Fact]:
    """Nothing when the file was made, or erased, since the preview."""
    record = replica.record(Person.kind, said.person.id)
    if record is not None and (ERASED in record.fields or replica.get(Person, said.person.id)):
        return
    outing = met.at(said.met_on, said.person.team) if said.met_on else None
    person = said.person.model_copy(update={_RUN: run, "opened_at_outing_id": outing.id if outing else None})
    yield person
    if said.note:
        yield PersonNote(
            id=_note_beside(person.id), team=person.team, person_id=person.id, at=now, text=said.note,
            worker_id=worker.id,
        )  # fmt: skip
    if outing is not None:
        at = datetime.combine(outing.on, outing.starts or _NOON, LOCAL)
        yield Contact(
            id=_contact_beside(person.id), team=outing.team_id, outing_id=outing.id, at=at, sex=person.sex,
            age_band=person.age_band, needs=person.needs, heard_via=person.heard_via, person_id=person.id,
            import_run=run,
        )  # fmt: skip


def _contact_beside(person_id: str) -> str:
    """The id of the contact that an import makes with the file."""
    return derived_id("import.contact", person_id)


def _note_beside(person_id: str) -> str:
    return derived_id("import.note", person_id)


def _beside(replica: Replica, person: Person) -> list[Fact]:
    found = (replica.get(Contact, _contact_beside(person.id)), replica.get(PersonNote, _note_beside(person.id)))
    return [fact for fact in found if fact is not None]


def _complete(replica: Replica, some: list[Known], worker: Worker) -> list[tuple[Person, Person]]:
    with replica.lock:
        pairs: dict[str, tuple[Person, Person]] = {}
        for known in some:
            now = files.person_of(replica, known.person.id)
            if now is None or is_shut(replica, now.id, clock.today()):
                continue
            if now.id not in pairs and (news := news_of(now, known.said.person)):
                pairs[now.id] = now, now.but(**news)
        replica.save(*(after for _, after in pairs.values()), by=worker.id)
    return list(pairs.values())


def _emptied(replica: Replica, before: Person, after: Person) -> Person | None:
    now = replica.get(Person, after.id)
    if now is None:
        return None
    names = [name for name in Person.model_fields if getattr(before, name) != getattr(after, name)]
    back = {name: getattr(before, name) for name in names if getattr(now, name) == getattr(after, name)}
    return now.but(**back) if back else None


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    words = [Translator(language) for language in LANGUAGES]
    return {
        codes.list_name(): {folded(each.label(code)): code.value for each in words for code in offered(codes)}
        for codes in _LISTS
    }


def _chunks(items: list[F]) -> Iterable[list[F]]:
    return (items[at : at + CHUNK] for at in range(0, len(items), CHUNK))


def made_at(run: str) -> datetime:
    """When it was: the id begins with it."""
    return datetime.fromtimestamp(min(int(run[:12], 16), _LAST_MS) / 1000, UTC)


def check_supervisor(worker: Worker) -> None:
    """Raises `InputError` (`people_import`, `supervisors_only`)."""
    if not workers.may_supervise(worker):
        raise InputError("people_import", "supervisors_only")
