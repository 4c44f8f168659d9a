"""Ten thousand people from a workbook: read, tried, saved; and how soon each stops when it is asked to.

By the wall, which is what somebody waits for, and by the processor, which tells it on a busy machine.
`python -m benchmarks.bench_people_import`.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from openpyxl import Workbook

from benchmarks import record
from benchmarks.figures import load, read, refresh
from benchmarks.record import all_reached, print_table, report
from espace_mobile.app.actions import people_import
from espace_mobile.app.actions.schedule_import import Stopped
from espace_mobile.domain.people_import.fields import propose_columns
from espace_mobile.domain.people_import.lines import Common
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica
from espace_mobile.store.storage import JournalStorage

LINES = 10_000
SECONDS, STOP = 5.0, 0.5  # the figure for all three; what a person takes for at once
RESULTS = Path(__file__).with_name("results-people-import.jsonl")
TODAY, NOW = date(2026, 5, 14), datetime(2026, 5, 14, 8, 42, tzinfo=UTC)
_HEAD = ("Nom", "Prénom", "Né(e) le", "Téléphone", "QPV", "Notes")
_FIRST = ("Awa", "Samir", "Léa", "Omar", "Inès", "Yanis", "Zoé", "Karim", "Maëlle", "Ousmane")
_LAST = ("Chimérin", "Fictif", "Songe", "Irréel", "Mirage", "Fable", "Légende", "Conteur", "Rêveur", "Utopin")
_SUFFIX = ("", "eau", "ier", "and", "et", "ot", "in", "ard", "ou", "el")
T = TypeVar("T")


def workbook() -> bytes:
    """Names that look like each other, as they do: the dry run compares them."""
    book, data = Workbook(write_only=True), BytesIO()
    sheet = book.create_sheet()
    sheet.append(_HEAD)
    for n in range(LINES):
        name = f"{_LAST[n % 10]}-{_LAST[n // 10 % 10]}{_SUFFIX[n // 100 % 10]}"
        born = date(1960 + n % 45, 1 + n % 12, 1 + n // 7 % 28)
        phone, note = f"06399{n:05d}", "Vient le mardi" if n % 3 == 0 else None
        sheet.append((name, _FIRST[n // 1000], born, phone, "oui" if n % 2 else "non", note))
    book.save(data)
    return data.getvalue()


def timed(work: Callable[[], T]) -> tuple[T, float, float]:
    """What it gives; seconds by the wall and by the processor."""
    wall, processor = time.perf_counter(), time.process_time()
    made = work()
    return made, time.perf_counter() - wall, time.process_time() - processor


def told(name: str, wall: float, processor: float, target: float | None = None) -> None:
    said = f"< {target:g} s" if target else None
    report(name, LINES, wall, "s", None, None, said, wall < target if target else None)
    report(f"{name}, processor", LINES, processor, "s")


def stopping(work: Callable[[Callable[[int], None]], object]) -> float:
    """Seconds from the tap on « Arrêter », in the middle of it, to the end; 0 when it was over before."""
    asked: list[float] = []
    begun = time.perf_counter()

    def tick(n: int) -> None:
        if asked:
            raise Stopped
        if n >= LINES // 4 or time.perf_counter() - begun > STOP:
            asked.append(time.perf_counter())

    with suppress(Stopped):
        work(tick)
    return time.perf_counter() - asked[0] if asked else 0.0


def measure(folder: Path) -> None:
    source = workbook()
    supervisor = Worker(id=new_id(), display_name="Claire", role=Role.SUPERVISOR)
    replica = opened(folder / "whole", supervisor)
    table, *reading = timed(lambda: people_import.read(source))
    columns = propose_columns(table.headings)
    found, *trying = timed(lambda: people_import.preview(replica, table, columns, Common(), TODAY))
    found = found.choose(create=True)
    saved, *saving = timed(lambda: people_import.save(replica, found, supervisor, now=NOW, today=TODAY))
    assert saved.made == replica.count(Person) == LINES, saved
    steps = (reading, trying, saving)
    for name, (wall, processor) in zip(("read", "dry run", "saved"), steps, strict=True):
        told(f"import of people: {name}", wall, processor)
    told("import of people: the three", sum(w for w, _ in steps), sum(p for _, p in steps), SECONDS)
    _, *undoing = timed(lambda: people_import.undo(replica, saved.run, supervisor))
    told("import of people: taken back", *undoing)
    replica.close()
    replica = opened(folder / "stopped", supervisor)
    stopped = {
        "reading": stopping(lambda tick: people_import.read(source, tick)),
        "dry run": stopping(lambda tick: people_import.preview(replica, table, columns, Common(), TODAY, tick)),
        "saving": stopping(
            lambda tick: people_import.save(replica, found, supervisor, now=NOW, today=TODAY, tick=tick)
        ),
    }
    replica.close()
    for name, seconds in stopped.items():
        name = f"import of people: stopped while {name}"
        report(name, LINES, seconds, "s", None, None, f"< {STOP} s", seconds < STOP)


def opened(folder: Path, worker: Worker) -> Replica:
    keys = Keychain("org", {1: new_org_key()})
    replica = Replica(JournalStorage(folder, b"k" * 32), "00000000000000a1", keys, lambda: int(time.time() * 1000))
    replica.save(worker, by="setup")
    return replica


def main() -> int:
    record.start(RESULTS)
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder))
    print_table()
    refresh("people import", read(RESULTS), load(before, os.getloadavg()[0]))
    return 0 if all_reached() else 1


if __name__ == "__main__":
    sys.exit(main())
