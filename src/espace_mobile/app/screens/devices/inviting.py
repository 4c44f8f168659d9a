"""An invitation: for which role and teams, then its code in letters to be read across a room."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions import vehicles
from espace_mobile.app.components import Option, button, card, chips, title
from espace_mobile.app.components.message import loading
from espace_mobile.app.components.text import muted, text
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.devices.desk import Desk
from espace_mobile.app.screens.public.address import code
from espace_mobile.app.theme import GAP, RADIUS, SMALL, TITLE
from espace_mobile.app.ui import Ui, component, use_ui
from espace_mobile.domain.team import Team
from espace_mobile.domain.vocabulary import Role, offered
from espace_mobile.sync.joining import whole_invitation

EVERY_TEAM = (Role.SUPERVISOR, Role.PLANNER)  # these see the whole schedule and what goes with it


def begun() -> Draft:
    """What is chosen for an invitation. The page holds it: what comes to stand above the card moves the card, and a
    moved one begins anew."""
    return Draft("devices.invite", _values={"role": str(Role.FIELD)})


@component
def Inviting(desk: Desk, draft: Draft) -> Any:
    ui = use_ui()
    ft.use_state(desk)
    ft.use_state(draft)
    if desk.code:
        return _code(ui, desk)
    role, teams = Role(draft.get("role")), list(draft.get("teams", ()))
    roles = [Option(r, ui.words.label(Role(r))) for r in offered(Role)]

    def choose(code: str) -> None:
        draft.set("role", code, redraw=True)

    async def invite() -> None:
        await desk.invite(str(role), "*" if role in EVERY_TEAM else teams)

    ready = role in EVERY_TEAM or bool(teams)
    act = loading(ui, ui.t("devices.asking")) if desk.busy == "invite" else button(
        ui, ui.t("devices.invite"), invite if ready else None, identifier="devices.invite", primary=True,
        icon_name=ft.Icons.ADD_TO_HOME_SCREEN,
    )  # fmt: skip
    return card(
        ui, title(ui, ui.t("devices.invite_title")), muted(ui, ui.t("devices.invite_hint"), SMALL),
        muted(ui, ui.t("devices.role"), SMALL), chips(ui, roles, [role], choose, identifier="invite.role"),
        *([] if role in EVERY_TEAM else [_teams(ui, draft, teams)]),
        *([] if ready else [muted(ui, ui.t("devices.no_team"), SMALL)]), act,
    )  # fmt: skip


def _teams(ui: Ui, draft: Draft, chosen: list[str]) -> ft.Control:
    options = [Option(team.id, team.name) for team in vehicles.in_use(ui.replica, Team)]

    def toggle(id: str) -> None:
        draft.set("teams", [t for t in chosen if t != id] if id in chosen else [*chosen, id], redraw=True)

    return ft.Column(
        [muted(ui, ui.t("devices.teams"), SMALL), chips(ui, options, chosen, toggle, identifier="invite.team")],
        spacing=GAP,
    )


def _code(ui: Ui, desk: Desk) -> ft.Control:
    """What has to be typed over there: the address, then the org's short name and the code."""
    member = ui.session.membership

    def done() -> None:
        desk.code = ""

    halves = desk.code.partition("-")
    shown = [desk.code] if ui.rail and ui.scale <= 1.25 else [halves[0] + halves[1], halves[2]]
    letters: list[ft.Control] = [text(ui, part, 48, TITLE, no_wrap=True) for part in shown]
    big = ft.Container(
        ft.Column(letters, spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER),
        bgcolor=ui.palette.soft, border_radius=RADIUS, padding=16, alignment=ft.Alignment.CENTER,
        border=ft.Border.all(ui.palette.edge, ui.palette.line) if ui.palette.bold_edges else None,
    )  # fmt: skip
    invitation = f"{member.org} {desk.code}"
    return card(
        ui, title(ui, ui.t("devices.code_title")), muted(ui, ui.t("devices.code_address")),
        text(ui, member.address, 18, TITLE, selectable=True), muted(ui, ui.t("devices.code_type")),
        ft.Semantics(identifier="invite.code", label=ui.t("devices.code", code=invitation), live_region=True,
                     container=True, content=big),
        text(ui, ui.t("devices.code_whole", invitation=invitation), 18, selectable=True),
        muted(ui, ui.t("devices.code_hint"), SMALL),
        *_square(ui, whole_invitation(member.address, member.org, desk.code)),
        button(ui, ui.t("devices.another"), done, identifier="invite.another"),
    )  # fmt: skip


def _square(ui: Ui, invitation: str) -> list[ft.Control]:
    """The app reads no square itself: a tablet's own camera does, and shows text to copy."""
    drawn = code(ui, invitation, ui.t("devices.qr"))
    return [*drawn, muted(ui, ui.t("devices.qr_hint"), SMALL)] if drawn else []
