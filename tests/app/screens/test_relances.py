from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from espace_mobile.app import clock
from espace_mobile.app.actions import due
from espace_mobile.domain import relances
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.path_vocabulary import FollowUpStatus, ReferralDirection
from espace_mobile.domain.referral import Referral
from espace_mobile.domain.vocabulary import Role
from espace_mobile.protocol.values import new_id
from tests.app.screens.calls import missed, task, to_relances
from tests.app.screens.register import person, undo
from tests.app.tablet import AWA, NORTH, Tablet, at_work, play, unlocked, worker

NIR = "1 85 05 78 006 084 36"


def test_a_try_is_two_taps_and_can_be_undone(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir", "Haddad", phone="+33639980001")
        tablet = at_work(tmp_path, samir, *missed(samir))
        async with unlocked(tablet) as app:
            await to_relances(app)
            assert app.sees("0 tentative · 0 min cette semaine")
            assert app.sees("Rendez-vous manqué, depuis")
            assert app.sees("pas encore tenté")
            await app.tap("relance.0.open")
            await app.tap("channel.call")
            await app.tap("result.reached")
            assert app.sees("Jointe\u00a0: la relance est faite.")
            assert not app.has("relance.0.open")
            assert app.sees("1 tentative · 5 min cette semaine")
            [tried] = tablet.replica.all(Attempt)
            assert (tried.channel, tried.result, tried.minutes) == ("call", "reached", 5)
            [done] = tablet.replica.all(FollowUp)
            assert done.status == FollowUpStatus.DONE
            await undo(app)
            assert app.has("relance.0.open")
            assert tablet.replica.all(Attempt) == []

    play(story)


def test_a_result_without_a_means_says_what_is_missing_and_saves_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_work(tmp_path, samir, task(samir))
        async with unlocked(tablet) as app:
            await to_relances(app)
            await app.tap("relance.0.open")
            await app.tap("result.no_answer")
            assert app.sees("Touchez d’abord le moyen")
            assert tablet.replica.all(Attempt) == []
            await app.tap("channel.text_message")
            assert not app.sees("Touchez d’abord le moyen")
            await app.tap("result.no_answer")
        [tried] = tablet.replica.all(Attempt)
        assert tried.minutes == 2
        [again] = tablet.replica.all(FollowUp)
        assert again.due_on == relances.after_unreached(clock.today())

    play(story)


def test_minutes_are_remembered_for_each_means(tmp_path: Path) -> None:
    async def story() -> None:
        samir, lea = person("Samir"), person("Léa")
        tablet = at_work(tmp_path, samir, lea, task(samir), task(lea))
        async with unlocked(tablet) as app:
            await to_relances(app)
            await app.tap("relance.0.open")
            await app.tap("channel.call")
            for _ in range(2):
                await app.tap("minutes.plus")
            assert app.name("minutes") == "Temps passé, 15 min"
            await app.tap("channel.email")
            await app.tap("minutes.minus")
            assert app.name("minutes") == "Temps passé, 1 min"
            await app.tap("channel.call")
            await app.tap("result.reached")
            await app.tap("relance.0.open")
            await app.tap("channel.email")
            assert app.name("minutes") == "Temps passé, 1 min"
            for _ in range(3):
                await app.tap("minutes.minus")
            await app.tap("result.reached")
        assert sorted(a.minutes for a in tablet.replica.all(Attempt)) == [0, 15]

    play(story)


def test_calling_dials_and_waits_for_the_result(tmp_path: Path) -> None:
    async def story() -> None:
        samir, lea = person("Samir", phone="+33639980001"), person("Léa")
        tablet = at_work(tmp_path, samir, lea, task(samir, -1), task(lea))
        async with unlocked(tablet) as app:
            await to_relances(app)
            assert app.name("relance.0.call") == "Appeler Samir, 06 39 98 00 01"
            assert not app.has("relance.1.call")
            await app.tap("relance.0.call")
            assert ("launch_url", "tel:+33639980001") in [(n, (a or {}).get("url")) for n, a in app.client.calls]
            await app.tap("result.will_come")
        [tried] = tablet.replica.all(Attempt)
        assert (tried.channel, tried.result) == ("call", "will_come")

    play(story)


def test_relances_are_grouped_by_how_near_they_are_mine_or_the_team_s(tmp_path: Path) -> None:
    async def story() -> None:
        samir, lea = person("Samir"), person("Léa")
        facts = [task(samir, -2, worker_id=AWA.id, reason="Papiers à rapporter"), task(lea), task(lea, 30)]
        async with unlocked(at_work(tmp_path, samir, lea, *facts)) as app:
            await to_relances(app, "mine")
            assert app.sees("Papiers à rapporter, depuis")
            assert not app.has("relance.1.open")
            await app.tap("relances.team")
            assert [app.sees(head) for head in ("En retard", "Aujourd’hui", "Plus tard")] == [True] * 3
            assert not app.sees("Cette semaine")
            assert app.name("relance.2.open").startswith("Léa")

    play(story)


def test_with_nothing_of_mine_the_team_s_are_a_tap_away(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        async with unlocked(at_work(tmp_path, samir, task(samir))) as app:
            await to_relances(app, "mine")
            assert app.sees("Personne à relancer")
            await app.tap("relances.see_team")
            assert app.has("relance.0.open")

    play(story)


def test_who_left_and_is_reached_is_asked_their_situation_at_once(tmp_path: Path) -> None:
    async def story() -> None:
        samir, day = person("Samir"), clock.today() - timedelta(days=28)
        left = Enrolment(
            id=new_id(), team=NORTH.id, person_id=samir.id, programme_id=new_id(), entered_on=day, exited_on=day
        )  # fmt: skip
        task = due.after_exit(left, samir)[0]
        tablet = Tablet(tmp_path, [NORTH, AWA.but(role=Role.COUNSELLOR), samir, left, task])
        async with unlocked(tablet) as app:
            await to_relances(app)
            await app.tap("relance.0.open")
            await app.tap("channel.call")
            await app.tap("result.reached")
            assert app.has("enrolment.save")
            await app.tap("enrolment.cancel")
            assert tablet.replica.get(FollowUp, task.id).status == FollowUpStatus.DUE
            assert app.sees("situation à noter")
            await app.tap("relance.0.open")
            await app.tap("relance.situation")
            await app.tap("answered.refused")
            await app.tap("enrolment.save")
            assert not app.has("relance.0.open")
        assert tablet.replica.get(FollowUp, task.id).status == FollowUpStatus.DONE

    play(story)


def test_in_the_field_who_left_and_is_reached_stays_to_be_asked(tmp_path: Path) -> None:
    async def story() -> None:
        samir, day = person("Samir"), clock.today() - timedelta(days=28)
        left = Enrolment(
            id=new_id(), team=NORTH.id, person_id=samir.id, programme_id=new_id(), entered_on=day, exited_on=day
        )  # fmt: skip
        tablet = at_work(tmp_path, samir, left, due.after_exit(left, samir)[0])
        async with unlocked(tablet) as app:
            await to_relances(app)
            await app.tap("relance.0.open")
            await app.tap("channel.call")
            await app.tap("result.reached")
            assert app.sees("la situation reste à noter")
            assert not app.has("enrolment.save")
            assert app.has("relance.0.open")

    play(story)


def test_the_effort_opens_as_a_table_by_week_and_worker(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        monday = clock.today() - timedelta(days=clock.today().weekday())

        def tried(days: int, minutes: int, who: str = AWA.id, result: str = "no_answer") -> Attempt:
            at = clock.now() - timedelta(days=days)
            fields = {"team": NORTH.id, "person_id": samir.id, "at": at, "worker_id": who, "minutes": minutes}
            return Attempt(**{"id": new_id(), "channel": "call", "result": result, **fields})

        other = worker("Léa", Role.FIELD, (NORTH.id,))
        facts = [tried(0, 60), tried(0, 25, result="reached"), tried(7, 10), tried(0, 3, other.id)]
        async with unlocked(at_work(tmp_path, other, samir, *facts)) as app:
            await to_relances(app)
            assert app.sees("3 tentatives · 1 h 28 cette semaine")
            await app.tap("effort.open")
            assert app.has(f"effort.{monday.isoformat()}")
            assert app.has(f"effort.{(monday - timedelta(days=7)).isoformat()}")
            assert app.sees("2 tentatives · 1 h 25 · 1 personne")
            assert app.sees("Jointe\u00a0: 1 · Pas de réponse\u00a0: 2")
            await app.tap("sheet.close")
            await app.tap("relances.mine")
            assert app.sees("2 tentatives · 1 h 25 cette semaine")

    play(story)


def test_answers_that_did_not_come_stand_with_the_relances(tmp_path: Path) -> None:
    async def story() -> None:
        samir, spa = person("Samir"), Organisation(id=new_id(), name="Mission locale")

        def sent(direction: ReferralDirection, days: int, **more: Any) -> Referral:
            on = clock.today() - timedelta(days=days)
            return Referral(
                id=new_id(), team=NORTH.id, person_id=samir.id, direction=direction, organisation_id=spa.id, on=on,
                worker_id=AWA.id, **more,
            )  # fmt: skip

        to, back = ReferralDirection.TO_PARTNER, ReferralDirection.FROM_PARTNER
        facts = [sent(to, 20), sent(to, 10), sent(back, 40, answer="accepted"), sent(back, 10, answer="accepted")]
        async with unlocked(at_work(tmp_path, spa, samir, *facts)) as app:
            await to_relances(app, "mine")
            assert app.sees("Mission locale\u00a0: retour à faire")
            assert app.sees("Mission locale\u00a0: réponse attendue pour le")
            assert not app.has("referral.expected.2")
            await app.tap("referral.expected.0")
            assert app.page.route == f"/people/{samir.id}"

    play(story)


def test_on_the_file_a_call_back_is_planned_and_a_try_is_noted(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_work(tmp_path, samir)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            await app.tap("relance.by_hand")
            await app.type("Pourquoi (facultatif)", NIR)
            await app.tap("relance.save")
            assert app.sees("Choisissez un jour.")
            tomorrow = clock.today() + timedelta(days=1)
            await app.tap(f"relance.day.{tomorrow.isoformat()}")
            await app.tap("relance.save")
            assert "Retirez le numéro" in (app.field("Pourquoi (facultatif)").error or "")
            await app.type("Pourquoi (facultatif)", "Savoir si la formation commence")
            await app.tap("relance.save")
            assert app.sees("Savoir si la formation commence")
            [planned] = tablet.replica.all(FollowUp)
            assert (planned.due_on, planned.worker_id, planned.rule) == (tomorrow, AWA.id, "by_hand")
            await undo(app)
            assert tablet.replica.all(FollowUp) == []
            await app.tap("relance.attempt")
            await app.tap("channel.met")
            await app.tap("result.reached")
            assert app.sees("Croisée sur place, jointe · aujourd’hui · 5 min · Awa")
        [tried] = tablet.replica.all(Attempt)
        assert (tried.follow_up_id, tried.person_id) == (None, samir.id)

    play(story)


def test_a_call_back_begun_is_found_again_with_a_day_that_has_passed_told(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_work(tmp_path, samir)
        async with unlocked(tablet) as app:
            app.page.data.draft(f"relance.by_hand.{samir.id}").set(
                "due_on", (clock.today() - timedelta(days=1)).isoformat()
            )
            await app.go(f"/people/{samir.id}")
            await app.tap("relance.by_hand")
            await app.tap("relance.save")
            assert app.sees("Ce jour est passé")
        assert tablet.replica.all(FollowUp) == []

    play(story)


def test_in_english_every_word_is(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir", phone="+33639980001")
        tablet = at_work(tmp_path, samir, *missed(samir), task(samir, 9))
        async with unlocked(tablet, "en") as app:
            await to_relances(app)
            assert app.sees("0 attempts · 0 min this week")
            assert app.sees("Missed appointment, since")
            await app.tap("relance.0.open")
            await app.tap("channel.call")
            await app.tap("result.no_answer")
            assert app.sees("No answer: to be tried again")

    play(story)
