"""Which columns the file has: seen, loaded from a file that is checked first, saved to be edited, restored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import flet as ft

from espace_mobile.app.actions import fse_mapping
from espace_mobile.app.components import banner, button, card, line, link, sheet
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.noting import note
from espace_mobile.app.saving import save_bytes
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_made, use_records, use_ui, use_value
from espace_mobile.domain.fse import Column
from espace_mobile.domain.report_settings import ReportSettings
from espace_mobile.errors import InputError

Faults = tuple[InputError, ...]
SHOWN = 6  # faults
FILE = "colonnes-fse.toml"


@component
def ColumnsLine(open_it: Callable[[], None]) -> Any:
    """Tests: `fse.columns`."""
    ui = use_ui()
    use_records(ReportSettings.kind)
    return line(ui, ui.t("fse.columns"), _said(ui), identifier="fse.columns", on_tap=open_it, rule=False)


def columns_now(ui: Ui) -> tuple[Column, ...]:
    """None when this version of the app can't read them."""
    try:
        return fse_mapping.columns(ui.replica)
    except InputError:
        return ()


def _said(ui: Ui) -> str:
    now = columns_now(ui)
    if not now:
        return ui.t("fse.columns_broken")
    return ui.t("fse.columns_own" if fse_mapping.is_own(ui.replica) else "fse.columns_shipped", n=len(now))


@component
def ColumnsSheet(on_close: Callable[[], None]) -> Any:
    """Tests: `fse.columns.load`, `fse.columns.save`, `fse.columns.restore`, `fse.fault.{n}`, `fse.columns.done`."""
    ui = use_ui()
    use_records(ReportSettings.kind)
    picker = use_made(ft.FilePicker)  # a service is dropped when nothing holds it
    faults, tell = use_value(cast(Faults, ()))

    async def load() -> None:
        files = await picker.pick_files(
            dialog_title=ui.t("fse.columns_load"), allowed_extensions=["toml", "json", "txt"], with_data=True,
            file_type=ft.FilePickerFileType.CUSTOM,
        )  # fmt: skip
        for file in files or []:
            use(file.bytes or b"")

    def use(source: bytes) -> None:
        found = fse_mapping.faults_in(source)
        tell(found)
        if not found:
            session = ui.session
            note(
                ui, lambda: fse_mapping.use(session.replica, fse_mapping.decoded(source), session.worker),
                ui.t("fse.columns_loaded"),
            )  # fmt: skip

    async def save() -> None:
        await save_bytes(ui, FILE, fse_mapping.text(ui.replica).encode())

    def restore() -> None:
        session = ui.session
        tell(())
        note(ui, lambda: fse_mapping.use(session.replica, None, session.worker), ui.t("fse.columns_restored"))

    content: list[ft.Control] = [muted(ui, ui.t("fse.columns_hint"), SMALL), *_faults(ui, faults)]
    content += [
        button(ui, ui.t("fse.columns_load"), load, identifier="fse.columns.load", field=True,
               icon_name=ft.Icons.UPLOAD_FILE_OUTLINED),
        ft.Row(
            [link(ui, ui.t("fse.columns_save"), save, identifier="fse.columns.save", field=True,
                  icon_name=ft.Icons.FILE_DOWNLOAD_OUTLINED),
             *([link(ui, ui.t("fse.columns_restore"), restore, identifier="fse.columns.restore", field=True,
                     icon_name=ft.Icons.RESTORE)] if fse_mapping.is_own(ui.replica) else [])],
            wrap=True,
        ),
        _titles(ui),
    ]  # fmt: skip
    done = button(ui, ui.t("action.done"), on_close, identifier="fse.columns.done", primary=True, field=True)
    ft.use_dialog(sheet(ui, ui.t("fse.columns"), content, on_close, actions=[done]))
    return ft.Container(visible=False)


def _faults(ui: Ui, faults: Faults) -> list[ft.Control]:
    """Nothing of a file that is not right is kept: the columns stay as they were."""
    if not faults:
        return []
    rows: list[ft.Control] = [
        ft.Semantics(
            identifier=f"fse.fault.{n}", container=True, content=label(ui, ui.error(fault), 15, ui.palette.alert)
        )
        for n, fault in enumerate(faults[:SHOWN])
    ]
    rest = len(faults) - SHOWN
    rows += [muted(ui, ui.tn("fse.more_faults", rest), SMALL)] if rest > 0 else []
    return [banner(ui, ui.t("fse.faults"), identifier="fse.faults"), card(ui, *rows)]


def _titles(ui: Ui) -> ft.Control:
    """One text, not two hundred controls."""
    now = columns_now(ui)
    said = "\n".join(ui.t("fse.columns_line", n=n, title=column.title) for n, column in enumerate(now, 1))
    words = ft.Semantics(identifier="fse.columns.titles", container=True, content=label(ui, said or _said(ui), 15))
    return ft.Column([muted(ui, _said(ui), SMALL), words] if now else [words], spacing=GAP, tight=True)
