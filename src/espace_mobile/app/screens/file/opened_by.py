"""In a file: who opened it. A supervisor's."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions import workers
from espace_mobile.app.components import link
from espace_mobile.app.ui import component, use_ui


@component
def OpenedBy(person_id: str) -> Any:
    """Tests: `file.opened_by`."""
    ui = use_ui()
    if not workers.may_supervise(ui.session.worker):
        return ft.Container(visible=False)
    to_log = link(
        ui, ui.t("access.of_file"), lambda: ft.context.page.navigate(f"/access-log/{person_id}"),
        identifier="file.opened_by", icon_name=None if ui.large else ft.Icons.VISIBILITY_OUTLINED,
    )  # fmt: skip
    return ft.Row([to_log])
