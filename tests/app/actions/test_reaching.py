from __future__ import annotations

from datetime import timedelta

import pytest

from espace_mobile.app.actions import reaching
from espace_mobile.app.actions.change import seen_now
from espace_mobile.domain.path_vocabulary import Consent, ContactPreference
from espace_mobile.domain.person import Person
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id

NIR = "1 85 05 78 006 084 36"
CALL, SMS, POST = ContactPreference.CALL, ContactPreference.TEXT_MESSAGE, ContactPreference.POST


@pytest.fixture
def samir(replica, team):
    samir = Person(id=new_id(), team=team.id, first_name="Samir")
    replica.save(samir, by="setup")
    return samir


def test_ways_are_kept_in_the_order_of_the_taps(replica, worker, samir) -> None:
    for way in (SMS, CALL, POST, CALL):
        samir = reaching.toggle_way(replica, samir, worker, way)
    assert replica.get(Person, samir.id).reach_by == (SMS, POST)


def test_a_way_tapped_keeps_what_a_sync_added_meanwhile(replica, worker, samir) -> None:
    replica.save(samir.but(reach_by=(POST,)), by="another tablet")
    assert reaching.toggle_way(replica, samir, worker, SMS).reach_by == (POST, SMS)


def test_an_address_and_a_note_are_checked_before_they_are_kept(replica, worker, samir) -> None:
    kept = reaching.set_address(replica, samir, worker, email=" sam@exemple.fr", reach_note="Après 18 h")
    assert (kept.email, kept.reach_note) == ("sam@exemple.fr", "Après 18 h")
    for field, typed in (("email", {"email": "sam@", "reach_note": ""}),
                         ("reach_note", {"email": "", "reach_note": f"n° {NIR}"})):  # fmt: skip
        with pytest.raises(InputError) as refused:
            reaching.set_address(replica, samir, worker, **typed)
        assert refused.value.field == field
    assert replica.get(Person, samir.id) == kept


def test_what_another_tablet_wrote_while_the_form_was_open_is_not_replaced_in_silence(replica, worker, samir) -> None:
    replica.save(samir.but(reach_note="Le matin"), by="another tablet")
    seen = seen_now(replica, samir)
    replica.tick(60)
    replica.save(samir.but(reach_note="À midi"), by="another tablet")
    reaching.set_address(replica, samir, worker, email="", reach_note="Le soir", seen=seen)
    assert replica.outbox.pending_of(samir.id)[-1].base["reach_note"].text() == seen["reach_note"]


def test_a_step_is_planned_done_and_taken_up_again(replica, worker, samir, today, commits) -> None:
    planned = reaching.plan_step(replica, samir, worker, "Apporter le CV", today + timedelta(days=7), today=today)
    assert (planned.next_step, planned.next_step_on) == ("Apporter le CV", today + timedelta(days=7))
    before = reaching.finish_step(replica, planned, worker)
    assert replica.get(Person, samir.id).next_step is None
    assert replica.get(Person, samir.id).next_step_on is None
    commits()
    reaching.take_up_step(replica, before, worker)
    assert commits() == 1
    assert replica.get(Person, samir.id) == planned


def test_another_step_written_since_stays(replica, worker, samir, today) -> None:
    planned = reaching.plan_step(replica, samir, worker, "Apporter le CV", None, today=today)
    before = reaching.finish_step(replica, planned, worker)
    reaching.plan_step(replica, samir, worker, "Appeler la CAF", None, today=today)
    reaching.take_up_step(replica, before, worker)
    assert replica.get(Person, samir.id).next_step == "Appeler la CAF"


@pytest.mark.parametrize(
    ("text", "days", "field", "reason"),
    [(" ", 1, "next_step", "required"), (NIR, 1, "next_step", "nir"), ("é" * 281, 1, "next_step", "too_long"),
     ("Apporter le CV", -1, "next_step_on", "past")],
)  # fmt: skip
def test_a_step_that_can_t_be_kept_is_refused(replica, worker, samir, today, text, days, field, reason) -> None:
    with pytest.raises(InputError) as refused:
        reaching.plan_step(replica, samir, worker, text, today + timedelta(days=days), today=today)
    assert (refused.value.field, refused.value.reason) == (field, reason)
    assert replica.get(Person, samir.id) == samir


@pytest.mark.parametrize("field", ["sharing", "guardian"])
def test_a_consent_is_dated_and_can_be_taken_back(replica, worker, samir, today, field) -> None:
    reaching.consent(replica, samir, worker, field, Consent.GIVEN, today)
    kept = replica.get(Person, samir.id)
    assert (getattr(kept, field), getattr(kept, f"{field}_on")) == (Consent.GIVEN, today)
    reaching.consent(replica, kept, worker, field, samir.sharing, samir.sharing_on)
    assert replica.get(Person, samir.id) == samir
