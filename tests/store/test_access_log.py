"""This device's log: one small append an entry, kept until it is handed in, its chain unbroken by whatever happens."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.errors import StoreFull
from espace_mobile.protocol.access_log import Chain, beginning, faults
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id
from espace_mobile.store import incoming
from espace_mobile.store.access_log import KEPT_MS, SAME_MS, AccessLog, access_log
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica
from espace_mobile.store.storage import JournalStorage

DEVICE = "00000000000000a1"
KEYS = Keychain("org", {1: new_org_key()})
AWA, BO = new_id(), new_id()
PEOPLE = [new_id() for _ in range(4)]
KEY = bytes(range(32))
DAY = 24 * 3_600_000


def replica(storage: MemoryStorage | JournalStorage | None = None) -> Replica:
    return Replica(storage or MemoryStorage(), DEVICE, KEYS, lambda: 0)


def told(log: AccessLog) -> list[tuple[int, str, str]]:
    return [(entry.n, entry.worker, entry.person) for entry in log.entries()]


def test_each_entry_follows_the_one_before() -> None:
    log = access_log(held := replica())
    for n, person in enumerate(PEOPLE):
        assert log.note(AWA, "opened", [person], n) == 1
    batch = log.batch()
    assert [entry.n for entry, _ in batch.entries] == [1, 2, 3, 4]
    assert not batch.gap
    assert faults(Chain.new(batch.log), batch.entries) == []
    assert held.pending() == 0, "nothing of it is a change to the register"


def test_opening_again_within_minutes_is_one_entry_and_another_worker_is_another() -> None:
    log = access_log(held := replica())
    assert log.note(AWA, "opened", [PEOPLE[0]], 0) == 1
    assert log.note(AWA, "opened", [PEOPLE[0]], SAME_MS - 1) == 0
    assert log.note(BO, "opened", [PEOPLE[0]], SAME_MS - 1) == 1
    assert log.note(AWA, "exported", [PEOPLE[0]], SAME_MS - 1) == 1
    assert log.note(AWA, "opened", [PEOPLE[0]], SAME_MS) == 1
    again = AccessLog(held)  # the app was closed meanwhile
    assert again.note(AWA, "opened", [PEOPLE[0]], SAME_MS + 1) == 0
    assert held


def test_two_files_compared_are_two_entries_in_one_commit(tmp_path: Path) -> None:
    syncs: list[int] = []
    storage = JournalStorage(tmp_path / "store", KEY, sync=syncs.append)
    try:
        log = access_log(held := replica(storage))
        log.note(AWA, "opened", [PEOPLE[2]], 0)
        before = len(syncs)
        assert log.note(AWA, "compared", PEOPLE[:2], 0) == 2
        assert len(syncs) == before + 1
        assert log.note(AWA, "compared", PEOPLE[:2], 1) == 0
        assert len(syncs) == before + 1, "nothing new costs nothing"
        assert held
    finally:
        storage.close()


def test_it_is_there_after_the_device_was_closed_and_sealed_on_its_disk(tmp_path: Path) -> None:
    for n in range(3):
        storage = JournalStorage(tmp_path / "store", KEY)
        held = replica(storage)
        access_log(held).note(AWA, "opened", [PEOPLE[n]], n)
        storage.close()
    storage = JournalStorage(tmp_path / "store", KEY)
    held = replica(storage)
    batch = access_log(held).batch()
    storage.close()
    assert [entry.person for entry, _ in batch.entries] == PEOPLE[:3]
    assert faults(Chain.new(batch.log), batch.entries) == []
    raw = b"".join(path.read_bytes() for path in (tmp_path / "store").iterdir())
    assert PEOPLE[0].encode() not in raw


def test_a_full_disk_refuses_nothing_for_good() -> None:
    log = access_log(held := replica())
    log.note(AWA, "opened", [PEOPLE[0]], 0)
    commit = held.storage.commit

    def refuse(_: object) -> None:
        raise StoreFull()

    held.storage.commit = refuse  # type: ignore[method-assign]
    with pytest.raises(StoreFull):
        log.note(BO, "opened", [PEOPLE[1]], 1)
    assert log.pending() == 2
    held.storage.commit = commit  # type: ignore[method-assign]
    log.note(AWA, "opened", [PEOPLE[2]], 2)
    assert told(log) == [(3, AWA, PEOPLE[2]), (2, BO, PEOPLE[1]), (1, AWA, PEOPLE[0])]
    assert faults(Chain.new(log.batch().log), log.batch().entries) == []


def test_what_a_full_disk_did_not_take_is_handed_in_once_there_is_room() -> None:
    """Though nobody opens another file: else a device that must go would be waited for without end."""
    log = access_log(held := replica())
    commit = held.storage.commit

    def refuse(_: object) -> None:
        raise StoreFull()

    held.storage.commit = refuse  # type: ignore[method-assign]
    with pytest.raises(StoreFull):
        log.note(AWA, "opened", [PEOPLE[0]], 0)
    assert log.batch().entries == []
    held.storage.commit = commit  # type: ignore[method-assign]
    batch = log.batch()
    assert [entry.person for entry, _ in batch.entries] == [PEOPLE[0]]
    log.accept(1, batch.entries[0][1], "e", 0)
    assert log.pending() == 0
    assert held


def test_another_identity_goes_on_with_the_log() -> None:
    log = access_log(held := replica())
    log.note(AWA, "opened", [PEOPLE[0]], 0)
    name = log.batch().log
    incoming.take_identity(held, "00000000000000b2")
    log.note(AWA, "opened", [PEOPLE[1]], 1)
    batch = log.batch()
    assert batch.log == name
    assert faults(Chain.new(name), batch.entries) == []


def test_what_was_handed_in_goes_after_a_while_but_never_the_last() -> None:
    log = access_log(held := replica())
    for n, person in enumerate(PEOPLE):
        log.note(AWA, "opened", [person], n * DAY)
    head = log.batch().entries[-1][1]
    log.accept(4, head, "e", 4 * DAY)
    assert len(log.entries()) == 4
    log.accept(4, head, "e", 9 * KEPT_MS)
    assert [entry.n for entry in log.entries()] == [4]
    log.note(AWA, "opened", [PEOPLE[0]], 9 * KEPT_MS)
    [(entry, hash)] = log.batch().entries
    assert entry.n == 5
    assert Chain(4, head).take(entry, hash) == ""
    assert held


def test_a_server_that_forgot_is_told_again_from_there_or_told_of_the_gap() -> None:
    log = access_log(held := replica())
    for n, person in enumerate(PEOPLE):
        log.note(AWA, "opened", [person], n * KEPT_MS)
    sent = log.batch()
    log.accept(4, sent.entries[-1][1], "e", 0)
    log.accept(2, sent.entries[1][1], "f", 0)
    assert ([entry.n for entry, _ in log.batch().entries], log.batch().gap) == ([3, 4], False)
    log.accept(4, sent.entries[-1][1], "f", 4 * KEPT_MS)  # forgets 1 to 3
    log.accept(0, beginning(sent.log), "g", 4 * KEPT_MS)
    assert ([entry.n for entry, _ in log.batch().entries], log.batch().gap) == ([4], True)
    assert held


@given(st.integers(0, 4), st.integers(0, 5))
def test_a_device_that_forgot_begins_a_new_log_and_loses_nothing(acked: int, ahead: int) -> None:
    """It came back from a backup: the server's end of its log is one that it never wrote."""
    log = access_log(held := replica())
    for n, person in enumerate(PEOPLE):
        log.note(AWA, "opened", [person], n)
    before = log.batch()
    if acked:
        log.accept(acked, before.entries[acked - 1][1], "e", 0)
    log.accept(4 + ahead, b"\x00" * 32, "e", 0)
    after = log.batch()
    assert after.log != before.log
    assert [entry.person for entry, _ in after.entries] == PEOPLE[acked:]
    assert faults(Chain.new(after.log), after.entries) == []
    log.note(BO, "opened", [PEOPLE[0]], 9)
    assert faults(Chain.new(after.log), log.batch().entries) == []
    assert held


def test_the_log_does_not_keep_its_replica() -> None:
    held = replica()
    log = access_log(held)
    log.note(AWA, "opened", [PEOPLE[0]], 0)
    del held
    gc.collect()
    assert len(log.entries()) == 1
