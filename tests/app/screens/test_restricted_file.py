"""A restricted file, an objection and a rectification, as they are met on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from espace_mobile.app import clock
from espace_mobile.app.actions import register, restricted
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.rights_entry import RightsEntry
from espace_mobile.domain.rights_vocabulary import KeptBecause, RegisterSort, RequestAnswer
from espace_mobile.domain.vocabulary import Role
from espace_mobile.protocol.values import new_id
from tests.app.screens.register import CLAIRE, person, undo
from tests.app.tablet import NORTH, Tablet, play, unlocked, worker

TODAY = clock.today()


def asked(of: Person, sort: RegisterSort = RegisterSort.RESTRICTION, **more: object) -> RightsEntry:
    return RightsEntry(id=new_id(), team=of.team, person_id=of.id, sort=sort, on=TODAY, worker_id=CLAIRE.id, **more)


def office(folder: Path, *facts: Fact) -> Tablet:
    return Tablet(folder, [NORTH, CLAIRE, *facts], device_role="supervisor")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_restricted_file_says_so_is_read_and_asks_a_supervisor(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        samir = person("Samir")
        counsellor = worker("Omar", Role.COUNSELLOR, (NORTH.id,))
        tablet = Tablet(tmp_path, [NORTH, counsellor, samir, asked(samir)])
        async with unlocked(tablet, language) as app:
            await app.go(f"/people/{samir.id}")
            assert app.has("restriction")
            assert app.sees("Demandez à la coordination" if language == "fr" else "Ask a supervisor")
            for write in ("restriction.allow", "note.save", "appointment.book", "relance.by_hand", "next.step.add"):
                assert not app.has(write)
            await app.tap("file.part.path")
            assert not app.has("interview.begin")
            await app.tap("file.edit")
            assert app.has("edit.shut")
            assert not app.has("edit.save")

    play(story)


def test_a_supervisor_allows_work_says_why_then_lifts_it(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        granted = {"given": RequestAnswer.DONE, "answered_on": TODAY, "answered_by": CLAIRE.id}
        tablet = office(tmp_path, samir, asked(samir, **granted))
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            await app.tap("restriction.allow")
            await app.tap("restriction.save")
            assert app.sees("Touchez la raison")
            await app.tap("allowed.because.consent")
            await app.tap("allowed.days.7")
            await app.tap("restriction.save")
            assert not app.has("restriction.allow")
            await app.type("Note", "Rappeler mardi")
            await app.tap("note.save")
            assert tablet.replica.count(PersonNote) == 1
            await app.tap("restriction.lift")
            await app.tap("restriction.save")
            assert not app.has("restriction")
            await undo(app)
            assert app.has("restriction")
        (line,) = tablet.replica.where(RightsEntry, sort=RegisterSort.ALLOWED)
        assert (line.worker_id, restricted.allowed_until(tablet.replica, samir.id, TODAY)) == (CLAIRE.id, line.until)

    play(story)


def test_an_objection_accepted_is_decided_at_once(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = office(tmp_path, samir, asked(samir, RegisterSort.OBJECTION))
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            await app.tap("file.part.situation")
            await app.tap("request.0")
            await app.tap("request.given.done")
            await app.tap("request.save")
            assert app.has("objection.erase")
            await app.tap("objection.keep")
            await app.tap("restriction.save")
            assert app.sees("Dites quelle loi")
            await app.type("Quelle loi, ou quel droit à défendre", "Convention du PRAPS")
            await app.tap("restriction.save")
            assert not app.has("objection")
        (line,) = tablet.replica.where(RightsEntry, sort=RegisterSort.KEPT)
        assert (line.because, line.text) == (KeptBecause.LEGAL, "Convention du PRAPS")

    play(story)


def test_a_rectification_granted_leads_to_the_form_and_back(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = office(tmp_path, samir, asked(samir, RegisterSort.RECTIFICATION))
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            await app.tap("file.part.situation")
            await app.tap("request.0")
            await app.tap("request.given.done")
            await app.tap("request.save")
            assert app.page.route == f"/people/{samir.id}/edit"
            await app.tap("edit.cancel")
            assert app.page.route == f"/people/{samir.id}"
        assert register.requests_of(tablet.replica, samir.id)[0].given == RequestAnswer.DONE

    play(story)
