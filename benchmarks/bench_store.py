"""The local store: a durable save of one contact into a store of N, and opening it.

The contestants take turns within each round, in random order, so that what else the machine does hits all of them
alike; medians. Run: python benchmarks/bench_store.py
A save is one new contact of about 400 bytes, on the disk when it returns. « raw » is an append and an `fdatasync` of
bytes made beforehand: what the disk asks for. Opening ends with every document in the caller's hands.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from record import all_reached, print_table, report
from tinydb import TinyDB

from espace_mobile.store.database import JournalDB

KEY = bytes(range(32))
Contact = dict[str, Any]
Save = Callable[[Contact, bytes], object]

_PLACES = ("Gare du Nord, quai 3", "Porte de la Chapelle", "Bois de Vincennes, nord", "Canal Saint-Martin")
_NAMES = ("Amina", "Jean-Luc", "Fatou", "Igor", "Maëlle", "Youssef", "Léa", "Omar")
_NEEDS = ("shelter", "food", "health", "papers", "hygiene", "clothes", "phone", "language")
_WORDS = "vu ce soir devant la gare demande un duvet et un rendez-vous chez le médecin revient demain".split()


def contacts(n: int, seed: int) -> list[Contact]:
    """Contact logs of about 400 bytes as compact JSON."""
    rng = random.Random(seed)
    return [_contact(rng) for _ in range(n)]


def _contact(rng: random.Random) -> Contact:
    day, hour = f"2025-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}", f"{rng.randint(6, 23):02d}"
    return {
        "id": str(uuid.UUID(int=rng.getrandbits(128), version=4)),
        "case_id": str(uuid.UUID(int=rng.getrandbits(128), version=4)),
        "date": f"{day}T{hour}:{rng.randint(0, 59):02d}",
        "place": rng.choice(_PLACES),
        "first_name": rng.choice(_NAMES),
        "phone": "+336" + "".join(rng.choice("0123456789") for _ in range(8)),
        "needs": rng.sample(_NEEDS, rng.randint(1, 3)),
        "team": f"team-{rng.randint(1, 40):02d}",
        "author": f"vol-{rng.randint(1, 9999):04d}",
        "note": " ".join(rng.choices(_WORDS, k=40))[:120],
    }


def as_json(contact: Contact) -> bytes:
    return json.dumps(contact, ensure_ascii=False, separators=(",", ":")).encode()


class Contestants:
    """Each holds `n` contacts already. `saves`: by name; `slow`: those that can't be asked often."""

    def __init__(self, folder: Path, n: int) -> None:
        folder.mkdir()
        base = contacts(n, 1)
        self._fd = os.open(folder / "raw", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(self._fd, b"\n".join(map(as_json, base)))
        self._sql = sqlite3.connect(folder / "sqlite.db", isolation_level=None)
        self._sql.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE c (id TEXT PRIMARY KEY, d)"
        )
        self._sql.execute("BEGIN")
        self._sql.executemany("INSERT INTO c VALUES (?, ?)", [(c["id"], as_json(c)) for c in base])
        self._sql.execute("COMMIT")
        self._stock = TinyDB(folder / "stock.json")
        self._stock_table = self._stock.table("contacts")
        self._stock_table.insert_multiple(base)
        self._ours = JournalDB(folder / "ours", KEY)
        self._our_table = self._ours.table("contacts")
        self._our_table.insert_multiple(base)
        self._ours.storage.compact()
        self.saves: dict[str, Save] = {
            "raw": self._save_raw,
            "sqlite": self._save_sqlite,
            "stock": lambda contact, _: self._stock_table.insert(contact),
            "ours": lambda contact, _: self._our_table.insert(contact),
        }

    def _save_raw(self, _: Contact, line: bytes) -> None:
        os.write(self._fd, line)
        os.fdatasync(self._fd)

    def _save_sqlite(self, contact: Contact, _: bytes) -> None:
        self._sql.execute("INSERT INTO c VALUES (?, ?)", (contact["id"], as_json(contact)))

    def close(self) -> None:
        os.close(self._fd)
        self._sql.close()
        self._stock.close()
        self._ours.close()


