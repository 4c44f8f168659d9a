from __future__ import annotations

from pathlib import Path

import flet as ft
import pytest

from espace_mobile.app import clock
from espace_mobile.domain.interview import SECTIONS, Interview
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.path_vocabulary import ActionStep
from espace_mobile.domain.vocabulary import offered
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.screens.register import disagree, person, undo
from tests.app.screens.talks import LIFE, LINE, NORA, kept, office, open_talk, talk
from tests.app.tablet import NORTH, at_work, play, unlocked

NIR = "1 85 05 78 006 084 36"


async def leave(app: AppUnderTest, label: str) -> None:
    """Touch something else: the field loses the focus."""
    await app.event(app.field(label), "blur")


def test_a_talk_begins_at_once_and_one_line_is_enough(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir", "Haddad")
        tablet = office(tmp_path, samir)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            await app.tap("file.part.path")
            await app.tap("interview.begin")
            assert app.page.route == f"/people/{samir.id}/interview/{kept(tablet).id}"
            assert app.sees("Samir Haddad")
            assert app.sees("Rien encore. Une seule ligne suffit.")
            await app.type(LINE, "Elle veut  conduire.")
            assert not app.sees("Enregistré")
            await leave(app, LINE)
            assert app.sees("Enregistré")
            assert kept(tablet).line == "Elle veut conduire."
            await app.tap("interview.end")
            assert app.has("interview.ended")
        assert (kept(tablet).worker_id, kept(tablet).team) == (NORA.id, NORTH.id)
        assert kept(tablet).ended_at is not None

    play(story)


def test_todays_talk_goes_on_and_after_its_end_another_one_is_asked_for(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = office(tmp_path, samir)
        async with unlocked(tablet) as app:
            for _ in range(2):
                await app.go(f"/people/{samir.id}/interview")
                assert app.page.route == f"/people/{samir.id}/interview/{kept(tablet).id}"
                await app.go("/people")
            tablet.replica.save(kept(tablet).but(ended_at=clock.now()), by=NORA.id)
            await app.go(f"/people/{samir.id}/interview")
            assert app.sees("Entretien terminé")
            assert len(tablet.replica.all(Interview)) == 1
            await app.tap("interview.begin")
            assert len(tablet.replica.all(Interview)) == 2

    play(story)


@pytest.mark.parametrize("section", ["life_project", "social_situation"])
def test_a_section_opens_at_a_touch_and_is_saved_when_it_is_left(tmp_path: Path, section: str) -> None:
    async def story() -> None:
        samir = person("Samir")
        interview = talk(samir)
        tablet = office(tmp_path, samir, interview)
        async with unlocked(tablet) as app:
            await open_talk(app, interview)
            assert app.name(f"section.{section}").endswith(", fermé")
            await app.tap(f"section.{section}")
            label = next(
                c.label for c in app.tree(app.marked(f"section.{section}.text")) if isinstance(c, ft.TextField)
            )
            await app.type(str(label), "Longue histoire")
            await app.tap(f"section.{section}")
            assert getattr(kept(tablet), section) == "Longue histoire"
            assert app.name(f"section.{section}").endswith("Longue histoire, fermé")

    play(story)


@pytest.mark.parametrize(
    ("label", "opener", "text", "said"),
    [
        (LINE, "", f"Son numéro {NIR}", "Retirez le numéro de sécurité sociale"),
        (LINE, "", "é" * 281, "281 caractères, 280 au plus"),
        (LIFE, "section.life_project", f"Son numéro {NIR}", "Retirez le numéro de sécurité sociale"),
        (LIFE, "section.life_project", "é" * 2001, "2001 caractères, 2000 au plus"),
        ("Prochaine étape", "section.next_step", NIR, "Retirez le numéro de sécurité sociale"),
    ],
)
def test_a_text_that_can_t_be_kept_says_why_beside_it_and_stays(
    tmp_path: Path, label: str, opener: str, text: str, said: str
) -> None:
    async def story() -> None:
        samir = person("Samir")
        interview = talk(samir)
        tablet = office(tmp_path, samir, interview)
        async with unlocked(tablet) as app:
            await open_talk(app, interview)
            if opener:
                await app.tap(opener)
            await app.type(label, text)
            await app.tap("interview.end")
            assert said in str(app.field(label).error)
            assert app.field(label).value == text
            assert not app.has("interview.ended")
            if opener:
                await app.tap(opener)  # it does not fold over what is not saved
                assert app.field(label).value == text
        assert tablet.replica.all(Interview) == [interview]

    play(story)


def test_what_was_typed_is_there_after_a_lock_and_is_saved_when_the_talk_ends(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        interview = talk(samir)
        tablet = office(tmp_path, samir, interview)
        route = f"/people/{samir.id}/interview/{interview.id}"
        async with unlocked(tablet) as app:
            await open_talk(app, interview)
            await app.tap("section.life_project")
            await app.type(LIFE, "Un toit d’abord")
            await app.type(LINE, "Fatiguée")
            app.page.data.lock()
            await app.settle()
        assert tablet.replica.all(Interview) == [interview]
        async with unlocked(tablet, route=route) as app:
            await app.go(route)
            assert (app.field(LINE).value, app.field(LIFE).value) == ("Fatiguée", "Un toit d’abord")
            await app.tap("interview.end")
        assert (kept(tablet).line, kept(tablet).life_project) == ("Fatiguée", "Un toit d’abord")
        assert not [key for key in tablet.storage.tables["_meta"] if interview.id in key]

    play(story)


def test_leaving_the_screen_saves_what_can_be_and_keeps_the_rest_typed(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        interview = talk(samir)
        tablet = office(tmp_path, samir, interview)
        async with unlocked(tablet) as app:
            await open_talk(app, interview)
            await app.type(LINE, "Fatiguée")
            await app.tap("section.life_project")
            await app.type(LIFE, NIR)
            await app.tap("back")
            assert app.page.route == f"/people/{samir.id}"
            assert (kept(tablet).line, kept(tablet).life_project) == ("Fatiguée", None)
            await open_talk(app, interview)
            assert (app.field(LINE).value, app.field(LIFE).value) == ("Fatiguée", NIR)

    play(story)


def test_a_section_another_tablet_wrote_shows_at_once_beside_what_is_typed_here(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        interview = talk(samir)
        tablet = office(tmp_path, samir, interview)
        async with unlocked(tablet) as app:
            await open_talk(app, interview)
            await app.tap("section.life_project")
            await app.type(LINE, "Fatiguée")
            tablet.replica.save(interview.but(life_project="Un toit"), by="another tablet")
            await app.settle()
            assert (app.field(LINE).value, app.field(LIFE).value) == ("Fatiguée", "Un toit")
            await leave(app, LINE)
        assert (kept(tablet).line, kept(tablet).life_project) == ("Fatiguée", "Un toit")

    play(story)


def test_in_the_field_one_sees_that_it_took_place_and_the_line_only(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        interview = talk(samir, line="Cherche un toit", life_project="Secret", urgent=True)
        tablet = at_work(tmp_path, samir, NORA, interview)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            await app.tap("file.part.path")
            assert app.sees("Aujourd’hui, Nora")
            assert app.sees("Urgent · En cours · Cherche un toit")
            assert not app.has("interview.begin")
            assert not app.sees("Secret")
            await open_talk(app, interview)
            assert not app.sees("Secret")
            assert not app.all(ft.TextField, label=LINE)

    play(story)


def test_a_talk_of_another_team_is_not_here(tmp_path: Path) -> None:
    async def story() -> None:
        lina = person("Lina", "Morel", team=new_id())
        interview = talk(lina, team=lina.team)
        async with unlocked(office(tmp_path, lina, interview)) as app:
            await open_talk(app, interview)
            assert app.sees("Cet entretien n’est pas sur cette tablette")
            await app.go(f"/people/{person('Samir').id}/interview")
            assert app.sees("Cet entretien n’est pas sur cette tablette")

    play(story)


def test_a_talk_of_another_team_is_here_once_its_file_is_merged_with_one_of_ours(tmp_path: Path) -> None:
    async def story() -> None:
        lina, ours = person("Lina", "Morel", team=new_id()), person("Lina", "Morelle")
        interview = talk(lina, team=lina.team)
        link = Merge(id=new_id(), person_id=ours.id, into_id=lina.id, at=clock.now())
        async with unlocked(office(tmp_path, lina, ours, interview, link)) as app:
            await open_talk(app, interview)
            assert app.sees("Lina Morel")
            assert app.has("interview.end")

    play(story)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_step_is_explained_in_a_sentence_and_ticked(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        samir = person("Samir")
        interview = talk(samir)
        tablet = office(tmp_path, samir, interview)
        async with unlocked(tablet, language) as app:
            await open_talk(app, interview)
            await app.tap("section.steps")
            for step in offered(ActionStep):
                assert app.name(f"step.{step}").endswith("."), step
            await app.tap("step.welcome")
            await app.tap("step.entry")
            await app.tap("step.welcome")
            assert kept(tablet).steps_explained == (ActionStep.ENTRY,)
            assert app.name("step.entry").endswith(", expliquée" if language == "fr" else ", explained")

    play(story)


def test_the_childrens_corner_counts_by_taps(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        interview = talk(samir)
        tablet = office(tmp_path, samir, interview)
        async with unlocked(tablet) as app:
            await open_talk(app, interview)
            await app.tap("section.children")
            await app.tap("children.plus")
            for age in (3, 3, 0):
                await app.tap(f"children.age.{age}")
            assert (kept(tablet).children, kept(tablet).children_ages) == (3, (3, 3, 0))
            assert app.name("children.age.3") == "3 ans × 2"
            assert app.name("section.children").startswith(
                "Coin enfants, 3 enfants\u00a0: 3 ans, 3 ans et moins d’un an"
            )
            await app.tap("children.minus")
            assert (kept(tablet).children, kept(tablet).children_ages) == (2, (3, 3))

    play(story)


def test_deleting_a_talk_goes_back_to_the_file_and_can_be_undone(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        interview = talk(samir, line="Fatiguée")
        tablet = office(tmp_path, samir, interview)
        async with unlocked(tablet) as app:
            await open_talk(app, interview)
            await app.type(LINE, "Très fatiguée")
            await app.tap("interview.delete")
            assert app.page.route == f"/people/{samir.id}"
            assert tablet.replica.all(Interview) == []
            await undo(app)
            assert app.page.route == f"/people/{samir.id}/interview/{interview.id}"
            assert kept(tablet).line == "Très fatiguée"

    play(story)


@pytest.mark.parametrize(("width", "scale"), [(360, 1.0), (360, 2.0), (1280, 1.0)])
def test_everything_that_acts_has_a_name(tmp_path: Path, width: int, scale: float) -> None:
    async def story() -> None:
        samir = person("Samir")
        interview = talk(samir, urgent=True, line="Fatiguée")
        async with unlocked(office(tmp_path, samir, interview), width=width) as app:
            app.page.data.prefer(text_scale=scale)
            await open_talk(app, interview)
            folded = [f"section.{s}" for s in SECTIONS if s != "urgent_situation"]
            for identifier in [*folded, "section.steps", "section.children", "section.recommendation"]:
                await app.tap(identifier)
            assert [c.identifier for c in app.all(ft.Semantics) if c.button and not c.label] == []

    play(story)


def test_two_texts_of_one_section_stand_side_by_side_and_both_may_be_kept(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        interview = talk(samir, line="Ici")
        tablet = office(tmp_path, samir, interview)
        disagree(tablet, interview, "line", "Là")
        async with unlocked(tablet) as app:
            await open_talk(app, interview)
            assert app.sees("Deux textes\u00a0: Ce que la personne dit")
            await app.tap("two.line.both")
            assert not app.has("two.line.both")
            assert kept(tablet).line == "Là\n\nIci"
            assert app.field(LINE).value == "Là\n\nIci"

    play(story)


def test_the_systems_back_button_leads_to_the_file(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        interview = talk(samir)
        async with unlocked(office(tmp_path, samir, interview)) as app:
            await open_talk(app, interview)
            await app.event(app.all(ft.View)[-1], "confirm_pop")
            assert app.page.route == f"/people/{samir.id}"
            await app.event(app.all(ft.View)[-1], "confirm_pop")
            assert app.page.route == "/people"

    play(story)
