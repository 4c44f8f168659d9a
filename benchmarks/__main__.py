"""`python -m benchmarks`: every benchmark of one tablet, one after the other, then their table in README.md."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks import figures

HERE = Path(__file__).parent
RESULTS = HERE / "results.jsonl"
BENCHES = ("bench_store", "bench_save", "bench_search", "bench_proposal")


def main() -> int:
    RESULTS.unlink(missing_ok=True)
    failed = [
        bench for bench in BENCHES if subprocess.run([sys.executable, HERE / f"{bench}.py"], check=False).returncode
    ]
    figures.refresh("figures", figures.read(RESULTS))
    print("not reached: " + ", ".join(failed) if failed else "every target reached")
    return 0  # a figure is a fact, reached or not; README.md says which


if __name__ == "__main__":
    raise SystemExit(main())
