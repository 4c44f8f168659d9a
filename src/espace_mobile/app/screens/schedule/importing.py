"""A schedule from somebody's file: choose it or paste it, see what it would do, then import."""

from __future__ import annotations

import asyncio
import contextvars
from threading import Event
from typing import Any, cast

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import schedule_import
from espace_mobile.app.actions.schedule_import import Preview, Stopped
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import (
    button,
    card,
    header,
    loading,
    notify,
    page_body,
    text_field,
    two_panes,
)
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.identity_form import wide
from espace_mobile.app.screens.schedule.import_preview import figures, sections
from espace_mobile.app.screens.schedule.import_words import COLUMN_WORDS
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_made, use_ui, use_value
from espace_mobile.errors import EspaceError

ENDINGS = ["xlsx", "csv", "txt", "ics", "xlsm", "xls"]  # the last to be told what to do with it
AT_ONCE = 20_000  # characters that are read before a finger is lifted
MANY = 300  # dates that are not


@component
def ImportSchedule() -> Any:
    ui = use_ui()
    draft = use_draft("schedule.import")
    picker = use_made(ft.FilePicker)  # a service is dropped when nothing holds it
    stop = use_made(Event)
    preview, show = use_value(cast(Preview | None, None))
    busy, set_busy = use_value("")
    more, show_more = use_value(cast(dict[str, int], {}))

    def take(found: Preview | None) -> None:
        show_more({})
        show(found)

    async def read(source: bytes | str) -> None:
        if len(source) <= AT_ONCE:
            take(schedule_import.preview(ui.replica, source, clock.today()))
            return
        stop.clear()
        set_busy(ui.t("import.reading"))
        loop, context = asyncio.get_running_loop(), contextvars.copy_context()

        def tick(n: int) -> None:
            if stop.is_set():
                raise Stopped()
            loop.call_soon_threadsafe(set_busy, ui.tn("import.reading_lines", n), context=context)

        try:
            found = await asyncio.to_thread(schedule_import.preview, ui.replica, source, clock.today(), tick)
        except Stopped:
            notify(ui, ui.t("import.stopped"))
        else:
            take(found)
        await asyncio.sleep(0)  # the last of the ticks
        set_busy("")

    async def choose() -> None:
        files = await picker.pick_files(
            dialog_title=ui.t("import.choose"), allowed_extensions=ENDINGS, with_data=True,
            file_type=ft.FilePickerFileType.CUSTOM,
        )  # fmt: skip
        for file in files or []:
            await read(file.bytes or b"")

    async def check() -> None:
        await read(draft.get("text"))

    head = header(ui, ui.t("import.title"), back="/schedule")
    if busy:
        halt = button(ui, ui.t("import.stop"), stop.set, identifier="import.stop", icon_name=ft.Icons.CLOSE)
        return page_body(ui, head, card(ui, loading(ui, busy), *([halt] if preview is None else [])))
    if preview is None:
        return page_body(ui, head, _start(ui, draft, choose, check))
    left = [head, figures(ui, preview), *_go(ui, preview, draft, set_busy), _again(ui, lambda: take(None))]
    right = sections(ui, preview, show, more, show_more)
    return two_panes(ui, left, right, shares=(2, 3)) if ui.panes else page_body(ui, *left, *right)


def _start(ui: Ui, draft: Draft, choose: Any, check: Any) -> ft.Control:
    columns = ", ".join(ui.t(key) for key in COLUMN_WORDS.values())
    return card(
        ui, muted(ui, ui.t("import.hint")),
        button(ui, ui.t("import.choose"), choose, identifier="import.choose", primary=True, field=True,
               icon_name=ft.Icons.UPLOAD_FILE_OUTLINED),
        muted(ui, ui.t("import.columns", columns=columns), SMALL),
        wide(text_field(ui, draft, "text", ui.t("import.paste"), multiline=True, min_lines=4, max_lines=10)),
        button(ui, ui.t("import.check"), check, identifier="import.check"),
    )  # fmt: skip


def _again(ui: Ui, back: Any) -> ft.Control:
    return button(ui, ui.t("import.other"), back, identifier="import.other", icon_name=ft.Icons.UPLOAD_FILE_OUTLINED)


def _go(ui: Ui, preview: Preview, draft: Draft, set_busy: Any) -> list[ft.Control]:
    """The one thing to do, with how many dates it is about; words instead when there is nothing to do."""
    session = ui.session

    def undo() -> None:
        attempt(ui, lambda: schedule_import.undo(session.replica, preview, session.worker))

    async def go() -> None:
        many = preview.taken > MANY
        if many:
            set_busy(ui.t("import.saving"))
        try:
            args = session.replica, preview, session.worker
            made = await asyncio.to_thread(schedule_import.apply, *args) if many else schedule_import.apply(*args)
        except EspaceError as e:
            set_busy("")
            notify(ui, ui.error(e))
            return
        draft.drop()
        ft.context.page.navigate("/schedule")
        notify(ui, ui.tn("import.done", made), undo=undo)

    if preview.empty:
        waits = preview.doubtful or preview.read.near or preview.errors
        return [] if waits else [muted(ui, ui.t("import.nothing"))]
    words = ui.tn("import.go_n", preview.taken) if preview.taken else ui.t("import.go")
    return [button(ui, words, go, identifier="import.go", primary=True, field=True, icon_name=ft.Icons.CHECK)]
