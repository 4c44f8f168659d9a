"""One commune that the programme serves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import programme_places
from espace_mobile.app.components import link, switch, text_field
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.day_choice import DayChoice, day_of
from espace_mobile.app.screens.identity_form import wide
from espace_mobile.app.screens.programmes.sheet.forms import form_sheet, use_form
from espace_mobile.app.ui import Ui, component, use_ui
from espace_mobile.domain.programme_sheet import Coverage

_FAR = timedelta(days=30 * 366)


@component
def CommuneSheet(programme_id: str, commune_id: str, on_close: Callable[[], Any]) -> Any:
    """`commune_id`: of a `Coverage`, empty for a new one. Tests: `commune.extension`, `commune.since.{ISO day}`,
    `commune.save`, `commune.remove`."""
    ui = use_ui()
    commune = ui.replica.get(Coverage, commune_id) if commune_id else None
    draft = use_form(f"sheet.commune.{commune_id or programme_id}", _values(commune))
    ft.use_dialog(_sheet(ui, programme_id, commune, draft, on_close))
    return ft.Container(visible=False)


def _values(commune: Coverage | None) -> dict[str, Any]:
    if commune is None:
        return {"commune": "", "commune_insee": "", "extension": False, "since": ""}
    since = commune.since.isoformat() if commune.since else ""
    return {"commune": commune.name, "commune_insee": commune.commune_insee or "", "extension": commune.extension,
            "since": since}  # fmt: skip


def _sheet(
    ui: Ui, programme_id: str, commune: Coverage | None, draft: Draft, on_close: Callable[[], Any]
) -> ft.DialogControl:  # fmt: skip
    session, today = ui.session, clock.today()

    def act() -> object:
        return programme_places.set_commune(
            session.replica, programme_id, draft.get("commune"), session.worker, insee=draft.get("commune_insee"),
            extension=bool(draft.get("extension")), since=day_of(draft, "since"), itself=commune,
        )  # fmt: skip

    def remove(commune: Coverage) -> None:
        act = lambda: programme_places.remove(session.replica, commune, session.worker)  # noqa: E731
        note(ui, act, ui.t("sheet.commune_removed"), draft, on_close)

    gone = [] if commune is None else [
        ft.Row([link(ui, ui.t("sheet.remove_commune"), lambda: remove(commune), identifier="commune.remove",
                     danger=True, field=True)]),
    ]  # fmt: skip
    content = [
        wide(text_field(ui, draft, "commune", ui.t("sheet.commune"), capitalization=ft.TextCapitalization.WORDS,
                        autocorrect=False)),
        wide(text_field(ui, draft, "commune_insee", ui.t("sheet.insee"), helper=ui.t("sheet.insee_hint"),
                        autocorrect=False, enable_suggestions=False)),
        switch(ui, ui.t("sheet.extension"), bool(draft.get("extension")), identifier="commune.extension",
               on_change=lambda on: draft.set("extension", on, redraw=True), detail=ui.t("sheet.extension_hint")),
        DayChoice(draft, "since", ui.t("sheet.served"), [today], today - _FAR, today + _FAR, "commune.since"), *gone,
    ]  # fmt: skip
    return form_sheet(
        ui, draft, ui.t("sheet.commune"), content, name="commune", on_close=on_close,
        save=lambda: note(ui, act, ui.t("sheet.commune_saved"), draft, on_close),
    )  # fmt: skip