def time_saves(contestants: dict[int, Contestants], rounds: int) -> dict[tuple[int, str], float]:
    """Median milliseconds of one save, by (n, name). A turn is five saves; of stock TinyDB one, and fewer turns."""
    turns = [(n, name) for n, those in contestants.items() for name in those.saves]
    slow = {n: max(5, min(rounds, 20_000 // n)) for n in contestants}
    times: dict[tuple[int, str], list[float]] = {turn: [] for turn in turns}
    rng, new = random.Random(4), contacts(5 * rounds, 2)
    lines = [as_json(contact) for contact in new]
    for round_ in range(rounds):
        rng.shuffle(turns)
        for n, name in turns:
            last = 5 if name != "stock" else round_ < slow[n]
            for at in range(5 * round_, 5 * round_ + last):
                start = time.perf_counter()
                contestants[n].saves[name](new[at], lines[at])
                times[n, name].append((time.perf_counter() - start) * 1e3)
    return {turn: median(t) for turn, t in times.items()}


def bench_saves(folder: Path, sizes: list[int], rounds: int) -> None:
    contestants = {n: Contestants(folder / str(n), n) for n in sizes}
    ms = time_saves(contestants, rounds)
    for n in sizes:
        contestants[n].close()
        raw, sqlite, stock, ours = (ms[n, name] for name in ("raw", "sqlite", "stock", "ours"))
        report("save one contact: raw", n, raw, "ms")
        report("save one contact: sqlite", n, sqlite, "ms")
        report("save one contact: stock", n, stock, "ms")
        report("save one contact: ours", n, ours, "ms", "raw", ours / raw, "≤ 2", ours <= 2 * raw)
        report("save one contact: ours", n, ours, "ms", "sqlite", ours / sqlite)
        faster = stock / ours
        goal: tuple[str, bool] | tuple[()] = ("≥ 100", faster >= 100) if n == 10_000 else ()
        report("save one contact: stock TinyDB over ours", n, stock, "ms", "ours", faster, *goal)
    most, least = max(sizes), min(sizes)
    flat = ms[most, "ours"] / ms[least, "ours"]
    report(
        "save one contact: ours, flat in n", most, ms[most, "ours"], "ms", f"n = {least}", flat, "≤ 1.25", flat <= 1.25
    )


def bench_save_while_compacting(folder: Path, n: int) -> None:
    """The slowest save while a snapshot of `n` documents is being written: a worker must not feel it."""
    with JournalDB(folder / "compacting", KEY) as db:
        db.insert_multiple(contacts(n, 1))
        db.storage.compact()
        times = []
        more = iter(contacts(5_000, 3))
        db.storage.compact(wait=False)
        while db.storage.compacting:
            start = time.perf_counter()
            db.insert(next(more))
            times.append((time.perf_counter() - start) * 1e3)
        report("save while compacting, median", n, median(times), "ms")
        report("save while compacting, slowest", n, max(times), "ms", None, None, "≤ 100", max(times) <= 100)


def fill_for_opening(folder: Path, n: int) -> None:
    base = contacts(n, 1)
    with TinyDB(folder / "open.json") as db:
        db.insert_multiple(base)
    with JournalDB(folder / "snapshot", KEY) as db:
        db.insert_multiple(base)
        db.storage.compact()
    with JournalDB(folder / "as-it-falls", KEY) as db:
        for contact in base:
            db.insert(contact)
    with JournalDB(folder / "latest", KEY, compact_at=1 << 40) as db:
        db.insert_multiple(base[: n * 4 // 5])
        db.storage.compact()
        for contact in base[n * 4 // 5 :]:
            db.insert(contact)


def open_once(folder: Path, what: str) -> float:
    """Milliseconds until every document is there."""
    gc.collect()
    start = time.perf_counter()
    if what == "json":
        with (folder / "open.json").open(encoding="utf-8") as file:
            found = list(json.load(file)["_default"].values())
        ms = (time.perf_counter() - start) * 1e3
    else:
        db = JournalDB(folder / what, KEY)
        found = db.all()
        ms = (time.perf_counter() - start) * 1e3
        db.close()
    assert len(found) > 0
    return ms


def open_fresh(folder: Path, what: str) -> float:
    """The same in a process of its own; its start and imports are not counted."""
    run = [sys.executable, __file__, "--open", what, "--folder", str(folder)]
    return float(subprocess.run(run, capture_output=True, text=True, check=True).stdout)


def bench_opening(folder: Path, n: int, rounds: int) -> None:
    fill_for_opening(folder, n)
    kinds = {
        "snapshot": "right after a compaction",
        "as-it-falls": "after as many saves one by one",
        "latest": "just before a compaction",
    }
    for how, once, label in ((rounds, open_once, "same process"), (max(3, rounds // 2), open_fresh, "fresh process")):
        times: dict[str, list[float]] = {what: [] for what in ("json", *kinds)}
        for _ in range(how):
            for what in random.sample(list(times), len(times)):
                times[what].append(once(folder, what))
        base = median(times["json"])
        report(f"open and read all, {label}: json.load", n, base, "ms")
        for what, text in kinds.items():
            ms = median(times[what])
            report(
                f"open and read all, {label}: ours, {text}", n, ms, "ms", "json.load", ms / base, "≤ 2", ms <= 2 * base
            )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, nargs="*", default=[1_000, 10_000, 50_000])
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--open")
    parser.add_argument("--folder", type=Path)
    args = parser.parse_args()
    if args.open:
        print(open_once(args.folder, args.open))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        bench_saves(Path(folder), args.n, args.rounds)
        bench_save_while_compacting(Path(folder), max(args.n))
        bench_opening(Path(folder), 10_000, 9)
    print_table()
    return 0 if all_reached() else 1


if __name__ == "__main__":
    raise SystemExit(main())
