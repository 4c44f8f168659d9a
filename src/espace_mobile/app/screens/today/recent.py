"""The last contacts, each with its undo; and on a phone the very last one, always within reach of the thumb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import contacts
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import line, link, title
from espace_mobile.app.components.text import muted
from espace_mobile.app.screens.today.detail import DetailSheet
from espace_mobile.app.screens.today.entries import Entry, detail, entries, what
from espace_mobile.app.ui import Ui, memo, use_made, use_records, use_ui, use_value
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


@ft.observable
@dataclass(eq=False)
class Opened:
    """Of which contact more is being said. `show` and `close` stay the same objects, so that lines needn't redraw."""

    id: str = ""

    def show(self, id: str) -> None:
        self.id = id

    def close(self) -> None:
        self.id = ""


@memo
def EntryLine(entry: Entry, place: str, say_more: Callable[[str], None]) -> Any:
    """`place`: `recent` or `last`; the identifiers are `{place}.{id}` and `{place}.{id}.undo`."""
    ui = use_ui()
    words = what(ui, entry)
    return line(
        ui, words, detail(ui, entry), identifier=f"{place}.{entry.id}", lead=ui.words.clock(clock.local(entry.at)),
        rule=place == "recent", on_tap=(lambda: say_more(entry.id)) if entry.contact else None,
        trail=link(
            ui, ui.t("action.undo"), lambda: undo(ui, entry), identifier=f"{place}.{entry.id}.undo",
            description=ui.t("today.undo", what=words), field=True,
        ),
    )  # fmt: skip


@memo
def Recent(outing: Outing) -> Any:
    ui = use_ui()
    use_records(Contact.kind, Tally.kind, Person.kind, late=True)
    shown, show = use_value(AT_FIRST)
    opened = use_made(Opened)
    found = entries(ui.replica, outing)
    lines = [_keyed(e, "recent", opened.show) for e in found[:shown]]
    if len(found) > shown:
        more = link(
            ui, ui.t("today.show_more"), lambda: show(shown + MORE), identifier="recent.more", field=True
        )  # fmt: skip
        lines.append(more)
    nothing = [] if found else [muted(ui, ui.t("today.nothing_yet"))]
    return ft.Column(
        [title(ui, ui.t("today.recent")), *nothing, *lines, *_details(opened)],
        spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


@memo
def LastOne(outing: Outing) -> Any:
    """On a phone the list is below the fold: the last line stays above the bar."""
    ui = use_ui()
    use_records(Contact.kind, Tally.kind, Person.kind, late=True)
    opened = use_made(Opened)
    lines = [_keyed(e, "last", opened.show) for e in entries(ui.replica, outing)[:1]]
    return ft.Container(
        ft.Column(
            [*lines, *_details(opened)],
            spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        ),
        bgcolor=ui.palette.surface, padding=ft.Padding.symmetric(horizontal=8), visible=bool(lines),
        border=ft.Border(top=ft.BorderSide(ui.palette.edge, ui.palette.line)),
    )  # fmt: skip


def _details(opened: Opened) -> list[ft.Control]:
    """Only while open: a closed sheet would redraw with every contact."""
    return [DetailSheet(opened.id, opened.close)] if opened.id else []


def _keyed(entry: Entry, place: str, say_more: Callable[[str], None]) -> ft.Control:
    return cast(Callable[..., ft.Control], EntryLine)(entry, place, say_more, key=entry.id)
