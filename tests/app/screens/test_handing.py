"""A person is handed their file: on paper and as JSON, both saying the same."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import flet as ft
import pytest

from espace_mobile.app import clock
from espace_mobile.app.actions import person_export
from espace_mobile.app.screens.file.handing import JSON, PDF, made
from espace_mobile.app.screens.file.handing_fields import SILENT
from espace_mobile.app.screens.file.handing_words import field_of, sections
from espace_mobile.app.theme import PALETTES
from espace_mobile.app.ui import Ui
from espace_mobile.domain.export_entry import ExportEntry
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.relative import Relative
from espace_mobile.domain.rights_entry import RightsEntry
from espace_mobile.domain.rights_vocabulary import RegisterSort, RequestAnswer
from espace_mobile.i18n import translator
from espace_mobile.protocol.values import new_id
from tests.app.screens.register import CLAIRE, open_file, person
from tests.app.screens.test_field_words import State
from tests.app.tablet import NORTH, Tablet, TabletSession, play, unlocked

ABOUT = [kind for kind in KINDS.values() if kind.about or kind.also_about]


def told_of(about: Person, word: str) -> list[object]:
    more = {"team": NORTH.id, "person_id": about.id}
    return [
        PersonNote(id=new_id(), at=clock.now(), text=f"{word} note", worker_id=CLAIRE.id, **more),
        Interview(id=new_id(), at=clock.now(), line=f"{word} ligne", work_project=f"{word} projet", **more),
        Relative(id=new_id(), name=f"{word} proche", **more),
    ]


@pytest.fixture
def samir() -> Person:
    return person("Samir", "Haddad", phone="+33639980001")


@pytest.fixture
def tablet(tmp_path: Path, samir: Person) -> Tablet:
    lina = person("Lina", "Autre")
    facts = [NORTH, CLAIRE, samir, lina, *told_of(samir, "dit"), *told_of(lina, "ailleurs")]
    return Tablet(tmp_path, facts, device_role="supervisor")  # type: ignore[arg-type]


def ui_of(tablet: Tablet, language: str = "fr") -> Ui:
    state = State(TabletSession(tablet, CLAIRE.id))
    state.installation = tablet  # type: ignore[attr-defined]
    return Ui(state, translator(language), PALETTES["day"], 1.0, 360)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_paper_tells_in_words_all_that_was_noted(tablet: Tablet, samir: Person, language: str) -> None:
    ui = ui_of(tablet, language)
    found = list(sections(ui, person_export.gather(tablet.replica, samir, every_team=False)))
    said = repr(found)
    assert all(f"dit {what}" in said for what in ("note", "ligne", "projet", "proche"))
    assert all(words in said for words in ("Samir", "06 39 98 00 01", "Claire"))
    assert "ailleurs" not in said
    assert "Lina" not in said
    assert samir.id not in said
    assert ui.t("handing.other_teams") in said


def test_every_field_of_every_kind_is_told_or_known_to_be_silent() -> None:
    untold = {
        f"{kind.kind}.{name}"
        for kind in ABOUT
        for name in kind.model_fields
        if field_of(kind.kind, name) is None and name not in SILENT | {"team", "seen", "subject_id", "source_id",
                                                                       "import_run", "height", "other_id", "replaced"}
    }  # fmt: skip
    assert untold == set()


def test_the_paper_is_a_pdf_and_the_json_says_the_same_people(tablet: Tablet, samir: Person) -> None:
    assert made(ui_of(tablet), samir, PDF).startswith(b"%PDF")
    found = json.loads(made(ui_of(tablet), samir, JSON))
    assert [file["first_name"] for file in found["files"]] == ["Samir"]
    assert set(found["facts"]) == {"person_note", "interview", "relative"}


def test_handing_it_over_answers_the_request_there_was(
    tablet: Tablet, samir: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved: list[tuple[str, bytes]] = []

    async def save_file(_: object, file_name: str = "", src_bytes: bytes = b"", **__: object) -> str:
        saved.append((file_name, src_bytes))
        return "here"

    monkeypatch.setattr(ft.FilePicker, "save_file", save_file)

    async def story() -> None:
        async with unlocked(tablet) as app:
            await open_file(app, samir, "situation")
            await app.tap("request.new")
            await app.tap("request.save")
            assert app.sees("Touchez ce qui est demandé")
            await app.tap("request.request.access")
            await app.tap("request.save")
            assert app.sees("à répondre avant le")
            await app.tap("request.hand")
            await app.tap("handing.json")
            await app.until(lambda: saved and not app.has("handing.json"))
            assert not app.sees("à répondre avant le")
        [entry] = tablet.replica.all(RightsEntry)
        assert (entry.sort, entry.given, entry.answered_on) == (RegisterSort.ACCESS, RequestAnswer.DONE, clock.today())
        [left] = tablet.replica.all(ExportEntry)
        assert (left.sort, left.format, left.named, left.worker_id) == ("person_file", "json", True, CLAIRE.id)
        assert "Samir" not in saved[0][0]
        assert json.load(BytesIO(saved[0][1]))["format"] == "espace-mobile.person"

    play(story)


def test_a_refusal_wants_its_reasons(tablet: Tablet, samir: Person) -> None:
    async def story() -> None:
        async with unlocked(tablet) as app:
            await open_file(app, samir, "situation")
            await app.tap("request.new")
            await app.tap("request.request.objection")
            await app.tap("request.save")
            await app.tap("request.0")
            await app.tap("request.given.refused")
            await app.tap("request.save")
            assert app.sees_error("Réponse donnée")
            await app.type("Réponse donnée", "Obligation envers le financeur")
            await app.tap("request.save")
            assert app.sees("Refusé le")

    play(story)
