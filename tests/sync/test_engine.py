from __future__ import annotations

import copy
import shutil
from pathlib import Path

import pytest

from espace_mobile.domain.contact import Contact
from espace_mobile.domain.person import Person
from espace_mobile.domain.tally import Tally
from espace_mobile.errors import Malformed, TooLarge, Unauthorised, Unreachable
from espace_mobile.protocol.messages import MAX_CHANGE
from espace_mobile.protocol.values import new_id
from espace_mobile.store import incoming, settling
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.sync import engine as tuning
from sync_server.register import orgs
from tests.sync.conftest import NOW_MS, ORG, Field, Post

WORKER, OTHER_WORKER, OUTING = new_id(), new_id(), new_id()
AT = "2026-05-14T09:00:00Z"
YEAR_MS = 365 * 86_400_000


def _contact(**fields: object) -> Contact:
    return Contact.of(new_id(), {"outing_id": OUTING, "at": AT, **fields})


def _person(name: str = "Samir") -> Person:
    return Person.of(new_id(), {"first_name": name, "phone": "+33639980001"})


def _count(post: Post, n: int) -> None:
    post.replica.save(*(_contact() for _ in range(n)), by=WORKER)


def _settle(*posts: Post) -> None:
    for _ in range(2):
        for post in posts:
            post.sync()


def _state(post: Post) -> dict[str, dict[str, dict[str, object]]]:
    return {kind: dict(rows) for kind, rows in post.replica.storage.tables.items() if kind[0] != "_"}


def test_two_tablets_and_the_office_agree_after_a_day_without_network(field_day: Field) -> None:
    a, b, office = field_day.post(), field_day.post(), field_day.post()
    _count(a, 7)
    _count(b, 5)
    a.replica.save(_person(), by=WORKER)
    _settle(a, b, office)
    assert _state(a) == _state(b) == _state(office)
    assert office.replica.count(Contact, outing_id=OUTING) == 12
    assert [p.replica.pending() for p in (a, b, office)] == [0, 0, 0]


