from __future__ import annotations

from datetime import datetime

import pytest

from espace_mobile.app.actions import protocols
from espace_mobile.app.actions.change import seen_now
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.session_protocol import SessionNote, SessionProtocol
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

DEFAULT = SessionProtocol(id=protocols.DEFAULT_ID, title="Transmission", sections=("Vécu", "Savoir-faire"))


@pytest.fixture
def session(replica: Replica, now: datetime) -> GroupSession:
    session = GroupSession(id=new_id(), title="Oser", starts_at=now, protocol_id=DEFAULT.id)
    replica.save(session, by="setup")
    return session


def test_the_default_protocol_is_offered_until_somebody_makes_it_theirs(replica: Replica, supervisor: Worker) -> None:
    assert protocols.protocols(replica, DEFAULT) == [DEFAULT]
    protocols.save_protocol(replica, DEFAULT.id, "Le nôtre", ["Savoir-être", " ", "Vécu"], supervisor)
    [kept] = protocols.protocols(replica, DEFAULT)
    assert (kept.id, kept.title, kept.sections) == (DEFAULT.id, "Le nôtre", ("Savoir-être", "Vécu"))
    protocols.retire(replica, kept, supervisor)
    assert protocols.protocols(replica, DEFAULT) == []


@pytest.mark.parametrize(
    ("title", "sections", "field", "reason"),
    [
        ("", ["Vécu"], "title", "required"),
        ("Le nôtre", ["", " "], "sections", "required"),
        ("Le nôtre", ["Vécu", "vécu "], "sections", "twice"),
        ("Le nôtre", ["x" * 121], "sections", "too_long"),
    ],
)
def test_a_protocol_that_can_t_be_kept_says_why(
    replica: Replica, supervisor: Worker, title: str, sections: list[str], field: str, reason: str
) -> None:
    with pytest.raises(InputError) as refused:
        protocols.save_protocol(replica, None, title, sections, supervisor)
    assert (refused.value.field, refused.value.reason) == (field, reason)
    assert replica.all(SessionProtocol) == []


def test_what_was_said_stands_in_its_section_also_when_the_protocol_lost_it(
    replica: Replica, session: GroupSession, supervisor: Worker
) -> None:
    protocols.write(replica, session, "Vécu", "Dix ans de marché\n\nà Pau", supervisor)
    protocols.save_protocol(replica, DEFAULT.id, "Le nôtre", ["Savoir-être"], supervisor)
    told = [(s.title, s.text) for s in protocols.sections_of(replica, session, DEFAULT)]
    assert told == [("Savoir-être", ""), ("Vécu", "Dix ans de marché\n\nà Pau")]


@pytest.mark.parametrize(("text", "reason"), [("1 85 05 78 006 084 36", "nir"), ("é" * 2001, "too_long")])
def test_a_text_that_can_t_be_kept_says_why(
    replica: Replica, session: GroupSession, supervisor: Worker, text: str, reason: str
) -> None:
    with pytest.raises(InputError) as refused:
        protocols.write(replica, session, "Vécu", text, supervisor)
    assert (refused.value.field, refused.value.reason) == ("text", reason)
    assert replica.all(SessionNote) == []


def test_a_section_written_again_keeps_one_text(replica: Replica, session: GroupSession, supervisor: Worker) -> None:
    first = protocols.write(replica, session, "Vécu", "Dix ans", supervisor, seen={})
    protocols.write(replica, session, "Vécu", "Onze ans", supervisor, seen=seen_now(replica, first))
    [kept] = replica.all(SessionNote)
    assert (kept.id, kept.text) == (protocols.note_id(session.id, "Vécu"), "Onze ans")


def test_what_is_said_in_a_session_is_for_the_team_that_leads_it(replica: Replica, session: GroupSession) -> None:
    nora, sam, both = (
        Worker(id=new_id(), display_name="", role=Role.COUNSELLOR, team_ids=teams)
        for teams in (("north",), ("south",), ("north", "south"))
    )
    replica.save(nora, sam, both, by="setup")
    led = session.but(facilitator_ids=(nora.id,))
    assert protocols.write(replica, led, "Vécu", "Dix ans", nora).team == "north"
    assert not protocols.may_write(replica, led, sam)
    assert protocols.may_write(replica, led, both)
    assert protocols.team_of(replica, session.but(facilitator_ids=(nora.id, sam.id)), nora) is None
    assert protocols.team_of(replica, session, sam) == "south"
