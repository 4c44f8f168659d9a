"""Proposing an entry: which programme, in one tap; a programme that asks no decision is entered at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import enrolments, programmes, workers
from espace_mobile.app.actions.undoing import Done
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, button, chips, empty_state, sheet, switch, text_field
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.enrolments.noting import Day, actions, chosen_day, part
from espace_mobile.app.screens.identity_form import error_text, wide
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.path_vocabulary import EntryDecision
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.errors import InputError


@component
def ProposeSheet(
    person: Person, on_close: Callable[[], None], on_manage: Callable[[], None], programme_id: str = ""
) -> Any:
    """`on_manage`: to the list of programmes, to rename or retire one. `programme_id`: chosen until another is."""
    ui = use_ui()
    use_records(Programme.kind)
    draft = use_draft(f"enrolment.propose.{person.id}")
    offered = programmes.active(ui.replica)
    only = offered[0] if len(offered) == 1 else None
    chosen = next((p for p in offered if p.id == draft.get("programme_id", programme_id)), only)
    may_add = workers.may_counsel(ui.session.worker)

    def act() -> Done[Enrolment]:
        if chosen is None:
            raise InputError("programme", "required")
        return _proposed(ui, person, chosen, draft)

    def save() -> None:
        words = ui.t("enrolment.entered" if chosen and not chosen.validated else "enrolment.proposed")
        note(ui, act, words, draft=draft, on_close=on_close)

    if draft.get("adding") or not offered:
        content, buttons = _adding(ui, draft, may_add, bool(offered))
    else:
        content = [_choice(ui, draft, offered, chosen), *_about(ui, draft, chosen)]
        if may_add:
            content.append(_more(ui, draft, on_manage))
        free = chosen is not None and not chosen.validated
        buttons = actions(ui, save, on_close, ui.t("enrolment.enter" if free else "enrolment.propose_it"))
    ft.use_dialog(sheet(ui, ui.t("enrolment.propose"), content, on_close, actions=buttons))
    return ft.Container(visible=False)


def _proposed(ui: Ui, person: Person, programme: Programme, draft: Draft) -> Done[Enrolment]:
    session, today = ui.session, clock.today()
    made = enrolments.propose(session.replica, person, programme, session.worker, today)
    if made.decision == EntryDecision.VALIDATED:
        try:
            done = enrolments.enter(session.replica, made, session.worker, chosen_day(draft), today)
        except InputError:
            enrolments.delete(session.replica, made, session.worker)
            raise
        made = done.fact
    return Done(made, ((None, made),))


def _choice(ui: Ui, draft: Draft, offered: Sequence[Programme], chosen: Programme | None) -> ft.Control:
    options = [Option(str(n), p.name) for n, p in enumerate(offered)]
    on = [str(n) for n, p in enumerate(offered) if chosen is not None and p.id == chosen.id]

    def choose(code: str) -> None:
        draft.errors.pop("programme", None)
        draft.set("programme_id", offered[int(code)].id, redraw=True)

    shown = chips(ui, options, on, choose, identifier="programme", field=True)
    return part(ui, ui.t("enrolment.which_programme"), shown, draft, "programme")


def _about(ui: Ui, draft: Draft, chosen: Programme | None) -> list[ft.Control]:
    if chosen is None:
        return []
    if chosen.validated:
        return [muted(ui, ui.t("enrolment.will_wait"), SMALL)]
    return [Day(draft, ui.t("enrolment.entry_day"), ("entered_on",), True)]


def _more(ui: Ui, draft: Draft, on_manage: Callable[[], None]) -> ft.Control:
    acts: dict[str, Callable[[], None]] = {
        "add": lambda: draft.set("adding", True, redraw=True),
        "manage": on_manage,
    }
    options = [Option("add", ui.t("programme.add"), ft.Icons.ADD), Option("manage", ui.t("programme.manage"))]
    return chips(ui, options, [], lambda code: acts[code](), identifier="programme", field=True)


def _adding(ui: Ui, draft: Draft, may_add: bool, back: bool) -> tuple[list[ft.Control], list[ft.Control]]:
    """The first programme, or another: its name, and whether an entry needs a CIP."""
    session = ui.session
    if not may_add:
        return [empty_state(ui, ft.Icons.FLAG_OUTLINED, ui.t("programme.none"), ui.t("programme.none_field"))], []
    validated = draft.get("validated", True)

    def add() -> None:
        made: list[Programme] = []
        name = draft.get("programme")
        if attempt(
            ui, lambda: made.append(programmes.add(session.replica, name, session.worker, validated=validated)), draft
        ):
            for field in ("programme", "adding", "validated"):
                draft.set(field, True if field == "validated" else "")
            draft.set("programme_id", made[0].id, redraw=True)

    teach = [] if back else [muted(ui, ui.t("programme.first_hint"))]
    content: list[ft.Control] = [
        *teach,
        wide(text_field(ui, draft, "programme", ui.t("programme.name"), on_submit=add)),
        switch(ui, ui.t("programme.validated"), validated, lambda on: draft.set("validated", on, redraw=True),
               identifier="programme.validated", detail=ui.t("programme.validated_hint")),
        *error_text(ui, draft, "capacity"),
    ]  # fmt: skip
    buttons = [
        button(ui, ui.t("programme.save"), add, identifier="programme.save", primary=True, field=True),
    ]
    if back:
        cancel = lambda: draft.set("adding", "", redraw=True)  # noqa: E731
        buttons.append(button(ui, ui.t("action.cancel"), cancel, identifier="programme.cancel", field=True))
    return content, buttons
