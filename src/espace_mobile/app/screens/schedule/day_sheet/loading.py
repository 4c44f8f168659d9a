"""What is to be loaded: a tap a thing, the same on every tablet of the team."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions import equipment, workers
from espace_mobile.app.actions.equipment import Loaded
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import card, link, title, touchable
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.theme import BODY, TOUCH_FIELD
from espace_mobile.app.ui import Ui, memo, use_records, use_ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.schedule_vocabulary import Equipment


@memo
def Loading(outing: Outing) -> Any:
    """Tests: `load.{n}`, `load.edit`."""
    ui = use_ui()
    use_records("equipment_item", "equipment_check")
    listed = equipment.of_date(ui.replica, outing)
    may = equipment.may_tick(ui.session.worker, outing)
    ready = sum(one.checked for one in listed)
    said = ui.t("day_sheet.ready", ready=ready, all=len(listed))
    head = ft.Row([title(ui, ui.t("day_sheet.load")), muted(ui, said)], wrap=True, spacing=12,
                  alignment=ft.MainAxisAlignment.SPACE_BETWEEN)  # fmt: skip
    rows = [_line(ui, outing, one, n, may) for n, one in enumerate(listed)]
    edit = lambda: ft.context.page.navigate("/schedule/equipment")  # noqa: E731
    more = [link(ui, ui.t("day_sheet.edit_list"), edit, identifier="load.edit", icon_name=ft.Icons.EDIT_OUTLINED)]
    parts = [ft.Row([*more], wrap=True)] if workers.may_plan(ui.session.worker) else []
    return card(ui, head, ft.Column(rows, spacing=0, tight=True), *parts)


def item_words(ui: Ui) -> Callable[[Equipment], str]:
    return lambda code: ui.words.label(code)


def _line(ui: Ui, outing: Outing, one: Loaded, n: int, may: bool) -> ft.Control:
    session = ui.session

    def turn() -> None:
        attempt(ui, lambda: equipment.tick(session.replica, outing, one.item, not one.checked, session.worker))

    name = one.name or ui.words.label(one.code)
    sign = ft.Icons.CHECK_BOX if one.checked else ft.Icons.CHECK_BOX_OUTLINE_BLANK
    tone = ui.palette.ok if one.checked else ui.palette.ink
    inside = ft.Row([icon(ui, sign, 28, tone), label(ui, name, BODY, tone, expand=True)], spacing=12)
    state = ui.t("day_sheet.loaded" if one.checked else "day_sheet.not_loaded")
    if not may:
        return ft.Semantics(identifier=f"load.{n}", container=True, value=state, content=inside)
    return touchable(
        ui, inside, identifier=f"load.{n}", name=name, value=state, selected=one.checked, on_tap=turn,
        height=ui.size(TOUCH_FIELD) if not ui.large else None, padding=ft.Padding.symmetric(horizontal=4, vertical=6),
    )  # fmt: skip
