"""What a push stores, what it says, and what it never does. On SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from espace_mobile.errors import ClockAhead, IdentityReused, Malformed, TooLarge, Unauthorised
from espace_mobile.protocol.change import Change, content_hash
from espace_mobile.protocol.clock import MAX_AHEAD_MS
from espace_mobile.protocol.messages import CONFLICT, HAD, MAX_BATCH, MAX_CHANGE, REFUSED, Push, Verdict
from espace_mobile.protocol.record import Record, merge
from espace_mobile.protocol.stamp import Stamp, at_ms
from espace_mobile.protocol.values import Sealed, new_id, pack
from sync_server.register import Register, devices, history
from sync_server.register.devices import REVOKED
from sync_server.register.schema import history as history_table
from sync_server.service.admission import MAX_RECORD
from sync_server.service.shapes import MAX_DEPTH


def test_a_change_becomes_a_record_that_others_receive(fleet: Any, record: str) -> None:
    a, b = fleet.tablet(), fleet.tablet()
    change = a.change(record, sex="f", name=Sealed(1, b"\x01" * 20), outing=new_id())
    pushed = a.push(change)
    assert (pushed.have, pushed.verdicts, pushed.now) == (1, [], fleet.now)
    assert b.everything() == {record: Record(record, "contact", change.set, dict.fromkeys(change.set, change.stamp))}


def test_a_push_of_nothing_says_where_the_device_stands(fleet: Any, record: str) -> None:
    a = fleet.tablet()
    a.save(record, x=1)
    assert a.push().have == 1


def test_sending_again_is_harmless(fleet: Any, record: str) -> None:
    a, b = fleet.tablet(), fleet.tablet()
    batch = [a.change(record, x=1).pack(), a.change(new_id(), y=2).pack()]
    a.push(*batch)
    cursor = b.pull().cursor
    again = a.push(*batch)
    assert (again.have, again.verdicts) == (2, [Verdict(1, HAD), Verdict(2, HAD)])
    assert b.pull(cursor).records == []


def test_a_resend_may_bring_news(fleet: Any) -> None:
    a = fleet.tablet()
    one, two = a.change(new_id(), x=1), a.change(new_id(), x=2)
    a.push(one)
    pushed = a.push(one, two)
    assert (pushed.have, pushed.verdicts) == (2, [Verdict(1, HAD)])
    assert len(a.everything()) == 2


def test_a_hole_stops_the_batch_there(fleet: Any) -> None:
    a = fleet.tablet()
    changes = [a.change(new_id(), x=n) for n in range(4)]
    pushed = a.push(changes[0], changes[2], changes[3])
    assert (pushed.have, pushed.verdicts) == (1, [])
    assert set(a.everything()) == {changes[0].record}
    assert a.push(*changes[1:]).have == 4


def test_another_content_under_a_number_is_loud_and_stores_nothing(fleet: Any, record: str) -> None:
    a = fleet.tablet()
    a.push(a.change(record, x=1))
    cloned = Change(a.id, 1, record, "contact", at_ms(fleet.now), "", {"x": 2})
    with pytest.raises(IdentityReused) as loud:
        a.push(cloned, a.change(new_id(), x=3))
    assert loud.value.params == {"n": 1}
    assert a.push().have == 1
    assert [r.fields for r in a.everything().values()] == [{"x": 1}]


def test_another_content_under_a_number_is_loud_within_a_batch(fleet: Any, record: str) -> None:
    a = fleet.tablet()
    with pytest.raises(IdentityReused):
        a.push(a.change(record, x=1), Change(a.id, 1, record, "contact", 5, "", {"x": 2}))
    assert a.push().have == 0


def test_the_same_change_twice_in_a_batch_counts_once(fleet: Any, record: str) -> None:
    a = fleet.tablet()
    change = a.change(record, x=1)
    assert a.push(change, change).have == 1


def test_fields_of_two_tablets_merge(fleet: Any, record: str) -> None:
    a, b = fleet.tablet(), fleet.tablet()
    first = a.change(record, sex="f", heard="van")
    a.push(first)
    b.push(second := b.change(record, base={"heard": first.stamp}, heard="radio", age="18-25"))
    expected = merge(
        Record(record, "contact", first.set, dict.fromkeys(first.set, first.stamp)),
        Record(record, "contact", second.set, dict.fromkeys(second.set, second.stamp)),
    )
    assert a.everything() == {record: expected}
    assert expected.fields == {"sex": "f", "heard": "radio", "age": "18-25"}


def test_several_changes_of_one_record_in_a_batch_are_one_record(fleet: Any, record: str) -> None:
    a, b = fleet.tablet(), fleet.tablet()
    first = a.change(record, x=1, y=1)
    second = a.change(record, base={"x": first.stamp}, x=2)
    assert a.push(first, second).verdicts == []
    assert b.everything()[record].fields == {"x": 2, "y": 1}


def test_an_older_stamp_arriving_late_changes_nothing_it_lost(fleet: Any, record: str) -> None:
    a, b = fleet.tablet(), fleet.tablet()
    old = b.change(record, x="old")
    new = a.save(record, base={"x": old.stamp}, x="new")
    b.push(old)
    assert a.everything()[record].stamps == {"x": new}


def test_whoever_comes_after_what_replaced_it_is_told_what_stands(fleet: Any, record: str) -> None:
    """Nobody is asked anything, but a tablet may show what it said until then: a register came back from a backup."""
    a, b = fleet.tablet(), fleet.tablet()
    old = b.change(record, x="old")
    a.save(record, base={"x": old.stamp}, x="new")
    cursor = b.pull().cursor
    assert b.push(old).verdicts == []
    assert [id for id, _ in b.pull(cursor).records] == [record]


def test_a_change_that_tells_nothing_new_moves_no_cursor(fleet: Any, record: str) -> None:
    a, b = fleet.tablet(), fleet.tablet()
    stamp = a.save(record, x=1)
    cursor = b.pull().cursor
    b.push(Change(b.id, 1, record, "contact", stamp.at - 1, "", {"x": 1}))
    assert a.pull(cursor).records == []


BAD: dict[str, tuple[str, Callable[[Any], bytes]]] = {
    "garbage": ("malformed:body", lambda a: b"\xc1garbage"),
    "not an array": ("malformed:change", lambda a: pack({"n": 2})),
    "record": ("malformed:record", lambda a: pack([2, "R1", "contact", 1, "", {}, {}])),
    "kind": ("malformed:kind", lambda a: pack([2, new_id(), "Con\0tact", 1, "", {}, {}])),
    "at": ("malformed:at", lambda a: pack([2, new_id(), "contact", "noon", "", {}, {}])),
    "by": ("malformed:by", lambda a: pack([2, new_id(), "contact", 1, 7, {}, {}])),
    "set": ("malformed:set", lambda a: pack([2, new_id(), "contact", 1, "", {1: 2}, {}])),
    "base": ("malformed:base", lambda a: pack([2, new_id(), "contact", 1, "", {"x": 1}, {"x": [1]}])),
    "team": ("malformed:team", lambda a: pack([2, new_id(), "contact", 1, "", {"team": ["north"]}, {}])),
    "team with a null": ("malformed:team", lambda a: pack([2, new_id(), "contact", 1, "", {"team": "a\0"}, {}])),
    "deleted": ("malformed:deleted", lambda a: pack([2, new_id(), "contact", 1, "", {"deleted": 1}, {}])),
    "deep": ("malformed:value", lambda a: pack([2, new_id(), "contact", 1, "", {"x": _deep(MAX_DEPTH + 1)}, {}])),
    "odd keys": ("malformed:value", lambda a: pack([2, new_id(), "contact", 1, "", {"x": {b"k": 1}}, {}])),
    "too large": ("too_large:change", lambda a: pack([2, new_id(), "contact", 1, "", {"x": "y" * MAX_CHANGE}, {}])),
}


def _deep(levels: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize("what", BAD)
def test_a_bad_change_is_refused_alone(fleet: Any, what: str) -> None:
    a = fleet.tablet()
    before, (reason, make), after = a.change(new_id(), x=1), BAD[what], None
    a.n += 1
    after = a.change(new_id(), x=3)
    pushed = a.push(before, make(a), after)
    assert (pushed.have, pushed.verdicts) == (3, [Verdict(2, REFUSED, reason)])
    assert set(a.everything()) == {before.record, after.record}


def test_a_refusal_whose_answer_was_lost_is_said_again(fleet: Any) -> None:
    a = fleet.tablet()
    batch = [a.change(new_id(), x=1).pack(), BAD["kind"][1](a)]
    first = a.push(*batch)
    assert a.push(*batch).verdicts == [Verdict(1, HAD), *first.verdicts]


def test_a_change_without_a_legible_number_keeps_its_place_when_sent_again(fleet: Any) -> None:
    a = fleet.tablet()
    assert a.push(b"\xc1").verdicts == [Verdict(1, REFUSED, "malformed:body")]
    assert (a.push(b"\xc1").have, a.push(b"\xc1").verdicts) == (1, [Verdict(1, REFUSED, "malformed:body")])
    a.n = 1
    assert a.push(a.change(new_id(), x=1)).have == 2


def test_a_number_no_place_can_have_is_refused(fleet: Any) -> None:
    a = fleet.tablet()
    with pytest.raises(Malformed):
        a.push(b"\xc1", b"\xc1", a.change(new_id(), x=1))


def test_nothing_of_a_refused_change_is_kept_but_its_name(fleet: Any, register: Register) -> None:
    a = fleet.tablet()
    bad = pack([1, new_id(), "contact", 1, "", {"team": 5, "note": "Amina"}, {}])
    a.push(bad)
    with register.read() as connection:
        row = connection.execute(select(history_table).where(history_table.c.org == fleet.org)).one()
    assert (row.record, row.body, row.hash, row.verdict) == (None, None, content_hash(bad), REFUSED)


def test_history_keeps_the_bytes_that_came(fleet: Any, record: str, register: Register) -> None:
    a, b = fleet.tablet(), fleet.tablet()
    one = a.change(record, x=1)
    two = b.change(record, base={"x": one.stamp}, x=2)
    a.push(one)
    b.push(two)
    with register.read() as connection:
        lines = history.of_record(connection, fleet.org, record)
    assert sorted(lines) == sorted([(a.id, 1, one.pack()), (b.id, 1, two.pack())])


def test_an_unknown_field_of_a_newer_version_survives(fleet: Any, record: str) -> None:
    a = fleet.tablet()
    newer = pack([1, record, "hologram", at_ms(fleet.now), "", {"x": 1}, {}, {"mood": "good"}])
    assert a.push(newer).verdicts == []
    assert a.everything()[record].kind == "hologram"


def test_a_record_never_changes_its_kind(fleet: Any, record: str) -> None:
    a, b = fleet.tablet(), fleet.tablet()
    a.save(record, kind="contact", x=1)
    pushed = b.push(b.change(record, kind="alert", x=2))
    assert pushed.verdicts == [Verdict(1, REFUSED, "malformed:kind")]
    assert a.everything()[record].kind == "contact"


def test_a_record_cannot_grow_past_its_limit(fleet: Any, record: str) -> None:
    a = fleet.tablet()
    room = MAX_CHANGE - 200
    fields = MAX_RECORD // room
    changes = [a.change(record, **{f"f{i}": b"x" * room}) for i in range(fields + 2)]
    pushed = a.push(*changes)
    assert pushed.have == len(changes)
    assert {v.reason for v in pushed.verdicts} == {"too_large:record"}
    kept = a.everything()[record]
    assert len(kept.fields) == fields
    assert len(kept.body()) <= MAX_RECORD


def test_a_clock_far_ahead_stores_nothing_and_tells_the_time(fleet: Any) -> None:
    a = fleet.tablet()
    fine = a.change(new_id(), x=1)
    ahead = Change(a.id, 2, new_id(), "contact", at_ms(fleet.now + MAX_AHEAD_MS + 1000), "", {"x": 1})
    with pytest.raises(ClockAhead) as told:
        a.push(fine, ahead)
    assert told.value.params == {"now": fleet.now}
    assert a.push().have == 0
    assert a.everything() == {}


def test_a_clock_a_little_ahead_is_taken(fleet: Any, record: str) -> None:
    a = fleet.tablet()
    assert a.push(Change(a.id, 1, record, "contact", at_ms(fleet.now + MAX_AHEAD_MS), "", {"x": 1})).have == 1


def test_a_server_clock_set_back_does_not_condemn_a_resend(fleet: Any, record: str) -> None:
    a = fleet.tablet()
    change = a.change(record, x=1)
    a.push(change)
    fleet.now -= 10 * MAX_AHEAD_MS
    assert a.push(change).verdicts == [Verdict(1, HAD)]


def test_a_device_of_1970_loses_nothing(fleet: Any, record: str) -> None:
    a, b = fleet.tablet(), fleet.tablet()
    a.save(record, x="now")
    late = Change(b.id, 1, record, "contact", 0, "", {"x": "1970", "y": 1})
    assert b.push(late).verdicts == [Verdict(1, CONFLICT)]
    assert a.everything()[record].fields == {"x": "now", "y": 1}


def test_too_many_changes_are_refused_whole(fleet: Any) -> None:
    a = fleet.tablet()
    with pytest.raises(TooLarge) as refused:
        a.endpoint.push(Push([b"x"] * (MAX_BATCH + 1)))
    assert refused.value.params == {"limit": "batch", "max": MAX_BATCH}


def test_a_revoked_device_hands_in_what_it_has_and_receives_nothing(
    fleet: Any, register: Register, record: str
) -> None:
    a = fleet.tablet()
    register.write(lambda c: devices.change(c, fleet.org, a.id, state=REVOKED))
    a.save(record, x=1)
    with pytest.raises(Unauthorised) as told:
        a.pull()
    assert told.value.params["reason"] == "revoked"
    assert fleet.tablet().everything()[record].fields == {"x": 1}


def test_an_unknown_device_stores_nothing(fleet: Any, record: str, register: Register) -> None:
    a = fleet.tablet()
    a.id = "0" * 16
    with pytest.raises(Unauthorised):
        a.push(a.change(record, x=1))
    with register.read() as connection:
        kept = select(func.count()).select_from(history_table).where(history_table.c.org == fleet.org)
        assert connection.execute(kept).scalar() == 0


def test_an_org_never_touches_another(fleet: Any, register: Register, record: str) -> None:
    other = type(fleet)(register)
    ours, theirs = fleet.tablet(), other.tablet()
    ours.save(record, x="ours")
    theirs.save(record, x="theirs")
    assert ours.everything()[record].fields == {"x": "ours"}
    assert theirs.everything()[record].fields == {"x": "theirs"}


def test_all_that_a_commit_touched_bears_one_number(fleet: Any) -> None:
    a, b = fleet.tablet(), fleet.tablet()
    changes = [a.change(new_id(), x=1) for _ in range(5)]
    a.push(*changes)
    first = b.pull(limit=3)
    assert first.more
    assert [id for id, _ in first.records] == sorted(c.record for c in changes)[:3]
    assert Stamp(0, "") not in {s for r in first.opened() for s in r.stamps.values()}
