"""Whose work a device is for, and which teams it serves: chosen among those there are, or all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import flet as ft

from espace_mobile.app.actions import workers
from espace_mobile.app.components import Option, button, chips, notify, sheet
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.devices.desk import Desk
from espace_mobile.app.screens.devices.inviting import EVERY_TEAM
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui
from espace_mobile.domain.vocabulary import Role

if TYPE_CHECKING:
    from espace_mobile.sync.office import Device

ALL, TEAMS, ROLE = "*", "teams", "role"
ROLES = (Role.FIELD, Role.COUNSELLOR, Role.SUPERVISOR)  # a planner's is let in as such, and stays one


def begin(draft: Draft, device: Device) -> None:
    draft.set(TEAMS, [device.teams] if isinstance(device.teams, str) else list(device.teams))
    draft.set(ROLE, device.role)


def toggled(chosen: list[str], team: str) -> list[str]:
    """All of them, or some: never both."""
    if team == ALL:
        return [] if ALL in chosen else [ALL]
    return [t for t in chosen if t not in (team, ALL)] if team in chosen else [*(t for t in chosen if t != ALL), team]


def moving_sheet(ui: Ui, desk: Desk, device: Device, draft: Draft, on_close: Callable[[], None]) -> ft.DialogControl:
    chosen, role = list(draft.get(TEAMS, ())), Role(draft.get(ROLE, device.role))
    every = role in EVERY_TEAM
    options = [Option(id, name) for id, name in workers.team_names(ui.replica).items()]
    options.append(Option(ALL, ui.t("devices.every_team")))

    async def save() -> None:
        on_close()
        if await desk.move(device, ALL if every or ALL in chosen else chosen, str(role)):
            notify(ui, ui.t("devices.moved", name=device.label))

    def choose(team: str) -> None:
        draft.set(TEAMS, toggled(chosen, team), redraw=True)

    def serve(code: str) -> None:
        draft.set(ROLE, code, redraw=True)

    missing = [] if chosen or every else [muted(ui, ui.t("devices.no_team"))]
    teams = [] if every else [
        muted(ui, ui.t("devices.move_words")), chips(ui, options, chosen, choose, identifier="move.team"), *missing,
    ]  # fmt: skip
    roles = [Option(one, ui.words.label(one)) for one in ROLES]
    return sheet(
        ui, ui.t("devices.move_title", name=device.label or ui.t("devices.unnamed")),
        [chips(ui, roles, [role], serve, identifier="move.role"), *teams,
         muted(ui, ui.t("devices.no_planner"), SMALL)],
        on_close,
        actions=[
            button(ui, ui.t("action.cancel"), on_close, identifier="move.cancel"),
            button(ui, ui.t("action.save"), save if chosen or every else None, identifier="move.save", primary=True),
        ],
    )  # fmt: skip
