"""`/people/import`: one step at a time, nothing saved before it was seen."""

from __future__ import annotations

from typing import Any, cast

import flet as ft

from espace_mobile.app.components import banner, button, card, header, loading, page_body, two_panes
from espace_mobile.app.screens.people_import.columns import answers, column_sheet, columns_card, what_card
from espace_mobile.app.screens.people_import.past import past_card, saved_card, undo_question, undone_card
from espace_mobile.app.screens.people_import.result import figures, go, sections
from espace_mobile.app.screens.people_import.words import file_words
from espace_mobile.app.screens.people_import.work import Work
from espace_mobile.app.ui import Ui, component, use_draft, use_made, use_ui, use_value

ENDINGS = ["xlsx", "csv", "txt", "xlsm", "xls"]  # the last to be told what to do with it


@component
def ImportPeople() -> Any:
    ui = use_ui()
    draft = use_draft("people.import")  # what the columns are, never what stands in them
    picker = use_made(ft.FilePicker)
    work = use_made(Work)
    at, open_column = use_value(cast(int | None, None))
    run, ask = use_value("")
    table = work.table
    ft.use_dialog(
        column_sheet(ui, draft, table, at, lambda: open_column(None)) if table and at is not None
        else undo_question(ui, work, run, lambda: ask("")) if run else None
    )  # fmt: skip

    async def pick() -> None:
        files = await picker.pick_files(
            dialog_title=ui.t("people_import.choose"), allowed_extensions=ENDINGS, with_data=True,
            file_type=ft.FilePickerFileType.CUSTOM,
        )  # fmt: skip
        for file in files or []:
            await work.read(ui, file.bytes or b"")

    head = header(ui, ui.t("people_import.title"), back="/office")
    if work.busy:
        halt = button(
            ui, ui.t("people_import.stop"), work.halt, identifier="people_import.stop", icon_name=ft.Icons.CLOSE
        )
        return page_body(ui, head, card(ui, loading(ui, work.busy), *([halt] if work.stops else [])))
    if work.saved is not None:
        return page_body(ui, head, saved_card(ui, work, work.saved, contacts=work.contacts is not None))
    if work.proposed is not None or work.contacts is not None:
        return _panes(ui, [head, figures(ui, work), *go(ui, work)], sections(ui, work))
    if table is not None and not table.reasons:
        asked = answers(ui, draft, table, work)
        return _panes(ui, [head, columns_card(ui, draft, table, open_column)], asked)
    fault = [banner(ui, file_words(ui, table.reasons[0]), identifier="people_import.fault")] if table else []
    undone = [undone_card(ui, work.undone)] if work.undone is not None else []
    return page_body(ui, head, *undone, *fault, what_card(ui, draft, pick), *past_card(ui, ask))


def _panes(ui: Ui, left: list[ft.Control], right: list[ft.Control]) -> ft.Control:
    return two_panes(ui, left, right, shares=(1, 1)) if ui.panes else page_body(ui, *left, *right)
