"""What each column holds: proposed by its heading, changed by a tap. What is never read is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions import workers
from espace_mobile.app.components import (
    Option,
    banner,
    button,
    card,
    chips,
    line,
    link,
    notify,
    sheet,
    text_field,
    title,
)
from espace_mobile.app.components.text import icon, muted, text
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.identity_form import wide
from espace_mobile.app.screens.notice import notice_tiles
from espace_mobile.app.screens.people_import.words import field_words
from espace_mobile.app.screens.people_import.work import Work, asks_notice, choose_column, columns_of, what_of
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui
from espace_mobile.domain.people_import.fields import FIELDS, What
from espace_mobile.domain.people_import.table import Table
from espace_mobile.domain.sheet import MOST_LINES

EVERY = "every"
Open = Callable[[int | None], None]


def columns_card(ui: Ui, draft: Draft, table: Table, open_column: Open) -> ft.Control:
    said = columns_of(draft, table)
    notes = [ui.t("people_import.sheet", name=table.sheet)] if table.sheet else []
    notes += [ui.t("people_import.other_sheets", names=ui.words.listing(table.other_sheets))] if table.sheet else []
    notes += [ui.t("people_import.cut", n=ui.words.number(MOST_LINES))] if table.cut else []
    lines = [_column(ui, table, at, said, open_column) for at in range(len(table.headings)) if _used(table, at)]
    return card(
        ui, title(ui, ui.t("people_import.columns")), muted(ui, ui.t("people_import.columns_hint"), SMALL),
        *(muted(ui, note, SMALL) for note in notes), ft.Column(lines, spacing=0, tight=True),
    )  # fmt: skip


def answers(ui: Ui, draft: Draft, table: Table, work: Work) -> list[ft.Control]:
    """What holds for the whole file, and the one thing to do."""

    async def check() -> None:
        await work.check(ui, draft)

    fault = [banner(ui, work.fault, identifier="people_import.fault")] if work.fault else []
    return [
        *_team(ui, draft), *([_notice(ui, draft)] if asks_notice(draft, table) else []), *fault,
        button(ui, ui.t("people_import.check"), check, identifier="people_import.check", primary=True,
               icon_name=ft.Icons.FACT_CHECK_OUTLINED),
        ft.Row([link(ui, ui.t("people_import.other_file"), work.restart, identifier="people_import.other")]),
    ]  # fmt: skip


def column_sheet(ui: Ui, draft: Draft, table: Table, at: int, close: Callable[[], None]) -> ft.DialogControl:
    chosen = columns_of(draft, table).get(at)
    options = [Option(field, field_words(ui, field)) for field in FIELDS[what_of(draft)]]

    def choose(code: str) -> None:
        choose_column(draft, table, at, code)
        close()

    leave = link(
        ui, ui.t("people_import.leave_column"), lambda: choose(""), identifier="people_import.leave_column",
        icon_name=ft.Icons.VISIBILITY_OFF_OUTLINED,
    )  # fmt: skip
    samples = " · ".join(table.samples(at))
    return sheet(
        ui, ui.t("people_import.column_is", name=_name(ui, table, at)),
        [*([muted(ui, samples, SMALL)] if samples else []),
         chips(ui, options, [chosen] if chosen else [], choose, identifier="people_import.field"), ft.Row([leave])],
        close,
    )  # fmt: skip


def _used(table: Table, at: int) -> bool:
    return bool(table.headings[at] or table.samples(at, 1))


def _name(ui: Ui, table: Table, at: int) -> str:
    return table.headings[at] or ui.t("people_import.untitled", n=at + 1)


def _column(ui: Ui, table: Table, at: int, said: Any, open_column: Open) -> ft.Control:
    name, identifier = _name(ui, table, at), f"people_import.column.{at}"
    if at in table.hidden:
        lock = icon(ui, ft.Icons.LOCK_OUTLINE, 20, ui.palette.muted)
        why = lambda: notify(ui, ui.t("people_import.never_read_hint"))  # noqa: E731
        return line(ui, name, ui.t("people_import.never_read"), identifier=identifier, lead=lock, on_tap=why)
    field = said.get(at)
    sign = ft.Icons.CHECK if field else ft.Icons.VISIBILITY_OFF_OUTLINED
    words = field_words(ui, field) if field else ui.t("people_import.left_out")
    samples = table.samples(at)
    return line(
        ui, name, " · ".join([words, *samples]), identifier=identifier, on_tap=lambda: open_column(at),
        lead=icon(ui, sign, 20, ui.palette.primary if field else ui.palette.muted), detail_lines=2,
    )  # fmt: skip


def _team(ui: Ui, draft: Draft) -> list[ft.Control]:
    teams = workers.team_names(ui.replica)
    if not teams:
        return []
    options = [Option(EVERY, ui.t("people_import.every_team")), *(Option(id, name) for id, name in teams.items())]
    choose = lambda code: draft.set("team", "" if code == EVERY else code, redraw=True)  # noqa: E731
    return [
        card(
            ui, title(ui, ui.t("people_import.team")),
            chips(ui, options, [draft.get("team") or EVERY], choose, identifier="people_import.team"),
        )
    ]  # fmt: skip


def _notice(ui: Ui, draft: Draft) -> ft.Control:
    chosen = draft.get("notice")
    choose = lambda code: draft.set("notice", "" if code == chosen else code, redraw=True)  # noqa: E731
    when = wide(text_field(ui, draft, "notice_on", ui.t("people_import.notice_on")))
    return card(
        ui, title(ui, ui.t("people_import.notice")), text(ui, ui.t("people_import.notice_hint"), 15),
        notice_tiles(ui, chosen, choose), *([when] if chosen else []),
    )  # fmt: skip


def what_card(ui: Ui, draft: Draft, pick: Any) -> ft.Control:
    people = what_of(draft) == What.PEOPLE
    options = [
        Option(What.PEOPLE, ui.t("people_import.people"), ft.Icons.PEOPLE_OUTLINE),
        Option(What.CONTACTS, ui.t("people_import.contacts"), ft.Icons.TAG),
    ]
    hint = ui.t("people_import.hint_people" if people else "people_import.hint_contacts")
    return card(
        ui, title(ui, ui.t("people_import.what")),
        chips(ui, options, [what_of(draft)], lambda code: draft.set("what", code, redraw=True),
              identifier="people_import.what"),
        text(ui, hint, 15),
        button(ui, ui.t("people_import.choose"), pick, identifier="people_import.choose", primary=True,
               icon_name=ft.Icons.UPLOAD_FILE_OUTLINED),
    )  # fmt: skip
