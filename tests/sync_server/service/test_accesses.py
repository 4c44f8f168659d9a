"""The access log on the server: kept as it came, told to supervisors, purged after a year; a changed row is found."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from espace_mobile.errors import Malformed, Refused, ServerBusy, Unauthorised
from espace_mobile.protocol.access_log import KEPT_MS, Access, Chain, Linked, beginning, link
from espace_mobile.protocol.values import new_id
from sync_server.register import Register, accesses, devices, migrate
from sync_server.register.accesses import OF_ORG, Held, Wanted
from sync_server.register.devices import Device
from sync_server.register.moving import move
from sync_server.service import access_log
from sync_server.service.access_check import CHANGED, CUT, DIFFERS, GONE, NOTED, Checked, check
from sync_server.service.devices import new_identity

DAY = 24 * 3_600_000
AWA, BO = new_id(), new_id()


def a_device(fleet: Any, role: str = "field") -> Device:
    tablet = fleet.tablet(role)
    with fleet.register.read() as connection:
        found = devices.get(connection, fleet.org, tablet.id)
    assert found
    return found


class Log:
    """What one device hands in."""

    def __init__(self, fleet: Any, device: Device | None = None) -> None:
        self.fleet, self.device = fleet, device or a_device(fleet)
        self.name = new_id()
        self.chain = Chain.new(self.name)
        self.made: list[Linked] = []

    def add(self, count: int = 1, worker: str = AWA) -> list[Linked]:
        new = [self.chain.add(self.fleet.now, worker, new_id(), "opened") for _ in range(count)]
        self.made += new
        return new

    def give(self, entries: list[Linked], *, gap: bool = False) -> Chain:
        return access_log.receive(self.fleet.register, self.device, self.name, entries, gap, self.fleet.now)


def held(fleet: Any) -> list[Held]:
    with fleet.register.read() as connection:
        return list(accesses.walk(connection, fleet.org))


def checked(fleet: Any, head: bytes | None = None) -> Checked:
    return check(fleet.register, fleet.org, head)


def sql(fleet: Any, statement: str, **values: Any) -> None:
    fleet.register.write(lambda c: c.execute(text(statement), {"org": fleet.org, **values}))


@pytest.fixture
def log(fleet: Any) -> Log:
    return Log(fleet)


def test_what_is_handed_in_twice_is_held_once(fleet: Any, log: Log) -> None:
    first = log.add(3)
    assert log.give(first) == Chain(3, first[-1][1])
    assert log.give(first) == Chain(3, first[-1][1])
    assert log.give(log.made[1:] + log.add()) == log.chain
    assert [one.n for one in held(fleet)] == [1, 2, 3, 4]
    assert checked(fleet).whole


def test_nothing_past_a_hole_is_taken_unless_it_is_said_to_be_one(fleet: Any, log: Log) -> None:
    log.add(5)
    assert log.give(log.made[:2]).last == 2
    assert log.give(log.made[3:]).last == 2, "3 is asked for"
    assert log.give(log.made[2:]).last == 5
    log.add(3)
    assert log.give(log.made[-1:], gap=True).last == 8
    assert [(one.n, one.fault) for one in held(fleet)][-1] == (8, "missing")
    told = checked(fleet)
    assert [(b.seq, b.what, b.fault) for b in told.breaks] == [(6, NOTED, "missing")]


def test_a_broken_chain_is_kept_and_flagged(fleet: Any, log: Log) -> None:
    log.add(3)
    entry, hash = log.made[1]
    edited = (replace(entry, person=new_id()), hash)
    log.give([log.made[0], edited, log.made[2]])
    assert [(one.n, one.fault) for one in held(fleet)] == [(1, ""), (2, "edited"), (3, "")]
    assert [(b.seq, b.what, b.log) for b in checked(fleet).breaks] == [(2, NOTED, log.name)]


def test_what_a_device_restored_from_a_backup_says_again_otherwise_is_kept_too(fleet: Any, log: Log) -> None:
    log.give(log.add(3))
    again = Log(fleet, log.device)
    again.name, again.chain = log.name, Chain(1, log.made[0][1])
    answer = again.give(again.add(2, BO))
    assert answer == log.chain, "not its own end: it begins a new log then"
    assert [(one.n, one.worker, one.fault) for one in held(fleet)][3:] == [(2, BO, "forked"), (3, BO, "forked")]
    again.give(again.made)
    assert len(held(fleet)) == 5


def test_another_identity_goes_on_with_the_log(fleet: Any, log: Log) -> None:
    log.give(log.add(2))
    id = new_identity(fleet.register, log.device, log.device.id, fleet.now)
    log.device = replace(log.device, id=id)
    log.give(log.add(2))
    assert [one.fault for one in held(fleet)] == [""] * 4
    assert checked(fleet).whole


def test_one_that_must_go_hands_its_log_in_and_one_that_left_does_not(fleet: Any, log: Log) -> None:
    fleet.register.write(lambda c: devices.change(c, fleet.org, log.device.id, state="revoked"))
    assert log.give(log.add(2)).last == 2
    fleet.register.write(lambda c: devices.change(c, fleet.org, log.device.id, state="left"))
    with pytest.raises(Unauthorised):
        log.give(log.add())


def test_what_can_be_read_two_ways_is_not_taken(log: Log) -> None:
    with pytest.raises(Malformed):
        log.give([(Access(1, 1, AWA, new_id(), "opened\n2"), b"\x00" * 32)])


def test_a_supervisor_reads_it_by_person_by_worker_and_by_day(fleet: Any, log: Log) -> None:
    boss = a_device(fleet, "supervisor")
    first = log.add(2)
    log.give(first)
    fleet.now += DAY
    late = log.add(2, BO)
    log.give(late)
    everything = access_log.read(fleet.register, boss, Wanted(), "", 500, fleet.now)
    assert [one.n for one in everything.entries] == [4, 3, 2, 1]
    assert everything.cursor == ""

    def read(**wanted: Any) -> list[int]:
        return [o.n for o in access_log.read(fleet.register, boss, Wanted(**wanted), "", 500, fleet.now).entries]

    assert read(people={first[0][0].person, late[0][0].person}) == [3, 1]
    assert read(worker=BO) == [4, 3]
    assert read(since=fleet.now) == [4, 3]
    assert read(until=fleet.now) == [2, 1]
    for role in ("field", "counsellor", "planner"):
        with pytest.raises(Refused):
            access_log.read(fleet.register, a_device(fleet, role), Wanted(), "", 500, fleet.now)


def test_a_clock_that_was_set_wrong_hides_nothing(fleet: Any, log: Log) -> None:
    """Dated later, it is told with what ends now; dated years back, by when it was handed in."""
    boss, now = a_device(fleet, "supervisor"), fleet.now
    for at in (now + 400 * DAY, 0, now - 200 * DAY):
        log.give([log.chain.add(at, AWA, new_id(), "opened")])
    told = access_log.read(fleet.register, boss, Wanted(since=now - DAY), "", 500, now)
    assert [one.at for one in told.entries] == [now + 400 * DAY, 0]


def test_pages_follow_each_other_without_a_hole(fleet: Any, log: Log) -> None:
    boss = a_device(fleet, "supervisor")
    log.give(log.add(7))  # at the same millisecond
    found, cursor = list[int](), ""
    while not found or cursor:
        told = access_log.read(fleet.register, boss, Wanted(), cursor, 3, fleet.now)
        found += [one.n for one in told.entries]
        cursor = told.cursor
    assert found == [7, 6, 5, 4, 3, 2, 1]
    with pytest.raises(Malformed):
        access_log.read(fleet.register, boss, Wanted(), "x.1", 3, fleet.now)


def test_after_twelve_months_it_is_purged_and_what_is_left_is_whole(fleet: Any, log: Log) -> None:
    other = Log(fleet)
    log.give(log.add(3))
    other.give(other.add(1))
    noted = checked(fleet).head
    fleet.now += KEPT_MS - DAY
    other.give(other.add(2))
    fleet.now += DAY + 1
    boss = a_device(fleet, "supervisor")
    told = access_log.read(fleet.register, boss, Wanted(), "", 500, fleet.now)
    assert [one.log for one in told.entries] == [other.name] * 2, "no longer told, whether purged or not"
    other.give(other.add(1))  # which purges
    assert [(one.seq, one.n) for one in held(fleet)] == [(5, 2), (6, 3), (7, 4)]
    told_now = checked(fleet, noted)
    assert told_now.whole
    assert (told_now.purged, told_now.rows, told_now.last) == (4, 3, 7)
    log.give(log.add(1))
    assert checked(fleet).whole, "a log of which nothing is left goes on"
    log.give(log.made[:2])
    assert len(held(fleet)) == 4, "what was purged does not come back"


def test_an_org_that_hands_in_nothing_is_purged_by_command(fleet: Any, log: Log) -> None:
    log.give(log.add(3))
    assert access_log.purge(fleet.register, fleet.now + KEPT_MS - DAY) == 0
    assert access_log.purge(fleet.register, fleet.now + KEPT_MS + 1) >= 3
    assert held(fleet) == []
    told = checked(fleet)
    assert (told.whole, told.purged, told.rows) == (True, 3, 0)


def test_an_edited_row_is_found(fleet: Any, log: Log) -> None:
    log.give(log.add(5))
    for column, value in (("person", new_id()), ("worker", BO), ("at", 5), ("what", "x"), ("received_at", 1),
                          ("fault", "edited"), ("device", "d"), ("hash", b"h"), ("chain", b"c")):  # fmt: skip
        before = held(fleet)[2]
        sql(fleet, f"UPDATE accesses SET {column} = :value WHERE org = :org AND seq = 3", value=value)
        found = checked(fleet).breaks
        assert (found[0].seq, found[0].what) == (3, CHANGED), column
        sql(fleet, f"UPDATE accesses SET {column} = :value WHERE org = :org AND seq = 3",
            value=getattr(before, column))  # fmt: skip
    assert checked(fleet).whole


def test_a_removed_row_is_found(fleet: Any, log: Log) -> None:
    log.give(log.add(5))
    sql(fleet, "DELETE FROM accesses WHERE org = :org AND seq = 1")
    assert (checked(fleet).breaks[0].seq, checked(fleet).breaks[0].what) == (1, GONE)
    sql(fleet, "DELETE FROM accesses WHERE org = :org AND seq = 4")
    assert {(b.seq, b.what) for b in checked(fleet).breaks} >= {(1, GONE), (4, GONE)}


def test_swapped_rows_are_found(fleet: Any, log: Log) -> None:
    log.give(log.add(5))
    for before, after in ((2, 99), (4, 2), (99, 4)):
        sql(fleet, "UPDATE accesses SET seq = :after WHERE org = :org AND seq = :before", before=before, after=after)
    first = checked(fleet).breaks[0]
    assert (first.seq, first.what) == (2, CHANGED)


def test_an_end_cut_off_is_found_and_by_who_kept_the_head_even_when_the_rest_was_made_again(
    fleet: Any, log: Log
) -> None:
    log.give(log.add(5))
    head = checked(fleet).head
    assert checked(fleet, head).found
    sql(fleet, "DELETE FROM accesses WHERE org = :org AND seq > 3")
    assert {(b.seq, b.what, b.log) for b in checked(fleet).breaks} == {(3, CUT, ""), (3, CUT, log.name)}
    last = held(fleet)[-1]
    for chain, end in ((OF_ORG, last.chain), (log.name, last.hash)):
        sql(
            fleet,
            "UPDATE access_chains SET last = 3, head = :head WHERE org = :org AND log = :log",
            head=end,
            log=chain,
        )
    assert checked(fleet).whole, "from the inside it can't be told"
    told = checked(fleet, head)
    assert (told.whole, told.found) == (False, False)


def test_whoever_makes_the_whole_chain_of_the_org_anew_is_betrayed_by_the_device_s(fleet: Any, log: Log) -> None:
    log.give(log.add(3))
    before = beginning(fleet.org)
    for one in held(fleet):
        edited = replace(one, person=new_id()) if one.seq == 2 else one
        before = edited.linked(before)
        sql(fleet, "UPDATE accesses SET person = :person, chain = :chain WHERE org = :org AND seq = :seq",
            person=edited.person, chain=before, seq=one.seq)  # fmt: skip
    sql(fleet, "UPDATE access_chains SET head = :head WHERE org = :org AND log = ''", head=before)
    assert [(b.seq, b.what, b.log) for b in checked(fleet).breaks] == [(2, DIFFERS, log.name)]


def test_devices_that_hand_in_at_once_make_one_chain(fleet: Any) -> None:
    logs = [Log(fleet) for _ in range(4)]
    ready = threading.Barrier(4)

    def busy(log: Log) -> None:
        ready.wait(30)
        for _ in range(5):
            log.add(2)
            while True:
                try:
                    log.give(log.made)
                    break
                except Exception as e:
                    if getattr(e, "code", "") != "server_busy":
                        raise

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(busy, logs))
    assert len(held(fleet)) == 40
    assert checked(fleet).whole


def test_what_is_purged_while_devices_hand_in_leaves_one_chain(fleet: Any) -> None:
    """At the very boundary: some entries are a year old, and others come."""
    logs = [Log(fleet) for _ in range(3)]
    for log in logs:
        log.give(log.add(3))
    fleet.now += KEPT_MS + 1
    ready = threading.Barrier(4)

    def busy(work: Callable[[], object]) -> None:
        ready.wait(30)
        for _ in range(5):
            while True:
                try:
                    work()
                    break
                except ServerBusy:
                    continue

    def hands_in(log: Log) -> Callable[[], object]:
        return lambda: log.give(log.add(2)) if log.chain.last == 3 else log.give(log.made)

    works = [*(hands_in(log) for log in logs), lambda: access_log.purge(fleet.register, fleet.now)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(busy, works))
    told = checked(fleet)
    assert (told.whole, told.followed, told.purged, told.rows) == (True, True, 9, 6), told.breaks


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_edit_removal_or_swap_is_found(
    register: Register, fleets: Callable[[Register], Any], data: st.DataObject
) -> None:
    fleet = fleets(register)
    logs = [Log(fleet), Log(fleet)]
    for log in data.draw(st.lists(st.sampled_from(logs), min_size=2, max_size=8)):
        log.give(log.add(data.draw(st.integers(1, 3))))
    rows = held(fleet)
    assert checked(fleet).whole
    row, other = data.draw(st.lists(st.sampled_from(rows), min_size=2, max_size=2, unique=True))
    how = data.draw(st.sampled_from(["edit", "remove", "swap"]))
    if how == "edit":
        sql(fleet, "UPDATE accesses SET person = :person WHERE org = :org AND seq = :seq", person=new_id(), seq=row.seq)
    if how in ("remove", "swap"):
        sql(fleet, "DELETE FROM accesses WHERE org = :org AND seq = :seq", seq=row.seq)
    if how == "swap":
        sql(fleet, "DELETE FROM accesses WHERE org = :org AND seq = :seq", seq=other.seq)
        swapped = [replace(row, seq=other.seq), replace(other, seq=row.seq)]
        fleet.register.write(lambda c: accesses.add(c, swapped))
    assert not checked(fleet).whole


def test_a_link_is_what_the_page_says() -> None:
    from hashlib import sha256

    entry = Access(1, 2, "0" * 32, "1" * 32, "opened")
    assert entry.told() == b"1\n2\n" + b"0" * 32 + b"\n" + b"1" * 32 + b"\nopened"
    assert beginning("a") == sha256(b"espace-mobile access log\na").digest()
    assert link(b"x", b"y") == sha256(b"xy").digest()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_move_carries_it(fleet: Any, log: Log, tmp_path: Any) -> None:
    log.give(log.add(3))
    head = checked(fleet).head
    target = Register(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    move(fleet.register, target, fleet.now)
    told = check(target, fleet.org, head)
    assert (told.whole, told.rows, told.found) == (True, 3, True)
    assert migrate.current(target) == migrate.HEAD
    target.close()
