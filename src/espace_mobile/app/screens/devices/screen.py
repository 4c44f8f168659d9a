"""The supervisor's list of devices, the ones that ask to come in, and inviting one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flet as ft

from espace_mobile.app.components import banner, button, confirm, header, link, title, two_panes
from espace_mobile.app.components.message import loading
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.devices.desk import Desk
from espace_mobile.app.screens.devices.health import gravity, newest_version
from espace_mobile.app.screens.devices.inviting import Inviting, begun
from espace_mobile.app.screens.devices.lines import LEFT, RETIRED, Acts, device_line
from espace_mobile.app.screens.devices.moving import begin, moving_sheet
from espace_mobile.app.screens.devices.sheet import sheet_part
from espace_mobile.app.screens.devices.waiting import Waiting
from espace_mobile.app.screens.staff.onward import onward
from espace_mobile.app.theme import GAP
from espace_mobile.app.ui import Ui, component, use_every, use_made, use_records, use_ui

if TYPE_CHECKING:
    from espace_mobile.sync.office import Device

EVERY = 5.0  # seconds between two questions: somebody is waiting at the other tablet


@component
def Devices() -> Any:
    ui = use_ui()
    use_records("team", "device_key")
    session = ui.session
    desk = use_made(lambda: Desk(session.office))
    revoking, revoke = ft.use_state("")
    moving, move = ft.use_state("")
    teams = use_made(lambda: Draft("devices.move"))
    inviting = use_made(begun)

    use_every(EVERY, desk.refresh)
    going = next((d for d in desk.devices if d.id == revoking), None)
    ft.use_dialog(_question(ui, desk, going, lambda: revoke("")) if going else None)
    moved = next((d for d in desk.devices if d.id == moving), None)
    ft.use_dialog(moving_sheet(ui, desk, moved, teams, lambda: move("")) if moved else None)

    def begin_move(device: Device) -> None:
        begin(teams, device)
        move(device.id)

    left = [
        header(ui, ui.t("devices.title"), back="/office"), *_trouble(ui, desk), *_without(ui, desk), Waiting(desk),
        *_devices(ui, desk, Acts(revoke, begin_move)), *sheet_part(ui, desk), _staff(ui),
        *onward(ui),
    ]  # fmt: skip
    return two_panes(ui, left, [Inviting(desk, inviting)], shares=(3, 2))


def _staff(ui: Ui) -> ft.Control:
    go = ft.context.page.navigate
    ways = [
        link(ui, ui.t("staff.title"), lambda: go("/workers"), identifier="devices.workers",
             icon_name=ft.Icons.BADGE_OUTLINED),
        link(ui, ui.t("staff.teams"), lambda: go("/teams"), identifier="devices.teams",
             icon_name=ft.Icons.GROUPS_OUTLINED),
    ]  # fmt: skip
    return ft.Row(list(ways), wrap=True, spacing=GAP, run_spacing=0)


def _trouble(ui: Ui, desk: Desk) -> list[ft.Control]:
    if desk.refused is not None:
        return [banner(ui, ui.error(desk.refused), identifier="devices.trouble")]
    return [banner(ui, ui.error(desk.error), tone="ink", identifier="devices.trouble")] if desk.error else []


def _without(ui: Ui, desk: Desk) -> list[ft.Control]:
    """Told until it is understood: nobody else will say it again."""
    if not desk.without:
        return []

    def understood() -> None:
        desk.without = []

    names = ui.words.listing([d.label or ui.t("devices.unnamed") for d in desk.without])
    close = button(ui, ui.t("devices.understood"), understood, identifier="devices.understood")
    words = ui.tn("devices.without", len(desk.without), names=names)
    return [banner(ui, words, identifier="devices.without", actions=[close])]


def _devices(ui: Ui, desk: Desk, acts: Acts) -> list[ft.Control]:
    if not desk.asked:
        return [loading(ui, ui.t("devices.asking"))]
    latest = newest_version(desk.devices)
    listed = (d for d in desk.devices if d.state != RETIRED and not d.is_sheet)
    shown = sorted(listed, key=lambda d: (d.state == LEFT, gravity(d, latest)))
    lines = [device_line(ui, d, n, acts, busy=desk.busy == d.id, latest=latest) for n, d in enumerate(shown)]
    if not lines and desk.error:
        return []
    nothing = [] if lines else [muted(ui, ui.t("devices.none"))]
    return [ft.Column([title(ui, ui.t("devices.all")), *lines, *nothing], spacing=0)]


def _question(ui: Ui, desk: Desk, device: Device, on_close: Any) -> ft.DialogControl:
    async def go() -> None:
        on_close()
        await desk.revoke(device)

    return confirm(
        ui, ui.t("devices.revoke_title", name=device.label), ui.t("devices.revoke_words"), yes=ui.t("devices.revoke"),
        on_yes=go, on_close=on_close, danger=True,
    )  # fmt: skip
