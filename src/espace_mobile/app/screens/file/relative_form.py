"""Somebody around the person, described: the relation by a tap, the rest if one wishes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import relatives
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.actions.relatives import Described
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, button, chips, link, sheet, switch, text_field
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.identity_form import beside, error_text, wide
from espace_mobile.app.theme import GAP
from espace_mobile.app.ui import Ui
from espace_mobile.domain.path_vocabulary import Relation
from espace_mobile.domain.person import Person
from espace_mobile.domain.relative import Relative
from espace_mobile.domain.vocabulary import offered


def begin_with(ui: Ui, draft: Draft, relative: Relative | None) -> None:
    """What was begun about this very one goes on; else the form shows what is known."""
    about = relative.id if relative else ""
    if not draft.empty and draft.get("about") == about:
        return
    known = Described.of(relative) if relative else Described()
    draft.errors = {}
    for field, value in (
        ("about", about), ("relation", str(known.relation or "")), ("relative_name", known.name),
        ("birth_year", known.birth_year), ("phone", known.phone), ("hosted", known.hosted),
        ("seen", seen_now(ui.replica, relative) if relative else {}),
    ):  # fmt: skip
        draft.set(field, value)


def relative_form(
    ui: Ui, person: Person, relative: Relative | None, draft: Draft, on_close: Callable[[], Any],
    on_remove: Callable[[Ui, Relative], None],
) -> ft.DialogControl:  # fmt: skip
    session = ui.session

    def act() -> None:
        typed, today = _described(draft), clock.today()
        if relative is None:
            relatives.add(session.replica, person, typed, session.worker, today=today)
        else:
            seen = draft.get("seen") or None
            relatives.correct(session.replica, relative, typed, session.worker, today=today, seen=seen)

    def leave() -> None:
        draft.drop()
        on_close()

    def save() -> None:
        if attempt(ui, act, draft):
            leave()

    def remove(gone: Relative) -> Callable[[], None]:
        def act_on() -> None:
            leave()
            on_remove(ui, gone)

        return act_on

    removing = [
        ft.Row([link(ui, ui.t("relative.remove"), remove(relative), identifier="relative.remove", danger=True,
                     icon_name=ft.Icons.DELETE_OUTLINE, field=True)])
    ] if relative else []  # fmt: skip
    return sheet(
        ui, ui.t("relative.edit" if relative else "relative.add"), [*_fields(ui, draft), *removing], on_close,
        actions=[
            button(ui, ui.t("action.save"), save, identifier="relative.save", primary=True, field=True),
            button(ui, ui.t("action.cancel"), leave, identifier="relative.cancel", field=True),
        ],
    )  # fmt: skip


def _described(draft: Draft) -> Described:
    relation = draft.get("relation")
    return Described(
        Relation(relation) if relation else None, draft.get("relative_name"), draft.get("birth_year"),
        draft.get("phone"), bool(draft.get("hosted")),
    )  # fmt: skip


def _fields(ui: Ui, draft: Draft) -> list[ft.Control]:
    options = [Option(relation, ui.words.label(relation)) for relation in offered(Relation)]
    chosen = draft.get("relation")
    choose = lambda code: draft.set("relation", "" if code == chosen else code, redraw=True)  # noqa: E731
    name = text_field(
        ui, draft, "relative_name", ui.t("relative.name"), capitalization=ft.TextCapitalization.WORDS,
        autocorrect=False, enable_suggestions=False,
    )  # fmt: skip
    year = text_field(
        ui, draft, "birth_year", ui.t("relative.birth_year"), keyboard_type=ft.KeyboardType.NUMBER,
        enable_suggestions=False,
    )  # fmt: skip
    phone = text_field(
        ui, draft, "phone", ui.t("person_field.phone"), keyboard_type=ft.KeyboardType.PHONE, enable_suggestions=False
    )  # fmt: skip
    hosting = switch(
        ui, ui.t("relative.hosted"), bool(draft.get("hosted")), lambda on: draft.set("hosted", on, redraw=True),
        identifier="relative.hosted",
    )  # fmt: skip
    relation = [chips(ui, options, [chosen], choose, identifier="relation", field=True)]
    return [
        ft.Column([*relation, *error_text(ui, draft, "relation")], spacing=GAP), wide(name), beside(ui, [year, phone]),
        *([hosting] if chosen == Relation.CHILD else []),
    ]  # fmt: skip
