"""Somebody's name, role, teams and first day; what another role changes is said before it is saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import staffing, vehicles
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.actions.staffing import Post
from espace_mobile.app.components import Option, chips, text_field
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.day_choice import DayChoice, day_of
from espace_mobile.app.screens.identity_form import error_text, wide
from espace_mobile.app.screens.programmes.sheet.forms import form_sheet, stamps_of, use_form
from espace_mobile.app.screens.staff.words import sees
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_ui
from espace_mobile.domain.team import Team
from espace_mobile.domain.vocabulary import Role, offered
from espace_mobile.domain.worker import Worker

NEW = ""
_LONG_AGO = timedelta(days=366 * 60)
_AHEAD = timedelta(days=366)


@component
def WorkerSheet(id: str, on_close: Callable[[], Any]) -> Any:
    """`id` empty: somebody new. Tests: `worker.role.{code}`, `worker.team.{id}`, `worker.since.{ISO day}`,
    `worker.save`, `worker.cancel`."""
    ui = use_ui()
    shown = ui.replica.get(Worker, id) if id else None
    stamps = seen_now(ui.replica, shown) if shown else {}
    draft = use_form(f"worker.{id}", _values(shown), stamps)
    session = ui.session

    def act() -> object:
        if shown is None:
            return staffing.add(session.replica, _post(draft), session.worker)
        return staffing.change(session.replica, shown, _post(draft), session.worker, today=clock.today(),
                               seen=stamps_of(draft))  # fmt: skip

    words = shown.display_name if shown else ui.t("staff.add")
    ft.use_dialog(
        form_sheet(ui, draft, words, _fields(ui, draft, shown), name="worker", on_close=on_close,
                   save=lambda: note(ui, act, ui.t("staff.saved"), draft, on_close))
    )  # fmt: skip
    return ft.Container(visible=False)


def _values(shown: Worker | None) -> dict[str, Any]:
    if shown is None:
        return {"display_name": "", "role": str(Role.FIELD), "team_ids": [], "since": clock.today().isoformat()}
    since = shown.since.isoformat() if shown.since else ""
    return {"display_name": shown.display_name, "role": str(shown.role), "team_ids": list(shown.team_ids),
            "since": since}  # fmt: skip


def _post(draft: Draft) -> Post:
    teams = tuple(draft.get("team_ids"))
    return Post(draft.get("display_name"), Role(draft.get("role")), teams, day_of(draft, "since"))


def _fields(ui: Ui, draft: Draft, shown: Worker | None) -> list[ft.Control]:
    role, today = Role(draft.get("role")), clock.today()
    roles = [Option(r, ui.words.label(Role(r))) for r in offered(Role)]
    choose = lambda code: draft.set("role", code, redraw=True)  # noqa: E731
    near = [] if shown and shown.since else [today]
    return [
        wide(text_field(ui, draft, "display_name", ui.t("staff.name"), autocorrect=False,
                        capitalization=ft.TextCapitalization.WORDS)),
        ft.Column([muted(ui, ui.t("staff.role"), SMALL),
                   chips(ui, roles, [role], choose, identifier="worker.role"),
                   muted(ui, sees(ui, role), SMALL), *error_text(ui, draft, "role")], spacing=GAP),
        _teams(ui, draft),
        DayChoice(draft, "since", ui.t("staff.first_day"), near, today - _LONG_AGO, today + _AHEAD, "worker.since"),
        *[muted(ui, words, SMALL) for words in _consequences(ui, draft, shown)],
    ]  # fmt: skip


def _teams(ui: Ui, draft: Draft) -> ft.Control:
    chosen: list[str] = list(draft.get("team_ids", ()))
    options = [Option(t.id, t.name) for t in vehicles.named(ui.replica, Team) if t.active or t.id in chosen]

    def toggle(id: str) -> None:
        draft.set("team_ids", [t for t in chosen if t != id] if id in chosen else [*chosen, id], redraw=True)

    return ft.Column(
        [muted(ui, ui.t("staff.own_teams"), SMALL), chips(ui, options, chosen, toggle, identifier="worker.team"),
         *error_text(ui, draft, "team_ids")],
        spacing=GAP,
    )  # fmt: skip


def _consequences(ui: Ui, draft: Draft, shown: Worker | None) -> list[str]:
    """What another role or other teams change, and from when."""
    if shown is None:
        return []
    role = Role(draft.get("role"))
    said: list[str] = []
    if role != shown.role:
        said.append(ui.t("staff.takes_effect"))
        if shown.role == Role.SUPERVISOR:
            said.append(ui.t("staff.no_longer"))
        if role == Role.SUPERVISOR:
            said.append(ui.t("staff.becomes"))
    if set(draft.get("team_ids")) != set(shown.team_ids):
        said.append(ui.t("staff.files_move"))
    return said
