from __future__ import annotations

from pathlib import Path

import pytest

from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.path_vocabulary import (
    EntryDecision,
    ExitReason,
)
from espace_mobile.domain.programme import Programme
from tests.app.screens.register import undo, wait_for
from tests.app.screens.spells import OMAR, PATHWAY, WEEKLY, ago, in_the_field, kept, office, opened, spell
from tests.app.tablet import AWA, play, unlocked


def test_a_person_is_proposed_validated_entered_and_leaves_in_a_few_taps(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, PATHWAY)
        async with unlocked(tablet) as app:
            await opened(app)
            assert app.sees("Pas encore d’entrée")
            await app.tap("enrolment.propose")
            await app.tap("enrolment.save")  # there is only one programme
            assert app.sees("À valider")
            await app.tap("enrolment.0.validate")
            assert app.sees("Entrée validée")
            await app.tap("enrolment.0.enter")
            await app.tap("day.yesterday")
            await app.tap("situation.unemployed")
            await app.tap("enrolment.save")
            assert app.sees("Depuis hier, 1 jour")
            assert app.name("enrolment.0.situation.entry") == "À l’entrée, Au chômage"
            await app.tap("enrolment.0.leave")
            await app.tap("enrolment.save")
            assert app.sees("Touchez la raison de la sortie.")
            await app.tap("exit.training")
            await app.tap("enrolment.save")
            assert app.sees("Parcours terminé")
            assert app.sees("Résultat inconnu")
        assert (kept(tablet).entered_on, kept(tablet).exited_on) == (ago(1), ago(0))
        assert kept(tablet).exit_reason == ExitReason.TRAINING
        assert len(tablet.replica.all(FollowUp)) == 2

    play(story)


def test_what_was_noted_can_be_undone_at_once(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, PATHWAY, spell(30))
        async with unlocked(tablet) as app:
            await opened(app)
            await app.tap("enrolment.0.leave")
            await app.tap("exit.lost")
            await app.tap("enrolment.save")
            assert len(tablet.replica.all(FollowUp)) == 2
            await undo(app)
            assert app.sees("En parcours")
        assert kept(tablet).exited_on is None
        assert tablet.replica.all(FollowUp) == []

    play(story)


