"""From a tap to what the worker sees, in a real Chromium, on a tablet that holds 20,000 people and 100,000 facts.

`python benchmarks/bench_tap.py` prepares such a tablet, opens it in web mode, and taps what a worker taps all day. Each
figure is the median over some taps, in the browser's own clock: from the tap to the frame whose text has changed; and
what the app's process used of a core meanwhile and waited for one: the rest is the browser's, here without a GPU.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

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
    def __init__(self, app: Driver, pid: int) -> None:
        self.app, self.pid, self.at = app, pid, 0

    def tap(self, name: str, tapped: str, watched: str | None = None, before: Callable[[], None] | None = None) -> None:
        """`watched`: what says something else once the tap was understood. `before`: leads to where it can be made."""
        times, used, waited = [], [], []
        for _ in range(TAPS):
            if before:
                before()
            self.app.scroll_to(self.app.page.locator(named(tapped)))
            self.app.page.wait_for_timeout(700)
            start = cores(self.pid)
            times.append(self.app.page.evaluate(_TAP, [named(tapped), named(watched or tapped)]))
            end = cores(self.pid)
            used.append(end[0] - start[0])
            waited.append(end[1] - start[1])
        said = median(times)
        told = f"app: {median(used):.0f} ms of a core, waits {median(waited):.0f}; fastest {min(times):.0f}"
        report(f"tap to visible: {name}", TAPS, said, "ms", told, None, f"< {BUDGET}", said < BUDGET)

    def there(self, route: str, *taps: str) -> Callable[[], None]:
        """`route`: `{}` is the next file. Each of `taps` once it is in sight."""

        def lead() -> None:
            self.at += 1
            go("/settings")(self.app)
            go(route.format(person_id(self.at)))(self.app)
            for identifier in taps:
                self.app.scroll_to(self.app.marked(identifier))
                self.app.tap(identifier)
                self.app.page.wait_for_timeout(500)

        return lead


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
        folder, port = Path(kept) / "tablet", free_port()
        make(folder)
        command = ["benchmarks.bench_tap", "--serve", str(folder), str(port)]
        with running(command, port) as process, browser(800, 1280) as page:
            page.set_default_timeout(60_000)
            app = Driver(page, f"http://127.0.0.1:{port}").open()
            unlock(app)
            bench = Bench(app, process.pid)
            bench.tap("a contact counted, during the first readings", "pad.female.26_44", "pad.count")
            page.wait_for_timeout(15_000)
            taps(bench)
            rss = memory(process.pid)
            report("memory of the app with its readings", 1, rss, "MB (RSS)")
    print_table()
    return 0 if all_reached() else 1


def unlock(app: Driver) -> None:
    account = next(a for a in DEMO_ACCOUNTS if a.role == Role.SUPERVISOR)
    app.tap(f"account.{account.worker_id}")
    app.fill("Phrase secrète", account.passphrase)
    start = time.monotonic()
    app.tap("unlock.go")
    app.marked("sync.pill").first.wait_for(timeout=60_000)
    report("unlocked to the first tap, key derivation included", 1, time.monotonic() - start, "s")


def memory(pid: int) -> float:
    """MB that the process has in memory."""
    pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def taps(bench: Bench) -> None:
    today, there = bench.there("/"), bench.there
    bench.tap("a contact counted", "pad.female.26_44", "pad.count", today)
    bench.tap("an entry validated", "entries.0.validate", "entries.0", there("/entries"))
    bench.tap("a file opened, while files are compared", "people.2", "file.part.story", there("/people"))
    bench.app.page.wait_for_timeout(15_000)
    bench.tap("a file opened", "people.2", "file.part.story", there("/people"))
    for part in ("path", "situation", "story"):
        tile = f"file.part.{part}"
        bench.tap(f"{part} of the file", tile, tile, there("/people/{}", "file.part.followed"))
    bench.tap("the alerts opened", "alerts.pill", "alert.0", there("/people"))
    there("/alerts")()
    first = bench.app.scroll_to(bench.app.page.locator(named("alert.*.accepted"))).first  # after the urgent ones
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
