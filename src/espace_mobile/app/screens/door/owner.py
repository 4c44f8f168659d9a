"""The tablet belongs; who will use it first? A name of the org's list, or a new one, and a pass phrase."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

import flet as ft

from espace_mobile.app.components import Option, banner, button, dropdown, loading, page_body, secret_field, text_field
from espace_mobile.app.components.text import heading, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.ui import component, use_made, use_ui, use_value
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import EspaceError, InputError

if TYPE_CHECKING:
    from espace_mobile.bootstrap import Newcomer

NEW = "new"


@component
def Owner(newcomer: Newcomer) -> Any:
    ui = use_ui()
    draft = use_made(lambda: Draft("owner"))  # never kept: it holds a secret
    workers, set_workers = use_value(cast(list[Worker] | None, None))
    error, set_error = use_value("")
    busy, set_busy = use_value(False)

    async def fetch() -> None:
        try:
            set_workers(await asyncio.to_thread(newcomer.workers))
            set_error("")
        except EspaceError as e:
            set_error(ui.error(e))

    ft.use_effect(fetch, [])

    async def finish() -> None:
        set_busy(True)
        came_back = newcomer.came_back
        try:
            worker = _worker(newcomer, workers or [], draft)
            session = await asyncio.to_thread(newcomer.account, worker, _passphrase(draft))
            ui.state.prefer(account=worker.id)
            ui.state.enter(session)
            if came_back and session.worker.role == Role.SUPERVISOR:
                ft.context.page.navigate("/recovery")
            elif not workers and session.worker.role == Role.SUPERVISOR:  # the very first of the association
                ft.context.page.navigate("/first-steps")
        except InputError as e:
            draft.errors = {e.field: ui.error(e)}
        except EspaceError as e:
            set_error(ui.error(e))
        set_busy(False)

    parts: list[ft.Control] = [heading(ui, ui.t("owner.title")), muted(ui, ui.t("owner.hint"))]
    if error:
        again = button(ui, ui.t("action.retry"), fetch, identifier="owner.retry")
        parts.append(banner(ui, error, actions=[again]))
    if workers is None:
        return page_body(ui, *parts, *([] if error else [loading(ui, ui.t("owner.fetching"))]), centred=True)
    names = [*(Option(w.id, w.display_name) for w in workers), Option(NEW, ui.t("owner.not_listed"))]
    chosen = draft.get("worker") or ("" if workers else NEW)
    if workers:
        parts.append(
            dropdown(ui, names, chosen, lambda id: draft.set("worker", id, redraw=True), identifier="owner.worker",
                     name=ui.t("owner.worker"), error=draft.errors.get("worker"))
        )  # fmt: skip
    if chosen == NEW:
        parts.append(text_field(ui, draft, "display_name", ui.t("owner.name")))
    parts += [
        secret_field(ui, draft, "passphrase", ui.t("owner.passphrase"), helper=ui.t("owner.passphrase_hint")),
        secret_field(ui, draft, "again", ui.t("owner.again"), on_submit=finish),
        loading(ui, ui.t("owner.making")) if busy
        else button(ui, ui.t("owner.finish"), finish, identifier="owner.finish", primary=True, field=True),
    ]  # fmt: skip
    return page_body(ui, *parts, centred=True)


def _worker(newcomer: Newcomer, workers: list[Worker], draft: Draft) -> Worker:
    """Raises `InputError`."""
    chosen = draft.get("worker") or ("" if workers else NEW)
    if chosen == NEW:
        name = draft.get("display_name").strip()
        if not name:
            raise InputError("display_name", "required")
        return newcomer.new_worker(name)
    found = next((w for w in workers if w.id == chosen), None)
    if found is None:
        raise InputError("worker", "required")
    return found


def _passphrase(draft: Draft) -> str:
    """Raises `InputError` when the two differ."""
    phrase: str = draft.get("passphrase")
    if phrase != draft.get("again"):
        raise InputError("again", "differs")
    return phrase
