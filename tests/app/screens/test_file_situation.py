"""Around a person: what comes next, who is close, how to reach them, what they agreed to."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from espace_mobile.app import clock
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.path_vocabulary import Consent, ContactPreference, Relation
from espace_mobile.domain.person import Person
from espace_mobile.domain.relative import Relative
from espace_mobile.domain.vocabulary import AgeBand
from espace_mobile.protocol.values import new_id
from tests.app.screens.register import open_file, person, undo
from tests.app.tablet import Tablet, at_work, play, unlocked

NIR = "1 85 05 78 006 084 36"
REACH_NOTE = "Pour joindre la personne"


def kept(tablet: Tablet, about: Person) -> Person:
    found = tablet.replica.get(Person, about.id)
    assert found is not None
    return found


# — what comes next —


def test_the_next_step_is_written_with_its_day_then_done_and_taken_up_again(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_work(tmp_path, samir)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            await app.tap("next.step.add")
            await app.tap("next.step.save")
            assert "Écrivez" in str(app.field("Prochaine étape").error)
            await app.type("Prochaine étape", "Apporter le CV")
            await app.tap("next.day.2")
            await app.tap("next.step.save")
            assert app.sees("Apporter le CV")
            in_two_weeks = clock.today() + timedelta(weeks=2)
            assert (kept(tablet, samir).next_step, kept(tablet, samir).next_step_on) == ("Apporter le CV", in_two_weeks)
            await app.tap("next.step.done")
            assert not app.sees("Apporter le CV")
            await undo(app)
            assert app.sees("Apporter le CV")

    play(story)


def test_a_step_begun_is_still_there_after_a_lock_and_a_nir_is_refused(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_work(tmp_path, samir)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            await app.tap("next.step.add")
            await app.type("Prochaine étape", NIR)
            await app.tap("next.step.save")
            assert "numéro de sécurité sociale" in str(app.field("Prochaine étape").error)
            app.page.data.lock()
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            await app.tap("next.step.add")
            assert app.field("Prochaine étape").value == NIR
            await app.tap("next.step.cancel")
            await app.tap("next.step.add")
            assert app.field("Prochaine étape").value == ""

    play(story)


@pytest.mark.parametrize(("days", "said"), [(-3, "En retard, prévu"), (1, "Pour demain")])
def test_a_late_step_says_so_and_the_next_appointment_stands_with_it(tmp_path: Path, days: int, said: str) -> None:
    async def story() -> None:
        samir = person("Samir", next_step="Appeler la CAF", next_step_on=clock.today() + timedelta(days=days))
        booked = Appointment(id=new_id(), person_id=samir.id, starts_at=clock.now() + timedelta(days=2), motive="CV")
        async with unlocked(at_work(tmp_path, samir, booked)) as app:
            await app.go(f"/people/{samir.id}")
            assert app.name("next.step.edit").startswith(f"Prochaine étape\u00a0: Appeler la CAF, {said}")
            assert not app.has("next.appointment")  # it stands just below
            await app.tap("file.part.path")
            assert "CV" in app.texts(app.marked("next.appointment"))
            await app.tap("next.step.edit")
            assert app.field("Prochaine étape").value == "Appeler la CAF"

    play(story)


# — who is around —


def test_a_child_is_added_by_taps_counted_corrected_and_removed(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_work(tmp_path, samir)
        async with unlocked(tablet) as app:
            await open_file(app, samir, "situation")
            await app.tap("relative.add")
            await app.tap("relative.save")
            assert app.sees("Choisissez qui est cette personne")
            await app.tap("relation.child")
            await app.type("Nom ou prénom", "Lina")
            await app.type("Né·e en", "2019")
            await app.tap("relative.hosted")
            await app.tap("relative.save")
            assert app.sees("1 enfant, dont 1 accueilli·e")
            assert app.sees("né·e en 2019")
            await app.tap("relative.0")
            assert app.field("Nom ou prénom").value == "Lina"
            await app.type("Nom ou prénom", "Leïna")
            await app.tap("relative.save")
            [child] = tablet.replica.all(Relative)
            assert (child.name, child.relation, child.hosted, child.birth_year) == (
                "Leïna", Relation.CHILD, True, 2019,
            )  # fmt: skip
            await app.tap("relative.0")
            await app.tap("relative.remove")
            assert tablet.replica.all(Relative) == []
            assert not app.has("relative.children")
            await undo(app)
            assert tablet.replica.all(Relative) == [child]

    play(story)


def test_somebody_close_can_be_called_and_what_was_begun_about_one_is_not_shown_for_another(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        nadia = Relative(id=new_id(), person_id=samir.id, relation=Relation.PARTNER, name="Nadia", phone="+33639980007")
        async with unlocked(at_work(tmp_path, samir, nadia)) as app:
            await open_file(app, samir, "situation")
            await app.tap("relative.0.call")
            assert ("launch_url", "tel:+33639980007") in [(n, (a or {}).get("url")) for n, a in app.client.calls]
            await app.tap("relative.add")
            assert not app.has("relative.hosted")
            await app.type("Nom ou prénom", "Paul")
            await app.tap("sheet.close")
            await app.tap("relative.0")
            assert app.field("Nom ou prénom").value == "Nadia"
            await app.type("Téléphone", "06")
            await app.tap("relative.save")
            assert "pas complet" in str(app.field("Téléphone").error)

    play(story)


# — how to reach them —


def test_ways_are_numbered_in_the_order_of_the_taps_and_shown_at_the_top(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_work(tmp_path, samir)
        async with unlocked(tablet) as app:
            await open_file(app, samir, "situation")
            await app.tap("reach.text_message")
            await app.tap("reach.call")
            assert app.name("reach.call") == "2. Appel"
            assert kept(tablet, samir).reach_by == (ContactPreference.TEXT_MESSAGE, ContactPreference.CALL)
            await app.tap("reach.edit")
            await app.type("Courriel", "samir@")
            await app.tap("reach.save")
            assert "pas complète" in str(app.field("Courriel").error)
            await app.type("Courriel", "samir@exemple.fr")
            await app.type(REACH_NOTE, "Après 18 h")
            await app.tap("reach.save")
            assert app.sees("samir@exemple.fr")
            assert app.sees("SMS, appel · Après 18 h")
        assert kept(tablet, samir).reach_note == "Après 18 h"

    play(story)


# — what they agreed to —


def test_sharing_is_agreed_to_taken_back_and_undone(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_work(tmp_path, samir)
        async with unlocked(tablet) as app:
            await open_file(app, samir, "situation")
            assert not app.has("guardian.given")
            await app.tap("sharing.given")
            assert app.sees("Accord donné, aujourd’hui")
            await app.tap("sharing.withdrawn")
            assert (kept(tablet, samir).sharing, kept(tablet, samir).sharing_on) == (Consent.WITHDRAWN, clock.today())
            await undo(app)
            assert kept(tablet, samir).sharing == Consent.GIVEN

    play(story)


@pytest.mark.parametrize("known", [{"birth_year": clock.today().year - 17}, {"age_band": AgeBand.FROM_16_TO_17}])
def test_of_a_minor_a_parent_s_authorisation_is_asked_from_the_top(tmp_path: Path, known: dict[str, Any]) -> None:
    async def story() -> None:
        samir = person("Samir", **known)
        tablet = at_work(tmp_path, samir)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            await app.tap("file.minor")
            await app.tap("guardian.given")
            assert kept(tablet, samir).guardian == Consent.GIVEN
            assert not app.has("file.minor")

    play(story)
