"""What is known beside the identity: where the person lives, how they heard of us, when the file was opened."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions.files import person_of
from espace_mobile.app.components import card, title
from espace_mobile.app.screens.file.identity import fact_lines
from espace_mobile.app.screens.wording import day_words, team_name
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import Qpv


@component
def Details(person_id: str) -> Any:
    ui = use_ui()
    use_records(Person.kind)
    person = person_of(ui.replica, person_id)
    lines = _lines(ui, person) if person else []
    if not lines:
        return ft.Container(visible=False)
    return card(ui, title(ui, ui.t("file.details")), *lines)


def _lines(ui: Ui, person: Person) -> list[ft.Control]:
    return fact_lines(
        ui,
        (ft.Icons.HOME_OUTLINED, person.address or ""),
        (ft.Icons.LOCATION_CITY_OUTLINED, ui.words.label(person.qpv) if person.qpv != Qpv.UNKNOWN else ""),
        (ft.Icons.CAMPAIGN_OUTLINED, _heard(ui, person)),
        (ft.Icons.FOLDER_OPEN_OUTLINED, _opened(ui, person)),
    )


def _opened(ui: Ui, person: Person) -> str:
    opened = ui.t("file.opened_on", day=day_words(ui, person.opened_on)) if person.opened_on else ""
    return ", ".join(filter(None, [opened, team_name(ui, person.team)]))


def _heard(ui: Ui, person: Person) -> str:
    return ui.t("file.heard", channel=ui.words.label(person.heard_via).lower()) if person.heard_via else ""
