"""Where every benchmark of the project writes: a file of results, one object a line, and a table on the screen.

name    what was measured                     against  the name of what it is compared with, or None
n       how many documents, devices…          ratio    value / the other's value, or None
value   the median, in `unit`                 target   what to reach, as text, or None
                                              ok       whether it was reached; None without a target
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).with_name("results.jsonl")
KEYS = ("name", "n", "value", "unit", "against", "ratio", "target", "ok")
_ROWS: list[dict[str, Any]] = []


def start(results: Path) -> None:
    """Write there from now on, a new file: the usual one is that of `python -m benchmarks`."""
    global RESULTS
    RESULTS = results
    RESULTS.unlink(missing_ok=True)


def rows() -> list[dict[str, Any]]:
    return list(_ROWS)


def report(
    name: str,
    n: int,
    value: float,
    unit: str,
    against: str | None = None,
    ratio: float | None = None,
    target: str | None = None,
    ok: bool | None = None,
) -> dict[str, Any]:
    """Append one result. Numbers are rounded to four significant digits."""
    row = dict(zip(KEYS, (name, n, _rounded(value), unit, against, _rounded(ratio), target, ok), strict=True))
    with RESULTS.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")
    _ROWS.append(row)
    return row


def print_table(rows: Iterable[dict[str, Any]] | None = None) -> None:
    """The rows of this run (or those given) as a Markdown table."""
    print("| " + " | ".join(KEYS) + " |")
    print("|" + " --- |" * len(KEYS))
    for row in _ROWS if rows is None else rows:
        print("| " + " | ".join(_shown(row[key]) for key in KEYS) + " |")


def all_reached(rows: Iterable[dict[str, Any]] | None = None) -> bool:
    return all(row["ok"] is not False for row in (_ROWS if rows is None else rows))


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")


def _shown(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "NO"
    if isinstance(value, float):
        return f"{value:,.10g}"
    return f"{value:,}" if isinstance(value, int) else str(value)
