"""What the person asked about their own data, until when it is to be answered, and their file handed to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import register
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.components import Option, button, card, chips, line, link, note_field, sheet, title
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.enrolments.noting import Day, chosen_day
from espace_mobile.app.screens.file.handing import handing
from espace_mobile.app.screens.identity_form import error_text
from espace_mobile.app.screens.register_words import deadline, look_of, said_of
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui, use_value
from espace_mobile.domain.code import Code
from espace_mobile.domain.person import Person
from espace_mobile.domain.register import REQUESTS, waits
from espace_mobile.domain.rights_entry import RightsEntry
from espace_mobile.domain.rights_vocabulary import RegisterSort, RequestAnswer

_NEW, _HAND = "new", "hand"


@component
def Requests(person_id: str) -> Any:
    """Tests: `request.{n}`, `request.new`, `request.hand`; in the sheets `request.request.{code}`,
    `request.given.{code}`, `request.save`, `handing.pdf`."""
    ui = use_ui()
    use_records(RightsEntry.kind, "merge")
    asked, ask = use_value("")  # a sheet, or the id of a request
    person = person_of(ui.replica, person_id)
    found = register.requests_of(ui.replica, person_id)
    entry = next((each for each in found if each.id == asked and waits(each)), None)
    noting = use_draft(f"file.request.{person_id}")
    answering = use_draft(f"file.answer.{person_id}")
    close = lambda: ask("")  # noqa: E731
    shown = None
    if person is not None and asked == _NEW:
        shown = _asking(ui, person, noting, close)
    elif person is not None and asked == _HAND:
        shown = handing(ui, person, close)
    elif entry is not None:
        shown = answering_sheet(ui, entry, answering, close)
    ft.use_dialog(shown)
    if person is None:
        return ft.Container()
    lines = [_line(ui, each, n, ask) for n, each in enumerate(found)]
    links: list[ft.Control] = [
        link(ui, ui.t("request.note"), lambda: ask(_NEW), identifier="request.new", icon_name=ft.Icons.ADD, field=True)
    ]
    if register.may_hand_over(ui.replica, ui.session.worker, person):
        links.append(link(ui, ui.t("handing.title"), lambda: ask(_HAND), identifier="request.hand", field=True,
                          icon_name=ft.Icons.FOLDER_SHARED_OUTLINED))  # fmt: skip
    return card(
        ui, title(ui, ui.t("request.title")), *([] if found else [muted(ui, ui.t("request.none"), SMALL)]),
        ft.Column(list(lines), spacing=0, visible=bool(lines)), ft.Row(links, wrap=True, spacing=GAP),
    )  # fmt: skip


def _line(ui: Ui, entry: RightsEntry, n: int, ask: Callable[[str], None]) -> ft.Control:
    sign, tone = look_of(entry, clock.today())
    detail = deadline(ui, entry) if waits(entry) else said_of(ui, entry)
    return line(
        ui, ui.words.label(entry.sort), detail, identifier=f"request.{n}", key=entry.id, detail_lines=4,
        lead=icon(ui, sign, 22, getattr(ui.palette, tone)), on_tap=(lambda: ask(entry.id)) if waits(entry) else None,
    )  # fmt: skip


def _asking(ui: Ui, person: Person, draft: Draft, on_close: Callable[[], None]) -> ft.DialogControl:
    session = ui.session

    def save() -> None:
        sort = RegisterSort(draft.get("request")) if draft.get("request") else None
        note(
            ui, lambda: register.ask(session.replica, person, sort, session.worker, on=chosen_day(draft),
                                     today=clock.today(), text=draft.get("note")),
            ui.t("request.noted"), draft, on_close,
        )  # fmt: skip

    return sheet(
        ui, ui.t("request.note"),
        [_Choice(draft, "request", REQUESTS), Day(draft, ui.t("fact_field.received"), ("day",)),
         note_field(ui, draft, "note", ui.t("fact_field.asked_text"))],
        on_close, actions=_actions(ui, on_close, save),
    )  # fmt: skip


def answering_sheet(ui: Ui, entry: RightsEntry, draft: Draft, on_close: Callable[[], None]) -> ft.DialogControl:
    """What was asked, then the answer."""
    session = ui.session

    def answered(given: RequestAnswer | None) -> None:
        on_close()
        if entry.sort == RegisterSort.RECTIFICATION and given == RequestAnswer.DONE:
            ft.context.page.navigate(f"/people/{entry.person_id}/edit")

    def save() -> None:
        given = RequestAnswer(draft.get("given")) if draft.get("given") else None
        note(
            ui, lambda: register.answer(session.replica, entry, given, session.worker, on=chosen_day(draft),
                                        today=clock.today(), text=draft.get("note")),
            ui.t("request.answered"), draft, lambda: answered(given),
        )  # fmt: skip

    said = [muted(ui, each, SMALL) for each in (deadline(ui, entry), entry.text or "") if each]
    done = ui.words.label(RequestAnswer.DONE)
    hint = ui.t(_HINTS[entry.sort], done=done) if entry.sort in _HINTS else ""
    return sheet(
        ui, ui.words.label(entry.sort),
        [*said, *([muted(ui, hint, SMALL)] if hint else []), _Choice(draft, "given", tuple(RequestAnswer)),
         Day(draft, ui.t("fact_field.answered_on"), ("day",)),
         note_field(ui, draft, "note", ui.t("fact_field.answer_text"))],
        on_close, actions=_actions(ui, on_close, save),
    )  # fmt: skip


@component
def _Choice(draft: Draft, field: str, codes: tuple[Code, ...]) -> Any:
    ui = use_ui()
    ft.use_state(draft)
    options = [Option(code, ui.words.label(code)) for code in codes]
    choose = lambda code: draft.set(field, code, redraw=True)  # noqa: E731
    chosen = chips(ui, options, [draft.get(field)], choose, identifier=f"request.{field}", field=True)
    return ft.Column([chosen, *error_text(ui, draft, field)], spacing=GAP, tight=True)


def _actions(ui: Ui, on_close: Callable[[], None], save: Callable[[], None]) -> list[ft.Control]:
    return [
        button(ui, ui.t("action.cancel"), on_close, identifier="request.cancel"),
        button(ui, ui.t("request.save"), save, identifier="request.save", primary=True),
    ]


_HINTS = {
    RegisterSort.ACCESS: "request.hint_access", RegisterSort.RECTIFICATION: "request.hint_rectification",
    RegisterSort.OBJECTION: "request.hint_objection", RegisterSort.RESTRICTION: "request.hint_restriction",
    RegisterSort.ERASURE: "request.hint_erasure",
}  # fmt: skip
