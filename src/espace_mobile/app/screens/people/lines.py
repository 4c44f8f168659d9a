"""One person on one line of a list."""

from __future__ import annotations

import flet as ft

from espace_mobile.app.actions.conflicts import open_conflicts
from espace_mobile.app.actions.finding import Found
from espace_mobile.app.components import line, pill
from espace_mobile.app.components.touch import Handler
from espace_mobile.app.screens.wording import person_name, seen, traits
from espace_mobile.app.ui import Ui

EXTENT = 66  # px: a name, a detail, and room for a thumb


def person_line(
    ui: Ui, found: Found, on_tap: Handler, *, identifier: str, selected: bool = False, trail: ft.Control | None = None
) -> ft.Control:
    person = found.person
    detail = " · ".join(filter(None, [traits(ui, person.sex, person.age_band), seen(ui, found.seen_on)]))
    return line(
        ui, person_name(ui, person), detail, identifier=identifier, on_tap=on_tap, selected=selected, key=person.id,
        trail=trail or _to_settle(ui, person.id),
    )  # fmt: skip


def _to_settle(ui: Ui, person_id: str) -> ft.Control | None:
    if not open_conflicts(ui.replica, person_id):
        return None
    return pill(ui, ft.Icons.CALL_SPLIT, ui.t("conflict.pill"), "alert")
