"""Saving one's agenda for another calendar. It leaves the encrypted store: said before, and without names at first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import exports
from espace_mobile.app.actions.calendar_file import calendar_file, period
from espace_mobile.app.components import Option, button, segments, sheet, text
from espace_mobile.app.components.text import muted
from espace_mobile.app.saving import save_bytes
from espace_mobile.app.ui import Ui, component, use_ui, use_value
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.report_vocabulary import ExportFormat, ExportSort

NO_NAME, SHORT = "none", "short"


@component
def Export(open_now: bool, on_close: Callable[[], None]) -> Any:
    ui = use_ui()
    names, choose = use_value(NO_NAME)
    ft.use_dialog(_sheet(ui, names, choose, on_close) if open_now else None)
    return ft.Container(visible=False)


def _sheet(ui: Ui, names: str, choose: Any, on_close: Callable[[], None]) -> ft.DialogControl:
    session, today = ui.session, clock.today()

    async def save() -> None:
        on_close()
        data = calendar_file(session.replica, session.worker, ui.words, today, names=names == SHORT)
        exports.write_down(
            session.replica, ExportSort.OTHER, ExportFormat.ICS, session.worker, now=clock.now(),
            span=Span(*period(today)), named=names == SHORT,
        )  # fmt: skip
        await save_bytes(ui, f"agenda-{today.isoformat()}.ics", data)

    first, last = (ui.words.short_day(day, year=True) for day in period(today))
    return sheet(
        ui, ui.t("export.title"),
        [
            text(ui, ui.t("export.leaves")), muted(ui, ui.t("export.period", first=first, last=last)),
            segments(
                ui, [Option(NO_NAME, ui.t("export.no_name")), Option(SHORT, ui.t("export.short_name"))], names, choose,
                identifier="export.names", name=ui.t("export.names"),
            ),
            muted(ui, ui.t("export.never")),
        ],
        on_close,
        actions=[
            button(ui, ui.t("export.save"), save, identifier="export.save", primary=True, field=True,
                   icon_name=ft.Icons.FILE_DOWNLOAD_OUTLINED),
            button(ui, ui.t("action.cancel"), on_close, identifier="export.cancel", field=True),
        ],
    )  # fmt: skip
