"""The teams: who is in each, which devices receive its files; added, renamed, retired."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import staffing, vehicles
from espace_mobile.app.components import button, empty_state, header, line, page_body
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.screens.devices.desk import Desk
from espace_mobile.app.screens.devices.inviting import EVERY_TEAM
from espace_mobile.app.screens.schedule.vans import NameSheet
from espace_mobile.app.screens.staff.onward import onward
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_made, use_records, use_ui, use_value
from espace_mobile.domain.team import Team
from espace_mobile.domain.vocabulary import Role
from espace_mobile.sync.withdrawing import ACTIVE

_CLOSED, _NEW = "closed", ""


@component
def Teams() -> Any:
    """Tests: `team.new`, `team.{id}`; those of `NameSheet`."""
    ui = use_ui()
    use_records(Team.kind, "worker")
    desk = use_made(lambda: Desk(ui.session.office))
    ft.use_state(desk)
    opened, show = use_value(_CLOSED)
    ft.use_effect(desk.refresh, [])
    found = vehicles.named(ui.replica, Team)

    def opener(id: str) -> Callable[[], None]:
        return lambda: show(id)

    lines = [_line(ui, desk, team, opener(team.id)) for team in found]
    offline = [muted(ui, ui.t("teams.offline"), SMALL)] if desk.error and found else []
    nothing = [] if found else [empty_state(ui, ft.Icons.GROUPS_OUTLINED, ui.t("vans.no_team"), ui.t("teams.first"))]
    close = lambda: show(_CLOSED)  # noqa: E731
    sheet = [] if opened == _CLOSED else [ft.Container(NameSheet(Team, opened, close), key=f"sheet-{opened}")]
    return page_body(
        ui, header(ui, ui.t("teams.title"), back="/workers"), muted(ui, ui.t("teams.hint")), *nothing,
        ft.Column(list(lines), spacing=0), *offline,
        button(ui, ui.t("vans.new_team"), lambda: show(_NEW), identifier="team.new", primary=True,
               icon_name=ft.Icons.GROUP_ADD_OUTLINED),
        *onward(ui), *sheet,
    )  # fmt: skip


def _line(ui: Ui, desk: Desk, team: Team, on_tap: Callable[[], None]) -> ft.Control:
    told = [_people(ui, team), _devices(ui, desk, team)] if team.active else [ui.t("vans.retired")]
    return line(
        ui, team.name, "\n".join(filter(None, told)), identifier=f"team.{team.id}", on_tap=on_tap, detail_lines=8,
        lead=icon(ui, ft.Icons.GROUPS_OUTLINED, 22, ui.palette.muted), key=team.id,
    )  # fmt: skip


def _people(ui: Ui, team: Team) -> str:
    names = [w.display_name for w in staffing.staff(ui.replica, clock.today()) if team.id in w.team_ids]
    return ui.tn("teams.people", len(names), names=ui.words.listing(names)) if names else ui.t("teams.nobody")


def _devices(ui: Ui, desk: Desk, team: Team) -> str:
    """Those of the field: a supervisor's receives every team's, a planner's none of a person's."""
    if not desk.asked or desk.error:
        return ""
    field = [d for d in desk.devices if d.state == ACTIVE and Role(d.role) not in EVERY_TEAM]
    serving = [d.label or ui.t("devices.unnamed") for d in field if isinstance(d.teams, str) or team.id in d.teams]
    return ui.t("teams.devices", names=ui.words.listing(serving)) if serving else ui.t("teams.no_device")
