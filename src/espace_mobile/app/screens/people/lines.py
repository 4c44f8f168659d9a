"""One person on one line of a list."""

from __future__ import annotations

import flet as ft

from espace_mobile.app.actions.conflicts import open_conflicts
from espace_mobile.app.actions.finding import Found
from espace_mobile.app.actions.urgent import is_urgent
from espace_mobile.app.components import line, pill
from espace_mobile.app.components.text import icon
from espace_mobile.app.components.touch import Handler
from espace_mobile.app.screens.urgent import urgent_pill
from espace_mobile.app.screens.wording import person_name, seen, traits
from espace_mobile.app.ui import Ui
from espace_mobile.domain.vocabulary import PersonStatus

EXTENT = 66  # px: a name, a detail, and room for a thumb


def person_line(
    ui: Ui, found: Found, on_tap: Handler, *, identifier: str, selected: bool = False, trail: ft.Control | None = None
) -> ft.Control:
    person = found.person
    clash = bool(open_conflicts(ui.replica, person.id))
    about = traits(ui, person.sex, person.age_band)
    if person.status == PersonStatus.ARCHIVED:  # found by supervisors only
        about = ui.words.label(person.status)
    urgent = is_urgent(ui.replica, person.id)
    if urgent and not ui.rail:
        about = ui.t("urgent.pill")
    elif clash and not ui.rail:
        about = ui.t("conflict.pill")
    detail = " · ".join(filter(None, [about, seen(ui, found.seen_on)]))
    return line(
        ui, person_name(ui, person), detail, identifier=identifier, on_tap=on_tap, selected=selected, key=person.id,
        trail=trail or (urgent_pill(ui) if urgent else _to_settle(ui) if clash else None),
    )  # fmt: skip


def _to_settle(ui: Ui) -> ft.Control:
    """On a phone the words are in the detail, for a pill would cut it."""
    if ui.rail:
        return pill(ui, ft.Icons.CALL_SPLIT, ui.t("conflict.pill"), "alert")
    return ft.Container(icon(ui, ft.Icons.CALL_SPLIT, 22, ui.palette.alert), padding=ft.Padding.only(right=8))
