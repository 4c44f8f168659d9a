"""What is ours alone: small exchanges among many records, five hundred tablets at once, what a push is made of."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from statistics import quantiles
from typing import Any

from bench_sync_ours import WORKER, Server, Tablet
from peers.documents import contacts
from sqlalchemy import event

from espace_mobile.domain.contact import Contact
from espace_mobile.protocol.change import Change
from espace_mobile.protocol.compression import ENCODINGS, compress
from espace_mobile.protocol.messages import Push
from espace_mobile.protocol.values import Sealed, is_id
from sync_server.register import Register
from sync_server.service import Endpoint

RETURNING, BACKLOG, CHANGED, BATCH = 500, 20, 100, 1000
SMALL, LARGE, TURNS = 1_000, 50_000, 21
OURS, PARTS = "SQLite", ("sealed values", "identifiers", "times", "everything else")


def changed_among(bench: Any) -> None:
    """Two registers side by side; in turns, one tablet edits a hundred contacts and another receives them."""
    with bench.server() as small, bench.server() as large:
        pairs = {size: _synced(server, size) for size, server in ((SMALL, small), (LARGE, large))}
        for turn in range(TURNS):
            # Whoever comes second finds the machine awake.
            for size, (writer, reader, held) in list(pairs.items())[:: -1 if turn % 2 else 1]:
                start = turn * CHANGED % SMALL
                edited = [c.but(note=f"édité {turn} {c.note}") for c in held[start : start + CHANGED]]
                writer.replica.save(*edited, by=WORKER)
                seconds = writer.push()
                taken, received = reader.pull()
                assert received == CHANGED
                bench.note(OURS, f"changed among {size}", (seconds + taken) * 1e6)
        for writer, reader, _ in pairs.values():
            close([writer, reader])


def _synced(server: Server, size: int) -> tuple[Tablet, Tablet, list[Contact]]:
    writer, reader = server.tablets(2)
    held = contacts(size, time.time_ns() // 1_000_000 - 1_000, seed=size)
    writer.fill(held)
    writer.sync()
    reader.sync()
    for tablet in (writer, reader):
        tablet.storage.compact(wait=True)
    return writer, reader, held


def returning(bench: Any) -> None:
    """Exchanges, push and pull, of tablets in teams of ten: whole ones, then as the network sees them."""
    for name, of in (("whole", lambda tablet: tablet.sync), ("wire", _asking)):
        with bench.server() as server:
            teams = [[f"team-{i // 10}"] for i in range(RETURNING)]
            tablets = server.tablets(RETURNING, teams=teams)
            for i, tablet in enumerate(tablets):
                tablet.fill([c.but(team=teams[i][0]) for c in bench.contacts[i * BACKLOG : (i + 1) * BACKLOG]])
            before, ours = server.processor(), time.process_time()
            seconds, each = together([of(tablet) for tablet in tablets])
            bench.note(OURS, f"{name} p95 ms", quantiles(each, n=20)[-1] * 1e3)
            bench.note(OURS, f"{name} all ms", seconds * 1e3)
            bench.note(OURS, f"{name} server ms", (server.processor() - before) * 1e3)
            bench.note(OURS, f"{name} tablets ms", (time.process_time() - ours) * 1e3)
            close(tablets)


def _asking(tablet: Tablet) -> Callable[[], float]:
    """The requests of a sync, their bodies made before and their answers not stored: what is left is the server."""
    body = compress(Push(tablet.replica.outbox.batch(BATCH, 1 << 20)).encode(), ENCODINGS[0])
    headers = {name: tablet.http.headers[name] for name in ("authorization", "user-agent", "accept-encoding")}
    headers["espace-device"] = tablet.replica.device
    packed = {"content-type": "application/msgpack", "content-encoding": ENCODINGS[0]}
    url = tablet.http.base_url

    def work() -> float:
        start = time.perf_counter()
        connection = http.client.HTTPConnection(url.host, url.port, timeout=120)
        for method, path, content, more in (
            ("POST", "/v1/push", body, packed),
            ("GET", "/v1/pull?v=2&cursor=", None, {}),
        ):
            connection.request(method, path, content, headers | more)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200
        connection.close()
        return time.perf_counter() - start

    return work


def together(work: list[Callable[[], float]]) -> tuple[float, list[float]]:
    """(seconds until the last is done, seconds of each)."""
    with ThreadPoolExecutor(len(work)) as pool:
        start = time.perf_counter()
        each = list(pool.map(lambda one: one(), work))
        return time.perf_counter() - start, each


def close(tablets: list[Tablet]) -> None:
    for tablet in tablets:
        tablet.close()


def secure_delete(bench: Any) -> None:
    """Records first and edits after, without HTTP: processor time of the register with `secure_delete` and without."""
    for turn in range(4):
        for setting in ("ON", "OFF") if turn % 2 else ("OFF", "ON"):
            with bench.server() as server:
                [tablet] = server.tablets(1)
                with _Set(server.database, setting) as register:
                    endpoint = Endpoint(register, server.org, tablet.replica.device)
                    tablet.fill(bench.contacts)
                    bench.note(OURS, f"secure_delete {setting}, new", _processor(endpoint, tablet))
                    tablet.edit(bench.contacts)
                    bench.note(OURS, f"secure_delete {setting}, edits", _processor(endpoint, tablet))
                tablet.close()


class _Set:
    def __init__(self, database: str, setting: str) -> None:
        self._register = Register(database)
        event.listen(self._register.engine, "connect", lambda c, _: c.execute(f"PRAGMA secure_delete={setting}"))

    def __enter__(self) -> Register:
        return self._register

    def __exit__(self, *_: object) -> None:
        self._register.close()


def _processor(endpoint: Endpoint, tablet: Tablet) -> float:
    """Microseconds a change."""
    outbox, spent, n = tablet.replica.outbox, 0.0, len(tablet.replica.outbox)
    while batch := outbox.batch(BATCH, 1 << 22):
        start = time.process_time()
        have = endpoint.push(Push(batch)).have
        spent += time.process_time() - start
        outbox.accept(have)
    return spent / n * 1e6


def composition(bench: Any) -> None:
    """What the bytes of a pushed record are: how many fewer there are when a part says the same in every record."""
    with bench.server() as server:
        [tablet] = server.tablets(1)
        tablet.fill(bench.contacts)
        device = tablet.replica.device
        made = [Change.unpack(device, row["b"]) for row in tablet.replica.outbox.rows.values()]
        tablet.close()
    left = _bytes(made)
    bench.note(OURS, "a push, as sent", left)
    for part, without in zip(PARTS, (_without_sealed, _without_ids, _without_times), strict=False):
        made = [without(change) for change in made]
        before, left = left, _bytes(made)
        bench.note(OURS, f"of it {part}", before - left)
    bench.note(OURS, f"of it {PARTS[-1]}", left)


def _bytes(changes: list[Change]) -> float:
    bodies = [Push([c.pack() for c in changes[i : i + BATCH]]).encode() for i in range(0, len(changes), BATCH)]
    return sum(len(compress(body, ENCODINGS[0])) for body in bodies) / len(changes)


def _without_sealed(change: Change) -> Change:
    return replace(change, set={n: None if type(v) is Sealed else v for n, v in change.set.items()})


def _without_ids(change: Change) -> Change:
    same = "0" * 32
    return replace(change, record=same, by=same, set={n: same if is_id(v) else v for n, v in change.set.items()})


def _without_times(change: Change) -> Change:
    return replace(change, n=1, at=1 << 60, set={n: None if n == "at" else v for n, v in change.set.items()})
