"""The way to the sheet of a day, and how much of what it takes is ready."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions import equipment
from espace_mobile.app.components import link
from espace_mobile.app.ui import memo, use_records, use_ui
from espace_mobile.domain.outing import Outing


@memo
def _Link(outing: Outing) -> Any:
    ui = use_ui()
    use_records("equipment_item", "equipment_check")
    listed = equipment.of_date(ui.replica, outing)
    ready = ui.t("day_sheet.ready", ready=sum(one.checked for one in listed), all=len(listed))
    words = f"{ui.t('day_sheet.title')} · {ready}"
    go = lambda: ft.context.page.navigate(f"/schedule/{outing.id}/day")  # noqa: E731
    return ft.Row([link(ui, words, go, identifier="day_sheet.open", field=True, icon_name=ft.Icons.CHECKLIST)],
                  wrap=True)  # fmt: skip


def day_sheet_link(outing: Outing) -> ft.Control:
    """« Fiche du jour · 4 sur 6 prêts ». Tests: `day_sheet.open`."""
    return ft.Container(_Link(outing))
