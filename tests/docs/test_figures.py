"""The figures and tables that people trust are those that were measured, and those that are shipped."""

from __future__ import annotations

import json
import re
import tomllib

from tests.docs.pages import DOCS, ROOT, text

ROWS = {"Espace Mobile": "ours", "the same bytes": "raw", "SQLite": "sqlite", "TinyDB": "stock"}
TOLERANCE = 1.5  # the same benchmark on the same machine on another day


def measured() -> dict[tuple[str, int], list[float]]:
    lines = (ROOT / "benchmarks" / "results.jsonl").read_text("utf-8").splitlines()
    found: dict[tuple[str, int], list[float]] = {}
    for row in map(json.loads, lines):
        found.setdefault((row["name"], row["n"]), []).append(row["value"])
    return found


def figures() -> list[tuple[str, int, float]]:
    """(name of the benchmark, n, ms) of each cell of the README's table."""
    rows = [[cell.strip(" *") for cell in line.strip("|").split("|")] for line in text(ROOT / "README.md").splitlines()]
    start = next(i for i, row in enumerate(rows) if row[0] == "records already there")
    sizes = [int(cell.replace(",", "")) for cell in rows[start][1:]]
    return [
        (f"save one contact: {name}", n, float(cell))
        for row in rows[start + 2 : start + 2 + len(ROWS)]
        for said, name in ROWS.items()
        if row[0].startswith(said)
        for n, cell in zip(sizes, row[1:], strict=True)
    ]


def test_every_figure_of_the_readme_was_measured() -> None:
    known, told = measured(), figures()
    assert len(told) == 12
    for name, n, value in told:
        assert any(value / TOLERANCE <= found <= value * TOLERANCE for found in known[name, n]), (name, n)


def test_every_library_of_the_tablet_is_in_the_android_table() -> None:
    project = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]
    names = {re.split(r"[<>=\[]", needed)[0] for needed in project["dependencies"]}
    cells = re.findall(r"^\| ([^|]+) \|", text(DOCS / "android.md"), re.MULTILINE)
    assert names <= {name.strip() for cell in cells for name in cell.split(",")}
