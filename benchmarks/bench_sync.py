"""Sync over loopback HTTP between real processes, beside PouchDB, Kinto and the floor, in one run and by turns.

    python benchmarks/bench_sync.py [runs]      the others come from benchmarks/peers/setup.sh

Ours includes what the others leave out: sealing, a durable commit at both ends, merge, history, identity. Without the
others installed the figures of an earlier machine stand in for them, and say so.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from statistics import mean, median, quantiles
from typing import Any

from bench_sync_ours import WORKER, Server, Tablet
from bench_sync_peers import Floor, Kinto, Pouch, installed
from peers.documents import clear, contacts, write_file
from peers.processes import Postgres
from peers.wire import Count, counted
from record import all_reached, print_table, report

from espace_mobile.domain.contact import Contact

N, CLIENTS, EACH, RETURNING, BACKLOG, CHANGED = 10_000, 50, 200, 500, 20, 100
SMALL, LARGE, TURNS = 1_000, 50_000, 7
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

    def peer(self, who: str) -> None:
        peer = self._peer(who)
        try:
            self.note(who, "push", N / peer.push(self.file, N))
            self.note(who, "pull", N / peer.pull(N))
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
            self.note(who, "many", CLIENTS * EACH / _together(tablets, Tablet.push)[0])
            _close(tablets)

    def wire(self, who: str) -> None:
        """Bytes a record both ways, counted by a proxy; for ours, what a sync with nothing new costs too."""
        if who == OURS:
            with self.server() as server, counted(server.port) as (port, passed):
                self._our_wire(server.tablets(2, port), passed)
            return
        peer = self._peer(who)
        with counted(peer.port) as (port, passed):
            peer.push(self.file, N, port)
            pushed = passed.now()
            peer.pull(N, port)
            self._note_wire(who, pushed, passed.since(pushed))
        peer.stop()

    def _our_wire(self, tablets: list[Tablet], passed: Count) -> None:
        a, b = tablets
        a.fill(self.contacts)
        a.push()
        pushed = passed.now()
        b.pull()
        pulled = passed.now()
        self._note_wire(OURS, pushed, pulled.since(pushed))
        b.sync()
        idle = passed.since(pulled)
        self.note(OURS, "idle requests", idle.requests)
        self.note(OURS, "idle bytes", idle.up + idle.down)
        _close(tablets)

    def _note_wire(self, who: str, up: Count, down: Count) -> None:
        self.note(who, "up", (up.up + up.down) / N)
        self.note(who, "down", (down.up + down.down) / N)

    def _peer(self, who: str) -> Any:
        if who == POUCH:
            return Pouch(self.fresh())
        if who == FLOOR:
            return Floor(self.fresh())
        return Kinto(self.fresh(), self.postgres if who == KINTO_PG else None)

    # Ours alone

    def changed_among(self) -> None:
        """Two registers side by side; in turns, one tablet edits a hundred contacts and another receives them."""
        with self.server() as small, self.server() as large:
            pairs = {size: self._synced(server, size) for size, server in ((SMALL, small), (LARGE, large))}
            for turn in range(TURNS):
                for size, (writer, reader, held) in pairs.items():
                    start = turn * CHANGED % SMALL
                    edited = [c.but(note=f"édité {turn} {c.note}") for c in held[start : start + CHANGED]]
                    writer.replica.save(*edited, by=WORKER)
                    seconds = writer.push()
                    taken, received = reader.pull()
                    assert received == CHANGED
                    self.note(OURS, f"changed among {size}", (seconds + taken) * 1e6)
            for writer, reader, _ in pairs.values():
                _close([writer, reader])

    def _synced(self, server: Server, size: int) -> tuple[Tablet, Tablet, list[Contact]]:
        writer, reader = server.tablets(2)
        held = contacts(size, time.time_ns() // 1_000_000 - 1_000, seed=size)
        writer.fill(held)
        writer.sync()
        reader.sync()
        for tablet in (writer, reader):
            tablet.storage.compact(wait=True)
        return writer, reader, held

    def returning(self) -> None:
        """Whole exchanges, push and pull, of tablets in teams of ten; milliseconds."""
        with self.server() as server:
            teams = [[f"team-{i // 10}"] for i in range(RETURNING)]
            tablets = server.tablets(RETURNING, teams=teams)
            for i, tablet in enumerate(tablets):
                own = [c.but(team=teams[i][0]) for c in self.contacts[i * BACKLOG : (i + 1) * BACKLOG]]
                tablet.fill(own)
            seconds, each = _together(tablets, Tablet.sync)
            assert not any(tablet.replica.pending() for tablet in tablets)
            self.note(OURS, "returning p95 ms", quantiles(each, n=20)[-1] * 1e3)
            self.note(OURS, "returning all ms", seconds * 1e3)
            _close(tablets)


def _together(tablets: list[Tablet], work: Any) -> tuple[float, list[float]]:
    """(seconds until the last is done, seconds of each)."""
    with ThreadPoolExecutor(len(tablets)) as pool:
        start = time.perf_counter()
        each = list(pool.map(work, tablets))
        return time.perf_counter() - start, each


def _close(tablets: list[Tablet]) -> None:
    for tablet in tablets:
        tablet.close()


def measure(bench: Bench, runs: int, peers: bool) -> None:
    whole = [POUCH, KINTO, KINTO_PG, FLOOR] if peers else []
    for run in range(runs):
        turn = [(bench.ours, OURS), (bench.ours, OURS_PG), *((bench.peer, who) for who in whole)]
        turn += [(bench.many, who) for who in ([OURS, POUCH] if peers else [OURS])]
        for work, who in turn[run % len(turn) :] + turn[: run % len(turn)]:
            work(who)
    for who in [OURS, *whole]:
        if who != KINTO_PG:  # the same bytes as on memory
            bench.wire(who)
    bench.changed_among()
    bench.returning()


def _against(figures: Figures, who: str, what: str) -> tuple[str, float]:
    values = figures.get((who, what))
    return (who, median(values)) if values else (f"{who}, measured earlier", float(EARLIER[who, what]))


def _compare(figures: Figures, who: str, what: str, other: str, name: str, unit: str, times: float) -> None:
    """`times` above one: at least so many times the other; below: at most that share of it."""
    value, (against, theirs) = median(figures[who, what]), _against(figures, other, what)
    ratio = value / theirs
    ok, sign = (ratio >= times, "≥") if times > 1 else (ratio <= times, "≤")
    report(name, N, value, unit, against, ratio, f"{sign} {times:g} ×", ok)


def tell(figures: Figures) -> None:
    for (who, what), values in figures.items():
        if who in (POUCH, KINTO, KINTO_PG, FLOOR):
            unit = "B/record" if what in ("up", "down") else "records/s"
            report(f"{who}: {what}", N, median(values), unit)
    _compare(figures, OURS, "push", POUCH, "push, SQLite", "records/s", 3)
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
    small, large = (median(figures[OURS, f"changed among {n}"]) / 1e3 for n in (SMALL, LARGE))
    ratio = large / small
    report("100 changed, sent and received", SMALL, small, "ms")
    report("100 changed, sent and received", LARGE, large, "ms", "n = 1000", ratio, "± 20 %", 0.8 <= ratio <= 1.2)
    for what in ("p95", "all"):
        (value,) = figures[OURS, f"returning {what} ms"]
        report(f"500 tablets × 20 at once, none fails: {what}", RETURNING, value, "ms")


def main() -> int:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    peers = installed()
    if not peers:
        print("the others are not installed: see benchmarks/peers/setup.sh", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder, closing(_Stopping(Postgres())) as postgres:
        bench = Bench(Path(folder), postgres.it)
        sizes = [len(clear(c).encode()) for c in bench.contacts]
        sealed = mean(len((c.note or "").encode()) for c in bench.contacts) / mean(sizes)
        print(f"documents of {mean(sizes):.0f} bytes as JSON, {sealed:.0%} of them sealed", file=sys.stderr)
        measure(bench, runs, peers)
        tell(bench.figures)
    print_table()
    return 0 if all_reached() else 1


class _Stopping:
    """`closing` for what says `stop`."""

    def __init__(self, it: Postgres) -> None:
        self.it = it

    def close(self) -> None:
        self.it.stop()


if __name__ == "__main__":
    raise SystemExit(main())
