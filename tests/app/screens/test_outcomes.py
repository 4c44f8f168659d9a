"""What became of a person: outcomes of a spell, and their situation at its moments."""

from __future__ import annotations

from pathlib import Path

from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.path_vocabulary import (
    Answered,
    FollowUpStatus,
    SituationMoment,
    WorkSituation,
)
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.vocabulary import OutcomeType
from espace_mobile.protocol.values import new_id
from tests.app.screens.register import undo
from tests.app.screens.spells import OMAR, PATHWAY, SAMIR, ago, office, opened, spell
from tests.app.tablet import play, unlocked


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
