"""Tablets in the middle of their day while their register moves: they go on where they were."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from espace_mobile.domain.contact import Contact
from espace_mobile.errors import ServerBusy, Unreachable
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id
from sync_server.register import Register, migrate, moving, orgs
from tests.sync.conftest import NOW_MS, ORG, Clock, Field, Post

pytestmark = pytest.mark.postgres
WORKER, OUTING = new_id(), new_id()
_homes = iter(range(9))


@pytest.fixture
def field(sqlite_url: str) -> Iterator[Field]:
    register = Register(sqlite_url)
    register.write(lambda c: orgs.create(c, ORG, "Association", NOW_MS))
    yield Field(register, Clock(), Keychain(ORG, {1: new_org_key()}))
    register.close()


@pytest.fixture
def new_home(postgres: Any) -> Iterator[Register]:
    register = Register(postgres.create(f"home{next(_homes)}"))
    yield register
    register.close()


def _count(post: Post, n: int) -> set[str]:
    made = [Contact.of(new_id(), {"outing_id": OUTING, "at": "2026-05-14T09:00:00Z"}) for _ in range(n)]
    post.replica.save(*made, by=WORKER)
    return {contact.id for contact in made}


def _received(post: Post) -> list[str]:
    """Ids of the records a device is sent from now on, as they come."""
    received: list[str] = []
    pull = post.wire.pull

    def listening(cursor: str, limit: int = 10_000) -> Any:
        page = pull(cursor, limit)
        received.extend(id for id, _ in page.records)
        return page

    post.wire.pull = listening  # type: ignore[method-assign]
    return received


def test_cursors_and_unsent_changes_live_on_in_the_new_register(field: Field, new_home: Register) -> None:
    a, b = field.post(), field.post()
    saved = _count(a, 60) | _count(b, 3)
    for post in (a, b, a):
        post.sync()
    old = _count(a, 50)
    a.sync()
    # b is cut in the middle of its pages, and a has gone on working.
    received = _received(b)
    b.wire.largest = 8
    pages = iter([None, None])

    def cut() -> None:
        if b.wire.calls[-1] == "pull" and next(pages, b) is b:
            raise Unreachable

    b.wire.meanwhile = cut
    with pytest.raises(Unreachable):
        b.sync()
    unsent = _count(a, 20) | _count(b, 10)
    assert 0 < len(set(received)) < len(old)

    moving.move(field.register, new_home, NOW_MS)
    b.wire.meanwhile = lambda: None
    for post in (a, b):
        with pytest.raises(ServerBusy):
            post.sync()  # the old server, not yet switched off
    assert (a.replica.pending(), b.replica.pending()) == (20, 10)

    for post in (a, b):
        post.wire.register = new_home
    known = _received(a)
    for post in (a, b, a):
        post.sync()
    assert (a.replica.pending(), b.replica.pending()) == (0, 0)
    for post in (a, b):
        assert {contact.id for contact in post.replica.all(Contact)} == saved | old | unsent
    # Nobody started over: a page that was cut comes once more, and one's own changes come back.
    assert set(known) <= unsent
    assert len(received) <= len(old | unsent) + b.wire.largest


def test_a_device_of_the_old_register_is_the_same_one_in_the_new(
    field: Field, new_home: Register, tmp_path: Path
) -> None:
    a = field.post()
    _count(a, 5)
    a.sync()
    moving.move(field.register, new_home, NOW_MS)
    a.wire.register = new_home
    calls = len(a.wire.calls)
    a.sync()
    assert a.wire.calls[calls:] == ["pull"]  # nothing is sent again, nothing read from the start
    # And once more, into a file: the way back is the same.
    back = Register(f"sqlite:///{tmp_path / 'back.sqlite3'}")
    moving.move(new_home, back, NOW_MS)
    a.wire.register = back
    _count(a, 1)
    a.sync()
    assert a.replica.pending() == 0
    assert migrate.current(back) == migrate.HEAD
    back.close()
