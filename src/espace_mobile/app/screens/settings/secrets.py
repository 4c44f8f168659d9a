"""The code of six digits, the pass phrase, and letting another worker open this tablet."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import staffing, workers
from espace_mobile.app.components import Option, button, dropdown, notify, secret_field, sheet, text_field
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.ui import Ui, component, use_made, use_ui
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import EspaceError, InputError, WrongPassphrase

Close = Callable[[], None]
NEW = "new"


@component
def PinSheet(open_now: bool, on_close: Close) -> Any:
    ui = use_ui()
    draft = use_made(lambda: Draft("pin"))  # never kept: a secret

    async def save() -> None:
        await _change(ui, draft, on_close, lambda: ui.session.set_pin(draft.get("pin")), "settings.pin_done")

    fields: list[ft.Control] = [
        muted(ui, ui.t("settings.pin_hint")),
        secret_field(ui, draft, "pin", ui.t("unlock.pin"), keyboard_type=ft.KeyboardType.NUMBER, max_length=6,
                     input_filter=ft.InputFilter("[0-9]*"), on_submit=save),
    ]  # fmt: skip
    ft.use_dialog(_sheet(ui, ui.t("settings.pin_choose"), fields, save, on_close) if open_now else None)
    return ft.Container(visible=False)


@component
def PhraseSheet(open_now: bool, on_close: Close) -> Any:
    ui = use_ui()
    draft = use_made(lambda: Draft("phrase"))  # never kept: a secret

    def change() -> None:
        if draft.get("passphrase") != draft.get("again"):
            raise InputError("again", "differs")
        ui.session.change_passphrase(draft.get("old"), draft.get("passphrase"))

    async def save() -> None:
        await _change(ui, draft, on_close, change, "settings.phrase_done")

    fields: list[ft.Control] = [
        secret_field(ui, draft, "old", ui.t("settings.phrase_old")),
        secret_field(ui, draft, "passphrase", ui.t("owner.passphrase"), helper=ui.t("owner.passphrase_hint")),
        secret_field(ui, draft, "again", ui.t("owner.again"), on_submit=save),
    ]
    ft.use_dialog(_sheet(ui, ui.t("settings.phrase_change"), fields, save, on_close) if open_now else None)
    return ft.Container(visible=False)


@component
def AccountSheet(open_now: bool, on_close: Close) -> Any:
    ui = use_ui()
    draft = use_made(lambda: Draft("account"))  # never kept: a secret
    known = {a.id for a in ui.state.installation.accounts()}
    here = staffing.staff(ui.replica, clock.today()) if open_now else []
    others = [w for w in here if w.id not in known]

    def add() -> None:
        worker = _colleague(ui, draft)
        if draft.get("passphrase") != draft.get("again"):
            raise InputError("again", "differs")
        ui.session.add_account(worker, draft.get("passphrase"))

    async def save() -> None:
        await _change(ui, draft, on_close, add, "settings.account_done")

    names = [Option(w.id, w.display_name) for w in others]
    names.append(Option(NEW, ui.t("settings.account_new")))
    named = [text_field(ui, draft, "display_name", ui.t("settings.account_name"))]
    fields: list[ft.Control] = [
        muted(ui, ui.t("settings.account_hint")),
        dropdown(ui, names, draft.get("worker"), lambda id: draft.set("worker", id, redraw=True),
                 identifier="settings.account", name=ui.t("owner.worker"), error=draft.errors.get("worker")),
        *(named if draft.get("worker") == NEW else []),
        secret_field(ui, draft, "passphrase", ui.t("owner.passphrase"), helper=ui.t("owner.passphrase_hint")),
        secret_field(ui, draft, "again", ui.t("owner.again"), on_submit=save),
    ]  # fmt: skip
    ft.use_dialog(_sheet(ui, ui.t("settings.account_add"), fields, save, on_close) if open_now else None)
    return ft.Container(visible=False)


def _colleague(ui: Ui, draft: Draft) -> Worker:
    """Somebody the register knows, or a new colleague of the teams of whoever is signed in. Raises `InputError`."""
    if draft.get("worker") == NEW:
        own = ui.session.worker
        teams = own.team_ids or tuple(workers.team_names(ui.replica))
        return workers.new_colleague(draft.get("display_name"), teams)
    found = ui.replica.get(Worker, draft.get("worker"))
    if found is None:
        raise InputError("worker", "required")
    return found


def _sheet(ui: Ui, title: str, fields: list[ft.Control], save: Any, on_close: Close) -> ft.DialogControl:
    return sheet(
        ui, title, fields, on_close,
        actions=[
            button(ui, ui.t("action.save"), save, identifier="secret.save", primary=True),
            button(ui, ui.t("action.cancel"), on_close, identifier="secret.cancel"),
        ],
    )  # fmt: skip


async def _change(ui: Ui, draft: Draft, on_close: Close, act: Callable[[], None], done: str) -> None:
    """Run `act` off the loop (it derives keys); its error goes beside the field at fault, `done` is a text's key."""
    try:
        await asyncio.to_thread(act)
    except InputError as e:
        draft.errors = {e.field: ui.error(e)}
    except WrongPassphrase as e:
        draft.errors = {"old": ui.error(e)}
    except EspaceError as e:
        notify(ui, ui.error(e))
    else:
        draft.drop()
        on_close()
        notify(ui, ui.t(done))
        ui.state.touch()
