"""What else may become of a relance: another day, somebody else, nothing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import due
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.path_vocabulary import Answered, FollowUpStatus
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.vocabulary import Role
from espace_mobile.protocol.values import new_id
from tests.app.screens.calls import task, to_relances
from tests.app.screens.register import person, undo
from tests.app.tablet import AWA, NORTH, Tablet, at_work, play, unlocked, worker


def test_a_relance_is_put_off_given_to_somebody_or_dropped(tmp_path: Path) -> None:
    async def story() -> None:
        samir, lea = person("Samir"), worker("Léa", Role.FIELD, (NORTH.id,))
        elsewhere = worker("Zoé", Role.FIELD, (new_id(),))
        before = task(samir)
        tablet = at_work(tmp_path, lea, elsewhere, samir, before)

        def now() -> FollowUp:
            [found] = tablet.replica.all(FollowUp)
            return found

        async with unlocked(tablet) as app:
            await to_relances(app)
            await app.tap("relance.0.open")
            await app.tap("relance.postpone")
            await app.tap("relance.postpone.save")
            assert app.sees("Choisissez un jour.")
            week = clock.today() + timedelta(days=7)
            await app.tap(f"relance.day.{week.isoformat()}")
            await app.tap("relance.postpone.save")
            assert now().due_on == week
            await undo(app)
            assert now() == before
            await app.tap("relance.0.open")
            await app.tap("relance.assign")
            [menu] = app.all(ft.Dropdown)
            assert {o.text for o in menu.options} == {"Awa", "Léa", "toute l’équipe"}
            await app.choose("relance.worker", lea.id)
            assert now().worker_id == lea.id
            assert app.sees("pour Léa")
            await app.tap("relance.0.open")
            await app.tap("relance.drop")
            assert now().status == FollowUpStatus.DROPPED
            assert not app.has("relance.0.open")
            await undo(app)
            assert app.has("relance.0.open")

    play(story)


def test_a_relance_can_be_given_to_whoever_sees_one_of_the_person_s_files(tmp_path: Path) -> None:
    async def story() -> None:
        zoe = worker("Zoé", Role.FIELD, (new_id(),))
        samir, theirs = person("Samir"), person("Sam", team=zoe.team_ids[0])
        link = Merge(id=new_id(), person_id=theirs.id, into_id=samir.id, at=clock.now())
        tablet = at_work(tmp_path, zoe, samir, theirs, link, task(samir))
        async with unlocked(tablet) as app:
            await to_relances(app)
            await app.tap("relance.0.open")
            await app.tap("relance.assign")
            [menu] = app.all(ft.Dropdown)
            assert {o.text for o in menu.options} == {"Awa", "Zoé", "toute l’équipe"}

    play(story)


def test_who_left_and_can_t_be_reached_is_said_unreachable_after_a_try(tmp_path: Path) -> None:
    async def story() -> None:
        samir, day = person("Samir"), clock.today() - timedelta(days=28)
        left = Enrolment(
            id=new_id(), team=NORTH.id, person_id=samir.id, programme_id=new_id(), entered_on=day, exited_on=day
        )  # fmt: skip
        facts: list[Fact] = [NORTH, AWA.but(role=Role.COUNSELLOR), samir, left, due.after_exit(left, samir)[0]]
        tablet = Tablet(tmp_path, facts)
        async with unlocked(tablet) as app:
            await to_relances(app)
            await app.tap("relance.0.open")
            assert not app.has("relance.unreachable")
            await app.tap("channel.call")
            await app.tap("result.wrong_number")
            assert app.sees("Cherchez un autre moyen")
            await app.tap("relance.0.open")
            await app.tap("relance.unreachable")
            assert not app.has("relance.0.open")
        [said] = tablet.replica.all(Situation)
        assert (said.moment, said.answered) == ("exit", Answered.UNREACHABLE)

    play(story)
