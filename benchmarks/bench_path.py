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

import flet as ft

from benchmarks.large_register import PEOPLE, Drawn
from benchmarks.record import all_reached, print_table, report
from espace_mobile.app import clock
from espace_mobile.app.actions import agenda
from espace_mobile.app.actions.agenda import Whose
from espace_mobile.domain.vocabulary import Role
from espace_mobile.store.diary import Diary
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
    Diary(replica).on(today)
    judged("agenda: the first reading of the diary", (time.process_time() - start) * 1000, 1000)

    monday = today - timedelta(days=today.weekday())
    weeks = []
    for n in range(TIMES):
        first = monday + timedelta(days=7 * (n - TIMES + 3))
        start = time.process_time()
        agenda.meetings(replica, CLAIRE, Whose.TEAM, first, first + timedelta(days=6))
        weeks.append((time.process_time() - start) * 1000)
    judged("agenda: a week of every team, never read before", median(weeks), 100)

    await app.go("/agenda")
    for whose, most in (("mine", 20), ("team", 100)):
        await app.tap(f"agenda.{whose}")
        redraws = [await redraw(app, "agenda.before") for _ in range(TIMES)]
        judged(f"agenda: a day ({whose}), redrawn", median(redraws), most)


async def redraw(app: AppUnderTest, identifier: str) -> float:
    """From the tap to the last byte for the client."""
    [button] = [c for c in app.tree(app.marked(identifier)) if isinstance(c, ft.Container) and c.on_click]
    return await ms(lambda: app.event(button, "click"))


def judged(name: str, value: float, most: float) -> None:
    report(name, PEOPLE, value, "ms of processor", target=f"< {most:g}", ok=value < most)


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
