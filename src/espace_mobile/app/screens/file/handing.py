"""Handing a person their whole file: to read on paper, or for another program."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import exports, person_export, register
from espace_mobile.app.components import button, notify, sheet, text
from espace_mobile.app.components.text import muted
from espace_mobile.app.opening import note_opening
from espace_mobile.app.saving import save_bytes
from espace_mobile.app.screens.file.handing_words import sheet_of
from espace_mobile.app.theme import FONTS, REGULAR, SMALL, assets_folder
from espace_mobile.app.ui import Ui
from espace_mobile.domain.access_vocabulary import FileAccess
from espace_mobile.domain.person import Person
from espace_mobile.domain.report_vocabulary import ExportFormat, ExportSort
from espace_mobile.errors import EspaceError
from espace_mobile.reports.person_file import person_file

PDF, JSON = "pdf", "json"
_EVERY_TEAM = "*"


def handing(ui: Ui, person: Person, on_close: Callable[[], None]) -> ft.DialogControl:
    """Tests: `handing.pdf`, `handing.json`."""

    def saver(form: str) -> Callable[[], object]:
        async def save() -> None:
            session = ui.session
            try:
                note_opening(ui, FileAccess.EXPORTED, person.id)
                data = await asyncio.to_thread(made, ui, person, form)
                exports.write_down(
                    session.replica, ExportSort.PERSON_FILE, ExportFormat(form), session.worker, now=clock.now(),
                    named=True, lines=1,
                )  # fmt: skip
                # Of nobody: the folder of downloads is read by others.
                if await save_bytes(ui, f"dossier-{clock.today().isoformat()}.{form}", data):
                    register.handed_over(session.replica, person, session.worker, today=clock.today())
                    on_close()
            except EspaceError as e:
                notify(ui, ui.error(e))

        return save

    return sheet(
        ui, ui.t("handing.title"),
        [text(ui, ui.t("handing.hint")), muted(ui, ui.t("handing.leaves"), SMALL)], on_close,
        actions=[
            button(ui, ui.t("handing.json"), saver(JSON), identifier="handing.json", icon_name=ft.Icons.DATA_OBJECT),
            button(ui, ui.t("handing.pdf"), saver(PDF), identifier="handing.pdf", primary=True,
                   icon_name=ft.Icons.PICTURE_AS_PDF_OUTLINED),
        ],
    )  # fmt: skip


def made(ui: Ui, person: Person, form: str) -> bytes:
    """The file, in one form or the other: both say the same. Raises `PrinterMissing`."""
    every_team = ui.session.membership.teams == _EVERY_TEAM
    export = person_export.gather(ui.replica, person, every_team=every_team)
    if form == JSON:
        return person_export.as_json(export, made_on=clock.today(), demo=ui.state.installation.demo)
    return person_file(sheet_of(ui, person, export), (assets_folder() / FONTS[REGULAR]).parent)
