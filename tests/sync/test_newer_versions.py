"""What a newer version of the app writes survives an older tablet untouched: real stores on both, a real register."""

from __future__ import annotations

from pathlib import Path

import msgpack
import pytest

from espace_mobile.domain.contact import Contact
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.person import Person
from espace_mobile.protocol.record import Record
from espace_mobile.protocol.stamp import at_ms
from espace_mobile.protocol.values import Sealed, Value, new_id, pack
from espace_mobile.store import incoming
from espace_mobile.store.drafting import Draft
from espace_mobile.store.outbox import CHANGES
from espace_mobile.store.replica import Replica
from espace_mobile.store.storage import JournalStorage
from tests.sync.conftest import Field, Post

WORKER, KEY = new_id(), b"k" * 32
NEWER_TYPE = msgpack.ExtType(42, b"a polygon, one day")
NEWER: dict[str, Value] = {
    "mood": "better",
    "mood_scale": 7,
    "round": {"points": [NEWER_TYPE, NEWER_TYPE], "by": new_id(), "odd": [None, 1.5, b"\x00", {}]},
    "newer_type": NEWER_TYPE,
    "sealed_otherwise": Sealed(900, b"a key this tablet was never given"),
}


@pytest.fixture
def older(field_day: Field, tmp_path: Path) -> Post:
    return field_day.post(storage=JournalStorage(tmp_path / "older", KEY))  # type: ignore[arg-type]


@pytest.fixture
def newer(field_day: Field, tmp_path: Path) -> Post:
    return field_day.post(storage=JournalStorage(tmp_path / "newer", KEY))  # type: ignore[arg-type]


def _write(replica: Replica, kind: str, id: str, **fields: Value) -> None:
    """As a newer app saves: kinds and fields this one knows nothing of."""
    replica._commit_drafts([Draft(kind, id, fields)], WORKER)


def _sync(*posts: Post) -> None:
    for _ in range(2):
        for post in posts:
            post.sync()


def _record(post: Post, kind: str, id: str) -> Record:
    found = post.replica.record(kind, id)
    assert found is not None
    return found


def _held(field_day: Field, id: str) -> Record:
    """What the register says of it to a device that has nothing yet."""
    post = field_day.post()
    page = post.wire.pull("")
    return next(r for r in page.opened() if r.id == id)


def test_fields_of_a_newer_version_survive_an_edit_by_an_older_tablet(
    field_day: Field, newer: Post, older: Post
) -> None:
    person = Person.of(new_id(), {"first_name": "Samir", "phone": "+33639980001"})
    newer.replica.save(person, by=WORKER)
    _write(newer.replica, Person.kind, person.id, **NEWER)
    _sync(newer, older)
    before = {name: pack(_held(field_day, person.id).fields[name]) for name in NEWER}
    shown = older.replica.get(Person, person.id)
    assert shown is not None
    older.replica.save(shown.but(phone="+33639980002"), by=WORKER)
    _sync(older, newer)
    for record in (
        _held(field_day, person.id),
        _record(newer, "person", person.id),
        _record(older, "person", person.id),
    ):
        assert {name: pack(record.fields[name]) for name in NEWER} == before
    assert newer.replica.get(Person, person.id).phone == "+33639980002"  # type: ignore[union-attr]
    assert newer.replica.conflicts() == older.replica.conflicts() == []


def test_a_kind_of_a_newer_version_is_carried_byte_for_byte_and_over_a_restart(
    field_day: Field, newer: Post, older: Post, tmp_path: Path
) -> None:
    id = new_id()
    _write(newer.replica, "hologram", id, **NEWER)
    _sync(newer)
    body = _held(field_day, id).body()
    _sync(older)
    device = older.replica.device
    older.replica.close()
    again = field_day.reopened(JournalStorage(tmp_path / "older", KEY), device)  # type: ignore[arg-type]
    assert _record(again, "hologram", id).body() == body
    again.replica.storage.compact()  # type: ignore[attr-defined]
    again.replica.close()
    once_more = field_day.reopened(JournalStorage(tmp_path / "older", KEY), device)  # type: ignore[arg-type]
    assert _record(once_more, "hologram", id).body() == body
    _sync(once_more, newer)
    assert _held(field_day, id).body() == body == _record(newer, "hologram", id).body()
    once_more.replica.close()


