"""How the person wants to be reached: ways in the order of the taps, a note, an e-mail address."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions import reaching
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, button, card, chips, link, note_field, sheet, text_field, title
from espace_mobile.app.components.text import icon, muted, text
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.identity_form import wide
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui, use_value
from espace_mobile.domain.path_vocabulary import ContactPreference
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import offered
from espace_mobile.i18n.translator import sentence


@component
def Reaching(person_id: str) -> Any:
    ui = use_ui()
    use_records(Person.kind)
    draft = use_draft(f"file.reach.{person_id}")
    writing, write = use_value(False)
    person = person_of(ui.replica, person_id)
    ft.use_dialog(_form(ui, person, draft, lambda: write(False)) if writing and person else None)
    if person is None:
        return ft.Container()

    def begin() -> None:
        if draft.empty:
            draft.set("email", person.email or "")
            draft.set("reach_note", person.reach_note or "")
            draft.set("seen", seen_now(ui.replica, person))
        write(True)

    said = [(ft.Icons.ALTERNATE_EMAIL, person.email), (ft.Icons.INFO_OUTLINE, person.reach_note)]
    lines = [
        ft.Row([icon(ui, sign, 20, ui.palette.muted), text(ui, words, expand=True)], spacing=12)
        for sign, words in said if words
    ]  # fmt: skip
    edit = link(
        ui, ui.t("reach.edit"), begin, identifier="reach.edit", icon_name=ft.Icons.EDIT_OUTLINED, field=True
    )  # fmt: skip
    return card(
        ui, title(ui, ui.t("reach.title")), muted(ui, ui.t("reach.hint"), SMALL), _ways(ui, person), *lines,
        ft.Row([edit]),
    )  # fmt: skip


def ways_words(ui: Ui, person: Person) -> str:
    """« SMS, puis appel · Après 18 h »; empty when nothing was said."""
    ways = [ui.words.label(way) for way in person.reach_by]
    first = ", ".join(ways[:1] + [way if way.isupper() else way[:1].lower() + way[1:] for way in ways[1:]])
    return " · ".join(filter(None, [sentence(first), person.reach_note]))


def _ways(ui: Ui, person: Person) -> ft.Control:
    rank = {way: n for n, way in enumerate(person.reach_by, 1)}

    def named(way: ContactPreference) -> str:
        return f"{rank[way]}. {ui.words.label(way)}" if len(rank) > 1 and way in rank else ui.words.label(way)

    def toggle(code: str) -> None:
        session = ui.session
        attempt(ui, lambda: reaching.toggle_way(session.replica, person, session.worker, ContactPreference(code)))

    options = [Option(way, named(ContactPreference(way))) for way in offered(ContactPreference)]
    return chips(ui, options, person.reach_by, toggle, identifier="reach", field=True)


def _form(ui: Ui, person: Person, draft: Draft, on_close: Any) -> ft.DialogControl:
    session = ui.session

    def act() -> None:
        reaching.set_address(
            session.replica, person, session.worker, email=draft.get("email"), reach_note=draft.get("reach_note"),
            seen=draft.get("seen") or None,
        )  # fmt: skip

    def leave() -> None:
        draft.drop()
        on_close()

    def save() -> None:
        if attempt(ui, act, draft):
            leave()

    address = text_field(
        ui, draft, "email", ui.t("person_field.email"), keyboard_type=ft.KeyboardType.EMAIL, autocorrect=False,
        enable_suggestions=False,
    )  # fmt: skip
    return sheet(
        ui, ui.t("reach.edit"), [wide(address), note_field(ui, draft, "reach_note", ui.t("person_field.reach_note"))],
        on_close,
        actions=[
            button(ui, ui.t("action.save"), save, identifier="reach.save", primary=True, field=True),
            button(ui, ui.t("action.cancel"), leave, identifier="reach.cancel", field=True),
        ],
    )  # fmt: skip
