"""The supervisor's list of devices, the ones that ask to come in, and inviting one."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import flet as ft

from espace_mobile.app.components import banner, confirm, header, line, link, pill, title, two_panes
from espace_mobile.app.components.message import loading
from espace_mobile.app.components.text import muted
from espace_mobile.app.screens.devices.desk import Desk
from espace_mobile.app.screens.devices.inviting import Inviting
from espace_mobile.app.screens.devices.waiting import Waiting
from espace_mobile.app.screens.wording import moment
from espace_mobile.app.ui import Ui, component, use_every, use_made, use_records, use_ui
from espace_mobile.domain.vocabulary import Role

if TYPE_CHECKING:
    from espace_mobile.sync.office import Device

EVERY = 5.0  # seconds between two questions: somebody is waiting at the other tablet


@component
def Devices() -> Any:
    ui = use_ui()
    use_records("team")
    session = ui.session
    desk = use_made(lambda: Desk(session.office))
    revoking, revoke = ft.use_state("")

    use_every(EVERY, desk.refresh)
    device = next((d for d in desk.devices if d.id == revoking), None)
    ft.use_dialog(_question(ui, desk, device, lambda: revoke("")) if device else None)
    left = [
        header(ui, ui.t("devices.title"), back="/sync"),
        *([banner(ui, ui.error(desk.error), tone="ink", identifier="devices.trouble")] if desk.error else []),
        Waiting(desk), *_devices(ui, desk, revoke),
    ]  # fmt: skip
    return two_panes(ui, left, [Inviting(desk)], shares=(3, 2))


def _devices(ui: Ui, desk: Desk, revoke: Any) -> list[ft.Control]:
    if not desk.asked:
        return [loading(ui, ui.t("devices.asking"))]
    lines = [_line(ui, d, n, revoke) for n, d in enumerate(desk.devices)]
    if not lines and desk.error:
        return []
    nothing = [] if lines else [muted(ui, ui.t("devices.none"))]
    return [ft.Column([title(ui, ui.t("devices.all")), *lines, *nothing], spacing=0)]


def _line(ui: Ui, device: Device, n: int, revoke: Any) -> ft.Control:
    detail = " · ".join(filter(None, [ui.words.label(Role(device.role)), _seen(ui, device), _sent(ui, device)]))
    if device.own:
        trail: ft.Control = pill(ui, None, ui.t("devices.this_one"))
    elif device.state == "revoked":
        trail = pill(ui, ft.Icons.BLOCK, ui.t("devices.revoked"), "alert")
    else:
        trail = link(ui, ui.t("devices.revoke"), lambda: revoke(device.id), identifier=f"devices.revoke.{n}",
                     danger=True, description=ui.t("devices.revoke_it", name=device.label))  # fmt: skip
    return line(ui, device.label or ui.t("devices.unnamed"), detail, identifier=f"devices.{n}", trail=trail)


def _seen(ui: Ui, device: Device) -> str:
    if device.last_seen_ms is None:
        return ui.t("devices.never_seen")
    seconds = device.last_seen_ms / 1000
    if time.time() - seconds < 24 * 3600:
        return ui.t("devices.seen", when=ui.words.ago(time.time() - seconds))
    return ui.t("devices.seen", when=moment(ui, datetime.fromtimestamp(seconds, UTC)))


def _sent(ui: Ui, device: Device) -> str:
    return ui.tn("devices.changes", device.high_n)


def _question(ui: Ui, desk: Desk, device: Device, on_close: Any) -> ft.DialogControl:
    async def go() -> None:
        on_close()
        await desk.revoke(device)

    return confirm(
        ui, ui.t("devices.revoke_title", name=device.label), ui.t("devices.revoke_words"), yes=ui.t("devices.revoke"),
        on_yes=go, on_close=on_close, danger=True,
    )  # fmt: skip
