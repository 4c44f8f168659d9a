from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from espace_mobile.app import clock
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.path_vocabulary import ReferralDirection
from espace_mobile.domain.referral import Referral
from espace_mobile.domain.vocabulary import Need
from espace_mobile.protocol.values import new_id
from tests.app.screens.register import person, undo
from tests.app.tablet import AWA, NORTH, Tablet, at_work, play, unlocked

MISSION = Organisation(id=new_id(), name="Mission locale")
SPA = Organisation(id=new_id(), name="Épicerie sociale")
NIR = "1 85 05 78 006 084 36"


def only(tablet: Tablet) -> Referral:
    [found] = tablet.replica.all(Referral)
    return found


async def open_path(app, about) -> None:  # type: ignore[no-untyped-def]
    await app.go(f"/people/{about.id}")
    if app.has("file.part.path"):
        await app.tap("file.part.path")


def test_a_person_is_sent_to_a_partner_found_by_its_name(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir", needs=(Need.TRAINING,))
        tablet = at_work(tmp_path, MISSION, SPA, samir)
        async with unlocked(tablet) as app:
            await open_path(app, samir)
            await app.tap("referral.to")
            await app.tap("referral.save")
            assert app.sees("Choisissez un partenaire")
            await app.type("Partenaire", "mission")
            assert not app.has("partner.1")
            await app.tap("partner.0")
            await app.tap("referral.need.se-former")
            await app.type("Précision (facultatif)", "CAP cuisine")
            await app.tap("referral.save")
            assert app.sees("Vers\u00a0: Mission locale")
            assert app.sees("Se former · CAP cuisine")
        made, today = only(tablet), clock.today()
        assert (made.direction, made.organisation_id, made.on) == ("to_partner", MISSION.id, today)
        assert (made.expected_on, made.reason, made.worker_id) == (today + timedelta(days=14), Need.TRAINING, AWA.id)

    play(story)


def test_a_partner_nobody_knows_is_added_with_its_name_and_type(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_work(tmp_path, MISSION, samir)
        async with unlocked(tablet) as app:
            await open_path(app, samir)
            await app.tap("referral.from")
            await app.type("Partenaire", "CCAS de Vern")
            await app.tap("partner.add")
            await app.tap("partner.type.host")
            await app.tap("partner.save")
            await app.tap("referral.save")
            assert app.sees("De la part de\u00a0: CCAS de Vern")
            await undo(app)
            assert tablet.replica.all(Referral) == []
        [added] = [o for o in tablet.replica.all(Organisation) if o.id != MISSION.id]
        assert (added.name, added.type) == ("CCAS de Vern", "host")

    play(story)


def test_an_answer_is_one_tap_then_its_day_and_words(tmp_path: Path) -> None:
    async def story() -> None:
        samir, today = person("Samir"), clock.today()
        sent = Referral(
            id=new_id(), team=NORTH.id, person_id=samir.id, direction=ReferralDirection.TO_PARTNER,
            organisation_id=MISSION.id, on=today - timedelta(days=20),
        )  # fmt: skip
        tablet = at_work(tmp_path, MISSION, samir, sent)
        async with unlocked(tablet) as app:
            await open_path(app, samir)
            assert app.sees("Réponse attendue\u00a0:")
            await app.tap("referral.0.answer.accepted")
            assert (only(tablet).answer, only(tablet).answered_on) == ("accepted", today)
            assert app.sees("Répondu aujourd’hui")
            await undo(app)
            assert only(tablet) == sent
            await app.tap("referral.0.answer.refused")
            await app.tap("referral.0.detail")
            await app.tap("answer.waiting_list")
            await app.tap(f"answer.on.{(today - timedelta(days=1)).isoformat()}")
            await app.type("Ce qui a été répondu", NIR)
            await app.tap("answer.save")
            assert "Retirez le numéro" in (app.field("Ce qui a été répondu").error or "")
            await app.type("Ce qui a été répondu", "Place en septembre")
            await app.tap("answer.save")
            assert app.sees("Répondu hier · Place en septembre")
            await undo(app)
            assert (only(tablet).answer, only(tablet).answer_text) == ("refused", None)
            await app.tap("referral.0.detail")
            await app.tap("answer.waiting_list")
            await app.tap(f"answer.on.{(today - timedelta(days=1)).isoformat()}")
            await app.tap("answer.save")
        assert (only(tablet).answer, only(tablet).answered_on) == ("waiting_list", today - timedelta(days=1))

    play(story)


def test_word_back_to_who_sent_the_person_is_one_tap(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        sent = Referral(
            id=new_id(), team=NORTH.id, person_id=samir.id, direction=ReferralDirection.FROM_PARTNER,
            organisation_id=MISSION.id, on=clock.today() - timedelta(days=40),
        )  # fmt: skip
        tablet = at_work(tmp_path, MISSION, samir, sent)
        async with unlocked(tablet) as app:
            await open_path(app, samir)
            assert app.sees("attend un retour depuis plus de 30 jours")
            await app.tap("referral.0.feedback")
            assert app.sees("Retour fait aujourd’hui")
            assert only(tablet).feedback_on == clock.today()
            await undo(app)
            assert app.has("referral.0.feedback")
            assert not app.has("referral.0.answer.accepted")
            assert not app.sees("Réponse attendue")

    play(story)


def test_what_was_said_to_who_sent_the_person_can_be_written_and_taken_back(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        sent = Referral(
            id=new_id(), team=NORTH.id, person_id=samir.id, direction=ReferralDirection.FROM_PARTNER,
            organisation_id=MISSION.id, on=clock.today(), feedback_on=clock.today(),
        )  # fmt: skip
        tablet = at_work(tmp_path, MISSION, samir, sent)
        async with unlocked(tablet) as app:
            await open_path(app, samir)
            await app.tap("referral.0.feedback_detail")
            await app.type("Ce qui a été dit au partenaire (facultatif)", "Accueilli mardi")
            await app.tap("feedback.save")
            assert app.sees("Retour fait aujourd’hui · Accueilli mardi")
            await undo(app)
        assert only(tablet) == sent

    play(story)


def test_who_sends_the_person_is_not_asked_for_an_answer(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        async with unlocked(at_work(tmp_path, MISSION, samir)) as app:
            await open_path(app, samir)
            await app.tap("referral.from")
            assert not app.sees("Réponse attendue")
            await app.tap("referral.cancel")
            await app.tap("referral.to")
            assert app.sees("Réponse attendue")

    play(story)


@pytest.mark.parametrize("direction", ["to", "from"])
def test_a_referral_begun_is_found_again_and_too_long_a_reason_stays(tmp_path: Path, direction: str) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_work(tmp_path, MISSION, samir)
        async with unlocked(tablet) as app:
            await open_path(app, samir)
            await app.tap(f"referral.{direction}")
            await app.tap("partner.0")
            await app.type("Précision (facultatif)", "é" * 281)
            await app.tap("referral.save")
            assert app.field("Précision (facultatif)").error
            await app.tap("referral.cancel")
            await app.tap(f"referral.{direction}")
            assert app.field("Précision (facultatif)").value == "é" * 281
            assert app.sees("Mission locale")
        assert tablet.replica.all(Referral) == []

    play(story)
