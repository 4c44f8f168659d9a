"""The last contacts, each with its undo; and on a phone the very last one, always within reach of the thumb."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import contacts
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import line, link, title
from espace_mobile.app.components.text import muted
from espace_mobile.app.screens.today.detail import DetailSheet
from espace_mobile.app.screens.today.entries import Entry, detail, entries, what
from espace_mobile.app.ui import Ui, memo, use_records, use_ui
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.tally import Tally

AT_FIRST, MORE = 8, 30


def undo(ui: Ui, entry: Entry) -> None:
    session = ui.session
    if entry.contact is not None:
        contact = entry.contact
        attempt(ui, lambda: contacts.undo_contact(session.replica, contact, session.worker))
    else:
        attempt(ui, lambda: contacts.undo_tally(session.replica, entry.tallies[0], session.worker))


def entry_line(ui: Ui, entry: Entry, say_more: Any, *, identifier: str, rule: bool = True) -> ft.Control:
    words = what(ui, entry)
    at = ui.words.clock(clock.local(entry.at))
    return line(
        ui, words, detail(ui, entry), identifier=f"{identifier}.say_more", lead=at, rule=rule, key=entry.id,
        on_tap=(lambda: say_more(entry.id)) if entry.contact else None,
        trail=link(
            ui, ui.t("action.undo"), lambda: undo(ui, entry), identifier=f"{identifier}.undo",
            description=ui.t("today.undo", what=words),
        ),
    )  # fmt: skip


@memo
def Recent(outing: Outing) -> Any:
    ui = use_ui()
    use_records(Contact.kind, Tally.kind, Person.kind)
    shown, show = ft.use_state(AT_FIRST)
    said, say_more = ft.use_state("")
    found = entries(ui.replica, outing)
    lines = [entry_line(ui, e, say_more, identifier=f"recent.{i}") for i, e in enumerate(found[:shown])]
    if len(found) > shown:
        lines.append(
            link(ui, ui.t("today.show_more"), lambda: show(shown + MORE), identifier="recent.more")
        )  # fmt: skip
    nothing = [] if found else [muted(ui, ui.t("today.nothing_yet"))]
    return ft.Column(
        [title(ui, ui.t("today.recent")), *nothing, *lines, DetailSheet(said, lambda: say_more(""))],
        spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


@memo
def LastOne(outing: Outing) -> Any:
    """On a phone the list is below the fold: the last line stays above the bar."""
    ui = use_ui()
    use_records(Contact.kind, Tally.kind, Person.kind)
    said, say_more = ft.use_state("")
    found = entries(ui.replica, outing)[:1]
    return ft.Container(
        ft.Column(
            [
                *(entry_line(ui, e, say_more, identifier="last", rule=False) for e in found),
                DetailSheet(said, lambda: say_more("")),
            ],
            spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        ),
        bgcolor=ui.palette.surface, padding=ft.Padding.symmetric(horizontal=8), visible=bool(found),
        border=ft.Border(top=ft.BorderSide(ui.palette.edge, ui.palette.line)),
    )  # fmt: skip
