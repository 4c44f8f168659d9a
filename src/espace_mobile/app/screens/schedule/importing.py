"""A schedule from a spreadsheet: choose the file or paste it, see what it would do, then import."""

from __future__ import annotations

from typing import Any, cast

import flet as ft

from espace_mobile.app.actions import schedule_import
from espace_mobile.app.actions.schedule_import import Preview
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, card, header, notify, page_body, text_field, title
from espace_mobile.app.components.text import icon, label, muted, text
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.identity_form import wide
from espace_mobile.app.screens.wording import place_name
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_made, use_ui, use_value
from espace_mobile.domain.csv_table import LineError
from espace_mobile.domain.outing import Outing
from espace_mobile.i18n.translator import sentence

SHOWN = 30


@component
def ImportSchedule() -> Any:
    ui = use_ui()
    draft = use_draft("schedule.import")
    picker = use_made(ft.FilePicker)  # a service is dropped when nothing holds it
    preview, show = use_value(cast(Preview | None, None))

    def read(source: bytes | str) -> None:
        show(schedule_import.preview(ui.replica, source))

    async def choose() -> None:
        files = await picker.pick_files(
            dialog_title=ui.t("import.choose"), allowed_extensions=["csv", "txt"], with_data=True,
            file_type=ft.FilePickerFileType.CUSTOM,
        )  # fmt: skip
        for file in files or []:
            read(file.bytes or b"")

    columns = ", ".join(ui.t(key) for key in COLUMN_WORDS.values())
    start = [
        muted(ui, ui.t("import.hint")), muted(ui, ui.t("import.columns", columns=columns), SMALL),
        button(ui, ui.t("import.choose"), choose, identifier="import.choose", icon_name=ft.Icons.UPLOAD_FILE_OUTLINED),
        wide(text_field(ui, draft, "text", ui.t("import.paste"), multiline=True, min_lines=4, max_lines=10)),
        button(ui, ui.t("import.check"), lambda: read(draft.get("text")), identifier="import.check",
               primary=preview is None),
    ]  # fmt: skip
    head = header(ui, ui.t("import.title"), back="/schedule")
    return page_body(ui, head, card(ui, *start), *(_preview(ui, preview, draft) if preview else []))


def _preview(ui: Ui, preview: Preview, draft: Draft) -> list[ft.Control]:
    session = ui.session

    def undo() -> None:
        attempt(ui, lambda: schedule_import.undo(session.replica, preview, session.worker))

    def go() -> None:
        if attempt(ui, lambda: schedule_import.apply(session.replica, preview, session.worker)):
            draft.drop()
            ft.context.page.navigate("/schedule")
            notify(ui, ui.tn("import.done", len(preview.new) + len(preview.completed)), undo=undo)

    parts = [_figures(ui, preview)]
    if not preview.empty:
        parts.append(
            button(ui, ui.t("import.go"), go, identifier="import.go", primary=True, field=True,
                   icon_name=ft.Icons.CHECK)
        )  # fmt: skip
    if preview.errors:
        parts.append(_errors(ui, preview.errors))
    for words, dates in ((ui.t("import.new"), preview.new), (ui.t("import.completed"), preview.completed)):
        if dates:
            parts.append(_dates(ui, words, dates, preview))
    return parts


