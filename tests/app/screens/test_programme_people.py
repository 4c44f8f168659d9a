"""The people of a programme on its page."""

from __future__ import annotations

from pathlib import Path

import flet as ft
import pytest

from espace_mobile.app.actions import enrolments
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from tests.app.screens.register import person
from tests.app.screens.spells import OMAR, PATHWAY, SAMIR, WEEKLY, ago, in_the_field, kept, office, spell
from tests.app.tablet import NORTH, play, unlocked

PAGE = f"/programmes/{PATHWAY.id}/people"


def many(count: int) -> list[Fact]:
    people = [person(f"Personne{n:02d}", "Essai") for n in range(count)]
    return [*people, *(spell(n + 1, person_id=p.id) for n, p in enumerate(people))]


def test_the_overview_counts_and_the_part_names_them_with_their_files_behind(tmp_path: Path) -> None:
    zoe, ali = person("Zoé", "Essai"), person("Ali", "Exemple")
    tablet = office(
        tmp_path, PATHWAY, zoe, ali, spell(40), spell(3, person_id=zoe.id), spell(person_id=ali.id),
        spell(90, 20, person_id=ali.id),
    )  # fmt: skip

    async def story() -> None:
        async with unlocked(tablet, route=f"/programmes/{PATHWAY.id}") as app:
            assert "2 personnes, 1 en attente" in app.texts()
            await app.tap("programme.people")
            assert [app.name(f"people.inside.{n}").split(",")[0] for n in range(2)] == ["Samir Haddad", "Zoé Essai"]
            assert app.name("people.waiting.0").startswith("Ali Exemple, ")
            await app.tap("people.decide")
            assert app.page.route == "/entries"
            await app.go(PAGE)
            await app.tap("people.inside.1")
            assert app.page.route == f"/people/{zoe.id}"

    play(story)


def test_a_long_list_shows_twenty_then_twenty_more(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(office(tmp_path, PATHWAY, *many(45)), route=PAGE) as app:
            assert app.has("people.inside.19")
            assert not app.has("people.inside.20")
            await app.tap("people.inside.more")
            assert app.has("people.inside.39")
            await app.tap("people.inside.more")
            assert app.has("people.inside.44")
            assert not app.has("people.inside.more")

    play(story)


@pytest.mark.parametrize(("programme", "entered"), [(PATHWAY, False), (WEEKLY, True)])
def test_an_entry_is_proposed_for_somebody_chosen(tmp_path: Path, programme: Fact, entered: bool) -> None:
    tablet = office(tmp_path, PATHWAY, WEEKLY)

    async def story() -> None:
        async with unlocked(tablet, route=f"/programmes/{programme.id}/people") as app:
            await app.tap("people.propose")
            await app.tap("choose.person.0")
            await app.tap("enrolment.save")
            made = kept(tablet)
            assert (made.person_id, made.programme_id) == (SAMIR.id, programme.id)
            assert (made.entered_on is not None) is entered
            assert app.has("people.inside.0" if entered else "people.waiting.0")
            await app.event(app.one(ft.SnackBarAction), "click")
            assert tablet.replica.all(Enrolment) == []
            assert not app.has("people.inside.0")

    play(story)


def test_somebody_in_it_already_is_not_proposed_again(tmp_path: Path) -> None:
    tablet = office(tmp_path, PATHWAY, spell(10))

    async def story() -> None:
        async with unlocked(tablet, route=PAGE) as app:
            await app.tap("people.propose")
            await app.tap("choose.person.0")
            await app.tap("enrolment.save")
            assert app.sees("Un parcours est déjà ouvert dans cette action. Terminez-le d’abord.")
        assert len(tablet.replica.all(Enrolment)) == 1

    play(story)


def test_an_exit_empties_the_list_while_it_is_looked_at(tmp_path: Path) -> None:
    tablet = office(tmp_path, PATHWAY, spell(60))

    async def story() -> None:
        async with unlocked(tablet, route=PAGE) as app:
            assert app.has("people.inside.0")
            left = kept(tablet).but(exited_on=ago(0))
            tablet.replica.save(left, by=OMAR.id)
            await app.settle()
            assert not app.has("people.inside.0")
            assert app.sees("Personne n’y est pour l’instant.")

    play(story)


def test_in_the_field_one_sees_one_s_team_and_proposes_but_does_not_decide(tmp_path: Path) -> None:
    south = person("Ali", "Exemple").but(team="5" * 32)
    tablet = in_the_field(
        tmp_path, PATHWAY, south, spell(team=NORTH.id), spell(3, person_id=south.id, team=south.team)
    )  # fmt: skip

    async def story() -> None:
        async with unlocked(tablet, route=PAGE) as app:
            assert app.has("people.propose")
            assert app.name("people.waiting.0").startswith("Samir Haddad, ")
            assert not app.has("people.inside.0")
            assert not app.has("people.decide")

    play(story)


def test_nobody_is_proposed_for_a_programme_that_has_ended(tmp_path: Path) -> None:
    tablet = office(tmp_path, PATHWAY.but(active=False), spell(5))

    async def story() -> None:
        async with unlocked(tablet, route=PAGE) as app:
            assert app.has("people.inside.0")
            assert not app.has("people.propose")
            assert enrolments.enrolments_of(tablet.replica, SAMIR.id)

    play(story)
