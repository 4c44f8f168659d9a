"""The tables of README.md: each between its own two marks, written anew from the results of its own run."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

README = Path(__file__).with_name("README.md")


def machine() -> str:
    cpu = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                if line.startswith("model name")), platform.processor())  # fmt: skip
    return (
        f"{cpu}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, Python {platform.python_version()}"
    )


def read(results: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in results.read_text("utf-8").splitlines()]


def load(before: float, after: float) -> str:
    """The load of the machine around a run, as a note."""
    return f"The load of the machine was {before:.1f} when it began and {after:.1f} when it ended."


def refresh(mark: str, rows: Iterable[dict[str, Any]], note: str = "") -> None:
    """Replace what stands between `<!-- mark -->` and `<!-- end of mark -->`. `note`: what else to say of the run."""
    start, end = f"<!-- {mark} -->", f"<!-- end of {mark} -->"
    head, rest = README.read_text("utf-8").split(start)
    day = datetime.now(UTC).date().isoformat()
    said = f"{day}, {machine()}.{' ' if note else ''}{note}"
    README.write_text(f"{head}{start}\n{said}\n\n{_table(rows)}\n{end}{rest.split(end)[1]}", "utf-8")


def _table(rows: Iterable[dict[str, Any]]) -> str:
    lines = ["| what | n | median | against | ratio | target | reached |", "|---|---|---|---|---|---|---|"]
    for r in rows:
        reached = {True: "yes", False: "**no**", None: ""}[r["ok"]]
        shown = (r["name"], f"{r['n']:,}", f"{r['value']:,g} {r['unit']}", r["against"] or "",
                 f"{r['ratio']:g}" if r["ratio"] is not None else "", r["target"] or "", reached)  # fmt: skip
        lines.append("| " + " | ".join(shown) + " |")
    return "\n".join(lines)
