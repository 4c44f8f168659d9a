"""`python -m benchmarks`: every benchmark, one after the other, then the tables of README.md from results.jsonl."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
RESULTS, README = HERE / "results.jsonl", HERE / "README.md"
BENCHES = ("bench_store", "bench_save", "bench_search")
START, END = "<!-- figures -->", "<!-- end of figures -->"


def machine() -> str:
    cpu = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                if line.startswith("model name")), platform.processor())  # fmt: skip
    return (
        f"{cpu}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, Python {platform.python_version()}"
    )


def table() -> str:
    rows = [json.loads(line) for line in RESULTS.read_text("utf-8").splitlines()]
    lines = ["| what | n | median | against | ratio | target | reached |", "|---|---|---|---|---|---|---|"]
    for r in rows:
        reached = {True: "yes", False: "**no**", None: ""}[r["ok"]]
        shown = (r["name"], f"{r['n']:,}", f"{r['value']:g} {r['unit']}", r["against"] or "",
                 f"{r['ratio']:g}" if r["ratio"] is not None else "", r["target"] or "", reached)  # fmt: skip
        lines.append("| " + " | ".join(shown) + " |")
    return "\n".join(lines)


def main() -> int:
    RESULTS.unlink(missing_ok=True)
    failed = [
        bench for bench in BENCHES if subprocess.run([sys.executable, HERE / f"{bench}.py"], check=False).returncode
    ]
    text = README.read_text("utf-8")
    head, rest = text.split(START)
    tail = rest.split(END)[1]
    day = datetime.now(UTC).date().isoformat()
    README.write_text(f"{head}{START}\n{day}, {machine()}.\n\n{table()}\n{END}{tail}", "utf-8")
    print("not reached: " + ", ".join(failed) if failed else "every target reached")
    return 0  # a figure is a fact, reached or not; README.md says which


if __name__ == "__main__":
    raise SystemExit(main())
