"""FSE+ on screen: the questionnaire on a spell, the participants of a programme, their file and its columns."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import fse_mapping
from espace_mobile.app.actions.participant_entries import entry_id
from espace_mobile.domain.export_entry import ExportEntry
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.participant_entry import ParticipantEntry
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.report_vocabulary import Declared, EducationLevel
from espace_mobile.domain.vocabulary import Role
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.screens.spells import OMAR, PATHWAY, SAMIR, in_the_field, office, opened, spell
from tests.app.tablet import NORTH, Tablet, play, unlocked, worker

FUNDED = PATHWAY.but(fse=True)
CLAIRE = worker("Claire", Role.SUPERVISOR, (NORTH.id,))
PAGE = f"/programmes/{PATHWAY.id}/fse"


def talk(days: int) -> Interview:
    at = clock.now() - timedelta(days=days)
    return Interview(id=new_id(), team=NORTH.id, person_id=SAMIR.id, at=at, worker_id=OMAR.id)


def supervised(folder: Path, *facts: Fact) -> Tablet:
    return Tablet(folder, [NORTH, CLAIRE, SAMIR, *facts])


def answers(tablet: Tablet) -> ParticipantEntry:
    [one] = tablet.replica.all(ParticipantEntry)
    return one


def test_a_participant_is_asked_five_things_by_taps(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, FUNDED, spell(30), talk(20))
        async with unlocked(tablet) as app:
            await opened(app)
            assert app.name("enrolment.0.participant") == "Questionnaire FSE+, À demander"
            await app.tap("enrolment.0.participant")
            await app.tap("participant.save")
            assert app.sees("Touchez au moins une réponse")
            for identifier in ("education.isced_3_4", "disability.refused", "third_country.no", "homeless.unanswered"):
                await app.tap(identifier)
            await app.tap("rural.unknown")
            await app.tap("rural.unknown")  # taken back
            await app.tap("participant.save")
            kept = answers(tablet)
            assert (kept.education, kept.disability, kept.third_country, kept.homeless, kept.rural) == (
                EducationLevel.ISCED_3_4, Declared.REFUSED, Declared.NO, Declared.UNANSWERED, None,
            )  # fmt: skip
            assert app.sees("4 réponses sur 5")
            await app.tap("enrolment.0.participant")
            assert app.marked("disability.refused").selected
            await app.tap("rural.yes")
            await app.tap("participant.save")
            assert app.sees("Rempli")
            await app.tap("file.part.story")
            assert app.sees("Questionnaire FSE+ à l’entrée")

    play(story)


def test_what_was_begun_is_found_again_and_another_tablet_s_answer_stays(tmp_path: Path) -> None:
    async def story() -> None:
        one = spell(30)
        asked = ParticipantEntry(
            id=entry_id(one), team=NORTH.id, person_id=SAMIR.id, enrolment_id=one.id, rural=Declared.NO
        )
        tablet = office(tmp_path, FUNDED, one, talk(20), asked)
        async with unlocked(tablet) as app:
            await opened(app)
            await app.tap("enrolment.0.participant")
            await app.tap("homeless.yes")
            tablet.replica.save(asked.but(rural=Declared.YES), by="elsewhere")
            await app.settle()
            await app.tap("participant.save")
            assert (answers(tablet).rural, answers(tablet).homeless) == (Declared.YES, Declared.YES)

    play(story)


def test_nobody_else_is_asked_and_it_says_why(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(office(tmp_path / "alone", FUNDED, spell(30))) as app:
            await opened(app)
            assert app.sees("aucun entretien ni rendez-vous individuel depuis l’entrée")
            assert app.marked("enrolment.0.participant").on_tap is None
        async with unlocked(office(tmp_path / "unfunded", PATHWAY, spell(30), talk(20))) as app:
            await opened(app)
            assert not app.has("enrolment.0.participant")
        async with unlocked(in_the_field(tmp_path / "field", FUNDED, spell(30), talk(20))) as app:
            await opened(app)
            assert app.marked("enrolment.0.participant").on_tap is None

    play(story)


def test_a_programme_says_that_it_is_funded_and_leads_to_its_participants(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = supervised(tmp_path, PATHWAY)
        async with unlocked(tablet, route=f"/programmes/{PATHWAY.id}") as app:
            assert not app.has("programme.participants")
            await app.tap("programme.manage")
            await app.tap("programme.fse")
            now = tablet.replica.get(Programme, PATHWAY.id)
            assert now is not None
            assert (now.fse, now.validated) == (True, True)
            await app.tap("programme.back")
            await app.tap("programme.participants")
            assert app.page.route == PAGE
            await app.until(lambda: app.sees("Aucun participant sur cette période"))

    play(story)


def test_the_participants_what_is_missing_and_the_indicators(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = supervised(tmp_path, FUNDED, spell(30), talk(20))
        async with unlocked(tablet, route=PAGE, platform=ft.PagePlatform.ANDROID) as app:
            await app.tap("fse.which.present")
            await app.until(lambda: app.sees("1 participant"))
            assert app.sees("1 fiche à compléter")
            assert app.sees("Situation à l’entrée · questionnaire FSE+ · date de naissance")
            assert app.texts(app.marked("fse.eeco01"))[-1] == "1"
            assert "non recueilli" in app.texts(app.marked("fse.eeco14"))
            await app.tap("fse.missing.0")
            assert app.page.route == f"/people/{SAMIR.id}"
            assert app.has("enrolment.0.participant")

    play(story)


def test_the_file_is_saved_and_written_down(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = supervised(tmp_path, FUNDED, spell(30), talk(20))
        async with unlocked(tablet, route=PAGE, platform=ft.PagePlatform.ANDROID) as app:
            await app.tap("fse.which.present")
            await app.until(lambda: app.sees("1 participant"))
            assert app.sees("Ce fichier officiel nomme des personnes")
            await app.tap("fse.form.csv")
            await app.tap("fse.save")
            await app.until(lambda: [a for name, a in app.client.calls if name == "save_file"])
            [args] = [a for name, a in app.client.calls if name == "save_file"]
            assert "Haddad" in args["src_bytes"].decode()
            assert "Haddad" not in args["file_name"]
            [entry] = tablet.replica.all(ExportEntry)
            assert (entry.lines, entry.named, entry.worker_id) == (1, True, CLAIRE.id)

    play(story)


async def load(app: AppUnderTest, data: bytes) -> None:
    app.client.answers["pick_files"] = [{"id": 1, "name": "colonnes", "size": len(data), "bytes": data}]
    await app.tap("fse.columns.load")
    await app.settle()


def test_columns_are_loaded_checked_restored_and_saved(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = supervised(tmp_path, FUNDED, spell(30), talk(20))
        async with unlocked(tablet, route=PAGE, platform=ft.PagePlatform.ANDROID) as app:
            await app.until(lambda: app.has("fse.columns"))
            await app.tap("fse.columns")
            await load(app, b'[[columns]]\ntitle = "A"\nfield = "sexe"\n\n[[columns]]\ntitle = "A"\nfield = "sex"')
            assert "« sex »" in app.texts(app.marked("fse.fault.0"))[0].replace("\u202f", " ").replace("\u00a0", " ")
            assert app.has("fse.fault.1")
            assert not fse_mapping.is_own(tablet.replica)
            await load(app, b'[[columns]]\ntitle = "Genre"\nfield = "sex"')
            assert not app.has("fse.faults")
            assert app.texts(app.marked("fse.columns.titles")) == ["1. Genre"]
            await app.tap("fse.columns.save")
            await app.until(lambda: [a for name, a in app.client.calls if name == "save_file"])
            [args] = [a for name, a in app.client.calls if name == "save_file"]
            assert args["src_bytes"] == fse_mapping.text(tablet.replica).encode()
            await app.tap("fse.columns.restore")
            assert not fse_mapping.is_own(tablet.replica)
            await app.tap("fse.columns.done")
            assert app.sees("Celles de l’application")

    play(story)


def test_only_supervisors_come_here(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(office(tmp_path, FUNDED), route=PAGE) as app:
            assert not app.has("fse.which.present")

    play(story)
