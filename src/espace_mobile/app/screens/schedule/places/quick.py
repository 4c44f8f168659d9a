"""A place made on the spot, while a date is being planned: its name, kind and neighbourhood; the rest later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions import places
from espace_mobile.app.actions.places import Described
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import text_field
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.identity_form import wide
from espace_mobile.app.screens.programmes.sheet.forms import form_sheet, use_form
from espace_mobile.app.screens.schedule.places.fields import area_choice, commune_choice, type_choice
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import component, use_ui
from espace_mobile.domain.place import Place
from espace_mobile.domain.vocabulary import PlaceType


@component
def QuickPlace(on_made: Callable[[str], Any], on_close: Callable[[], Any]) -> Any:
    """A sheet. Tests: `place_type.{code}`, `commune.{n}`, `area.{n}`, `place_quick.save`, `place_quick.cancel`."""
    ui = use_ui()
    first = {"name": "", "type": str(PlaceType.SQUARE), "commune_name": "", "commune_insee": "", "neighbourhood": ""}
    draft = use_form("place.quick", first)

    def save() -> None:
        session, made = ui.session, list[Place]()
        if attempt(ui, lambda: made.append(places.add(session.replica, session.worker, described(draft)).fact), draft):
            draft.drop()
            on_made(made[0].id)

    name = text_field(
        ui, draft, "name", ui.t("place.name"), autocorrect=False, capitalization=ft.TextCapitalization.SENTENCES
    )
    content = [
        wide(name), type_choice(ui, draft), commune_choice(ui, draft), area_choice(ui, draft),
        muted(ui, ui.t("place.quick_hint"), SMALL),
    ]  # fmt: skip
    ft.use_dialog(
        form_sheet(ui, draft, ui.t("place.new"), content, name="place_quick", save=save, on_close=on_close)
    )  # fmt: skip
    return ft.Container(visible=False)


def described(draft: Draft) -> Described:
    return Described(
        name=draft.get("name"), type=PlaceType(draft.get("type") or PlaceType.OTHER),
        commune_name=draft.get("commune_name"), commune_insee=draft.get("commune_insee"),
        neighbourhood=draft.get("neighbourhood"),
    )  # fmt: skip
