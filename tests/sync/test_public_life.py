"""What a device makes of a register that began another life."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from espace_mobile.domain.public_site import Publication
from espace_mobile.errors import Unreachable
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica
from espace_mobile.sync import public_life
from espace_mobile.sync.public_life import TOLD
from espace_mobile.sync.public_pages import PUBLICATION, publication_of
from espace_mobile.sync.publishing import PublicState
from espace_mobile.sync.retelling import heed_epoch

NOW = datetime(2026, 5, 14, 8, 42, tzinfo=UTC)
ON, OFF, STORY = new_id(), new_id(), new_id()


@pytest.fixture
def replica() -> Replica:
    """Of a device that told the server things, in a register restored since."""
    keys = Keychain("org", {1: new_org_key()})
    made = Replica(MemoryStorage(), "d" * 16, keys, lambda: int(NOW.timestamp() * 1000))
    heed_epoch(made, "first")
    public_life.begin(made, PublicState, lambda: None)
    public = Publication(id=PUBLICATION, revision=7, at=NOW, outing_ids=(ON, OFF), digests=("t0",))
    made.save(public.but(testimonial_ids=(STORY,)), by="")
    made.set_meta(TOLD, [STORY])
    assert not public_life.is_another(made)
    heed_epoch(made, "second")
    assert public_life.is_another(made)
    return made


def _begin(replica: Replica, state: PublicState) -> Publication | None:
    public_life.begin(replica, lambda: state, lambda: None)
    assert not public_life.is_another(replica)
    assert replica.meta(TOLD) is None
    return publication_of(replica)


def test_what_the_server_says_is_what_is_public(replica: Replica) -> None:
    last = _begin(replica, PublicState(9, "essais", 0, frozenset({ON}), frozenset()))
    assert last is not None
    assert (last.revision, last.outing_ids, last.testimonial_ids, last.digests) == (9, (ON,), (), ())


def test_a_server_where_nothing_is_public_any_more_is_believed(replica: Replica) -> None:
    assert _begin(replica, PublicState()) is None


def test_nothing_is_said_anew_when_nothing_was_lost(replica: Replica) -> None:
    last = _begin(replica, PublicState(7, "essais", 0, frozenset({ON, OFF}), frozenset({STORY})))
    assert last is not None
    assert last.digests


def test_it_is_asked_again_when_the_server_did_not_answer(replica: Replica) -> None:
    def lost() -> PublicState:
        raise Unreachable(reason="offline")

    with pytest.raises(Unreachable):
        public_life.begin(replica, lost, lambda: None)
    assert public_life.is_another(replica)
