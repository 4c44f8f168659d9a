"""From a tap to what the worker sees, in a real Chromium, on a tablet that holds 20,000 people and 100,000 facts.

`python benchmarks/bench_tap.py` prepares such a tablet, opens it in web mode, and taps what a worker taps all day. Each
figure is the median over some taps, in the browser's own clock: from the tap to the frame whose text has changed.
Typing in a search includes the stillness it waits for.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

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
TAPS = 7

# Clicks what is named, and waits for the first frame in which what is watched no longer says what it said.
_TAP = """async ([tapped, watched]) => {
  const find = id => document.querySelector(`[flt-semantics-identifier="${id}"]`)
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
    def __init__(self, app: Driver) -> None:
        self.app = app

    def tap(self, name: str, tapped: str, watched: str | None = None, again: Callable[[], None] | None = None) -> None:
        """`again`: what leads back to where the next tap can be made."""
        times = []
        for _ in range(TAPS):
            self.app.marked(tapped).first.wait_for(state="attached", timeout=30_000)
            self.app.page.wait_for_timeout(700)
            times.append(self.app.page.evaluate(_TAP, [tapped, watched or tapped]))
            if again:
                again()
        said = median(times)
        report(f"tap to visible: {name}", len(times), said, "ms", None, None, f"< {BUDGET}", said < BUDGET)

    def go(self, route: str) -> None:
        go(route)(self.app)


def main() -> int:
    with tempfile.TemporaryDirectory() as kept:
        folder, port = Path(kept) / "tablet", free_port()
        make(folder)
        command = ["benchmarks.bench_tap", "--serve", str(folder), str(port)]
        with running(command, port), browser(800, 1280) as page:
            page.set_default_timeout(60_000)
            app = Driver(page, f"http://127.0.0.1:{port}").open()
            account = DEMO_ACCOUNTS[0]
            app.tap(f"account.{account.worker_id}")
            app.fill("Phrase secrète", account.passphrase)
            app.tap("unlock.go")
            app.marked("sync.pill").first.wait_for(timeout=60_000)
            page.wait_for_timeout(6_000)  # the first readings, in their threads
            taps(Bench(app))
    print_table()
    return 0 if all_reached() else 1


def taps(bench: Bench) -> None:
    bench.tap("a contact counted", "pad.female.26_44", "pad.count")
    bench.go(f"/people/{person_id(17)}")
    bench.tap("a part of the file", "part.situation", "part.situation")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--serve", folder, port]:
            serve_web(Installation(Path(folder), demo=True), "127.0.0.1", int(port))
        case _:
            raise SystemExit(main())
