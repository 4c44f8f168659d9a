"""A register that came back from a backup hears again what was said under ids that a device has given up."""

from __future__ import annotations

from pathlib import Path

import pytest

from espace_mobile.domain.person import Person
from espace_mobile.errors import Refused, Unreachable
from espace_mobile.protocol.messages import Push
from espace_mobile.protocol.values import new_id
from espace_mobile.store import incoming
from espace_mobile.store.outbox import ARCHIVE
from tests.sync.conftest import Backup, Field, Post

BY = new_id()


def _save(post: Post, name: str) -> Person:
    person = Person.of(new_id(), {"first_name": name})
    post.replica.save(person, by=BY)
    post.sync()
    return person


def _become_another(post: Post) -> str:
    old = post.replica.device
    incoming.take_identity(post.replica, post.wire.new_identity())
    return old


def _names(post: Post) -> set[str | None]:
    return {p.first_name for p in post.replica.all(Person)}


def test_everything_of_every_earlier_id_is_there_again(field_day: Field, tmp_path: Path) -> None:
    a = field_day.post()
    a.sync()
    backup = Backup(field_day, tmp_path)
    _save(a, "under the first")
    first = _become_another(a)
    _save(a, "under the second")
    _become_another(a)
    _save(a, "under the third")
    backup.restore()
    a.sync()
    assert a.replica.device != first
    b = field_day.post()
    b.sync()
    assert _names(b) == {"under the first", "under the second", "under the third"}
    assert not a.replica.pending()


def test_the_id_the_restored_register_knows_is_not_taken_again(field_day: Field, tmp_path: Path) -> None:
    """Its numbers were used: what is said next under them would be taken for something else."""
    a = field_day.post()
    _save(a, "one")
    backup = Backup(field_day, tmp_path)
    first = _become_another(a)
    _save(a, "two")
    backup.restore()
    _save(a, "three")
    assert a.replica.device != first
    b = field_day.post()
    b.sync()
    assert _names(b) == {"one", "two", "three"}


def test_it_is_said_once_and_not_at_every_exchange(field_day: Field, tmp_path: Path) -> None:
    a = field_day.post()
    backup = Backup(field_day, tmp_path)
    _save(a, "one")
    _become_another(a)
    a.sync()
    backup.restore()
    a.sync()
    assert [call for call in a.wire.calls if call.endswith("as before")] == ["push 1 as before"]
    a.sync()
    assert a.wire.calls[-1] == "pull"
    assert len([call for call in a.wire.calls if call.endswith("as before")]) == 1


def test_a_failure_in_the_middle_leaves_it_to_be_said(field_day: Field, tmp_path: Path) -> None:
    a = field_day.post()
    backup = Backup(field_day, tmp_path)
    _save(a, "one")
    _become_another(a)
    a.sync()
    backup.restore()
    push_as = a.wire.push_as

    def cut(past: str, batch: Push) -> None:
        raise Unreachable(reason="cut")

    a.engine.endpoint.push_as = cut  # type: ignore[assignment, method-assign]
    with pytest.raises(Unreachable):
        a.sync()
    a.engine.endpoint.push_as = push_as  # type: ignore[method-assign]
    a.sync()
    b = field_day.post()
    b.sync()
    assert _names(b) == {"one"}


def test_a_change_this_device_lost_does_not_hold_back_those_after_it(field_day: Field, tmp_path: Path) -> None:
    a = field_day.post()
    backup = Backup(field_day, tmp_path)
    for name in ("one", "two", "three"):
        _save(a, name)
    old = _become_another(a)
    a.replica.storage.commit([(ARCHIVE, f"{old}/2", None)])
    a.sync()
    backup.restore()
    a.sync()
    b = field_day.post()
    b.sync()
    assert _names(b) == {"one", "three"}


def test_nobody_speaks_for_another_device(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    with pytest.raises(Refused):
        a.wire.push_as(b.replica.device, Push([]))
