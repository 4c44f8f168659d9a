"""What the schedule costs with a thousand dates, five years of four vans: without a browser, then in a real Chromium.

On a PC of 1,280 px, where a date stands beside the month: the app's own part in processor time, then from the finger to
the picture (`bench_tap` says how that is measured). `python -m benchmarks.bench_schedule [--app]`: `--app`, only the
app's own part.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from benchmarks import record
from benchmarks.bench_path import Walk, judged, ms
from benchmarks.bench_tap import Bench, again, served, unlock, unlock_again
from benchmarks.figures import load, read, refresh
from benchmarks.large_register import written
from benchmarks.large_schedule import DATES, DrawnSchedule
from benchmarks.record import all_reached, print_table
from espace_mobile.app import clock
from espace_mobile.app.actions import outing_days, schedule_warnings
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.schedule import TO_COME
from espace_mobile.domain.vocabulary import Role
from espace_mobile.sample.cast import NORTH, SOUTH
from tests.app.tablet import AWA, MARKET, Tablet, unlocked
from tests.app.tablet import NORTH as TEAM
from tests.browser.station import prepare

BUDGET, READING = 150, 20  # ms
SIZE = (1280, 800)
PLANNER = AWA.but(role=Role.PLANNER)
RESULTS = Path(__file__).with_name("results-schedule.jsonl")
_VIEWS = ("two_years", "week", "list", "places")


def large_tablet(folder: Path) -> Tablet:
    tablet = Tablet(folder, [TEAM, MARKET, PLANNER])
    drawn = DrawnSchedule(clock.today(), [TEAM.id])
    tablet.replica.write({(kind, str(id)): document for kind, id, document in written(drawn.facts())})
    return tablet


def make(folder: Path) -> None:
    """A tablet of the demonstration whose dates are these."""
    tablet = prepare(folder)
    opened = tablet._opened
    assert opened is not None
    drawn = DrawnSchedule(clock.today(), [NORTH.id, SOUTH.id])
    opened.storage.commit(list(written(drawn.facts())))
    tablet.close()


async def readings(tablet: Tablet) -> None:
    """What is read at a tap, without a screen."""
    replica, today = tablet.replica, clock.today()

    async def month() -> None:
        outing_days.in_month(replica, today)

    async def unwise() -> None:
        schedule_warnings.between(replica, today, today + timedelta(days=42), today)

    for name, work in (("a month read", month), ("what is unwise of six weeks", unwise)):
        judged(f"{name}, first", await ms(work), READING * 10, DATES)
        judged(f"{name}, again", await ms(work), READING, DATES)


async def views(walk: Walk) -> None:
    month = walk.there("/schedule", "schedule.view.month")
    await walk.each("the schedule opened, on its month", walk.go("/schedule"), walk.go("/settings"), BUDGET)
    await walk.each("another month", "schedule.after", None, BUDGET)
    await walk.each("a month before", "schedule.before", None, BUDGET)
    for view in _VIEWS:
        await walk.each(f"from the month: {view}", f"schedule.view.{view}", month, BUDGET)
    await walk.each("to the month", "schedule.view.month", walk.there("/schedule", "schedule.view.list"), BUDGET)
    await walk.there("/schedule", "schedule.view.week")()
    await walk.each("another week", "schedule.after", None, BUDGET)
    await walk.each("a month opened from two years", f"schedule.strip.{clock.today():%Y-%m}",
                    walk.there("/schedule", "schedule.view.two_years"), BUDGET)  # fmt: skip
    await walk.each("forty lines more", "schedule.more", walk.there("/schedule", "schedule.view.list"), BUDGET)


async def dates(walk: Walk, tablet: Tablet) -> None:
    """Of the month one is in."""
    found = outing_days.in_month(tablet.replica, clock.today())
    first, second = found[0], found[-1]
    press = walk.app.tap
    await walk.there("/schedule", "schedule.view.month")()
    if walk.app.has("schedule.to_today"):
        await press("schedule.to_today")

    async def beside() -> None:
        await press(f"date.{first.id}")

    await walk.each("a date opened beside the month", f"date.{second.id}", beside, BUDGET)
    await walk.each("a day listed beside the month", f"schedule.day.{second.on}", beside,
                    BUDGET)  # fmt: skip

    planned = next(o for o in found if o.status in TO_COME)

    async def off() -> None:
        if walk.app.has("schedule.moving.cancel"):
            await press("schedule.moving.cancel")
        await press(f"date.{planned.id}")

    await walk.each("« Déplacer »", "schedule.move_here", off, BUDGET)


async def many(walk: Walk) -> None:
    """Every date ticked, and the form of the generator."""
    press = walk.app.tap
    await walk.there("/schedule", "schedule.view.list", "schedule.select", "bulk.all", "bulk.change", "bulk.do.shift")()
    await walk.each("every date a week later, counted", "bulk.weeks.plus", None, BUDGET)

    async def back() -> None:
        await press("bulk.back")

    await walk.each("every date confirmed, counted", "bulk.do.confirm", back, BUDGET)
    await walk.there("/schedule/propose")()
    await walk.each("five dates more to propose", "propose.wanted.plus", None, BUDGET)
    await walk.each("Sundays too, or not", "propose.sundays", None, BUDGET)


async def story(tablet: Tablet) -> None:
    await readings(tablet)
    async with unlocked(tablet, width=SIZE[0], height=SIZE[1]) as app:
        walk = Walk(app, DATES)
        await app.go("/schedule")
        await asyncio.sleep(1)
        await views(walk)
        await dates(walk, tablet)
        await many(walk)


def taps(bench: Bench) -> None:
    there = bench.there("/schedule", "schedule.view.month")

    def month() -> None:
        """This one: the last tap may have led away from it."""
        there()
        if bench.app.marked("schedule.to_today").count():
            bench.press("schedule.to_today")

    def week() -> None:
        month()
        bench.press("schedule.view.week")

    def listing() -> None:
        month()
        bench.press("schedule.view.list")

    bench.tap("another month", "schedule.after", "schedule.pick", month)
    for view in _VIEWS:
        bench.tap(f"from the month: {view}", f"schedule.view.{view}", before=month)
    bench.tap("to the month", "schedule.view.month", before=listing)
    bench.tap("another week", "schedule.after", f"schedule.day.{clock.today()}", week)
    day, other = (f"schedule.day.{clock.today().replace(day=n)}" for n in (8, 9))
    drawn = DrawnSchedule(clock.today(), [NORTH.id, SOUTH.id])
    found = next(o for o in drawn.facts() if isinstance(o, Outing) and in_month(o.on))

    def chosen() -> None:
        month()
        bench.press(other)

    bench.tap("a day listed beside the month", day, before=chosen)
    bench.tap("a date opened beside the month", f"date.{found.id}", before=chosen)


def in_month(day: date) -> bool:
    return day.replace(day=1) == clock.today().replace(day=1)


def main() -> int:
    before = os.getloadavg()[0]
    record.start(RESULTS)
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(story(large_tablet(Path(folder))))
    if "--app" not in sys.argv:
        with tempfile.TemporaryDirectory() as kept:
            in_chromium(Path(kept))
        refresh("schedule", read(RESULTS), load(before, os.getloadavg()[0]))
    print_table()
    return 0 if all_reached() else 1


def in_chromium(kept: Path) -> None:
    one, other = kept / "one", kept / "other"
    make(one)
    shutil.copytree(one, other)
    with served(one, *SIZE) as (_, app, pid):
        app.open()
        door = unlock(app)
        bench = Bench(app, pid, SIZE[1])
        bench.wait(8_000)
        taps(bench)
    with served(other, *SIZE) as (page, app, pid):
        unlock_again(page, app, door)
        again(page, bench.script, pid, BUDGET)


if __name__ == "__main__":
    raise SystemExit(main())
