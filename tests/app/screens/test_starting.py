"""Starting a programme in a few taps, from a template of the app or of one's own; its name and its end."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import flet as ft
import pytest

from espace_mobile import templates
from espace_mobile.app import clock
from espace_mobile.app.actions import starting
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.work_allocation import WorkAllocation
from tests.app.harness import AppUnderTest
from tests.app.screens.spells import OMAR, PATHWAY, in_the_field, office
from tests.app.tablet import Tablet, play, unlocked

OWN = b'schema = 1\nname = "Caf\xc3\xa9 des voisins"\nsummary = "Tous les mardis"\n'
WRONG = OWN + b'colour = "red"\n[[hours]]\ntask = "x"\nhost = "y"\nhours = -1\n'


def started(tablet: Tablet) -> Programme:
    (one,) = tablet.replica.all(Programme)
    return one


async def bring(app: AppUnderTest, content: bytes) -> None:
    """Choose a file."""
    app.client.answers["pick_files"] = [{"id": 1, "name": "modele.toml", "size": len(content), "bytes": content}]
    await app.tap("start.bring")
    await app.settle()


@pytest.mark.parametrize("width", [360, 1280])
def test_four_taps_start_a_programme_and_show_its_page(tmp_path: Path, width: int) -> None:
    tablet = office(tmp_path)

    async def story() -> None:
        async with unlocked(tablet, width=width, height=800) as app:
            for name in templates.SHIPPED:
                await app.go("/programmes")
                await app.tap("programmes.new")
                await app.tap(f"start.{name}")
                await app.tap("start.go")
                template = templates.shipped(name)
                (programme,) = [p for p in tablet.replica.all(Programme) if p.template == template.name]
                assert app.page.route == f"/programmes/{programme.id}"
                assert app.sees(template.name)
                assert (programme.since, programme.lead) == (clock.today(), template.lead)

    play(story)


def test_what_is_changed_before_is_what_starts(tmp_path: Path) -> None:
    tablet = office(tmp_path)
    first = (clock.today().replace(day=1) + timedelta(days=32)).replace(day=1)  # of next month

    async def story() -> None:
        async with unlocked(tablet, route="/programmes/new/espace-mobile") as app:
            await app.type("Nom de l’action", "Le van du nord")
            await app.type("Service pilote", "Mission locale")
            await app.type("Missions par an", "12")
            await app.type("Sorties par an", "")
            await app.tap(f"since.{first}")
            await app.tap("start.go")

    play(story)
    made = started(tablet)
    assert (made.name, made.lead, made.missions_a_year) == ("Le van du nord", "Mission locale", 12)
    assert (made.outings_a_year, made.outings_in_all, made.since) == (None, 120, first)


def test_what_is_wrong_is_said_under_its_field_and_nothing_typed_is_lost(tmp_path: Path) -> None:
    tablet = office(tmp_path)

    async def story() -> None:
        async with unlocked(tablet, route="/programmes/new/espace-mobile") as app:
            await app.type("Sorties par an", "soixante")
            await app.tap("start.go")
            assert app.field("Sorties par an").error
            await app.type("Sorties par an", "60")
            await app.type("Nom de l’action", " ")
            await app.tap("start.go")
            assert app.field("Nom de l’action").error
            await app.go("/")
            await app.go("/programmes/new/espace-mobile")
            assert app.field("Sorties par an").value == "60"
        assert tablet.replica.all(Programme) == []

    play(story)


def test_a_slip_is_taken_back(tmp_path: Path) -> None:
    tablet = office(tmp_path)

    async def story() -> None:
        async with unlocked(tablet, route="/programmes/new/danjoutin") as app:
            await app.tap("start.go")
            assert tablet.replica.all(WorkAllocation)
            await app.event(app.one(ft.SnackBarAction), "click")
            assert app.page.route == "/programmes"
        assert tablet.replica.all(Programme) == tablet.replica.all(WorkAllocation) == []

    play(story)


def test_a_second_start_of_one_template_is_offered_another_name(tmp_path: Path) -> None:
    tablet = office(tmp_path)
    today = clock.today()
    starting.start(tablet.replica, templates.shipped("vern"), OMAR, since=today, today=today)

    async def story() -> None:
        async with unlocked(tablet, route="/programmes/new/vern") as app:
            assert app.field("Nom de l’action").value == f"CéPourMoi {today.year}"
            await app.tap("start.go")
        assert len(tablet.replica.all(Programme)) == 2

    play(story)


def test_a_file_of_one_s_own_is_read_shown_and_started(tmp_path: Path) -> None:
    tablet = office(tmp_path)

    async def story() -> None:
        async with unlocked(tablet, route="/programmes/new") as app:
            await bring(app, OWN)
            assert app.page.route == "/programmes/new/file"
            assert app.field("Nom de l’action").value == "Café des voisins"
            await app.tap("start.go")
        assert started(tablet).template == "Café des voisins"

    play(story)


def test_a_file_that_is_not_right_says_all_that_is_wrong_and_starts_nothing(tmp_path: Path) -> None:
    tablet = office(tmp_path)

    async def story() -> None:
        async with unlocked(tablet, route="/programmes/new") as app:
            await bring(app, WRONG)
            assert app.page.route == "/programmes/new"
            told = app.texts(app.marked("start.faults"))
            assert any("hours[0].hours" in words for words in told)
            assert any("colour" in words for words in told)
            await bring(app, OWN)
            await app.go("/programmes/new")
            assert not app.has("start.faults")
            assert app.has("start.file")
        assert tablet.replica.all(Programme) == []

    play(story)


def test_only_who_counsels_may_start_one(tmp_path: Path) -> None:
    tablet = in_the_field(tmp_path)

    async def story() -> None:
        async with unlocked(tablet, route="/programmes") as app:
            assert not app.has("programmes.new")
            await app.go("/programmes/new")
            assert not app.has("start.vern")

    play(story)


def test_the_page_of_a_programme_lets_it_be_renamed_ended_and_taken_up_again(tmp_path: Path) -> None:
    tablet = office(tmp_path, PATHWAY.but(since=clock.today() - timedelta(days=90)))

    async def story() -> None:
        async with unlocked(tablet, route=f"/programmes/{PATHWAY.id}") as app:
            await app.tap("programme.manage")
            await app.type("Nom de l’action", "Parcours du nord")
            await app.tap("programme.save")
            assert started(tablet).name == "Parcours du nord"
            assert not app.has("programme.save")
            await app.tap("programme.manage")
            await app.tap("programme.retire")
            assert not started(tablet).active
            await app.go("/programmes")
            assert not app.has("programmes.0")
            await app.tap("programmes.retired")
            await app.tap("programmes.0")
            await app.tap("programme.again")
            assert started(tablet).active
            assert not app.has("programme.is_retired")

    play(story)