def test_increments_of_two_tablets_add_up(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    for post in (a, b, b):
        post.replica.save(Tally.of(new_id(), {"outing_id": OUTING, "at": AT, "what": "flyer", "delta": 1}), by=WORKER)
    _settle(a, b)
    assert [sum(t.delta for t in p.replica.where(Tally, outing_id=OUTING)) for p in (a, b)] == [3, 3]


def test_both_values_of_a_field_edited_on_two_tablets_are_kept_and_settled_offline(field_day: Field) -> None:
    a, b, office = field_day.post(), field_day.post(), field_day.post()
    person = _person()
    a.replica.save(person, by=WORKER)
    _settle(a, b, office)
    a.replica.save(person.but(phone="+33639980002"), by=WORKER)
    b.clock.ms += 60_000
    b.replica.save(person.but(phone="+33639980003"), by=OTHER_WORKER)
    _settle(a, b, office)
    [conflict] = office.replica.conflicts(person.id)
    assert [(e.value, e.by) for e in conflict.values] == [("+33639980003", OTHER_WORKER), ("+33639980002", WORKER)]
    assert [p.replica.get(Person, person.id).phone for p in (a, b, office)] == ["+33639980003"] * 3  # type: ignore[union-attr]
    settling.settle(office.replica, {conflict.id: "+33639980002"}, WORKER)
    _settle(office, a, b)
    assert [p.replica.conflicts() for p in (a, b, office)] == [[], [], []]
    assert a.replica.get(Person, person.id).phone == "+33639980002"  # type: ignore[union-attr]


def test_edits_of_different_fields_are_both_kept_without_a_conflict(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    person = _person()
    a.replica.save(person, by=WORKER)
    _settle(a, b)
    a.replica.save(person.but(last_name="Çağlar"), by=WORKER)
    b.replica.save(person.but(address="rue des Tilleuls"), by=WORKER)
    _settle(a, b)
    merged = b.replica.get(Person, person.id)
    assert merged is not None
    assert (merged.last_name, merged.address) == ("Çağlar", "rue des Tilleuls")
    assert a.replica.conflicts() == []


def test_an_edit_offline_survives_a_deletion_that_did_not_see_it(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    person = _person()
    a.replica.save(person, by=WORKER)
    _settle(a, b)
    a.replica.delete(person, by=WORKER)
    b.replica.save(person.but(phone="+33639980009"), by=WORKER)
    _settle(a, b)
    for post in (a, b):
        kept = post.replica.get(Person, person.id)
        assert kept is not None
        assert kept.phone == "+33639980009"


def test_a_sync_with_nothing_new_is_one_request(field_day: Field) -> None:
    post = field_day.post()
    _count(post, 3)
    _settle(post)
    post.wire.calls.clear()
    exchange = post.engine.run()
    assert post.wire.calls == ["pull"]
    assert (exchange.sent, exchange.received, exchange.requests) == (0, 0, 1)


def test_a_lost_answer_costs_one_retry_and_stores_nothing_twice(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    _count(a, 4)
    a.wire.lost_answer = Unreachable(reason="cut")
    with pytest.raises(Unreachable):
        a.sync()
    assert a.replica.pending() == 4
    a.wire.lost_answer = None
    _settle(a, b)
    assert b.replica.count(Contact, outing_id=OUTING) == 4


def test_a_conflict_found_behind_a_lost_answer_is_still_there(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    person = _person()
    a.replica.save(person, by=WORKER)
    _settle(a, b)
    a.replica.save(person.but(phone="+33639980002"), by=WORKER)
    b.replica.save(person.but(phone="+33639980003"), by=WORKER)
    _settle(a)
    b.wire.lost_answer = Unreachable(reason="timeout")
    with pytest.raises(Unreachable):
        b.sync()
    b.wire.lost_answer = None
    _settle(b, a)
    assert {len(c.values) for post in (a, b) for c in post.replica.conflicts(person.id)} == {2}


def test_one_change_among_many_is_all_that_is_pulled(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    _count(a, 60)
    _settle(a, b)
    _count(a, 1)
    a.sync()
    exchange = b.engine.run()
    assert (exchange.received, exchange.requests) == (1, 1)


def test_a_record_that_cannot_be_read_is_kept_aside_and_stops_nobody(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    _count(a, 3)
    a.sync()
    [spoilt, *_] = a.replica.all(Contact)
    with field_day.register.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE records SET body = x'c1' WHERE id = ?", (spoilt.id,))
    _settle(b)
    assert b.replica.count(Contact, outing_id=OUTING) == 2
    assert b.replica.storage.tables["_unreadable"] == {spoilt.id: {"b": bytes([0xC1])}}
    _count(b, 1)
    _settle(b, a)
    assert a.replica.count(Contact, outing_id=OUTING) == 4


def test_a_pull_cut_between_pages_goes_on_where_it_was(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    _count(a, 10)
    _settle(a)
    b.wire.largest = 4
    answers = iter([None, Unreachable(reason="cut")])

    def cut() -> None:
        b.wire.lost_answer = next(answers, None)

    b.wire.meanwhile = cut
    with pytest.raises(Unreachable):
        b.sync()
    assert b.replica.count(Contact, outing_id=OUTING) == 4
    b.sync()
    assert b.replica.count(Contact, outing_id=OUTING) == 10


@pytest.mark.parametrize("error", [Unauthorised(reason="revoked"), Unreachable(reason="timeout"), Malformed(field="x")])
def test_no_failure_deletes_what_waits(field_day: Field, error: Exception) -> None:
    post = field_day.post()
    _count(post, 3)
    post.wire.unreachable = error
    with pytest.raises(type(error)):
        post.sync()
    post.wire.unreachable = None
    assert post.replica.pending() == 3
    _settle(post)
    assert post.replica.pending() == 0


def test_an_edit_made_while_a_push_is_under_way_is_sent_next(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    person = _person()
    a.replica.save(person, by=WORKER)
    edits = iter([person.but(phone="+33639980007")])

    def edit() -> None:
        for edited in edits:
            a.replica.save(edited, by=WORKER)

    a.wire.meanwhile = edit
    _settle(a, b)
    assert b.replica.get(Person, person.id).phone == "+33639980007"  # type: ignore[union-attr]
    assert a.replica.conflicts() == []


def test_a_long_outbox_goes_in_batches(field_day: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tuning, "BATCH", 5)
    a, b = field_day.post(), field_day.post()
    _count(a, 12)
    _settle(a, b)
    assert a.wire.calls[:3] == ["push 5", "push 5", "push 2"]
    assert b.replica.count(Contact, outing_id=OUTING) == 12


def test_a_batch_the_server_finds_too_large_is_halved_until_it_passes(field_day: Field) -> None:
    post = field_day.post()
    _count(post, 8)
    tries = iter([TooLarge(limit="body", max=1), TooLarge(limit="body", max=1), None])

    def too_large() -> None:
        post.wire.lost_answer = next(tries, None)

    post.wire.meanwhile = too_large
    post.sync()
    assert post.wire.calls[:3] == ["push 8", "push 4", "push 2"]
    assert post.replica.pending() == 0


def test_one_change_too_large_is_set_aside_with_its_reason_and_the_rest_is_sent(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    _count(a, 1)
    # Random text: nothing a compressor could make fit.
    a.replica.save(_person().but(address="".join(new_id() for _ in range(MAX_CHANGE // 12))), by=WORKER)
    _count(a, 1)
    _settle(a, b)
    [(change, reason)] = incoming.quarantined(a.replica)
    assert (change.n, reason) == (2, "too_large:change")
    assert (a.replica.pending(), b.replica.count(Contact, outing_id=OUTING)) == (0, 2)
    assert len(a.replica.all(Person)) == 1


@pytest.mark.parametrize("clock_ms", [0, NOW_MS + 73 * YEAR_MS])
def test_a_tablet_in_1970_or_2099_loses_nothing_and_does_not_win_for_ever(field_day: Field, clock_ms: int) -> None:
    lying, right = field_day.post(clock_ms=clock_ms), field_day.post()
    person = _person()
    lying.replica.save(person, by=WORKER)
    lying.replica.save(person.but(phone="+33639980002"), by=WORKER)
    _count(lying, 2)
    _settle(lying, right)
    assert right.replica.get(Person, person.id).phone == "+33639980002"  # type: ignore[union-attr]
    assert right.replica.count(Contact, outing_id=OUTING) == 2
    right.replica.save(person.but(phone="+33639980003"), by=WORKER)
    _settle(right, lying)
    assert lying.replica.get(Person, person.id).phone == "+33639980003"  # type: ignore[union-attr]
    assert lying.replica.conflicts() == right.replica.conflicts() == []


def test_a_server_restored_from_yesterdays_backup_is_completed_by_the_tablets(field_day: Field, tmp_path: Path) -> None:
    a, b = field_day.post(), field_day.post()
    _count(a, 3)
    _settle(a, b)
    register = field_day.register
    register.engine.dispose()
    shutil.copy(tmp_path / "register.db", tmp_path / "backup.db")
    _count(a, 2)
    _count(b, 1)
    _settle(a, b)
    register.engine.dispose()
    for name in ("register.db-wal", "register.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    shutil.copy(tmp_path / "backup.db", tmp_path / "register.db")
    register.write(lambda c: orgs.renew_epoch(c, ORG))
    fresh = field_day.post()
    _settle(a, b, fresh)
    assert [p.replica.count(Contact, outing_id=OUTING) for p in (a, b, fresh)] == [6, 6, 6]


def test_a_tablet_restored_from_an_old_backup_takes_a_new_identity_and_loses_nothing(field_day: Field) -> None:
    storage = MemoryStorage()
    a, b = field_day.post(storage=storage), field_day.post()
    _count(a, 2)
    _settle(a)
    backup = MemoryStorage()
    backup.tables = copy.deepcopy(storage.tables)
    _count(a, 3)
    _settle(a)
    restored = field_day.reopened(backup, a.replica.device)
    _count(restored, 4)
    _settle(restored, b, restored)
    assert restored.replica.device != a.replica.device
    assert [p.replica.count(Contact, outing_id=OUTING) for p in (restored, b)] == [9, 9]


def test_a_cloned_tablet_is_told_apart_at_its_first_exchange_and_neither_loses(field_day: Field) -> None:
    storage = MemoryStorage()
    a, b = field_day.post(storage=storage), field_day.post()
    clone = MemoryStorage()
    clone.tables = copy.deepcopy(storage.tables)
    twin = field_day.reopened(clone, a.replica.device)
    _count(a, 2)
    _count(twin, 2)
    _settle(a, twin, b)
    assert b.replica.count(Contact, outing_id=OUTING) == 4


def test_a_change_lost_by_the_disk_does_not_block_those_after_it(field_day: Field) -> None:
    storage = MemoryStorage()
    post, other = field_day.post(storage=storage), field_day.post()
    _count(post, 3)
    device = post.replica.device
    del storage.tables["_changes"][2]
    again = field_day.reopened(storage, device)
    _settle(again, other)
    assert again.replica.pending() == 0
    assert other.replica.count(Contact, outing_id=OUTING) == 2


def test_a_device_receives_its_teams_records_and_the_shared_ones_only(field_day: Field) -> None:
    office, north = field_day.post(), field_day.post(teams=["north"])
    office.replica.save(_contact(team="north"), _contact(team="south"), _contact(), by=WORKER)
    _settle(office, north)
    assert {c.team for c in north.replica.all(Contact)} == {"north", None}
