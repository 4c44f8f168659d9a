"""Sync over loopback HTTP between real processes, beside PouchDB, Kinto and the floor, in one run and by turns.

    python benchmarks/bench_sync.py [runs]      the others come from benchmarks/peers/setup.sh

Ours includes what the others leave out: sealing, a durable commit at both ends, merge, history, identity. Without the
others installed the figures of an earlier machine stand in for them, and say so. The last lines written are those of
README.md.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from statistics import mean, median
from typing import Any

import bench_sync_alone as alone
import figures as tables
from bench_sync_alone import BACKLOG, LARGE, PARTS, RETURNING, SMALL, close, together
from bench_sync_ours import Server, Tablet
from bench_sync_peers import Floor, Kinto, Pouch, installed
from peers.documents import clear, contacts, write_file
from peers.processes import Postgres
from peers.wire import Count, counted
from record import all_reached, print_table, report, rows, start

RESULTS = Path(__file__).with_name("results-sync.jsonl")
N, CLIENTS, EACH = 10_000, 50, 200
FEW = 2_000  # of Kinto, whose records are counted byte by byte and pushed one by one
POUCH, KINTO, KINTO_PG, FLOOR = "PouchDB", "Kinto memory", "Kinto PostgreSQL", "floor"
OURS, OURS_PG = "SQLite", "PostgreSQL"
# Measured in another run, on another day: orientation only. Records a second, bytes a record.
EARLIER = {(POUCH, "push"): 4600, (POUCH, "pull"): 5300, (POUCH, "up"): 630, (POUCH, "down"): 273,
           (POUCH, "many"): 5970, (KINTO_PG, "push"): 185}  # fmt: skip

Figures = dict[tuple[str, str], list[float]]


class Bench:
    """One run: a folder, a PostgreSQL, the documents, and the figures by (who, what)."""

    def __init__(self, folder: Path, postgres: Postgres) -> None:
        self.folder, self.postgres = folder, postgres
        self.contacts = contacts(N, time.time_ns() // 1_000_000 - 1_000)
        self.file = write_file(self.contacts, folder / "documents")
        self.figures: Figures = {}
        self._numbers = count()

    def fresh(self) -> Path:
        return self.folder / str(next(self._numbers))

    def note(self, who: str, what: str, value: float) -> None:
        self.figures.setdefault((who, what), []).append(value)
        print(f"  {who} {what}: {value:,.0f}", file=sys.stderr, flush=True)

    @contextmanager
    def server(self, on_postgres: bool = False) -> Iterator[Server]:
        database = self.postgres.create(f"ours{time.time_ns()}") if on_postgres else ""
        server = Server(self.fresh(), database)
        try:
            yield server
        finally:
            server.stop()

    # One turn of each

    def ours(self, who: str) -> None:
        with self.server(who == OURS_PG) as server:
            a, b = server.tablets(2)
            with closing(a), closing(b):
                a.fill(self.contacts)
                self.note(who, "push", N / a.push())
                taken, received = b.pull()
                assert received == N
                self.note(who, "pull", N / taken)
                a.edit(self.contacts)
                self.note(who, "edits", N / a.push())

    def peer(self, who: str) -> None:
        peer = self._peer(who)
        try:
            self.note(who, "push", N / peer.push(self.file, N))
            self.note(who, "pull", N / peer.pull(N))
            if isinstance(peer, Pouch):
                self.note(who, "edits", N / peer.edit(N))
        finally:
            peer.stop()

    def many(self, who: str) -> None:
        """Every client pushes its own records at the same moment. Any error ends the benchmark."""
        if who == POUCH:
            peer = Pouch(self.fresh())
            try:
                self.note(who, "many", CLIENTS * EACH / peer.many(self.file, CLIENTS, EACH))
            finally:
                peer.stop()
            return
        with self.server() as server:
            tablets = server.tablets(CLIENTS)
            for i, tablet in enumerate(tablets):
                tablet.fill(self.contacts[i * EACH : (i + 1) * EACH])
            self.note(who, "many", CLIENTS * EACH / together([tablet.push for tablet in tablets])[0])
            close(tablets)

    def wire(self, who: str) -> None:
        """Bytes a record both ways, counted by a proxy; for ours, what a sync with nothing new costs too."""
        if who == OURS:
            with self.server() as server, counted(server.port) as (port, passed):
                self._our_wire(server.tablets(2, port), passed)
            return
        peer, n = self._peer(who), FEW if who == KINTO else N
        with counted(peer.port) as (port, passed):
            peer.push(self.file, n, port)
            pushed = passed.now()
            peer.pull(n, port)
            self._note_wire(who, pushed, passed.since(pushed), n)
        peer.stop()

    def _our_wire(self, tablets: list[Tablet], passed: Count) -> None:
        a, b = tablets
        a.fill(self.contacts)
        a.push()
        pushed = passed.now()
        b.pull()
        pulled = passed.now()
        self._note_wire(OURS, pushed, pulled.since(pushed), N)
        b.sync()
        idle = passed.since(pulled)
        self.note(OURS, "idle requests", idle.requests)
        self.note(OURS, "idle bytes", idle.up + idle.down)
        close(tablets)

    def _note_wire(self, who: str, up: Count, down: Count, n: int) -> None:
        self.note(who, "up", (up.up + up.down) / n)
        self.note(who, "down", (down.up + down.down) / n)

    def _peer(self, who: str) -> Any:
        if who == POUCH:
            return Pouch(self.fresh())
        if who == FLOOR:
            return Floor(self.fresh())
        return Kinto(self.fresh(), self.postgres if who == KINTO_PG else None)


def measure(bench: Bench, runs: int, peers: bool) -> None:
    whole = [POUCH, KINTO, KINTO_PG, FLOOR] if peers else []
    for run in range(runs):
        # Kinto takes minutes, and is far from any target: once.
        takes_part = whole if run == 0 else [who for who in whole if who not in (KINTO, KINTO_PG)]
        turn = [(bench.ours, OURS), (bench.ours, OURS_PG), *((bench.peer, who) for who in takes_part)]
        turn += [(bench.many, who) for who in ([OURS, POUCH] if peers else [OURS])]
        for work, who in turn[run % len(turn) :] + turn[: run % len(turn)]:
            work(who)
    for who in [OURS, *whole]:
        if who != KINTO_PG:  # the same bytes as on memory
            bench.wire(who)
    for work in (alone.changed_among, alone.returning, alone.secure_delete, alone.composition):
        work(bench)


def _against(figures: Figures, who: str, what: str) -> tuple[str, float]:
    values = figures.get((who, what))
    return (who, median(values)) if values else (f"{who}, measured earlier", float(EARLIER[who, what]))


def _compare(figures: Figures, who: str, what: str, other: str, name: str, unit: str, times: float | None) -> None:
    """`times` above one: at least so many times the other; below: at most that share of it; None: no target."""
    value = median(figures[who, what])
    if times is None and (other, what) not in figures:
        report(name, N, value, unit)
        return
    against, theirs = _against(figures, other, what)
    ratio = value / theirs
    if times is None:
        report(name, N, value, unit, against, ratio)
        return
    ok, sign = (ratio >= times, "≥") if times > 1 else (ratio <= times, "≤")
    report(name, N, value, unit, against, ratio, f"{sign} {times:g} ×", ok)


def tell(figures: Figures) -> None:
    for (who, what), values in figures.items():
        if who in (POUCH, KINTO, KINTO_PG, FLOOR):
            unit = "B/record" if what in ("up", "down") else "records/s"
            report(f"{who}: {what}", N, median(values), unit)
    _compare(figures, OURS, "push", POUCH, "push, SQLite", "records/s", 3)
    _compare(figures, OURS, "edits", POUCH, "push of edits, SQLite", "records/s", None)
    report("push of edits, PostgreSQL", N, median(figures[OURS_PG, "edits"]), "records/s")
    _compare(figures, OURS_PG, "push", KINTO_PG, "push, PostgreSQL", "records/s", 30)
    _compare(figures, OURS, "pull", POUCH, "pull into an encrypted replica, SQLite", "records/s", 3)
    report("pull into an encrypted replica, PostgreSQL", N, median(figures[OURS_PG, "pull"]), "records/s")
    _compare(figures, OURS, "up", POUCH, "bytes of a push", "B/record", 0.4)
    _compare(figures, OURS, "down", POUCH, "bytes of a pull", "B/record", 0.8)
    _compare(figures, OURS, "many", POUCH, "50 clients × 200, no error", "records/s", 3)
    _tell_ours(figures)


def _tell_ours(figures: Figures) -> None:
    (requests,), (size,) = figures[OURS, "idle requests"], figures[OURS, "idle bytes"]
    report("nothing new: requests", 1, requests, "requests", None, None, "1", requests == 1)
    report("nothing new: both ways, headers included", 1, size, "B", None, None, "< 600", size < 600)
    among = [figures[OURS, f"changed among {n}"] for n in (SMALL, LARGE)]
    small, large = (median(values) / 1e3 for values in among)
    ratio = median(there / here for here, there in zip(*among, strict=True))  # of turns that are neighbours in time
    report("100 changed, sent and received", SMALL, small, "ms")
    report("100 changed, sent and received", LARGE, large, "ms", "n = 1000", ratio, "± 20 %", 0.8 <= ratio <= 1.2)
    for name, said in (("whole", f"{RETURNING} tablets × {BACKLOG} at once"), ("wire", "the same, requests alone")):
        for what in ("p95", "all", "server", "tablets"):
            (value,) = figures[OURS, f"{name} {what} ms"]
            also = {"server": ", processor of the server", "tablets": ", processor of the tablets' process"}
            report(f"{said}, none fails: {what}" if what not in also else f"{said}{also[what]}", RETURNING, value, "ms")
    for what in ("new", "edits"):
        on, off = (median(figures[OURS, f"secure_delete {setting}, {what}"]) for setting in ("ON", "OFF"))
        report(f"register, processor a change, {what}", N, on, "µs", "without secure_delete", on / off)
    (sent,) = figures[OURS, "a push, as sent"]
    report("a pushed record, without HTTP", N, sent, "B")
    for part in PARTS:
        (value,) = figures[OURS, f"of it {part}"]
        report(f"of it {part}", N, value, "B", "the whole", value / sent)


def noise(figures: Figures, before: str) -> str:
    """How far apart the runs of one contestant were, at most, and how busy the machine was besides."""
    spreads = {who: max(v) / min(v) for who, v in figures.items() if len(v) > 1 and who[1] in ("push", "pull", "many")}
    (who, what), most = max(spreads.items(), key=lambda item: item[1]) if spreads else (("", ""), 1.0)
    load = f"Load of the machine before and after: {before}, {_load()}."
    return f"{load} Runs of one contestant differed by {most - 1:.0%} at most ({who}, {what})." if spreads else load


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def main() -> int:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    peers = installed()
    if not peers:
        print("the others are not installed: see benchmarks/peers/setup.sh", file=sys.stderr)
    start(RESULTS)
    load = _load()
    with tempfile.TemporaryDirectory() as folder, closing(_Stopping(Postgres())) as postgres:
        bench = Bench(Path(folder), postgres.it)
        sizes = [len(clear(c).encode()) for c in bench.contacts]
        sealed = mean(len((c.note or "").encode()) for c in bench.contacts) / mean(sizes)
        print(f"documents of {mean(sizes):.0f} bytes as JSON, {sealed:.0%} of them sealed", file=sys.stderr)
        measure(bench, runs, peers)
        tell(bench.figures)
    print_table()
    tables.refresh("sync figures", rows(), noise(bench.figures, load))
    return 0 if all_reached() else 1


class _Stopping:
    """`closing` for what says `stop`."""

    def __init__(self, it: Postgres) -> None:
        self.it = it

    def close(self) -> None:
        self.it.stop()


if __name__ == "__main__":
    raise SystemExit(main())