def test_an_exit_before_the_entry_says_so_under_the_day_and_keeps_the_reason(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, PATHWAY, spell(0))
        async with unlocked(tablet) as app:
            await opened(app)
            await app.tap("enrolment.0.leave")
            await app.tap("day.yesterday")
            await app.tap("exit.job")
            await app.tap("enrolment.save")
            assert app.sees("La sortie serait avant l’entrée.")
            assert app.marked("exit.job").selected
            await app.tap("day.today")
            assert not app.sees("La sortie serait avant l’entrée.")
            await app.tap("enrolment.save")
        assert kept(tablet).exited_on == ago(0)

    play(story)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_return_is_a_second_spell(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        tablet = office(tmp_path, PATHWAY, spell(300, 200), spell(100))
        async with unlocked(tablet, language) as app:
            await opened(app)
            second = "Parcours de mobilisation (2e parcours)" if language == "fr" else "(spell 2)"
            assert app.sees(second)
            assert app.has("enrolment.1.outcome")

    play(story)


def test_a_second_entry_at_once_is_refused_by_the_programme(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, PATHWAY, spell(100))
        async with unlocked(tablet) as app:
            await opened(app)
            await app.tap("enrolment.propose")
            await app.tap("enrolment.save")
            assert app.sees("Un parcours est déjà ouvert dans cette action.")
        assert len(tablet.replica.all(Enrolment)) == 1

    play(story)


def test_in_the_field_one_proposes_and_waits(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = in_the_field(tmp_path, PATHWAY)
        async with unlocked(tablet) as app:
            await opened(app)
            await app.tap("enrolment.propose")
            assert not app.has("programme.add")
            await app.tap("enrolment.save")
            assert app.sees("À valider")
            for act in ("validate", "refuse", "enter", "leave", "outcome"):
                assert not app.has(f"enrolment.0.{act}")
            await app.tap("enrolment.0.more")
            await app.tap("correct.delete")
            assert app.sees("Pas encore d’entrée")
        assert tablet.replica.all(Enrolment) == []

    play(story)


def test_a_free_programme_is_entered_in_the_same_sheet_by_anybody(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = in_the_field(tmp_path, PATHWAY, WEEKLY)
        async with unlocked(tablet) as app:
            await opened(app)
            await app.tap("enrolment.propose")
            await app.tap("programme.0")
            await app.tap("day.yesterday")
            await app.tap("enrolment.save")
            assert app.sees("Depuis hier, 1 jour")
            await undo(app)
        assert tablet.replica.all(Enrolment) == []

    play(story)


def test_the_first_programme_is_added_on_the_way(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet) as app:
            await opened(app)
            await app.tap("enrolment.propose")
            assert app.sees("Ajoutez la première.")
            await app.tap("programme.save")
            assert app.field("Nom de l’action").error == "Choisissez ou nommez une action."
            await app.type("Nom de l’action", "Estime de soi")
            await app.tap("programme.validated")
            await app.tap("programme.save")
            await app.tap("enrolment.save")
            assert app.sees("Depuis aujourd’hui, 0 jour")
        [added] = tablet.replica.all(Programme)
        assert (added.name, added.validated) == ("Estime de soi", False)

    play(story)


def test_in_the_field_without_any_programme_it_says_who_adds_one(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(in_the_field(tmp_path)) as app:
            await opened(app)
            await app.tap("enrolment.propose")
            assert app.sees("Un·e CIP ajoute d’abord une action")
            assert not app.has("enrolment.save")

    play(story)


def test_programmes_are_renamed_and_retired(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, PATHWAY, WEEKLY)
        async with unlocked(tablet) as app:
            await opened(app)
            await app.tap("enrolment.propose")
            await app.tap("programme.manage")
            await wait_for(app, lambda: app.has("programmes.0"))
            await app.tap("programmes.0")
            await app.type("Nom de l’action", "parcours de MOBILISATION")
            await app.tap("programme.save")
            assert app.field("Nom de l’action").error == "Cette action existe déjà."
            await app.type("Nom de l’action", "Le jeudi")
            await app.tap("programme.save")
            await app.tap("programmes.0")
            await app.tap("programme.retire")
            assert not app.sees("Le jeudi")
            await undo(app)
            assert app.sees("Le jeudi")

    play(story)


def test_mistakes_are_corrected_one_by_one(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, PATHWAY, spell(30, 2, decided_by=OMAR.id, decided_on=ago(31)))
        async with unlocked(tablet) as app:
            await opened(app)
            for code in ("stay", "not_entered", "undecide"):
                await app.tap("enrolment.0.more")
                await app.tap(f"correct.{code}")
            assert app.sees("À valider")
            await app.tap("enrolment.0.more")
            await app.tap("correct.delete")
            await undo(app)
            assert app.sees("À valider")

    play(story)


def test_the_day_of_an_exit_is_corrected_in_its_own_sheet(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, PATHWAY, spell(30, 5))
        async with unlocked(tablet) as app:
            await opened(app)
            await app.tap("enrolment.0.more")
            await app.tap("correct.leave")
            await wait_for(app, lambda: app.has("exit.end_of_path"))
            assert app.marked("exit.end_of_path").selected
            await app.tap("day.yesterday")
            await app.tap("enrolment.save")
        assert kept(tablet).exited_on == ago(1)

    play(story)


def test_a_sheet_left_open_is_found_again_as_it_was(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, PATHWAY, spell(30))
        async with unlocked(tablet) as app:
            await opened(app)
            await app.tap("enrolment.0.leave")
            await app.tap("exit.health")
            app.page.data.lock()
        async with unlocked(tablet) as app:
            await opened(app)
            await app.tap("enrolment.0.leave")
            assert app.marked("exit.health").selected

    play(story)


# Entries that wait


def test_entries_wait_for_a_counsellor_on_the_screen_of_the_day(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, PATHWAY, spell(proposed_by=AWA.id), AWA)
        async with unlocked(tablet) as app:
            assert app.name("entries.open") == "1 entrée à valider"  # and nobody's name
            assert not app.sees("Samir")
            await app.tap("entries.open")
            assert app.page.route == "/entries"
            assert app.name("entries.0").startswith("Samir Haddad, Parcours de mobilisation")
            assert app.name("entries.0.validate") == "Valider l’entrée de Samir Haddad"
            await app.tap("entries.0.refuse")
            assert not app.has("entries.0")
            await undo(app)
            await app.tap("entries.0.validate")
            assert app.sees("Aucune entrée à valider")
            await app.go("/")
            assert not app.has("entries.open")
        assert (kept(tablet).decision, kept(tablet).decided_by) == (EntryDecision.VALIDATED, OMAR.id)

    play(story)


def test_in_the_field_no_entry_waits_on_the_screen_of_the_day(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(in_the_field(tmp_path, PATHWAY, spell())) as app:
            assert not app.has("entries.open")
            await app.go("/entries")
            assert not app.has("entries.0")

    play(story)


def test_a_plain_file_asks_for_little_at_once(tmp_path: Path) -> None:
    """One big button a spell, whatever its state."""

    async def story() -> None:
        decided = {"decision": EntryDecision.REFUSED, "decided_on": ago(3), "decided_by": OMAR.id}
        async with unlocked(office(tmp_path, PATHWAY, spell(400, 300), spell(200, 100), spell(**decided))) as app:
            await opened(app)
            assert not app.has("enrolment.0.validate")
            assert app.sees("Entrée refusée")
            assert app.has("enrolment.1.outcome")
            assert app.has("enrolment.2.situation")

    play(story)
