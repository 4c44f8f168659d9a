"""Where a programme happens, and which communes it serves, the first ones and those it was extended to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions import programme_places, workers
from espace_mobile.app.components import card, line, link
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.identity_form import error_text
from espace_mobile.app.screens.place_choice import place_choice
from espace_mobile.app.screens.programmes.sheet.commune_sheet import CommuneSheet
from espace_mobile.app.screens.programmes.sheet.forms import form_sheet, use_form
from espace_mobile.app.screens.programmes.sheet.pieces import headed, stacked
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme_sheet import Coverage, ProgrammePlace
from espace_mobile.i18n.translator import sentence

_CLOSED, _NEW = "closed", ""


@component
def PlacesCard(programme_id: str) -> Any:
    """Tests: `sheet.place.{n}.remove`, `sheet.place.new`; those of `PlaceSheet`."""
    ui = use_ui()
    use_records(ProgrammePlace.kind, Place.kind)
    adding, add = use_value(False)
    may = workers.may_counsel(ui.session.worker)
    found = programme_places.places_of(ui.replica, programme_id)
    drawn = [
        line(ui, place.name, "" if place.type == "other" else ui.words.label(place.type), key=at.id,
             identifier=f"sheet.place.{n}", trail=_remove(ui, at, place, n) if may else None)
        for n, (at, place) in enumerate(found)
    ]  # fmt: skip
    sheet = [ft.Container(PlaceSheet(programme_id, lambda: add(False)))] if adding else []
    return card(
        ui,
        headed(ui, ui.t("sheet.places"), ui.t("sheet.add"), (lambda: add(True)) if may else None,
               identifier="sheet.place.new", sign=ft.Icons.ADD),
        stacked(*drawn, spacing=0) if drawn else muted(ui, ui.t("sheet.no_place")), *sheet,
    )  # fmt: skip


def _remove(ui: Ui, at: ProgrammePlace, place: Place, n: int) -> ft.Control:
    session, words = ui.session, ui.t("sheet.remove")

    def remove() -> None:
        act = lambda: programme_places.remove(session.replica, at, session.worker)  # noqa: E731
        note(ui, act, ui.t("sheet.place_removed"))

    return link(ui, words, remove, identifier=f"sheet.place.{n}.remove", danger=True, field=True,
                description=f"{place.name}, {words}")  # fmt: skip


@component
def PlaceSheet(programme_id: str, on_close: Callable[[], Any]) -> Any:
    """Tests: `place.{id}`, `at.save`."""
    ui = use_ui()
    draft = use_form(f"sheet.place.{programme_id}", {"place_id": "", "place": ""})
    ft.use_dialog(_sheet(ui, programme_id, draft, on_close))
    return ft.Container(visible=False)


def _sheet(ui: Ui, programme_id: str, draft: Draft, on_close: Callable[[], Any]) -> ft.DialogControl:
    session = ui.session
    act = lambda: programme_places.add_place(  # noqa: E731
        session.replica, programme_id, draft.get("place_id"), draft.get("place"), session.worker
    )
    return form_sheet(
        ui, draft, ui.t("sheet.place"), [place_choice(ui, draft), *error_text(ui, draft, "record")], name="at",
        on_close=on_close, save=lambda: note(ui, act, ui.t("sheet.place_added"), draft, on_close),
    )  # fmt: skip


@component
def CommunesCard(programme_id: str) -> Any:
    """Tests: `commune.{n}`, `commune.new`; those of `CommuneSheet`."""
    ui = use_ui()
    use_records(Coverage.kind)
    opened, show = use_value(_CLOSED)
    may = workers.may_counsel(ui.session.worker)

    def opener(id: str) -> Callable[[], None] | None:
        return (lambda: show(id)) if may else None

    drawn = [
        line(ui, c.name, _words(ui, c), identifier=f"commune.{n}", on_tap=opener(c.id), key=c.id)
        for n, c in enumerate(programme_places.communes_of(ui.replica, programme_id))
    ]
    close = lambda: show(_CLOSED)  # noqa: E731
    sheet = [] if opened == _CLOSED else [ft.Container(CommuneSheet(programme_id, opened, close), key=opened or "new")]
    return card(
        ui,
        headed(ui, ui.t("sheet.communes"), ui.t("sheet.add"), (lambda: show(_NEW)) if may else None,
               identifier="commune.new", sign=ft.Icons.ADD),
        stacked(*drawn, spacing=0) if drawn else muted(ui, ui.t("sheet.no_commune")), *sheet,
    )  # fmt: skip


def _words(ui: Ui, commune: Coverage) -> str:
    """« Extension, depuis le 3 mai 2026 »; of the first communes « Depuis le 3 mai 2026 »."""
    since = ui.words.short_day(commune.since, year=True) if commune.since else ""
    said = ui.t("sheet.extension") if commune.extension else ""
    return sentence(", ".join(filter(None, [said, ui.t("sheet.served_from", day=since) if since else ""])))
