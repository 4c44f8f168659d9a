"""From a tap to what the worker sees, in a real Chromium, on a tablet that holds 20,000 people and 100,000 facts.

`python benchmarks/bench_tap.py` prepares such a tablet, opens it in web mode, and taps what a worker taps all day. Each
figure is the median over some taps, in the browser's own clock: from the tap to the frame whose text has changed; and
of it the time until the app's last answer came, after which the browser lays out and draws, here without a GPU.
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

# Notes when the app's last answer came.
_LISTEN = """
  const Plain = window.WebSocket
  window.WebSocket = class extends Plain {
    constructor(...more) {
      super(...more)
      this.addEventListener("message", () => { window.answered = performance.now() })
    }
  }
"""

# Clicks what is named, and waits for the first frame in which what is watched no longer says what it said.
_TAP = """async ([tapped, watched]) => {
  const find = id => document.querySelector(`[flt-semantics-identifier="${id}"]`)
  const said = () => find(watched)?.outerHTML ?? ""
  const before = said()
  const start = performance.now()
  find(tapped).click()
  for (;;) {
    await new Promise(requestAnimationFrame)
    if (said() !== before) return [performance.now() - start, Math.max(0, window.answered - start)]
    if (performance.now() - start > 5000) return [NaN, NaN]
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
    def __init__(self, app: Driver) -> None:
        self.app, self.at = app, 0

    def tap(self, name: str, tapped: str, watched: str | None = None, before: Callable[[], None] | None = None) -> None:
        """`watched`: what says something else once the tap was understood. `before`: leads to where it can be made."""
        times = []
        for _ in range(TAPS):
            if before:
                before()
            self.app.scroll_to(self.app.marked(tapped))
            self.app.page.wait_for_timeout(700)
            times.append(self.app.page.evaluate(_TAP, [tapped, watched or tapped]))
        shown, answered = (median(each) for each in zip(*times, strict=True))
        judged(f"{name} (fastest {min(times)[0]:.0f})", shown, len(times))
        report(f"of it, until the app's answer came: {name}", len(times), answered, "ms")

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


def judged(name: str, value: float, n: int = 1) -> None:
    report(f"tap to visible: {name}", n, value, "ms", None, None, f"< {BUDGET}", value < BUDGET)


def main() -> int:
    record.start(RESULTS)
    with tempfile.TemporaryDirectory() as kept:
        folder, port = Path(kept) / "tablet", free_port()
        make(folder)
        command = ["benchmarks.bench_tap", "--serve", str(folder), str(port)]
        with running(command, port) as process, browser(800, 1280) as page:
            page.set_default_timeout(60_000)
            page.add_init_script(_LISTEN)
            app = Driver(page, f"http://127.0.0.1:{port}").open()
            unlock(app)
            bench = Bench(app)
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
    bench.tap("a file opened", "people.2", "file.part.story", there("/people"))
    for part in ("path", "situation", "story"):
        tile = f"file.part.{part}"
        bench.tap(f"{part} of the file", tile, tile, there("/people/{}", "file.part.followed"))
    bench.tap("the alerts opened", "alerts.pill", "alert.0", there("/people"))
    bench.tap("an alert decided", "alert.3.accepted", "alert.3", there("/alerts"))
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
