"""From the page of a programme: its report; another name, who decides of an entry, no longer offering it."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions import programmes, workers
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import banner, link
from espace_mobile.app.screens.enrolments.managing import ProgrammesSheet
from espace_mobile.app.screens.programmes.report.leading import report_link
from espace_mobile.app.ui import component, use_records, use_ui, use_value
from espace_mobile.domain.programme import Programme


@component
def Manage(programme_id: str) -> Any:
    """Nothing for whoever may not. Tests: `programme.manage`, `programme.again`, `programme.participants`."""
    ui = use_ui()
    use_records(Programme.kind)
    opened, open_it = use_value(False)
    programme = ui.replica.get(Programme, programme_id)
    if programme is None:
        return ft.Container(visible=False)
    session, may = ui.session, workers.may_counsel(ui.session.worker)
    if not programme.active:
        again = link(
            ui, ui.t("programme.again"),
            lambda: attempt(ui, lambda: programmes.retire(session.replica, programme, session.worker, active=True)),
            identifier="programme.again", field=True,
        )  # fmt: skip
        told = banner(ui, ui.t("programme.is_retired"), tone="ink", identifier="programme.is_retired",
                      actions=[again] if may else [])  # fmt: skip
        return ft.Column([told, *report_link(ui, programme_id, "programme.report")], spacing=0)
    if not may:
        return ft.Container(visible=False)
    rules = link(ui, ui.t("programme.rules"), lambda: open_it(True), identifier="programme.manage",
                 icon_name=ft.Icons.TUNE, field=True)  # fmt: skip
    participants = link(
        ui, ui.t("fse.title"), lambda: ft.context.page.navigate(f"/programmes/{programme_id}/fse"),
        identifier="programme.participants", icon_name=ft.Icons.EURO, field=True,
    )  # fmt: skip
    fse = [participants] if programme.fse and workers.may_supervise(session.worker) else []
    shown = [*report_link(ui, programme_id, "programme.report"), rules, *fse]
    drawn = [ProgrammesSheet(lambda: open_it(False), programme_id)] if opened else []
    return ft.Column([ft.Row(list(shown), wrap=True), *drawn], spacing=0)
