"""One device on one line: whose it is, what it serves, when it was last seen, and what can be done about it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import flet as ft

from espace_mobile.app.actions import workers
from espace_mobile.app.components import line, link, pill
from espace_mobile.app.components.message import loading
from espace_mobile.app.components.text import icon, label
from espace_mobile.app.screens.devices.health import ailing, complaint, said_last
from espace_mobile.app.screens.devices.inviting import EVERY_TEAM
from espace_mobile.app.screens.devices.moving import ROLES
from espace_mobile.app.screens.recovery.words import entered_words
from espace_mobile.app.screens.wording import moment
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui
from espace_mobile.domain.device_health import Ailment
from espace_mobile.domain.vocabulary import Role
from espace_mobile.sync.withdrawing import ACTIVE, REVOKED

if TYPE_CHECKING:
    from espace_mobile.sync.office import Device

LEFT, RETIRED = "left", "retired"
_STATES = {
    REVOKED: ("devices.revoked", ft.Icons.HOURGLASS_TOP, "alert"), LEFT: ("devices.left", ft.Icons.CHECK, "ink"),
}  # fmt: skip


@dataclass(frozen=True)
class Acts:
    """`revoke` is given the device's id."""

    revoke: Callable[[str], Any]
    move: Callable[[Device], Any]


def device_line(ui: Ui, device: Device, n: int, acts: Acts, *, busy: bool, latest: str) -> ft.Control:
    """On a phone, what can be done stands under the words: beside them it would leave no room for any.

    `latest`: the newest version of the app among the org's devices.
    """
    beside = ui.rail and not ui.large
    name, links = device.label or ui.t("devices.unnamed"), _links(ui, device, n, acts)
    if busy:
        links = [loading(ui, ui.t("devices.asking"))]
    said = line(
        ui, name, _detail(ui, device), identifier=f"devices.{n}", rule=False, detail_lines=5,
        trail=ft.Row(links, spacing=0, tight=True) if beside and links and not busy else _state(ui, device),
    )  # fmt: skip
    under: list[ft.Control] = [_complaint(ui, device, ailment) for ailment in ailing(device, latest)]
    if links and (busy or not beside):
        under += [ft.Row([link]) for link in links] if ui.large else [ft.Row(links, spacing=0)]
    edge = ft.BorderSide(ui.palette.edge, ui.palette.line)
    return ft.Container(ft.Column([said, *under], spacing=0, tight=True), border=ft.Border(bottom=edge))


def _complaint(ui: Ui, device: Device, ailment: Ailment) -> ft.Control:
    words = label(ui, complaint(ui, device, ailment), SMALL, ui.palette.alert, expand=True)
    return ft.Container(
        ft.Row([icon(ui, ft.Icons.WARNING_AMBER, 18, ui.palette.alert), words], spacing=8),
        padding=ft.Padding.only(bottom=8),
    )


def _links(ui: Ui, device: Device, n: int, acts: Acts) -> list[ft.Control]:
    if device.own or device.state != ACTIVE:
        return []
    found = []
    if Role(device.role) in ROLES:
        found.append(
            link(ui, ui.t("devices.move"), lambda: acts.move(device), identifier=f"devices.move.{n}",
                 description=ui.t("devices.move_it", name=device.label))
        )  # fmt: skip
    found.append(
        link(ui, ui.t("devices.revoke"), lambda: acts.revoke(device.id), identifier=f"devices.revoke.{n}",
             danger=True, description=ui.t("devices.revoke_it", name=device.label))
    )  # fmt: skip
    return found


def _state(ui: Ui, device: Device) -> ft.Control | None:
    """On a phone the words are in the detail, for a pill would cut it."""
    if device.own:
        return pill(ui, None, ui.t("devices.this_one")) if not ui.large else None
    if device.state not in _STATES:
        return None
    words, sign, tone = _STATES[device.state]
    if ui.rail and not ui.large:
        return pill(ui, sign, ui.t(words), tone)
    return icon(ui, sign, 22, getattr(ui.palette, tone))


def _detail(ui: Ui, device: Device) -> str:
    state = _STATES[device.state][0] if device.state in _STATES and not (ui.rail and not ui.large) else ""
    own = ui.t("devices.this_one") if device.own and ui.large else ""
    parts = [
        own,
        ui.t(state) if state else "",
        ui.words.label(Role(device.role)),
        _teams(ui, device),
        _seen(ui, device),
        entered_words(ui, device),
    ]
    return " · ".join(filter(None, [*parts, ui.tn("devices.changes", device.high_n), *said_last(ui, device)]))


def _teams(ui: Ui, device: Device) -> str:
    if Role(device.role) in EVERY_TEAM or device.state == LEFT:
        return ""
    if isinstance(device.teams, str):
        return ui.t("devices.every_team").lower()
    known = workers.team_names(ui.replica)
    return ", ".join(known[id] for id in device.teams if id in known)


def _seen(ui: Ui, device: Device) -> str:
    if device.last_seen_ms is None:
        return ui.t("devices.never_seen")
    seconds = device.last_seen_ms / 1000
    if time.time() - seconds < 24 * 3600:
        return ui.t("devices.seen", when=ui.words.ago(time.time() - seconds))
    return ui.t("devices.seen", when=moment(ui, datetime.fromtimestamp(seconds, UTC)))
