"""« Mission de transmission des savoirs »: what was said, section by section, written while it is said."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions import protocols, sessions
from espace_mobile.app.actions.change import RECORD, seen_now
from espace_mobile.app.actions.protocols import TEXT_LENGTH, Section
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, button, card, chips, line, notify, sheet, text_field, title
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.identity_form import error_text, wide
from espace_mobile.app.screens.sessions.form import protocols_link
from espace_mobile.app.screens.sessions.words import default_protocol
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui, use_value
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.session_protocol import SessionNote, SessionProtocol

_LINES = 4  # of a section's text in the list


@component
def Notes(session_id: str) -> Any:
    """For whoever leads the session."""
    ui = use_ui()
    use_records(SessionNote.kind, SessionProtocol.kind, GroupSession.kind)
    session = ui.replica.get(GroupSession, session_id)
    if session is None or not protocols.may_write(ui.replica, session, ui.session.worker):
        return ft.Container()
    default = default_protocol(ui)
    sections = protocols.sections_of(ui.replica, session, default)
    head = [title(ui, ui.t("protocol.title")), muted(ui, ui.t("note.person_may_read"), SMALL)]
    lines: list[Any] = [
        ft.Container(SectionLine(session_id, section.title, n), key=section.title)
        for n, section in enumerate(sections)
    ]  # fmt: skip
    choice = [] if sections else _choice(ui, session, default)
    more = [ft.Row([protocols_link(ui)])] if sessions.may_plan(ui.session.worker) else []
    return card(ui, *head, ft.Column(lines, spacing=0), *choice, *more)


@component
def SectionLine(session_id: str, section: str, n: int) -> Any:
    """A line with the text, and the sheet it is written in. What is typed stays through a lock."""
    ui = use_ui()
    use_records(SessionNote.kind)
    draft = use_draft(f"session.note.{protocols.note_id(session_id, section)}")
    writing, write = use_value(False)
    note = ui.replica.get(SessionNote, protocols.note_id(session_id, section))
    kept = (note.text or "") if note else ""

    def begin() -> None:
        if not draft.get("begun"):
            draft.set("text", kept)
            draft.set("seen", seen_now(ui.replica, note) if note else {})
            draft.set("begun", True)
        write(True)

    def close() -> None:
        if draft.get("text") == kept:  # nothing to keep: next time, what is there then
            draft.drop()
        write(False)

    def save() -> None:
        own, session = ui.session, ui.replica.get(GroupSession, session_id)
        if session is not None and attempt(
            ui,
            lambda: protocols.write(
                own.replica, session, section, draft.get("text"), own.worker, seen=draft.get("seen", {})
            ),
            draft,
        ):
            draft.drop()
            write(False)
            notify(ui, ui.t("note.saved"))

    ft.use_dialog(_sheet(ui, section, draft, save, close) if writing else None)
    unsaved = bool(draft.get("begun")) and draft.get("text") != kept and not writing
    return _line(ui, Section(section, note), n, begin, unsaved)


def _line(ui: Ui, section: Section, n: int, begin: Any, unsaved: bool) -> ft.Control:
    detail = section.text or ui.t("protocol.empty")
    if unsaved:
        detail = f"{ui.t('protocol.unsaved')} · {detail}"
    return line(
        ui, section.title, detail, identifier=f"protocol.section.{n}", on_tap=begin, detail_lines=_LINES,
        trail=icon(ui, ft.Icons.EDIT_OUTLINED, 22, ui.palette.primary),
    )  # fmt: skip


def _sheet(ui: Ui, section: str, draft: Draft, save: Any, close: Any) -> ft.DialogControl:
    typed = text_field(
        ui, draft, "text", ui.t("protocol.said"), multiline=True, min_lines=5, max_lines=12, autofocus=True,
        helper=ui.t("note.length", max=TEXT_LENGTH), capitalization=ft.TextCapitalization.SENTENCES,
    )  # fmt: skip
    return sheet(
        ui, section, [muted(ui, ui.t("note.person_may_read"), SMALL), wide(typed), *error_text(ui, draft, RECORD)],
        close,
        actions=[button(ui, ui.t("action.save"), save, identifier="protocol.save", primary=True, field=True)],
    )  # fmt: skip


def _choice(ui: Ui, session: GroupSession, default: SessionProtocol) -> list[ft.Control]:
    """A session without a protocol takes one by a tap."""
    own = ui.session

    def choose(id: str) -> None:
        attempt(ui, lambda: protocols.follow(own.replica, session, id, default, own.worker))

    options = [Option(p.id, p.title) for p in protocols.protocols(ui.replica, default)]
    return [
        muted(ui, ui.t("protocol.choose")), chips(ui, options, [], choose, identifier="protocol.choose", field=True),
    ]  # fmt: skip
