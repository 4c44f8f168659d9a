"""The list of what is loaded, of the whole association: added to, renamed, left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions import equipment
from espace_mobile.app.components import card, header, line, link, page_body, text_field
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.noting import note
from espace_mobile.app.screens.identity_form import wide
from espace_mobile.app.screens.programmes.sheet.forms import form_sheet, use_form
from espace_mobile.app.screens.schedule.day_sheet.loading import item_words
from espace_mobile.app.ui import component, use_records, use_ui, use_value
from espace_mobile.domain.equipment import EquipmentItem

_CLOSED, _NEW = "closed", ""


@component
def EquipmentList() -> Any:
    """Tests: `item.{n}`, `item.new`; those of `ItemSheet`."""
    ui = use_ui()
    use_records("equipment_item")
    opened, show = use_value(_CLOSED)
    listed = equipment.items(ui.replica) or equipment.default_items(item_words(ui))

    def opener(id: str) -> Callable[[], None]:
        return lambda: show(id)

    lines: list[ft.Control] = [
        line(ui, item.name, identifier=f"item.{n}", lead=icon(ui, ft.Icons.CHECK_BOX_OUTLINE_BLANK, 22,
                                                              ui.palette.muted), on_tap=opener(item.id), key=item.id)
        for n, item in enumerate(listed)
    ]  # fmt: skip
    add = link(ui, ui.t("equipment.new"), opener(_NEW), identifier="item.new", icon_name=ft.Icons.ADD)
    shown = next((item for item in listed if item.id == opened), None)
    sheets = [] if opened == _CLOSED else [
        ft.Container(ItemSheet(shown, lambda: show(_CLOSED)), key=opened or "new")
    ]  # fmt: skip
    head = header(ui, ui.t("equipment.title"), back="/schedule")
    return page_body(ui, head, card(ui, muted(ui, ui.t("equipment.hint")), *lines, ft.Row([add], wrap=True)), *sheets)


@component
def ItemSheet(shown: EquipmentItem | None, on_close: Callable[[], Any]) -> Any:
    """None: a new one. Tests: `item.save`, `item.cancel`, `item.leave_out`."""
    ui = use_ui()
    draft = use_form(f"equipment.{shown.id if shown else ''}", {"name": shown.name if shown else ""})
    session, named = ui.session, item_words(ui)

    def act() -> object:
        if shown is None:
            return equipment.add(session.replica, draft.get("name"), session.worker, named)
        return equipment.rename(session.replica, shown, draft.get("name"), session.worker, named)

    def leave_out() -> None:
        assert shown is not None
        note(ui, lambda: equipment.leave_out(session.replica, shown, session.worker, named),
             ui.t("equipment.left_out", name=shown.name), draft, on_close)  # fmt: skip

    content: list[ft.Control] = [
        wide(text_field(ui, draft, "name", ui.t("equipment.name"), capitalization=ft.TextCapitalization.SENTENCES)),
    ]
    if shown is not None:
        content.append(
            ft.Row([link(ui, ui.t("equipment.leave_out"), leave_out, identifier="item.leave_out", field=True,
                         icon_name=ft.Icons.PLAYLIST_REMOVE)], wrap=True)
        )  # fmt: skip
    words = shown.name if shown else ui.t("equipment.new")
    ft.use_dialog(
        form_sheet(ui, draft, words, content, name="item", on_close=on_close,
                   save=lambda: note(ui, act, ui.t("equipment.saved"), draft, on_close))
    )  # fmt: skip
    return ft.Container(visible=False)
