"""Lost races: both values are kept, in one conflict record that everybody names alike."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from sqlalchemy import event

from espace_mobile.protocol import conflict
from espace_mobile.protocol.messages import CONFLICT, MAX_CHANGE, REFUSED, Verdict
from espace_mobile.protocol.record import DELETED, TEAM, digest, edited_against_deletion, is_deleted
from espace_mobile.protocol.values import Sealed, new_id
from sync_server.service.admission import MAX_RECORD


def test_two_blind_edits_keep_both_values(fleet: Any, record: str) -> None:
    a, b = fleet.tablet(), fleet.tablet()
    first = a.change(record, phone=Sealed(1, b"a" * 20))
    a.push(first)
    second = b.change(record, phone=Sealed(1, b"b" * 20))
    assert b.push(second).verdicts == [Verdict(1, CONFLICT)]
    everything = a.everything()
    shown = everything[record]
    kept = everything[conflict.conflict_id(record, "phone")]
    winner = max(first, second, key=lambda c: c.stamp)
    assert shown.fields == winner.set
    assert {e.value for e in conflict.heads(kept)} == {first.set["phone"], second.set["phone"]}
    assert (kept.fields["of"], kept.fields["of_kind"], kept.fields["field"]) == (record, "contact", "phone")


def test_the_same_value_typed_twice_is_no_conflict(fleet: Any, record: str) -> None:
    a, b = fleet.tablet(), fleet.tablet()
    a.save(record, phone=Sealed(1, b"a" * 20))
    assert b.push(b.change(record, phone=Sealed(1, b"a" * 20))).verdicts == []
    assert set(a.everything()) == {record}


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_three_tablets_keep_three_values_in_any_order(fleet: Any, record: str, order: tuple[int, ...]) -> None:
    tablets = [fleet.tablet() for _ in range(3)]
    changes = [t.change(record, name=f"value {i}") for i, t in enumerate(tablets)]
    for i in order:
        tablets[i].push(changes[i])
    found = tablets[0].everything()
    kept = found[conflict.conflict_id(record, "name")]
    assert {e.value for e in conflict.heads(kept)} == {"value 0", "value 1", "value 2"}
    assert found[record].fields["name"] == max(changes, key=lambda c: c.stamp).set["name"]
    assert set(found) == {record, kept.id}


def test_clashes_on_two_fields_are_two_conflicts(fleet: Any, record: str) -> None:
    a, b = fleet.tablet(), fleet.tablet()
    a.save(record, x=1, y=1, z=1)
    b.save(record, x=2, y=2, w=2)
    kept = [r for r in a.everything().values() if r.kind == conflict.KIND]
    assert {r.fields["field"] for r in kept} == {"x", "y"}


def test_a_conflict_goes_to_the_team_of_its_record(fleet: Any, record: str) -> None:
    a, b, south = fleet.tablet(teams=["north"]), fleet.tablet(teams=["north"]), fleet.tablet(teams=["south"])
    a.save(record, team="north", x=1)
    b.save(record, x=2)
    conflicts = [r for r in a.everything().values() if r.kind == conflict.KIND]
    assert [r.fields[TEAM] for r in conflicts] == ["north"]
    assert south.everything() == {}


def test_a_conflict_settled_offline_is_settled_for_all(fleet: Any, record: str) -> None:
    a, b, office = fleet.tablet(), fleet.tablet(), fleet.tablet("supervisor")
    a.save(record, x=1)
    b.save(record, x=2)
    id = conflict.conflict_id(record, "x")
    kept = office.everything()[id]
    assert conflict.is_open(kept)
    office.save(id, kind=conflict.KIND, settled=conflict.settlement(kept))
    assert not conflict.is_open(a.everything()[id])


def test_a_value_that_comes_after_the_settlement_opens_it_again(fleet: Any, record: str) -> None:
    a, b, c = fleet.tablet(), fleet.tablet(), fleet.tablet()
    late = c.change(record, x=3)
    a.save(record, x=1)
    b.save(record, x=2)
    id = conflict.conflict_id(record, "x")
    a.save(id, kind=conflict.KIND, settled=conflict.settlement(a.everything()[id]))
    c.push(late)
    assert {e.value for e in conflict.heads(a.everything()[id])} == {3}
    assert len(conflict.entries(a.everything()[id])) == 3


def test_two_settlements_of_one_conflict_make_no_other(fleet: Any, record: str) -> None:
    a, b = fleet.tablet(), fleet.tablet()
    a.save(record, x=1)
    b.save(record, x=2)
    id = conflict.conflict_id(record, "x")
    a.save(id, kind=conflict.KIND, settled=["one"])
    b.save(id, kind=conflict.KIND, settled=["two"])
    assert set(a.everything()) == {record, id}


@pytest.mark.parametrize("fields", [{"of": "x"}, {"value:00": [1, None, ""]}, {"settled": "all"}, {"settled": [1]}])
def test_what_a_conflict_is_about_is_not_a_devices_to_say(fleet: Any, record: str, fields: dict[str, Any]) -> None:
    a = fleet.tablet()
    verdicts = a.push(a.change(record, kind=conflict.KIND, **fields)).verdicts
    assert verdicts == [Verdict(1, REFUSED, "malformed:set")]


def test_an_edit_against_a_deletion_keeps_the_edit(fleet: Any, record: str) -> None:
    a, b = fleet.tablet(), fleet.tablet()
    stamp = a.save(record, x=1)
    seen = a.everything()[record]
    edit = b.change(record, base={"x": stamp}, x=2)
    a.save(record, deleted=digest(seen))
    assert is_deleted(a.everything()[record])
    b.push(edit)
    found = a.everything()[record]
    assert found.fields["x"] == 2
    assert edited_against_deletion(found)
    assert DELETED in found.fields


def test_a_tombstone_stays_for_ever(fleet: Any, record: str) -> None:
    a, late = fleet.tablet(), fleet.tablet()
    a.save(record, x=1)
    a.save(record, deleted=digest(a.everything()[record]))
    assert is_deleted(late.everything()[record])


def test_a_conflict_that_is_full_keeps_what_it_has_and_the_change_is_stored(fleet: Any, record: str) -> None:
    size = MAX_CHANGE - 300
    tablets = [fleet.tablet() for _ in range(MAX_RECORD // size + 3)]
    for i, tablet in enumerate(tablets):
        assert tablet.push(tablet.change(record, x=bytes([i]) * size)).have == 1
    found = tablets[0].everything()
    assert len(found[conflict.conflict_id(record, "x")].body()) <= MAX_RECORD
    assert found[record].fields["x"] in {bytes([i]) * size for i in range(len(tablets))}


def test_a_conflict_says_who_set_each_value_and_over_what(fleet: Any, record: str) -> None:
    a, b, c = fleet.tablet(), fleet.tablet(), fleet.tablet()
    first = a.change(record, by="worker 1", x=1)
    second = b.change(record, base={"x": first.stamp}, by="worker 2", x=2)
    third = c.change(record, base={"x": first.stamp}, by="worker 3", x=3)
    a.push(first)
    b.push(second)
    assert c.push(third).verdicts == [Verdict(1, CONFLICT)]
    kept = conflict.entries(a.everything()[conflict.conflict_id(record, "x")])
    assert [(e.value, e.base, e.by) for e in kept] == [(3, first.stamp, "worker 3"), (2, first.stamp, "worker 2")]


def test_a_value_replaced_knowingly_is_not_open_again(fleet: Any, record: str) -> None:
    a, b, c, d = (fleet.tablet() for _ in range(4))
    first, second = a.change(record, x=1), b.change(record, x=2)
    a.push(first)
    b.push(second)
    c.push(c.change(record, base={"x": second.stamp}, x=3))
    d.push(d.change(record, base={"x": first.stamp}, x=4))
    kept = a.everything()[conflict.conflict_id(record, "x")]
    assert {e.value for e in conflict.entries(kept)} == {1, 2, 3, 4}
    assert {e.value for e in conflict.heads(kept)} == {3, 4}


def test_a_value_that_comes_after_the_one_that_replaced_it_lost_no_race(fleet: Any, record: str) -> None:
    """A register restored from a backup hears its tablets in any order."""
    a, b = fleet.tablet(), fleet.tablet()
    first = a.change(record, x=1)
    b.push(b.change(record, base={"x": first.stamp}, x=2))
    assert a.push(first).verdicts == []
    assert {r.fields.get("x") for r in a.everything().values()} == {2}


def test_many_clashes_at_once_are_one_question(fleet: Any) -> None:
    a, b = fleet.tablet(), fleet.tablet()
    ids = [new_id() for _ in range(50)]
    a.push(*[a.change(id, by="worker 1", x=1, y=1) for id in ids])
    questions: list[str] = []
    event.listen(fleet.register.engine, "before_cursor_execute", lambda *args: questions.append(args[2]))
    assert len(b.push(*[b.change(id, by="worker 2", x=2, y=2) for id in ids]).verdicts) == 50
    assert sum("history.at IN" in question for question in questions) == 1
    kept = [r for r in a.everything().values() if r.kind == conflict.KIND]
    assert len(kept) == 100
    assert {e.by for r in kept for e in conflict.entries(r)} == {"worker 1", "worker 2"}
