from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from espace_mobile.app import clock
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.path_vocabulary import (
    Answered,
    EntryDecision,
    ExitReason,
    FollowUpStatus,
    SituationMoment,
    WorkSituation,
)
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.vocabulary import OutcomeType, Role
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.screens.register import person, undo, wait_for
from tests.app.tablet import AWA, NORTH, Tablet, play, unlocked, worker

OMAR = worker("Omar", Role.COUNSELLOR, (NORTH.id,))
PATHWAY = Programme(id=new_id(), name="Parcours de mobilisation")
WEEKLY = Programme(id=new_id(), name="CéPourMoi", validated=False)
SAMIR = person("Samir", "Haddad", days_ago=400)


def office(folder: Path, *facts: Fact) -> Tablet:
    """A tablet used by Omar, a counsellor."""
    return Tablet(folder, [NORTH, OMAR, SAMIR, *facts])


def in_the_field(folder: Path, *facts: Fact) -> Tablet:
    return Tablet(folder, [NORTH, AWA, SAMIR, *facts])


def ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def spell(entered: int | None = None, left: int | None = None, **more: object) -> Enrolment:
    """In days ago."""
    days = {
        "entered_on": None if entered is None else ago(entered),
        "exited_on": None if left is None else ago(left),
        "exit_reason": None if left is None else ExitReason.END_OF_PATH,
        "decision": EntryDecision.PROPOSED if entered is None else EntryDecision.VALIDATED,
    }
    told = {
        "id": new_id(),
        "team": NORTH.id,
        "person_id": SAMIR.id,
        "programme_id": PATHWAY.id,
        "proposed_on": ago(500),
    }
    return Enrolment.model_validate({**told, **days, **more})


async def opened(app: AppUnderTest, about: Person = SAMIR) -> None:
    await app.go(f"/people/{about.id}")
    await app.tap("file.part.path")


def kept(tablet: Tablet) -> Enrolment:
    [one] = tablet.replica.all(Enrolment)
    return one


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


def test_an_outcome_shows_the_class_that_follows_before_it_is_saved(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, PATHWAY, spell(200, 10))
        async with unlocked(tablet) as app:
            await opened(app)
            await app.tap("enrolment.0.outcome")
            await app.tap("outcome.cdd")
            assert app.sees("Inconnu tant que la durée manque")
            await app.tap("months.6")
            assert "Emploi durable" in app.texts(app.marked("outcome.class"))
            await app.tap("months.less")
            assert "Emploi de transition" in app.texts(app.marked("outcome.class"))
            await app.tap("evidence.contract")
            await app.tap("enrolment.save")
            assert app.name("enrolment.0.outcome.0").startswith("CDD, 5 mois")
            assert not app.sees("Résultat inconnu")
            await app.tap("enrolment.0.outcome.0")
            await app.tap("outcome.delete")
            assert app.sees("Résultat inconnu")
            await undo(app)
        [found] = tablet.replica.all(Outcome)
        assert (found.type, found.months, found.evidence, found.on) == ("cdd", 5, "contract", ago(0))

    play(story)


def test_an_outcome_before_the_entry_is_refused_under_its_day(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, PATHWAY, spell(0))
        async with unlocked(tablet) as app:
            await opened(app)
            await app.tap("enrolment.0.outcome")
            await app.tap("outcome.cdi")
            await app.tap("day.yesterday")
            await app.tap("enrolment.save")
            assert app.sees("Ce résultat serait avant l’entrée.")
        assert tablet.replica.all(Outcome) == []

    play(story)


def test_whoever_can_t_be_reached_at_six_months_is_noted_so_and_the_relance_stops_when_told(tmp_path: Path) -> None:
    async def story() -> None:
        left = spell(300, 190)
        trained = Outcome(id=new_id(), person_id=SAMIR.id, enrolment_id=left.id, type=OutcomeType.QUALIFYING_TRAINING,
                          on=ago(190))  # fmt: skip
        task = FollowUp(id=new_id(), person_id=SAMIR.id, rule="six_months", source_id=left.id, due_on=ago(5))
        tablet = office(tmp_path, PATHWAY, left, trained, task)
        async with unlocked(tablet) as app:
            await opened(app)
            assert app.sees("Sortie positive")
            await app.tap("enrolment.0.situation")
            await app.tap("enrolment.save")
            assert app.sees("Touchez ce que la personne a répondu.")
            await app.tap("answered.answered")
            await app.tap("enrolment.save")
            assert app.sees("Touchez sa situation.")
            await app.tap("answered.unreachable")
            await app.tap("situation.stop")
            await app.tap("enrolment.save")
            assert app.name("enrolment.0.situation.six_months") == "À six mois, Injoignable"
        [said] = tablet.replica.all(Situation)
        assert (said.moment, said.answered, said.situation) == ("six_months", "unreachable", None)
        closed = tablet.replica.get(FollowUp, task.id)
        assert closed is not None
        assert (closed.status, closed.closed_by) == (FollowUpStatus.DONE, OMAR.id)

    play(story)


def test_a_situation_said_before_is_shown_and_can_be_changed(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, PATHWAY, spell(30))
        async with unlocked(tablet) as app:
            await opened(app)
            for code in ("employed", "in_training"):
                await app.tap("enrolment.0.situation.entry")
                if code == "employed":
                    await app.tap("answered.answered")
                await app.tap(f"situation.{code}")
                await app.tap("enrolment.save")
        [said] = tablet.replica.all(Situation)
        assert (said.answered, said.situation) == (Answered.ANSWERED, WorkSituation.IN_TRAINING)
        assert said.moment == SituationMoment.ENTRY

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
            assert app.sees("Un parcours est déjà ouvert dans ce dispositif.")
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
            assert app.sees("Ajoutez le premier.")
            await app.tap("programme.save")
            assert app.field("Nom du dispositif").error == "Choisissez ou nommez un dispositif."
            await app.type("Nom du dispositif", "Estime de soi")
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
            assert app.sees("Un·e CIP ajoute d’abord un dispositif")
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
            await app.type("Nom du dispositif", "parcours de MOBILISATION")
            await app.tap("programme.save")
            assert app.field("Nom du dispositif").error == "Ce dispositif existe déjà."
            await app.type("Nom du dispositif", "Le jeudi")
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
