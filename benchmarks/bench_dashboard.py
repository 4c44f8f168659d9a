"""What the figures of the whole association cost: 20,000 people and 100,000 facts about them, on one tablet.

Read once; then a board of three years, asked for the first time, again after each kind of save, filtered, compared; and
the list behind a number. Each in processor time and from the clock: it is counted on another thread, and waited for.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from benchmarks import record
from benchmarks.bench_path import CLAIRE, TIMES
from benchmarks.figures import load, read, refresh
from benchmarks.large_dashboard import DrawnDashboard
from benchmarks.large_register import PEOPLE, person_id
from benchmarks.record import all_reached, print_table, report
from espace_mobile.app import clock
from espace_mobile.app.actions import dashboard
from espace_mobile.app.actions.dashboard import Boards
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.dashboard import By, Filters
from espace_mobile.domain.indicators import Of
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.vocabulary import Sex
from espace_mobile.protocol.values import new_id
from espace_mobile.store.collector import set_aside
from espace_mobile.store.replica import Replica
from tests.app.tablet import MARKET, NORTH, Tablet, outing

BUDGET = 300  # ms
RESULTS = Path(__file__).with_name("results-dashboard.jsonl")


def large_tablet(folder: Path) -> Tablet:
    today = outing()
    tablet = Tablet(folder, [NORTH, MARKET, CLAIRE, today])
    drawn = DrawnDashboard(clock.today(), NORTH.id, CLAIRE.id, today.id)
    tablet.replica.write({(kind, str(id)): document for kind, id, document in drawn.ops()})
    set_aside(PEOPLE)  # as when a large register is opened
    return tablet


def first_reading(boards: Boards) -> None:
    """Without the pauses it makes for the screens."""
    wall, processor = time.perf_counter(), time.process_time()
    boards.behind(Filters(_calendar(0)), Of.OUTINGS_HELD)
    report("first reading", PEOPLE, (time.process_time() - processor) * 1000, "ms of processor")
    report("first reading, from the clock", PEOPLE, (time.perf_counter() - wall) * 1000, "ms")


def kept(replica: Replica) -> None:
    """What it takes to keep them, read once more by itself."""
    again = Boards(replica)
    tracemalloc.start()
    again.behind(Filters(_calendar(0)), Of.OUTINGS_HELD)
    report("kept in memory", PEOPLE, tracemalloc.get_traced_memory()[0] / 1e6, "MB")
    tracemalloc.stop()


def measured(name: str, work: Callable[[], object], before: Callable[[], object] = lambda: None) -> None:
    """The median of both clocks, each time after `before`."""
    taken = []
    for _ in range(TIMES):
        before()
        wall, processor = time.perf_counter(), time.process_time()
        work()
        taken.append((time.process_time() - processor, time.perf_counter() - wall))
    for unit, seconds in (("ms of processor", [p for p, _ in taken]), ("ms", [w for _, w in taken])):
        value = median(seconds) * 1000
        report(name if unit != "ms" else f"{name}, from the clock", PEOPLE, value, unit,
               target=f"< {BUDGET}", ok=value < BUDGET)  # fmt: skip


def boards_of(replica: Replica, boards: Boards) -> None:
    days = iter(range(10_000))
    three = Span(_calendar(-2).since, _calendar(0).until)

    def never(**more: object) -> Callable[[], object]:
        """Of days never asked for before."""
        return lambda: boards.of(Filters(Span(three.since - timedelta(days=next(days)), three.until), **more))  # type: ignore[arg-type]

    women = {By.SEX: frozenset({Sex.FEMALE.value})}
    measured("a board of three years, every fact in it", never())
    measured("a year beside the one before", lambda: boards.of(
        Filters(Span(_calendar(0).since, _calendar(0).until + timedelta(days=next(days))), _calendar(-1))
    ))  # fmt: skip
    measured("three years, one sex", never(only=women))
    measured("three years, one sex, beside all before", never(only=women, against=Span(date(2000, 1, 1), three.since)))
    asked = Filters(three)
    measured("asked again", lambda: boards.of(asked))
    for name, save in saves(replica):
        measured(f"three years, after {name}", lambda: boards.of(asked), save)
    measured("behind a number: every contact", lambda: boards.behind(asked, Of.CONTACTS))
    measured("behind a number: one sex of the files", lambda: boards.behind(asked, Of.FILES, By.SEX, "female"))


def saves(replica: Replica) -> list[tuple[str, Callable[[], None]]]:
    turn = iter(range(10_000))
    met, dates = (list(replica.storage.tables[fact.kind]) for fact in (Contact, Outing))

    def contact() -> None:
        one = replica.get(Contact, met[next(turn)])
        assert one is not None
        replica.save(one.but(id=new_id()), by=CLAIRE.id)

    def file() -> None:
        one = replica.get(Person, person_id(next(turn)))
        assert one is not None
        replica.save(one.but(sex=Sex.MALE if one.sex != Sex.MALE else Sex.FEMALE), by=CLAIRE.id)

    def merge() -> None:
        one, other = (person_id(next(turn)) for _ in range(2))
        replica.save(Merge(id=new_id(), person_id=one, into_id=other, at=clock.now()), by=CLAIRE.id)

    def moved() -> None:
        one = replica.get(Outing, dates[next(turn)])
        assert one is not None
        replica.save(one.but(place_id=MARKET.id), by=CLAIRE.id)

    return [("a contact", contact), ("the sex in a file", file), ("a merge", merge), ("the place of a date", moved)]


def _calendar(years: int) -> Span:
    year = clock.today().year + years
    return Span(date(year, 1, 1), date(year, 12, 31))


def main() -> int:
    before = os.getloadavg()[0]
    record.start(RESULTS)
    with tempfile.TemporaryDirectory() as folder:
        replica = large_tablet(Path(folder)).replica
        boards = dashboard.boards(replica)
        first_reading(boards)
        boards_of(replica, boards)
        kept(replica)
    refresh("dashboard", read(RESULTS), load(before, os.getloadavg()[0]))
    print_table()
    return 0 if all_reached() else 1


if __name__ == "__main__":
    sys.exit(main())
