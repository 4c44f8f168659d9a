"""Real threads, real connections: nothing skipped, nothing lost, nobody told « database is locked »."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from espace_mobile.protocol import conflict
from espace_mobile.protocol.messages import CONFLICT, Push
from espace_mobile.protocol.values import derived_id, new_id
from sync_server.register import Register

WRITERS, BATCHES, SIZE = 6, 8, 10


def _together(*jobs: Callable[[], Any]) -> list[Any]:
    ready = threading.Barrier(len(jobs))

    def start(job: Callable[[], Any]) -> Any:
        ready.wait(30)
        return job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [future.result(60) for future in [pool.submit(start, job) for job in jobs]]


def test_a_poller_misses_nothing_of_concurrent_writers(fleet: Any) -> None:
    written: set[str] = set()
    done = threading.Event()

    def write() -> None:
        tablet = fleet.tablet()
        for _ in range(BATCHES):
            changes = [tablet.change(new_id(), x=1) for _ in range(SIZE)]
            assert tablet.push(*changes).have == tablet.n
            written.update(c.record for c in changes)

    def write_all() -> set[str]:
        try:
            _together(*[write] * WRITERS)
        finally:
            done.set()
        return written

    def poll() -> list[str]:
        reader = fleet.tablet()
        seen: list[str] = []
        cursor, last = "", False
        while True:
            page = reader.pull(cursor, 17)
            seen += [id for id, _ in page.records]
            cursor = page.cursor
            if not page.more and last:
                return seen
            last = done.is_set()

    wrote, seen = _together(write_all, poll)
    assert len(wrote) == WRITERS * BATCHES * SIZE
    assert sorted(seen) == sorted(wrote)


def test_writers_of_the_same_records_lose_no_field_and_never_block_each_other(fleet: Any) -> None:
    shared = [new_id() for _ in range(12)]

    def write(i: int) -> None:
        tablet = fleet.tablet()
        for round_ in range(5):
            order = shared[i:] + shared[:i]
            changes = [tablet.change(id, **{f"f{i}_{round_}": i}) for id in order]
            assert tablet.push(*changes).have == tablet.n

    _together(*[lambda i=i: write(i) for i in range(WRITERS)])
    found = fleet.tablet().everything()
    everyones = {f"f{i}_{round_}" for i in range(WRITERS) for round_ in range(5)}
    assert all(set(found[id].fields) == everyones for id in shared)


def test_first_pushes_of_one_deterministic_id_at_once_meet(fleet: Any) -> None:
    for attempt in range(5):
        record = derived_id("attendance", str(attempt), fleet.org)
        tablets = [fleet.tablet() for _ in range(4)]
        changes = [t.change(record, kind="attendance", state=f"s{i}") for i, t in enumerate(tablets)]
        answers = _together(*[lambda t=t, c=c: t.push(c) for t, c in zip(tablets, changes, strict=True)])
        assert sum(v.code == CONFLICT for a in answers for v in a.verdicts) == 3
        found = tablets[0].everything()
        kept = found[conflict.conflict_id(record, "state")]
        assert {e.value for e in conflict.entries(kept)} == {"s0", "s1", "s2", "s3"}
        assert found[record].fields["state"] == max(changes, key=lambda c: c.stamp).set["state"]


def test_clashing_writers_keep_every_value(fleet: Any, record: str) -> None:
    def write(i: int) -> str:
        tablet = fleet.tablet()
        for round_ in range(4):
            tablet.push(tablet.change(record, x=f"{i}:{round_}"))
        return tablet.id

    _together(*[lambda i=i: write(i) for i in range(WRITERS)])
    found = fleet.tablet().everything()
    kept = {e.value for e in conflict.entries(found[conflict.conflict_id(record, "x")])}
    assert kept == {f"{i}:{round_}" for i in range(WRITERS) for round_ in range(4)}


def test_one_device_pushing_twice_at_once_stores_once(fleet: Any) -> None:
    tablet = fleet.tablet()
    batch = [tablet.change(new_id(), x=n) for n in range(20)]
    answers = _together(*[lambda: tablet.push(*batch)] * 4)
    assert {a.have for a in answers} == {20}
    assert sorted(len(a.verdicts) for a in answers) == [0, 20, 20, 20]


def test_two_processes_of_the_server_share_a_database(fleet: Any, database: str) -> None:
    """A second register on the same database stands for another process: they share no lock of ours."""
    second = Register(database)

    def write(register: Register) -> None:
        tablet = fleet.tablet()
        for _ in range(BATCHES):
            changes = [tablet.change(new_id(), x=1).pack() for _ in range(SIZE)]
            endpoint = tablet.endpoint
            endpoint.register = register
            assert endpoint.push(Push(changes)).have == tablet.n

    try:
        _together(*[lambda r=r: write(r) for r in (fleet.register, second) * 2])
    finally:
        second.close()
    assert len(fleet.tablet().everything()) == 4 * BATCHES * SIZE
