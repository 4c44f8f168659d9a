"""The way to the report of a programme, for whoever may make it."""

from __future__ import annotations

import flet as ft

from espace_mobile.app.actions import workers
from espace_mobile.app.components import link
from espace_mobile.app.ui import Ui


def report_link(ui: Ui, programme_id: str, identifier: str) -> list[ft.Control]:
    """A supervisor's, also of what is over; nothing to others."""
    if not workers.may_supervise(ui.session.worker):
        return []
    go = lambda: ft.context.page.navigate(f"/programmes/{programme_id}/report")  # noqa: E731
    sign = ft.Icons.SUMMARIZE_OUTLINED
    return [link(ui, ui.t("balance.open"), go, identifier=identifier, icon_name=sign, field=True)]
