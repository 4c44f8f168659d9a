"""A file's fields in words: no identifier and no code ever shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from espace_mobile.app.screens.file.field_words import field_name, value_words
from espace_mobile.app.theme import PALETTES
from espace_mobile.app.ui import Ui
from espace_mobile.domain.person import Person
from espace_mobile.i18n import translator
from tests.app.screens.register import person
from tests.app.tablet import AWA, MARKET, NORTH, TabletSession, at_work, outing

TODAY = outing()
SAID = {
    "referent_id": (AWA.id, "Awa"), "team": (NORTH.id, "Équipe Nord"), "opened_at_outing_id": (TODAY.id, MARKET.name),
    "languages": (["fr", "ar", "xx"], "français, arabe et autre langue"),
    "reach_by": (["text_message", "call"], "SMS et Appel"), "sharing": ("given", "Accord donné"),
    "guardian": ("refused", "Refus"), "next_step_on": ("2026-05-14", "14 mai 2026"),
    "sharing_on": ("2026-05-14", "14 mai 2026"), "email": ("a@exemple.fr", "a@exemple.fr"),
    "next_step": ("CV", "CV"), "phone": ("+33639980001", "06 39 98 00 01"), "birth_year": (1990, "1990"),
    "barrier_housing": ("yes", "Oui"), "reach_note": (None, "Rien"), "needs": (["sante"], "Santé"),
    "of_a_newer_version": ("0" * 32, "valeur d’une autre version"),
}  # fmt: skip


class State:
    """What `Ui` asks of the state: the session."""

    def __init__(self, session: TabletSession) -> None:
        self.session = session


@pytest.fixture
def ui(tmp_path: Path) -> Ui:
    tablet = at_work(tmp_path, TODAY, person("Samir"))
    return Ui(State(TabletSession(tablet, AWA.id)), translator("fr"), PALETTES["day"], 1.0, 360)  # type: ignore[arg-type]


@pytest.mark.parametrize("field", SAID)
def test_a_value_is_said_in_words(ui: Ui, field: str) -> None:
    value, said = SAID[field]
    assert value_words(ui, field, value) == said


def test_every_field_of_a_file_has_a_name(ui: Ui) -> None:
    other = field_name(ui, "of_a_newer_version")
    assert [field for field in Person(id="0" * 32).fields() if field_name(ui, field) == other] == []


def test_no_field_of_a_file_shows_an_identifier(ui: Ui) -> None:
    for field in ("team", "referent_id", "opened_at_outing_id", "of_a_newer_version"):
        assert not re.search(r"[0-9a-f]{32}", value_words(ui, field, "a" * 32)), field
