"""From a tap to what the worker sees, in a real Chromium, on a tablet that holds 20,000 people and 100,000 facts.

`python benchmarks/bench_tap.py` prepares such a tablet, opens it in web mode, and taps what a worker taps all day,
twice: first as with a screen reader, whose tree says where each thing stands; then the very same taps, at the same
places of a copy of the tablet, without one, as the app is used by whoever sees. Each figure is the median over some
taps, in the browser's own clock. As seen: from the finger to the picture that holds the app's answer. With a
screen reader: to the frame whose tree says something else. What the app's process used of a core meanwhile and waited
for one: the rest is the browser's, here without a GPU.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Locator, Page

from benchmarks import record
from benchmarks.large_register import Drawn, person_id
from benchmarks.record import all_reached, print_table, report
from espace_mobile.app import clock
from espace_mobile.bootstrap import Installation
from espace_mobile.cli.web import serve_web
from espace_mobile.domain.vocabulary import Role
from espace_mobile.sample.cast import NORTH
from espace_mobile.sample.demonstration import DEMO_ACCOUNTS, demonstration
from tests.browser.driver import Driver, browser, free_port, running
from tests.browser.shots import go
from tests.browser.station import prepare

BUDGET = 100  # ms
WIDTH, HEIGHT = 800, 1280
TAPS = 5
RESULTS = Path(__file__).with_name("results-tap.jsonl")

# Clicks what is named, and waits for the first frame in which what is watched no longer says what it said.
_TAP = """async ([tapped, watched]) => {
  const find = selector => document.querySelector(selector)
  const said = () => find(watched)?.outerHTML ?? ""
  const before = said()
  const start = performance.now()
  find(tapped).click()
  for (;;) {
    await new Promise(requestAnimationFrame)
    if (said() !== before) return performance.now() - start
    if (performance.now() - start > 5000) return NaN
  }
}"""


# When the app's patches came, when frames were drawn, when their pictures were shown; and when the finger was lifted.
_WATCH = """(() => {
  const told = window.__told = [], drawn = window.__drawn = [], shown = window.__shown = []
  const Socket = window.WebSocket
  window.WebSocket = class extends Socket {
    constructor(...given) {
      super(...given)
      this.addEventListener("message", e => {
        if (new Uint8Array(e.data)[2] === 2) told.push(performance.now())  // 0, then [action, body]: 2 is a patch
      })
    }
  }
  const frame = window.requestAnimationFrame
  window.requestAnimationFrame = draw => frame(at => {
    const start = performance.now(); draw(at); drawn.push([start, performance.now()])
  })
  const show = ImageBitmapRenderingContext.prototype.transferFromImageBitmap
  ImageBitmapRenderingContext.prototype.transferFromImageBitmap = function (...given) {
    show.apply(this, given); shown.push(performance.now())
  }
  addEventListener("pointerup", () => { window.__lifted = performance.now() }, {capture: true})
})()"""
# The first picture shown once a frame was drawn that began after the app's answer had come: its first patch, and those
# on its heels. What follows later (a list beside the figure, a figure computed in a thread) is no part of the answer.
_SEEN = """(() => {
  const told = __told.filter(at => at > __lifted)
  const heard = told.findLast((at, n) => told.slice(0, n).every((before, i) => told[i + 1] - before < 60))
  const [, end] = __drawn.find(([start]) => start > heard) ?? []
  return (__shown.find(at => at >= end) ?? NaN) - __lifted
})()"""
_GO = "route => { history.pushState({}, '', route); dispatchEvent(new PopStateEvent('popstate')) }"
Place = tuple[float, float]


@dataclass(frozen=True)
class Step:
    """`what`: go, wheel, click, wait, or the tap that is measured. `name`: of the tap, or the route."""

    what: str
    name: str = ""
    at: Place = (0, 0)
    ms: int = 0


def make(folder: Path) -> None:
    """A tablet of the demonstration, with the large register beside it."""
    tablet = prepare(folder)
    sample = demonstration(clock.today())
    supervisor = next(w for w in sample.workers if w.role == Role.SUPERVISOR)
    opened = tablet._opened
    assert opened is not None
    drawn = Drawn(clock.today(), NORTH.id, supervisor.id, sample.today_outing_id)
    ops = list(drawn.ops())
    for start in range(0, len(ops), 5_000):
        opened.storage.commit(ops[start : start + 5_000])
    tablet.close()


class Bench:
    """The taps through a screen reader's tree; `script`: what was done, to be done again without one."""

    def __init__(self, app: Driver, pid: int, height: int = HEIGHT) -> None:
        self.app, self.pid, self.height, self.at = app, pid, height, 0
        self.script: list[Step] = []

    def tap(self, name: str, tapped: str, watched: str | None = None, before: Callable[[], None] | None = None) -> None:
        """`watched`: what says something else once the tap was understood. `before`: leads to where it can be made."""
        times, used, waited = [], [], []
        for _ in range(TAPS):
            if before:
                before()
            self.see(self.app.page.locator(named(tapped)))
            self.wait(700)
            self.script.append(Step("tap", name, at=middle(self.app.page.locator(named(tapped)))))
            start = cores(self.pid)
            times.append(self.app.page.evaluate(_TAP, [named(tapped), named(watched or tapped)]))
            end = cores(self.pid)
            used.append(end[0] - start[0])
            waited.append(end[1] - start[1])
        said = median(times)
        told = f"app: {median(used):.0f} ms of a core, waits {median(waited):.0f}; fastest {min(times):.0f}"
        report(f"with a screen reader: {name}", TAPS, said, "ms", told)

    def wait(self, ms: int) -> None:
        self.app.page.wait_for_timeout(ms)
        self.script.append(Step("wait", ms=ms))

    def go(self, route: str) -> None:
        go(route)(self.app)
        self.script.append(Step("go", route))

    def see(self, wanted: Locator) -> None:
        """Scroll until it is there, and all of it in sight."""
        for _ in range(60):
            if wanted.count() and 0 < middle(wanted)[1] < self.height - 100:
                break
            wheel(self.app.page)
            self.script.append(Step("wheel"))

    def press(self, identifier: str) -> None:
        wanted = self.app.marked(identifier)
        self.see(wanted)
        self.script.append(Step("click", at=middle(wanted)))
        wanted.first.click()
        self.wait(500)

    def there(self, route: str, *taps: str) -> Callable[[], None]:
        """`route`: `{}` is the next file. Each of `taps` once it is in sight."""

        def lead() -> None:
            self.at += 1
            self.go("/settings")
            self.go(route.format(person_id(self.at)))
            for identifier in taps:
                self.press(identifier)

        return lead


