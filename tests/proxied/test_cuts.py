"""Connections that end in the middle of something, and answers that are somebody else's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from espace_mobile.protocol.compression import ENCODINGS
from espace_mobile.sync.loop import State
from tests.proxied.conftest import Post
from tests.proxied.faults import Fault, Kind
from tests.proxied.wire import Message

ANEW = 16
"""After so many cuts of the same thing, a whole sync, and a new thing."""

HEAD_STEP = 8  # bytes; of bodies every byte is tried

pytestmark = pytest.mark.parametrize("ships", ["sqlite"], indirect=True)


def _offsets(answer: Message) -> list[int]:
    """Where to cut it: everywhere in its body, here and there in its head."""
    return [*range(0, len(answer.head), HEAD_STEP), *range(len(answer.head), len(answer.raw))]


def test_a_push_cut_at_any_byte_stores_nothing_and_the_next_one_is_right(post: Callable[[int], Post]) -> None:
    tablet = post(1)
    tablet.save()
    assert tablet.sync().state == State.DONE
    for at in range(len(tablet.way.passed["/v1/push"].body) - 1):
        if not tablet.session.replica.pending():
            tablet.save()
        status = tablet.sync("/v1/push", Fault(Kind.REQUEST_CUT, at))
        assert len(tablet.way.passed["/v1/push"].body) > at
        assert (status.state, status.pending) == (State.OFFLINE, 1), at
        if at % ANEW == 0:
            assert tablet.held()[-1] == tablet.session.replica.outbox.acked, at
            assert tablet.sync().state == State.DONE
    assert tablet.sync().state == State.DONE
    tablet.check_all_held()


def test_a_compressed_push_cut_at_any_byte_stores_nothing(post: Callable[[int], Post]) -> None:
    office = post(0)
    for _ in range(4):
        office.save()
    before = office.held()
    assert office.sync("/v1/push", Fault(Kind.REQUEST_CUT, 0)).state == State.OFFLINE
    asked = office.way.passed["/v1/push"]
    assert asked.header("content-encoding") == ENCODINGS[0]
    for at in range(1, len(asked.body)):
        status = office.sync("/v1/push", Fault(Kind.REQUEST_CUT, at))
        assert (status.state, status.pending) == (State.OFFLINE, 4), at
    assert office.held() == before
    assert office.sync().state == State.DONE
    office.check_all_held()


def test_an_answer_to_a_push_cut_at_any_byte_is_asked_again_and_stored_once(post: Callable[[int], Post]) -> None:
    tablet = post(2)
    tablet.save()
    assert tablet.sync().state == State.DONE
    for at in _offsets(tablet.way.given["/v1/push"]):
        if not tablet.session.replica.pending():
            tablet.save()
        status = tablet.sync("/v1/push", Fault(Kind.ANSWER_CUT, at))
        assert (status.state, status.pending) == (State.OFFLINE, 1), at
        if at % ANEW == 0:
            assert tablet.held()[-1] == tablet.session.replica.outbox.last, "the server did it"
            assert tablet.sync().state == State.DONE
    assert tablet.sync().state == State.DONE
    tablet.check_all_held()


def test_a_page_cut_at_any_byte_changes_nothing_and_the_next_one_is_right(post: Callable[[int], Post]) -> None:
    office, tablet = post(0), post(3)
    contact = _counted(office)
    assert tablet.sync("/v1/pull", Fault(Kind.ANSWER_CUT, 0)).state == State.OFFLINE
    cursor = tablet.session.replica.meta("cursor")
    for at in _offsets(tablet.way.given["/v1/pull"]):
        status = tablet.sync("/v1/pull", Fault(Kind.ANSWER_CUT, at))
        assert status.state == State.OFFLINE, at
        assert (tablet.has(contact), tablet.session.replica.meta("cursor")) == (False, cursor), at
        if at % ANEW == 0:
            assert tablet.sync().state == State.DONE
            assert tablet.has(contact)
            contact, cursor = _counted(office), tablet.session.replica.meta("cursor")
    assert tablet.sync().state == State.DONE
    assert tablet.has(contact)


def _counted(post: Post) -> str:
    """One contact more in the register."""
    contact = post.save()
    assert post.sync().state == State.DONE
    return contact


def test_a_reply_lost_after_commit_costs_one_retry(post: Callable[[int], Post]) -> None:
    tablet = post(1)
    contacts = [tablet.save() for _ in range(3)]
    conflicts = tablet.session.replica.conflicts()
    assert tablet.sync("/v1/push", Fault(Kind.ANSWER_CUT, 0)).pending == 3
    assert tablet.held()[-1] == tablet.session.replica.outbox.last, "the server did it"
    status = tablet.sync()
    assert (status.state, status.pending) == (State.DONE, 0)
    assert all(map(tablet.has, contacts))
    assert tablet.session.replica.conflicts() == conflicts
    tablet.check_all_held()


@pytest.mark.parametrize("path", ["/v1/push", "/v1/pull"])
@pytest.mark.parametrize(
    ("kind", "state", "code"),
    [
        (Kind.PORTAL, State.FAILED, "not_our_server"),
        (Kind.REDIRECT, State.FAILED, "not_our_server"),
        (Kind.BAD_GATEWAY, State.OFFLINE, "server_busy"),
    ],
)
def test_a_captive_portal_is_told_as_not_our_server_and_deletes_nothing(
    post: Callable[[int], Post], path: str, kind: Kind, state: State, code: str
) -> None:
    tablet = post(1)
    replica = tablet.session.replica
    contact = tablet.save()
    kept = {name: dict(table) for name, table in replica.storage.tables.items() if name != "_meta"}
    status = tablet.sync(path, Fault(kind))
    assert status.state == state
    assert status.error is not None
    assert status.error.code == code
    assert {name: table for name, table in replica.storage.tables.items() if name != "_meta"} == kept
    assert tablet.sync().state == State.DONE
    assert tablet.has(contact)
    tablet.check_all_held()
