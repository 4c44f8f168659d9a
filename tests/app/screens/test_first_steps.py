from __future__ import annotations

from pathlib import Path

import pytest

from espace_mobile.app.actions import first_steps
from espace_mobile.app.actions.first_steps import Step
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.team import Team
from espace_mobile.errors import Unreachable
from espace_mobile.protocol.values import new_id
from tests.app.screens.office import MemoryOffice, OfficePC, device, sheet
from tests.app.screens.register import CLAIRE
from tests.app.tablet import play, unlocked

OWN = device("Bureau", own=True, role="supervisor")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_one_step_at_a_time_each_put_off_at_will_and_found_again(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        tablet = OfficePC(tmp_path, MemoryOffice([OWN]), [CLAIRE])
        async with unlocked(tablet, language) as app:
            await app.go("/office")
            await app.tap("office.room.steps")
            assert app.sees("1 sur 6" if language == "fr" else "1 of 6")
            await app.tap("step.go")
            assert app.page.route == "/recovery"
            await app.go("/first-steps")
            await app.tap("step.later")
            await app.tap("step.go")
            assert app.page.route == "/teams"
            tablet.replica.save(Team(id=new_id(), name="Équipe Nord"), by=CLAIRE.id)
            await app.go("/first-steps")
            assert app.sees("2 sur 6" if language == "fr" else "2 of 6")
            for _ in range(3):
                await app.tap("step.later")
            assert app.sees("peut attendre" if language == "fr" else "can wait")
            await app.tap("step.programme")
            assert app.page.route == "/programmes/new"
            await app.go("/office")
            assert app.has("office.room.steps")

    play(story)


def test_each_place_leads_on_to_the_next_step_until_none_is_left(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = OfficePC(tmp_path, MemoryOffice([OWN]), [CLAIRE])
        async with unlocked(tablet) as app:
            for place in ("/recovery", "/teams", "/devices"):
                await app.go(place)
                await app.until(lambda: app.has("steps.onward"))
                await app.tap("steps.onward")
                assert app.page.route == "/first-steps"
            for step in Step:
                first_steps.put_off(tablet.replica, step)
            await app.go("/teams")
            assert not app.has("steps.onward")

    play(story)


def test_what_the_server_knows_is_learned_and_kept_for_offline(tmp_path: Path) -> None:
    async def story() -> None:
        office = MemoryOffice([OWN, device("Bureau 2", role="supervisor"), device("Camionnette"), sheet()])
        tablet = OfficePC(tmp_path, office, [CLAIRE, Team(id=new_id(), name="Équipe Nord")])
        tablet.replica.save(Programme(id=new_id(), name="Parcours"), by=CLAIRE.id)
        async with unlocked(tablet) as app:
            await app.go("/first-steps")
            await app.until(lambda: app.sees("Tout est prêt"))
            office.error = Unreachable()
            assert first_steps.progress(tablet.replica).left == []
            await app.go("/office")
            assert app.has("office.room.devices")
            assert not app.has("office.room.steps")

    play(story)


def test_a_tablet_that_went_does_not_count_and_offline_nothing_is_claimed(tmp_path: Path) -> None:
    async def story() -> None:
        office = MemoryOffice([OWN, device("Partie", state="left")])
        tablet = OfficePC(tmp_path, office, [CLAIRE])
        async with unlocked(tablet) as app:
            await app.go("/first-steps")
            await app.until(lambda: office.questions > 0)
            await app.settle()
            assert {Step.TABLET, Step.SECOND} <= set(first_steps.progress(tablet.replica).left)
            first_steps.put_off(tablet.replica, Step.TEAM)
            first_steps.put_off(tablet.replica, Step.SHEET)
            assert first_steps.progress(tablet.replica).next == Step.TABLET

    play(story)


def test_a_sheet_is_no_tablet_and_one_that_was_used_is_to_be_made_again(tmp_path: Path) -> None:
    async def story() -> None:
        office = MemoryOffice([OWN, sheet()])
        tablet = OfficePC(tmp_path, office, [CLAIRE])
        async with unlocked(tablet) as app:
            await app.go("/first-steps")
            await app.until(lambda: Step.SHEET in first_steps.progress(tablet.replica).done)
            assert Step.TABLET in first_steps.progress(tablet.replica).left
            office._devices = [OWN, sheet(recovered_ms=1)]
            await app.go("/settings")
            await app.go("/first-steps")
            await app.until(lambda: Step.SHEET in first_steps.progress(tablet.replica).left)

    play(story)
