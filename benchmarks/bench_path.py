"""What a tap waits for in a large register: 20,000 people and 100,000 facts about them, on one tablet.

Through the app's own screens, with a simulated client: what a redraw reads, builds and sends. In processor time.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from statistics import median

from benchmarks.large_register import PEOPLE, Drawn
from benchmarks.record import all_reached, print_table, report
from espace_mobile.app import clock
from espace_mobile.app.actions import agenda
from espace_mobile.app.actions.agenda import Whose
from espace_mobile.domain.vocabulary import Role
from tests.app.harness import AppUnderTest
from tests.app.tablet import AWA, MARKET, NORTH, Tablet, outing, unlocked

TIMES = 15
CLAIRE = AWA.but(role=Role.SUPERVISOR)


def large_tablet(folder: Path) -> Tablet:
    today = outing()
    tablet = Tablet(folder, [NORTH, MARKET, CLAIRE, today])
    drawn = Drawn(clock.today(), NORTH.id, CLAIRE.id, today.id)
    documents = {(kind, str(id)): document for kind, id, document in drawn.ops()}
    tablet.replica.write(documents)
    return tablet


async def ms(work: Callable[[], Awaitable[object]]) -> float:
    start = time.process_time()
    await work()
    return (time.process_time() - start) * 1000


async def bench_agenda(app: AppUnderTest, tablet: Tablet) -> None:
    replica, today = tablet.replica, clock.today()
    start = time.process_time()
    agenda.meetings(replica, CLAIRE, Whose.TEAM, today, today)
    read = (time.process_time() - start) * 1000
    report("agenda: the first reading of the diary", PEOPLE, read, "ms of processor", target="< 1000", ok=read < 1000)

    monday = today - timedelta(days=today.weekday())
    weeks = []
    for n in range(TIMES):
        first = monday + timedelta(days=7 * (n - TIMES + 3))
        start = time.process_time()
        agenda.meetings(replica, CLAIRE, Whose.TEAM, first, first + timedelta(days=6))
        weeks.append((time.process_time() - start) * 1000)
    week = median(weeks)
    report("agenda: a week of every team", PEOPLE, week, "ms of processor", target="< 20", ok=week < 20)

    await app.go("/agenda")
    await app.tap("agenda.team")
    arrow = app.all(kind=type(app.marked("agenda.before")), identifier="agenda.before")
    assert arrow
    redraws = [await ms(lambda: app.tap("agenda.before")) for _ in range(TIMES)]
    redraw = median(redraws)
    report("agenda: another day, redrawn", PEOPLE, redraw, "ms of processor", target="< 20", ok=redraw < 20)


async def story(tablet: Tablet) -> None:
    async with unlocked(tablet) as app:
        await bench_agenda(app, tablet)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(story(large_tablet(Path(folder))))
    print_table()
    return 0 if all_reached() else 1


if __name__ == "__main__":
    raise SystemExit(main())
