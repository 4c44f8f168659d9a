"""`python -m benchmarks.path`: what a tap waits for in a large register, without and with a browser; the tables."""

from __future__ import annotations

import os
import subprocess
import sys
from types import ModuleType

from benchmarks import (
    bench_dashboard,
    bench_path,
    bench_people_import,
    bench_programmes,
    bench_schedule,
    bench_tap,
    figures,
)

BENCHES = (bench_path, bench_tap)


def main() -> int:
    before = os.getloadavg()[0]
    for bench in BENCHES:
        run(bench)
    refresh(before, os.getloadavg()[0])
    run(bench_programmes)
    run(bench_schedule)
    run(bench_dashboard)
    run(bench_people_import)
    return 0  # a figure is a fact, reached or not; README.md says which


def run(bench: ModuleType) -> None:
    """In a process of its own, which writes its results anew."""
    bench.RESULTS.unlink(missing_ok=True)
    subprocess.run([sys.executable, "-m", f"benchmarks.{bench.__name__.split('.')[-1]}"], check=False)


def refresh(before: float, after: float) -> None:
    """The table, from the last results. `before`, `after`: the load of the machine around the run."""
    rows = [row for bench in BENCHES if bench.RESULTS.exists() for row in figures.read(bench.RESULTS)]
    figures.refresh("path", rows, figures.load(before, after))


if __name__ == "__main__":
    raise SystemExit(main())