def test_an_unknown_shape_in_a_known_field_is_kept_by_a_tablet_that_edits_another(
    field_day: Field, newer: Post, older: Post
) -> None:
    contact = Contact.of(new_id(), {"outing_id": new_id(), "at": "2026-05-14T09:00:00Z"})
    newer.replica.save(contact, by=WORKER)
    _write(newer.replica, Contact.kind, contact.id, sex={"self-described": "…"}, age_band=["a", 1], needs=["orbit"])
    _sync(newer, older)
    before = {name: pack(_held(field_day, contact.id).fields[name]) for name in ("sex", "age_band", "needs")}
    shown = older.replica.get(Contact, contact.id)
    assert shown is not None
    older.replica.save(shown.but(heard_via="radio"), by=WORKER, seen=_seen(older, shown))
    _sync(older, newer)
    held = _held(field_day, contact.id)
    assert {name: pack(held.fields[name]) for name in before} == before
    assert held.fields["heard_via"] == "radio"


def _seen(post: Post, fact: Fact) -> dict[str, dict[str, object]]:
    return {fact.id: dict(_record(post, fact.kind, fact.id).stamps)}


def test_a_change_of_a_newer_version_with_more_parts_reaches_older_tablets_and_is_kept_whole(
    field_day: Field, newer: Post, older: Post
) -> None:
    post, id = newer, new_id()
    at = at_ms(field_day.server_clock.ms)
    longer = pack([1, id, "person", at, WORKER, {"first_name": "Samir", "mood": "better"}, {}, {"why": NEWER_TYPE}, 3])
    post.replica.storage.commit([(CHANGES, 1, {"b": longer})])
    again = field_day.reopened(post.replica.storage, post.replica.device)  # type: ignore[arg-type]
    _sync(again, older)
    assert older.replica.get(Person, id).first_name == "Samir"  # type: ignore[union-attr]
    with field_day.register.read() as connection:
        [kept] = connection.exec_driver_sql("SELECT body FROM history WHERE record = ?", (id,)).fetchall()
    assert bytes(kept[0]).endswith(pack({"why": NEWER_TYPE}) + pack(3))
    assert again.replica.pending() == 0


def _nested(levels: int) -> Value:
    value: Value = 1
    for _ in range(levels):
        value = [value]
    return value


BAD: dict[str, tuple[str, str, Value, Value]] = {
    "too large": ("too_large:change", "person", {"note": b"x" * (70 << 10)}, {}),
    "a kind nobody may have": ("malformed:kind", "Hologram!", {"x": 1}, {}),
    "a field without a name": ("malformed:set", "person", {"": 1}, {}),
    "a base without its field": ("malformed:base", "person", {"x": 1}, {"y": [1, b""]}),
    "a stamp of another shape": ("malformed:base", "person", {"x": 1}, {"x": [1, b"", "newer"]}),
    "a team that is none": ("malformed:team", "person", {"team": {"a": 1}}, {}),
    "too deep": ("malformed:value", "person", {"x": _nested(40)}, {}),
}


@pytest.mark.parametrize("what", BAD)
def test_one_bad_change_among_good_ones_is_set_aside_alone_and_outlives_a_restart(
    field_day: Field, newer: Post, older: Post, tmp_path: Path, what: str
) -> None:
    reason, kind, set_, base = BAD[what]
    bad = pack([2, new_id(), kind, at_ms(field_day.server_clock.ms), WORKER, set_, base])
    good = [Person.of(new_id(), {"first_name": name}) for name in ("Samir", "Zoé")]
    newer.replica.save(good[0], by=WORKER)
    newer.replica.storage.commit([(CHANGES, 2, {"b": bad})])
    device = newer.replica.device
    newer.replica.close()
    post = field_day.reopened(JournalStorage(tmp_path / "newer", KEY), device)  # type: ignore[arg-type]
    post.replica.save(good[1], by=WORKER)
    _sync(post, older)
    assert post.replica.pending() == 0
    assert {p.id for p in older.replica.all(Person)} == {p.id for p in good}
    post.replica.close()
    again = field_day.reopened(JournalStorage(tmp_path / "newer", KEY), device)  # type: ignore[arg-type]
    assert again.replica.storage.tables[incoming.QUARANTINE][2]["reason"] == reason
    assert again.replica.storage.tables[CHANGES][2]["b"] == bad
    _sync(again)
    again.replica.close()
