"""A schedule from somebody's file: first what it would change, then what was chosen of it in one save."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from espace_mobile.app.actions.change import held
from espace_mobile.app.actions.undoing import Done, take_back
from espace_mobile.calendars.happening import looks_like_calendar
from espace_mobile.domain.csv_table import LineError, decode
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule import TO_COME
from espace_mobile.domain.schedule_changes import Choice, ImportedSchedule, LineChange
from espace_mobile.domain.schedule_import import propose
from espace_mobile.domain.schedule_sources import Source, of_calendar, of_csv, of_sheets, unreadable
from espace_mobile.domain.sheet import Tick, no_tick
from espace_mobile.domain.team import Team
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.replica import Replica

MOST_BYTES = 32 << 20
_NOBODY_KNOWS = date(1970, 1, 1)


class Stopped(Exception):
    """Whoever was waiting gave up; raised by their `tick`."""


@dataclass(frozen=True)
class Preview:
    """What an import would do. `choices`: what was said of its doubtful lines, by `LineChange.at`; `same`: of the names
    that are almost a known place's. `before`: the places, teams and partners it completes, as they are."""

    source: Source
    read: ImportedSchedule
    before: Mapping[str, Fact]
    today: date | None = None
    choices: Mapping[int, Choice] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)

    @property
    def new(self) -> list[Outing]:
        """Beyond doubt, by date."""
        return [p.outing for p in self.sure if p.before is None]

    @property
    def completed(self) -> list[Outing]:
        return [p.outing for p in self.sure if p.before is not None]

    @property
    def sure(self) -> list[LineChange]:
        return _by_date(c for c in self.read.changes if not c.doubts)

    @property
    def doubtful(self) -> list[LineChange]:
        """By date, without those that wait for an answer about their place."""
        return _by_date(c for c in self.read.changes if c.doubts and not c.waits)

    @property
    def unchanged(self) -> int:
        return self.read.unchanged

    @property
    def named(self) -> Mapping[str, Fact]:
        """The places, teams and partners that the file adds or completes, taken or not."""
        return self.read.named_by_id

    @property
    def places(self) -> list[Place]:
        return [fact for fact in self.read.needed(self.choices) if isinstance(fact, Place)]

    @property
    def teams(self) -> list[Team]:
        return [fact for fact in self.read.needed(self.choices) if isinstance(fact, Team)]

    @property
    def partners(self) -> list[Organisation]:
        return [fact for fact in self.read.needed(self.choices) if isinstance(fact, Organisation)]

    @property
    def errors(self) -> list[LineError]:
        return self.read.errors

    @property
    def facts(self) -> list[Fact]:
        """What would be saved, in the order in which they refer to each other."""
        return self.read.facts(self.choices)

    @property
    def taken(self) -> int:
        """How many dates would be made or changed."""
        return sum(c.result(self.choices.get(c.at)) is not None for c in self.read.changes)

    @property
    def empty(self) -> bool:
        return not self.facts


def preview(replica: Replica, source: bytes | str, today: date | None = None, tick: Tick = no_tick) -> Preview:
    """Reads only; whatever stands in the file (CSV, XLSX or ICS), this doesn't raise but what `tick` does.

    `today`: without it no day is doubtful, and the recurring events of a calendar are not followed.
    """
    return _proposed(replica, read(replica, source, today, tick), today, {})


def read(replica: Replica, source: bytes | str, today: date | None, tick: Tick = no_tick) -> Source:
    """By what the file is, whatever it is called."""
    if len(source) > MOST_BYTES:
        return unreadable("too_big")
    try:
        if isinstance(source, bytes) and (found := _workbook(source, tick)):
            return found
        text = decode(source)
    except InputError as e:
        return unreadable(e.reason)
    if not looks_like_calendar(text):
        return of_csv(text, tick)
    from espace_mobile.calendars.reading import read_calendar  # a third of a second, for what is seldom done

    return of_calendar(read_calendar(text, today or _NOBODY_KNOWS, tick), replica.all(Place))