def middle(found: Locator) -> Place:
    box = found.first.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def wheel(page: Page) -> None:
    page.mouse.move(WIDTH / 2, HEIGHT / 2)
    page.mouse.wheel(0, 400)
    page.wait_for_timeout(60)


def again(page: Page, script: list[Step], pid: int, budget: int = BUDGET) -> None:
    """The same taps by whoever sees."""
    taps: dict[str, list[tuple[float, float, float]]] = {}
    for step in script:
        match step.what:
            case "wait":
                page.wait_for_timeout(step.ms)
            case "go":
                page.keyboard.press("Escape")
                page.evaluate(_GO, step.name)
                page.wait_for_timeout(700)
            case "wheel":
                wheel(page)
            case "click":
                page.mouse.click(*step.at)
            case "tap":
                taps.setdefault(step.name, []).append(seen(page, step.at, pid))
    for name, found in taps.items():
        times, used, waited = (sorted(each) for each in zip(*found, strict=True))
        said = median(times)
        told = f"app: {median(used):.0f} ms of a core, waits {median(waited):.0f}; fastest {min(times):.0f}"
        report(f"tap to visible: {name}", len(found), said, "ms", told, None, f"< {budget}", said < budget)


def seen(page: Page, at: Place, pid: int) -> tuple[float, float, float]:
    """(ms from the finger to the picture, of a core used by the app, waited for one)."""
    page.mouse.move(*at)
    page.evaluate("__told.length = __drawn.length = __shown.length = 0")
    start = cores(pid)
    page.mouse.click(*at)
    page.wait_for_timeout(1_500)
    end = cores(pid)
    took = float(page.evaluate(_SEEN) or "nan")
    return took, end[0] - start[0], end[1] - start[1]


def named(identifier: str) -> str:
    """The selector of what has this identifier; `*` stands for any number."""
    start, star, end = identifier.partition("*")
    if not star:
        return f'[flt-semantics-identifier="{identifier}"]'
    return f'[flt-semantics-identifier^="{start}"][flt-semantics-identifier$="{end}"]'


def cores(pid: int) -> tuple[float, float]:
    """(used, waited for), ms of a core, of every thread of the process so far."""
    threads = [each.read_text("ascii").split() for each in Path(f"/proc/{pid}/task").glob("*/schedstat")]
    used, waited = (sum(int(thread[n]) for thread in threads) / 1e6 for n in (0, 1))
    return used, waited


def main() -> int:
    record.start(RESULTS)
    with tempfile.TemporaryDirectory() as kept:
        one, other = Path(kept) / "one", Path(kept) / "other"
        make(one)
        shutil.copytree(one, other)
        with served(one) as (page, app, pid):
            app.open()
            door = unlock(app)
            bench = Bench(app, pid)
            bench.wait(15_000)
            taps(bench)
            report("memory of the app with its readings", 1, memory(pid), "MB (RSS)")
        with served(other) as (page, app, pid):
            unlock_again(page, app, door)
            again(page, bench.script, pid)
    print_table()
    return 0 if all_reached() else 1


