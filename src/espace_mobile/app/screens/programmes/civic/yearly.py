"""How many missions are wanted a year: the sheet names no number, the association sets its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions import civic_missions
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, link, sheet, text_field
from espace_mobile.app.components.text import muted
from espace_mobile.app.screens.identity_form import wide
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import component, use_draft, use_ui
from espace_mobile.domain.programme import Programme
from espace_mobile.errors import InputError

FIELD = "missions_a_year"


@component
def YearlySheet(programme_id: str, on_close: Callable[[], Any]) -> Any:
    """Mounted while open. Tests: `civic.number.save`, `civic.number.none`."""
    ui = use_ui()
    programme = ui.replica.get(Programme, programme_id)
    known = programme.missions_a_year if programme else None
    draft = use_draft(f"civic.number.{programme_id}", {FIELD: str(known or "")})
    ft.use_state(draft)

    def save(typed: str) -> None:
        session = ui.session

        def act() -> None:
            if typed and not typed.isdecimal():
                raise InputError(FIELD, "out_of_range", min=1, max=civic_missions.MOST_A_YEAR)
            if programme is not None:
                civic_missions.set_yearly(session.replica, programme, int(typed) if typed else None, session.worker)

        if attempt(ui, act, draft):
            draft.drop()
            on_close()

    typed = text_field(ui, draft, FIELD, ui.t("civic.number"), keyboard_type=ft.KeyboardType.NUMBER,
                       on_submit=lambda: save(str(draft.get(FIELD)).strip()))  # fmt: skip
    none = link(ui, ui.t("civic.number_none"), lambda: save(""), identifier="civic.number.none", field=True)
    ft.use_dialog(
        sheet(
            ui, ui.t("civic.number"), [muted(ui, ui.t("civic.number_hint"), SMALL), wide(typed), ft.Row([none])],
            on_close,
            actions=[
                button(ui, ui.t("action.save"), lambda: save(str(draft.get(FIELD)).strip()),
                       identifier="civic.number.save", primary=True, field=True),
            ],
        )
    )  # fmt: skip
    return ft.Container(visible=False)