def answer(replica: Replica, shown: Preview, key: str, place_id: str) -> Preview:
    """That a name is this place's; "": that it is another place. `key`: of its `NearPlace`."""
    again = _proposed(replica, shown.source, shown.today, {**shown.same, key: place_id})
    return replace(again, choices=shown.choices)


def choose(shown: Preview, choice: Choice, *at: int) -> Preview:
    """Of the doubtful lines `at`; of all of them, when none is named."""
    lines = at or [p.at for p in shown.doubtful]
    return replace(shown, choices={**shown.choices, **dict.fromkeys(lines, choice)})


@held
def apply(replica: Replica, shown: Preview, worker: Worker) -> int:
    """Save what was chosen. How many dates it made or changed.

    What the register was told since the preview stays: a date that is off the schedule by now, or made by another.
    """
    named = [now for fact in shown.read.needed(shown.choices) if (now := _completed(replica, fact))]
    dates = [now for before, outing in _wanted(shown) if (now := _as_now(replica, before, outing))]
    if named or dates:
        replica.save(*named, *dates, by=worker.id)
    return len(dates)


@held
def undo(replica: Replica, shown: Preview, worker: Worker) -> None:
    """Take the new dates back, make the changed ones what they were, and drop what no other date goes by."""
    dates = [(before, after) for before, after in _wanted(shown) if replica.get(Outing, after.id)]
    gone = {after.id for before, after in dates if before is None}
    named = [fact for fact in shown.read.needed(shown.choices) if replica.get(type(fact), fact.id)]
    kept = _in_use(replica, gone)
    back = [(shown.before.get(fact.id), fact) for fact in named if fact.id in shown.before or fact.id not in kept]
    saved: tuple[tuple[Fact | None, Fact], ...] = (*dates, *back)
    if saved:
        take_back(replica, Done(saved[0][1], saved), worker)


def _workbook(source: bytes, tick: Tick) -> Source | None:
    """None when it is no file of an office."""
    from espace_mobile.reports.workbook_reading import Unreadable, looks_like_workbook, read_workbook

    if not looks_like_workbook(source):
        return None
    try:
        return of_sheets(read_workbook(source, tick), tick)
    except Unreadable as e:
        return unreadable(e.reason)


def _proposed(replica: Replica, source: Source, today: date | None, same: Mapping[str, str]) -> Preview:
    known: list[Fact] = [f for kind in (Outing, Place, Team, Organisation) for f in replica.all(kind)]
    proposed = propose(source, derived_id, known, today=today, same=same)
    named = {fact.id for fact in proposed.named}
    return Preview(source, proposed, {fact.id: fact for fact in known if fact.id in named}, today, same=same)


def _wanted(shown: Preview) -> list[tuple[Outing | None, Outing]]:
    """(As it was, as it is to be), of what was chosen."""
    found = ((c, c.result(shown.choices.get(c.at))) for c in shown.read.changes)
    return [(p.before if outing is not p.second else None, outing) for p, outing in found if outing]


def _as_now(replica: Replica, before: Outing | None, outing: Outing) -> Outing | None:
    """The change, made to the date as it is by now; None when there is nothing left to do."""
    now = replica.get(Outing, outing.id)
    if before is None:
        return outing if now is None else None
    if now is None or now.status not in TO_COME:
        return None
    news = {name: value for name, value in outing if getattr(before, name) != value}
    return now.but(**news)


def _completed(replica: Replica, fact: Fact) -> Fact | None:
    now = replica.get(type(fact), fact.id)
    if now is None:
        return fact
    news = {name: value for name, value in fact if value is not None and getattr(now, name) is None}
    return now.but(**news) if news else None


def _in_use(replica: Replica, gone: set[str]) -> set[str]:
    """The places, teams and partners of the dates that stay."""
    staying = [outing for outing in replica.all(Outing) if outing.id not in gone]
    return {id for o in staying for id in (o.place_id, o.team_id, *o.partner_ids) if id}


def _by_date(found: Iterable[LineChange]) -> list[LineChange]:
    return sorted(found, key=lambda p: (p.outing.on, p.outing.id))