def _figures(ui: Ui, preview: Preview) -> ft.Control:
    lines = [
        (ft.Icons.ADD, ui.tn("import.n_new", len(preview.new)), "primary"),
        (
            ft.Icons.EDIT_OUTLINED,
            ui.tn("import.n_completed", len(preview.completed)) if preview.completed else "",
            "ink",
        ),
        (ft.Icons.CHECK, ui.tn("import.n_unchanged", preview.unchanged) if preview.unchanged else "", "muted"),
        (ft.Icons.PLACE_OUTLINED, ui.tn("import.n_places", len(preview.places)) if preview.places else "", "ink"),
        (ft.Icons.GROUPS_OUTLINED, _named(ui, "import.teams", [t.name for t in preview.teams]), "ink"),
        (ft.Icons.HANDSHAKE_OUTLINED, _named(ui, "import.partners", [p.name for p in preview.partners]), "ink"),
        (ft.Icons.ERROR_OUTLINE, ui.tn("import.n_errors", len(preview.errors)) if preview.errors else "", "alert"),
    ]
    rows = [
        ft.Row(
            [
                icon(ui, sign, 20, getattr(ui.palette, tone)),
                label(ui, said, color=getattr(ui.palette, tone), expand=True),
            ],
            spacing=12,
        )
        for sign, said, tone in lines
        if said
    ]
    return ft.Semantics(
        identifier="import.figures", live_region=True, container=True,
        content=card(ui, title(ui, ui.t("import.preview")), *rows),
    )  # fmt: skip


def _named(ui: Ui, key: str, names: list[str]) -> str:
    return ui.t(key, names=ui.words.listing(names)) if names else ""


def _dates(ui: Ui, words: str, dates: list[Outing], preview: Preview) -> ft.Control:
    places = {place.id: place.name for place in preview.places}
    rows = [
        text(ui, ui.t("import.date", day=sentence(ui.words.day(o.on, year=True)),
                      place=places.get(o.place_id or "") or place_name(ui, o)), 15)
        for o in dates[:SHOWN]
    ]  # fmt: skip
    rest = [muted(ui, ui.tn("import.rest", len(dates) - SHOWN), SMALL)] if len(dates) > SHOWN else []
    return card(ui, title(ui, words), *rows, *rest)


def _errors(ui: Ui, errors: list[LineError]) -> ft.Control:
    """Each bad line: its number, what is wrong, what stands there."""
    rows = [
        ft.Semantics(
            identifier=f"import.error.{e.line}", container=True,
            content=ft.Column(
                [label(ui, ui.t("import.line", line=e.line, what=line_error(ui, e)), 15, ui.palette.alert),
                 *([muted(ui, ui.t("import.stands", value=e.value), SMALL)] if e.value else [])],
                spacing=0, tight=True,
            ),
        )
        for e in errors[:SHOWN]
    ]  # fmt: skip
    rest = [muted(ui, ui.tn("import.rest", len(errors) - SHOWN), SMALL)] if len(errors) > SHOWN else []
    return card(ui, title(ui, ui.t("import.errors")), muted(ui, ui.t("import.errors_hint"), SMALL), *rows, *rest)


def line_error(ui: Ui, error: LineError) -> str:
    """« date : ce jour n’existe pas »."""
    key = REASONS.get(error.reason, "import.reason.unreadable")
    if error.reason == "empty" and error.column is None:
        key = "import.reason.empty_file"
    said = ui.t(key)
    if error.column is None:
        return said
    column = ui.t(COLUMN_WORDS[error.column]) if error.column in COLUMN_WORDS else error.column
    return ui.t("import.in_column", column=column, what=said)


COLUMN_WORDS = {
    "date": "import.column.date", "start": "import.column.start", "end": "import.column.end",
    "kind": "import.column.kind", "place": "import.column.place", "neighbourhood": "import.column.neighbourhood",
    "commune_insee": "import.column.commune_insee", "qpv_code": "import.column.qpv_code", "team": "import.column.team",
    "partners": "import.column.partners",
}  # fmt: skip
REASONS = {
    "quotes": "import.reason.quotes", "too_many_cells": "import.reason.too_many_cells",
    "duplicate": "import.reason.duplicate", "unknown_column": "import.reason.unknown_column",
    "no_header": "import.reason.no_header", "not_text": "import.reason.not_text", "empty": "import.reason.empty",
    "unreadable": "import.reason.unreadable", "impossible": "import.reason.impossible",
    "out_of_range": "import.reason.out_of_range", "unknown": "import.reason.unknown",
    "too_long": "import.reason.too_long", "end_before_start": "import.reason.end_before_start",
    "lost_zero": "import.reason.lost_zero", "invalid": "import.reason.invalid",
}  # fmt: skip
