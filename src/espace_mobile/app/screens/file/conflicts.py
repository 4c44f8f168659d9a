"""Fields of a file, and of what is told in it, that two tablets wrote: on top of it until somebody chooses."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions.conflicts import conflicts_of_person
from espace_mobile.app.components.text import label
from espace_mobile.app.screens.file.conflict_card import OtherValue, conflict_card
from espace_mobile.app.screens.file.conflict_words import kind_of
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import component, use_records, use_ui
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.person import Person


@component
def Conflicts(person_id: str) -> Any:
    ui = use_ui()
    use_records("conflict", Person.kind, Merge.kind)
    writing, write = ft.use_state("")
    found = conflicts_of_person(ui.replica, person_id)
    asked = next((d for d in found if d.id == writing), None)
    asking = [ft.Container(OtherValue(asked, person_id, lambda: write("")), key=asked.id)] if asked else []
    return ft.Column(
        [
            *asking,
            *(conflict_card(ui, d, n, write, *([] if d.of_kind == Person.kind else [label(ui, kind_of(ui, d), SMALL)]))
              for n, d in enumerate(found)),
        ],
        spacing=16, visible=bool(found),
    )  # fmt: skip
