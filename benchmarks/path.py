"""`python -m benchmarks.path`: what a tap waits for in a large register, without and with a browser; then the table."""

from __future__ import annotations

import os
import subprocess
import sys

from benchmarks import bench_path, bench_tap, figures

BENCHES = (bench_path, bench_tap)


def main() -> int:
    before = os.getloadavg()[0]
    for bench in BENCHES:
        bench.RESULTS.unlink(missing_ok=True)
        subprocess.run([sys.executable, "-m", f"benchmarks.{bench.__name__.split('.')[-1]}"], check=False)
    refresh(before, os.getloadavg()[0])
    return 0  # a figure is a fact, reached or not; README.md says which


def refresh(before: float, after: float) -> None:
    """The table, from the last results. `before`, `after`: the load of the machine around the run."""
    rows = [row for bench in BENCHES if bench.RESULTS.exists() for row in figures.read(bench.RESULTS)]
    said = f"The load of the machine was {before:.1f} when it began and {after:.1f} when it ended."
    figures.refresh("path", rows, said)


if __name__ == "__main__":
    raise SystemExit(main())
