"""An erased record keeps nothing but that it was erased: in the register, its history, its conflicts and its files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import select

from espace_mobile.protocol import conflict
from espace_mobile.protocol.messages import REFUSED, Verdict
from espace_mobile.protocol.values import new_id
from sync_server.register import Register
from sync_server.register.schema import history

SECRET = "quelque-chose-de-secret"


def _erase(office: Any, record: str) -> None:
    assert office.push(office.change(record, erased=True)).verdicts == []


def _told(register: Register, org: str) -> list[bytes | None]:
    with register.read() as connection:
        return list(connection.execute(select(history.c.body).where(history.c.org == org)).scalars())


def test_only_that_it_was_erased_is_left_in_the_register_and_its_history(
    fleet: Any, register: Register, record: str
) -> None:
    office, a = fleet.tablet("supervisor"), fleet.tablet()
    stamp = a.save(record, team="north", note=SECRET)
    office.save(record, base={"note": stamp}, note=SECRET + "!")
    _erase(office, record)
    [left] = office.everything().values()
    assert left.fields == {"erased": True}
    assert not any(SECRET.encode() in body for body in _told(register, fleet.org) if body)


def test_an_erasure_wins_against_edits_made_before_and_after_it_in_any_order(fleet: Any, record: str) -> None:
    office, a = fleet.tablet("supervisor"), fleet.tablet()
    stamp = a.save(record, note="x")
    unheard = a.change(record, base={"note": stamp}, note=SECRET)
    _erase(office, record)
    later = a.change(record, base={"note": unheard.stamp}, note=SECRET, phone=SECRET)
    assert a.push(unheard, later).verdicts == []
    assert office.everything()[record].fields == {"erased": True}


def test_what_is_said_of_an_erased_record_later_leaves_no_trace_either(
    fleet: Any, register: Register, record: str
) -> None:
    office, a = fleet.tablet("supervisor"), fleet.tablet()
    _erase(office, record)
    a.push(a.change(record, note=SECRET))
    assert not any(SECRET.encode() in body for body in _told(register, fleet.org) if body)


def test_both_values_of_a_conflict_go_with_the_record(fleet: Any, register: Register, record: str) -> None:
    office, a, b = fleet.tablet("supervisor"), fleet.tablet(), fleet.tablet()
    stamp = a.save(record, phone="1")
    a.save(record, base={"phone": stamp}, phone="2")
    assert b.push(b.change(record, base={"phone": stamp}, phone="3")).verdicts[0].code == "conflict"
    id = conflict.conflict_id(record, "phone")
    assert len(conflict.heads(office.everything()[id])) == 2
    _erase(office, record)
    assert office.everything()[id].fields == {"erased": True}
    assert b.push(b.change(record, base={"phone": stamp}, phone="4")).verdicts == []
    assert office.everything()[id].fields == {"erased": True}


def test_edits_and_an_erasure_of_one_batch_leave_the_erasure(fleet: Any, register: Register, record: str) -> None:
    office = fleet.tablet("supervisor")
    office.push(office.change(record, note=SECRET), office.change(record, erased=True), office.change(record, note="x"))
    assert office.everything()[record].fields == {"erased": True}
    assert _told(register, fleet.org) == [None, None, None]


def test_only_a_supervisors_device_erases(fleet: Any, record: str) -> None:
    a = fleet.tablet()
    a.save(record, note="x")
    erasing = a.change(record, erased=True)
    assert a.push(erasing).verdicts == [Verdict(erasing.n, REFUSED, "role")]
    assert a.everything()[record].fields == {"note": "x"}


def test_an_erasure_says_nothing_else(fleet: Any, record: str) -> None:
    office = fleet.tablet("supervisor")
    for fields in ({"erased": False}, {"erased": None}, {"erased": True, "note": "x"}):
        change = office.change(record, **fields)
        assert office.push(change).verdicts == [Verdict(change.n, REFUSED, "malformed:erased")]


def test_a_redacted_change_about_a_record_nobody_knows_makes_none(fleet: Any, record: str) -> None:
    """A register restored from a backup hears again from a tablet that has erased what it said."""
    a = fleet.tablet()
    assert a.push(a.change(record, note="x").redacted(), a.change(new_id(), x=1)).have == 2
    assert record not in a.everything()


def test_the_bytes_are_gone_from_the_files_of_sqlite(sqlite_url: str, fleets: Any) -> None:
    register = Register(sqlite_url)
    fleet = fleets(register)
    office, a, b, record = fleet.tablet("supervisor"), fleet.tablet(), fleet.tablet(), new_id()
    stamp = a.save(record, note="first")
    a.save(record, base={"note": stamp}, note=SECRET)
    b.push(b.change(record, base={"note": stamp}, note=SECRET + " too"))
    b.push(*[b.change(new_id(), x=n) for n in range(500)])
    folder = sqlite_url.removeprefix("sqlite:///").rpartition("/")[0]
    assert SECRET.encode() in _bytes_in(folder)
    _erase(office, record)
    assert SECRET.encode() not in _bytes_in(folder)
    register.close()
    assert SECRET.encode() not in _bytes_in(folder)


def _bytes_in(folder: str) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(Path(folder).iterdir()))
