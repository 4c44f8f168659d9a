"""What the pages of programmes cost Python: two years of five programmes, beside the 20,000 people of `bench_path`.

Two panes on a wide tablet: the overview of the programme is redrawn beside whichever part is tapped. In processor time.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks import record
from benchmarks.bench_path import CLAIRE, TIMES, Walk, judged, large_tablet
from benchmarks.figures import load, read, refresh
from benchmarks.large_programmes import DrawnProgrammes
from benchmarks.large_register import PEOPLE
from benchmarks.record import all_reached, print_table
from espace_mobile import templates
from espace_mobile.app import clock
from espace_mobile.app.actions import indicators, services
from espace_mobile.domain.case_review import CaseReview
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import WorkshopForm
from espace_mobile.domain.workshop import Workshop
from espace_mobile.store.collector import set_aside
from espace_mobile.store.replica import Replica
from tests.app.harness import AppUnderTest
from tests.app.tablet import NORTH, Tablet, unlocked

READING = 300  # ms, off the page's thread
IDLE = 0.05  # seconds of processor in one of the clock
RESULTS = Path(__file__).with_name("results-programmes.jsonl")


def tablet_with_programmes(folder: Path) -> tuple[Tablet, DrawnProgrammes]:
    tablet = large_tablet(folder)
    drawn = DrawnProgrammes(clock.today(), NORTH.id, CLAIRE.id)
    tablet.replica.write({(kind, str(id)): document for kind, id, document in drawn.ops()})
    set_aside(PEOPLE)  # as when a large register is opened
    return tablet, drawn


def ms(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def figures(replica: Replica, drawn: DrawnProgrammes) -> None:
    """Of this year: right after an unlock, then each time something was noted."""
    today = clock.today()
    year, visited = indicators.calendar_year(today), _of(drawn, "vern")
    for name in templates.SHIPPED:
        programme = _of(drawn, name)
        read = lambda id=programme.id: indicators.figures(replica).of(id, year, today)  # noqa: E731
        judged(f"figures of a year, first: {name}", ms(read), READING)
        judged(f"figures of a year, again: {name}", median(ms(read) for _ in range(TIMES)))
        times = []
        for _ in range(TIMES):
            services.count(replica, visited, visited.services[0], CLAIRE, now=clock.now())
            times.append(ms(read))
        judged(f"figures of a year, after one change: {name}", median(times), READING)


async def opened(walk: Walk, drawn: DrawnProgrammes) -> None:
    await walk.each("the programmes opened", walk.go("/programmes"), walk.go("/settings"))
    for name, programme in _named(drawn):
        page = f"/programmes/{programme.id}"
        await walk.each(f"a programme opened: {name}", walk.go(page), walk.go("/settings"))
        for part in ("sheet", "people", *programme.parts, "indicators"):
            other = "people" if part == "sheet" else "sheet"
            await walk.each(f"part: {name}, {part}", f"programme.{part}", walk.there(f"{page}/{other}"))


async def taps(walk: Walk, tablet: Tablet, drawn: DrawnProgrammes) -> None:
    at = {name: f"/programmes/{programme.id}" for name, programme in _named(drawn)}
    await walk.each("a visit counted", "service.anonymous", walk.there(f"{at['vern']}/services"))
    await walk.each("a shift validated", "hours.late.0.validate", walk.there(f"{at['danjoutin']}/hours"))
    await walk.each("news of a person", "followed.5.news", walk.there(f"{at['danjoutin']}/reviews"))
    await walk.each("a session of a workshop opened", "workshop.session.0", walk.there(f"{at['vern']}/workshops"))
    await reviews(walk, tablet.replica, _of(drawn, "danjoutin"))
    await year_of_sessions(walk, tablet.replica, _of(drawn, "vern"))
    started = iter(range(TIMES))

    async def new() -> None:
        await walk.there("/programmes/new/troyes")()
        await walk.app.type("Nom de l’action", f"Vestiaire {next(started)}")

    await walk.each("a programme started", "start.go", new)


async def reviews(walk: Walk, replica: Replica, programme: Programme) -> None:
    coming = next(r for r in replica.where(CaseReview, programme_id=programme.id) if r.on > clock.today())
    page = f"/reviews/{coming.id}"
    await walk.each("a review opened", walk.go(page), walk.go("/settings"))
    await walk.each("a case opened", "review.examine", walk.there(page))
    await walk.each("a case decided", "case.save", walk.there(page, "review.examine", "case.decision.continue"))


async def year_of_sessions(walk: Walk, replica: Replica, programme: Programme) -> None:
    """Beside the sessions that have a date: each time the next twelve months."""
    weekly = next(w for w in replica.where(Workshop, programme_id=programme.id) if w.form == WorkshopForm.WEEKLY)
    page = f"/programmes/{programme.id}/workshops/{weekly.id}/plan"
    known = {s.id for s in replica.where(GroupSession, workshop_id=weekly.id)}

    async def again() -> None:
        made = [s for s in replica.where(GroupSession, workshop_id=weekly.id) if s.id not in known]
        replica.delete(*made, by=CLAIRE.id)
        await walk.there(page, "plan.until.12")()

    await walk.each("a year of sessions proposed", "plan.until.12", walk.there(page))
    await walk.each("a year of sessions planned", "plan.save", again)


def _named(drawn: DrawnProgrammes) -> list[tuple[str, Programme]]:
    return [(name, _of(drawn, name)) for name in templates.SHIPPED]


def _of(drawn: DrawnProgrammes, template: str) -> Programme:
    return drawn.programmes[templates.shipped(template).name]


async def story(tablet: Tablet, drawn: DrawnProgrammes) -> None:
    figures(tablet.replica, drawn)
    async with unlocked(tablet, width=1280, height=800) as app:
        walk = Walk(app)
        await settled(app)
        await opened(walk, drawn)
        await taps(walk, tablet, drawn)


async def settled(app: AppUnderTest) -> None:
    """Once what is read in threads after an unlock is read: processor time is of every thread."""
    await app.go("/people")
    busy = True
    while busy:
        start = time.process_time()
        await asyncio.sleep(1)
        busy = time.process_time() - start > IDLE


def main() -> int:
    before = os.getloadavg()[0]
    record.start(RESULTS)
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(story(*tablet_with_programmes(Path(folder))))
    refresh("programmes", read(RESULTS), load(before, os.getloadavg()[0]))
    print_table()
    return 0 if all_reached() else 1


if __name__ == "__main__":
    raise SystemExit(main())
