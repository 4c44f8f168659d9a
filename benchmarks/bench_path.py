"""What a tap costs Python in a large register: 20,000 people and 100,000 facts about them, on one tablet.

Through the app's own screens, with a simulated client: what an action reads and saves, what a redraw builds and sends,
and the lists that follow a moment after. In processor time; `bench_tap` adds the browser.
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

from benchmarks import record
from benchmarks.large_register import PEOPLE, Drawn, person_id
from benchmarks.record import all_reached, print_table, report
from espace_mobile.app import clock
from espace_mobile.app.actions import agenda, alerts, doubles, relance_effort
from espace_mobile.app.actions.agenda import Whose
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.vocabulary import Role
from espace_mobile.store.diary import Diary
from tests.app.harness import AppUnderTest
from tests.app.tablet import AWA, MARKET, NORTH, Tablet, outing, unlocked

BUDGET, TIMES = 100, 9  # ms; taps a figure
RESULTS = Path(__file__).with_name("results-path.jsonl")
CLAIRE = AWA.but(role=Role.SUPERVISOR)
Step = Callable[[], Awaitable[object]]


def large_tablet(folder: Path) -> Tablet:
    today = outing()
    tablet = Tablet(folder, [NORTH, MARKET, CLAIRE, today])
    drawn = Drawn(clock.today(), NORTH.id, CLAIRE.id, today.id)
    documents = {(kind, str(id)): document for kind, id, document in drawn.ops()}
    tablet.replica.write(documents)
    return tablet


async def ms(work: Step) -> float:
    start = time.process_time()
    await work()
    return (time.process_time() - start) * 1000


def first_readings(tablet: Tablet) -> None:
    """What the app reads once, in threads, after an unlock."""
    replica, today = tablet.replica, clock.today()
    for name, read in (
        ("the diary", lambda: Diary(replica).on(today)),
        ("alerts", lambda: alerts.prepare(replica, today)),
        ("files alike", lambda: doubles.prepare(replica)),
        ("the effort", lambda: relance_effort.effort(replica, CLAIRE, today)),
    ):
        start = time.process_time()
        read()
        report(f"first reading: {name}", PEOPLE, (time.process_time() - start) * 1000, "ms of processor")
    monday = today - timedelta(days=today.weekday())
    weeks = []
    for n in range(TIMES):
        first = monday + timedelta(days=7 * (n - TIMES + 3))
        start = time.process_time()
        agenda.meetings(replica, CLAIRE, Whose.TEAM, first, first + timedelta(days=6))
        weeks.append((time.process_time() - start) * 1000)
    judged("agenda: a week of every team, never read before", median(weeks))


def judged(name: str, value: float, most: float = BUDGET, n: int = PEOPLE) -> None:
    report(name, n, value, "ms of processor", target=f"< {most:g}", ok=value < most)


class Walk:
    """Through the screens of one tablet. `n`: how large it is."""

    def __init__(self, app: AppUnderTest, n: int = PEOPLE) -> None:
        self.app, self.n, self.at = app, n, 0

    async def each(self, name: str, what: str | Step, before: Step | None = None, most: float = BUDGET) -> None:
        """The median of a tap on `what`, or of `what`, each time after `before`."""
        times = []
        for _ in range(TIMES):
            if before:
                await before()
                await self.app.settle()
            times.append(await ms(self.tap(what) if isinstance(what, str) else what))
        judged(name, median(times), most, self.n)

    def go(self, route: str) -> Step:
        return lambda: self.app.go(route)

    def tap(self, identifier: str) -> Step:
        """From the tap to the last byte for the client, without the time it takes to find the control here."""
        under = self.app.tree(self.app.marked(identifier))
        found = next(c for c in under if isinstance(c, ft.Container) and c.on_click)
        return lambda: self.app.event(found, "click")

    def there(self, route: str, *taps: str) -> Step:
        """Also from where one is already. `route`: `{}` is the next file, or the next session."""

        async def act() -> None:
            self.at += 1
            await self.app.go("/settings")
            await self.app.go(route.format(person_id(self.at)))
            for identifier in taps:
                await self.app.tap(identifier)

        return act

    async def type(self, text: str) -> None:
        """And what the search shows once the typing has stood still."""
        await self.app.type("Chercher", text)
        await asyncio.sleep(0.2)
        await self.app.settle()


async def today(walk: Walk) -> None:
    await walk.each("a contact counted", "pad.female.26_44", walk.go("/"))
    await walk.each("an entry validated", "entries.0.validate", walk.there("/entries"))
    await walk.each("Today opened", walk.go("/"), walk.go("/settings"))


async def people(walk: Walk) -> None:
    await walk.each("People opened", walk.go("/people"), walk.go("/settings"))
    texts = iter(("m", "mo", "moh", "moha", "moham", "mohame", "mohamed", "mohamed e", "mohamed el"))
    await walk.each("a keystroke in the search, drawn", lambda: walk.type(next(texts)))
    await walk.each("a file opened", "people.3", walk.go("/people"))


async def file(walk: Walk) -> None:
    one = "/people/{}"
    for part in ("path", "situation", "story", "followed"):
        first = "file.part.situation" if part == "followed" else "file.part.followed"
        await walk.each(f"file: {part}", f"file.part.{part}", walk.there(one, first))
    await walk.each("file: a barrier", "barrier.housing", walk.there(one, "file.part.situation"))

    async def noted() -> None:
        await walk.there(one, "file.part.followed")()
        await walk.app.type("Note", "Viendra jeudi.")

    await walk.each("file: a note saved", "note.save", noted)
    await walk.each("an interview begun", "interview.begin", walk.there(one, "file.part.path"))
    await walk.each("flagged urgent", "interview.urgent", walk.there(one, "file.part.path", "interview.begin"))


async def agenda_taps(walk: Walk) -> None:
    await walk.each("the agenda opened", walk.go("/agenda"), walk.go("/settings"))
    await walk.each("agenda: kept", "agenda.0.kept", walk.there("/agenda"))
    await walk.each("agenda: missed", "agenda.0.missed", walk.there("/agenda"))
    for whose in ("mine", "team"):
        await walk.there("/agenda", f"agenda.{whose}")()
        await walk.each(f"agenda: a week before ({whose})", "agenda.before")
    appointments = "agenda.segment.appointments"
    for whose in ("mine", "team"):
        shown = walk.there("/agenda", "agenda.segment.relances", f"relances.{whose}", appointments)
        await walk.each(f"relances ({whose})", "agenda.segment.relances", shown)
    tried = walk.there("/agenda", "agenda.segment.relances", "relance.0.open", "channel.call")
    await walk.each("a try saved", "result.no_answer", tried)
    await walk.each("the sessions", "agenda.segment.sessions", walk.there("/agenda", appointments))
    await walk.app.go("/settings")


async def sessions(walk: Walk, tablet: Tablet) -> None:
    await walk.each("a session opened", "sessions.0", walk.there("/agenda", "agenda.segment.sessions"))
    held = iter(tablet.replica.where(GroupSession, status=SessionStatus.HELD))

    async def next_one() -> None:
        await walk.app.go(f"/sessions/{next(held).id}")

    await walk.each("a person marked", "attendance.0.absent", next_one)


async def supervision(walk: Walk) -> None:
    await walk.each("the alerts opened", walk.go("/alerts"), walk.go("/settings"))
    await walk.each("an alert decided", "alert.4.accepted", walk.there("/alerts"))
    await walk.each("files alike, compared", "duplicates.0.open", walk.there("/people/duplicates"))
    await walk.each("two files merged", "merge.confirm", walk.there("/people/duplicates", "duplicates.0.open"))


async def story(tablet: Tablet) -> None:
    first_readings(tablet)
    async with unlocked(tablet, width=800, height=1280) as app:
        walk = Walk(app)
        await app.go("/people")  # the index of names, and what else is read once
        await asyncio.sleep(3)
        await today(walk)
        await people(walk)
        await supervision(walk)  # before this walk flags so many that nothing else is on the alerts' first page
        await file(walk)
        await agenda_taps(walk)
        await sessions(walk, tablet)


def main() -> int:
    record.start(RESULTS)
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(story(large_tablet(Path(folder))))
    print_table()
    return 0 if all_reached() else 1


if __name__ == "__main__":
    raise SystemExit(main())