def unlock_again(page: Page, app: Driver, door: list[Place]) -> None:
    """Where `unlock` tapped, without a screen reader."""
    page.add_init_script(_WATCH)
    page.goto(app.url)
    page.wait_for_timeout(8_000)
    for at in door[:2]:
        page.mouse.click(*at)
        page.wait_for_timeout(1_500)
    page.keyboard.type(supervisor().passphrase)
    page.mouse.click(*door[2])
    page.wait_for_timeout(8_000)


@contextmanager
def served(folder: Path, width: int = WIDTH, height: int = HEIGHT) -> Iterator[tuple[Page, Driver, int]]:
    """A page of the tablet's size, the driver of the app in it, and the process of the app."""
    port = free_port()
    command = ["benchmarks.bench_tap", "--serve", str(folder), str(port)]
    with running(command, port) as process, browser(width, height) as page:
        page.set_default_timeout(60_000)
        yield page, Driver(page, f"http://127.0.0.1:{port}"), process.pid


def supervisor() -> Any:
    return next(a for a in DEMO_ACCOUNTS if a.role == Role.SUPERVISOR)


def unlock(app: Driver) -> list[Place]:
    """Where one taps to unlock: the account, the field, the button."""
    account = supervisor()
    tile = app.marked(f"account.{account.worker_id}")
    places = [middle(tile)]
    tile.click()
    app.page.wait_for_timeout(1_500)
    places += [middle(app.field("Phrase secrète")), middle(app.marked("unlock.go"))]
    app.fill("Phrase secrète", account.passphrase)
    start = time.monotonic()
    app.tap("unlock.go")
    app.marked("sync.pill").first.wait_for(timeout=60_000)
    report("unlocked to the first tap, key derivation included", 1, time.monotonic() - start, "s")
    return places


def memory(pid: int) -> float:
    """MB that the process has in memory."""
    pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def taps(bench: Bench) -> None:
    today, there = bench.there("/"), bench.there
    bench.tap("a contact counted", "pad.female.26_44", "pad.count", today)
    bench.tap("an entry validated", "entries.0.validate", "entries.0", there("/entries"))
    bench.tap("a file opened, while files are compared", "people.2", "file.part.story", there("/people"))
    bench.wait(15_000)
    bench.tap("a file opened", "people.2", "file.part.story", there("/people"))
    for part in ("path", "situation", "story"):
        tile = f"file.part.{part}"
        bench.tap(f"{part} of the file", tile, tile, there("/people/{}", "file.part.followed"))
    bench.tap("the alerts opened", "alerts.pill", "alert.0", there("/people"))
    there("/alerts")()
    decided = bench.app.page.locator(named("alert.*.accepted"))
    bench.see(decided)  # after the urgent ones
    first = decided.first
    n = (first.get_attribute("flt-semantics-identifier") or "").split(".")[1]
    bench.tap("an alert decided", f"alert.{n}.accepted", f"alert.{n}", there("/alerts"))
    barriers = there("/people/{}", "file.part.situation")
    bench.tap("a barrier", "barrier.housing", before=barriers)
    path = there("/people/{}", "file.part.path")
    bench.tap("an interview begun", "interview.begin", "interview.urgent", path)
    talk = there("/people/{}", "file.part.path", "interview.begin")
    bench.tap("flagged urgent", "interview.urgent", "urgent.flagged", talk)
    agenda = there("/agenda", "agenda.segment.appointments", "agenda.team")
    bench.tap("an appointment kept", "agenda.0.kept", before=agenda)
    bench.tap("an appointment missed", "agenda.0.missed", before=agenda)
    for whose in ("mine", "team"):
        relances = there("/agenda", "agenda.segment.relances", f"relances.{whose}", "agenda.segment.appointments")
        bench.tap(f"the relances ({whose})", "agenda.segment.relances", "relance.0.open", relances)
    tried = there("/agenda", "agenda.segment.relances", "relance.0.open", "channel.call")
    bench.tap("a try saved", "result.no_answer", "result.no_answer", tried)
    bench.tap("the sessions", "agenda.segment.sessions", "sessions.0", there("/agenda", "agenda.segment.appointments"))
    listed = there("/agenda", "agenda.segment.sessions")
    bench.tap("a session opened", "sessions.0", "session.seats", listed)
    marked = there("/agenda", "agenda.segment.sessions", "sessions.0")
    bench.tap("a person marked", "attendance.0.present", before=marked)
    doubles = there("/people/duplicates")
    bench.tap("two files compared", "duplicates.0.open", "merge.confirm", doubles)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--serve", folder, port]:
            serve_web(Installation(Path(folder), demo=True), "127.0.0.1", int(port))
        case _:
            raise SystemExit(main())
