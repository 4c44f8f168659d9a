"""The programmes there are: renaming one, retiring it. Whoever is in it stays in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions import programmes
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, line, link, notify, sheet, switch, text_field
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.identity_form import wide
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui
from espace_mobile.domain.programme import Programme


@component
def ProgrammesSheet(on_close: Callable[[], None], programme_id: str = "") -> Any:
    """`programme_id`: of that one alone."""
    ui = use_ui()
    use_records(Programme.kind)
    offered = programmes.active(ui.replica)
    alone = next((p for p in offered if p.id == programme_id), None)
    draft = use_draft(f"programmes.{programme_id}" if alone else "programmes", _shown(alone) if alone else None)
    opened = next((p for p in offered if p.id == draft.get("id")), None)
    content = [_line(ui, p, n, draft) for n, p in enumerate(offered)] if opened is None else _one(ui, opened, draft)
    buttons = [button(ui, ui.t("action.done"), on_close, identifier="programmes.done", primary=True, field=True)]
    if opened is not None:
        buttons = _save(ui, opened, draft, on_close if alone else None)
    words = ui.t("programme.rules" if alone else "programme.manage")
    ft.use_dialog(sheet(ui, words, content, on_close, actions=buttons))
    return ft.Container(visible=False)


def _line(ui: Ui, programme: Programme, n: int, draft: Draft) -> ft.Control:
    def show() -> None:
        for field, value in _shown(programme).items():
            draft.set(field, value, redraw=field == "id")

    rules = ui.t("programme.with_decision" if programme.validated else "programme.without_decision")
    return line(ui, programme.name, rules, identifier=f"programmes.{n}", on_tap=show)


def _shown(programme: Programme) -> dict[str, str]:
    return {"programme": programme.name, "id": programme.id}


def _one(ui: Ui, programme: Programme, draft: Draft) -> list[ft.Control]:
    session = ui.session

    def decided(on: bool) -> None:
        attempt(ui, lambda: programmes.set_rules(session.replica, programme, session.worker, validated=on), draft)

    def funded(on: bool) -> None:
        attempt(ui, lambda: programmes.set_rules(session.replica, programme, session.worker, fse=on), draft)

    def retire() -> None:
        def to(active: bool) -> bool:
            return attempt(
                ui, lambda: programmes.retire(session.replica, programme, session.worker, active=active)
            )  # fmt: skip

        if to(False):
            draft.drop()
            notify(ui, ui.t("programme.retired"), undo=lambda: to(True))

    return [
        wide(text_field(ui, draft, "programme", ui.t("programme.name"))),
        switch(ui, ui.t("programme.validated"), programme.validated, decided, identifier="programme.validated",
               detail=ui.t("programme.validated_hint")),
        switch(ui, ui.t("programme.fse"), programme.fse, funded, identifier="programme.fse",
               detail=ui.t("programme.fse_hint")),
        ft.Row(
            [link(ui, ui.t("programme.retire"), retire, identifier="programme.retire", danger=True, field=True)],
            wrap=True,
        ),
    ]  # fmt: skip


def _save(ui: Ui, programme: Programme, draft: Draft, on_close: Callable[[], None] | None) -> list[ft.Control]:
    """`on_close`: when there is no list to go back to."""
    session = ui.session

    def back() -> None:
        if on_close is not None:
            draft.drop()
            on_close()
        else:
            draft.set("id", "", redraw=True)

    def save() -> None:
        name = draft.get("programme")
        if name == programme.name or attempt(
            ui, lambda: programmes.rename(session.replica, programme, name, session.worker), draft
        ):
            back()

    return [
        button(ui, ui.t("action.save"), save, identifier="programme.save", primary=True, field=True),
        button(ui, ui.t("action.cancel" if on_close else "action.back"), back, identifier="programme.back", field=True),
    ]
