"""What is waiting, when the last exchange went well, what stopped the last one and what to do about it."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

import flet as ft

from espace_mobile.app import access
from espace_mobile.app.actions import workers
from espace_mobile.app.components import banner, button, card, header, page_body, switch, title
from espace_mobile.app.components.text import icon, label, muted, text
from espace_mobile.app.screens.conflicts.link import ConflictsLink
from espace_mobile.app.screens.sync.health import DeviceState
from espace_mobile.app.screens.sync.setbacks import damage_card, refused_card, unreadable_card
from espace_mobile.app.screens.wording import moment
from espace_mobile.app.state import SYNC
from espace_mobile.app.sync_pill import look, told
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.errors import Unauthorised
from espace_mobile.i18n.translator import sentence
from espace_mobile.sync.loop import State, Status


@component
def Sync() -> Any:
    ui = use_ui()
    use_records(SYNC[0])
    status = ui.session.sync.status
    return page_body(
        ui, header(ui, ui.t("sync.title"), back="/"), _truth(ui, status), *_withdrawn(ui, status),
        *_trouble(ui, status), _now(ui, status), *refused_card(ui), *unreadable_card(ui), *damage_card(ui),
        ConflictsLink(), *_cut(ui), DeviceState("sync"), *_devices(ui),
    )  # fmt: skip


def _truth(ui: Ui, status: Status) -> ft.Control:
    """One line, then the two facts behind it."""
    sign, tone = look(status)
    ink = getattr(ui.palette, tone)
    line = ft.Row(
        [icon(ui, sign, 32, ink), text(ui, sentence(told(ui, status)), 22, color=ink, expand=True)], spacing=16
    )
    waiting = ui.tn("sync.waiting", status.pending) if status.pending else ui.t("sync.nothing_waits")
    return ft.Semantics(
        identifier="sync.truth", live_region=True, container=True,
        content=card(ui, line, label(ui, waiting), muted(ui, _last(ui, status))),
    )  # fmt: skip


def _last(ui: Ui, status: Status) -> str:
    if status.synced_at is None:
        return ui.t("sync.no_success")
    at = datetime.fromtimestamp(status.synced_at, UTC)
    return ui.t("sync.last_success", when=moment(ui, at), ago=ui.words.ago(time.time() - status.synced_at))


def _withdrawn(ui: Ui, status: Status) -> list[ft.Control]:
    """Told to go: what becomes of the work that is still here."""
    if not access.is_withdrawn(ui.replica):
        return []
    rest = ui.tn("sync.withdrawn_waits", status.pending) if status.pending else ui.t("sync.withdrawn_sent")
    return [banner(ui, f"{ui.t('sync.withdrawn')} {rest}", identifier="sync.withdrawn")]


def _trouble(ui: Ui, status: Status) -> list[ft.Control]:
    if isinstance(status.error, Unauthorised) and access.is_withdrawn(ui.replica):
        return []  # said already
    if status.state is State.OFFLINE:
        words = ui.t("sync.offline_hint")
        if status.error is not None and not ui.session.sync.offline:
            words = ui.error(status.error)
        return [banner(ui, words, tone="ink", identifier="sync.trouble")]
    if status.state is State.FAILED and status.error is not None:
        return [banner(ui, ui.error(status.error), identifier="sync.trouble")]
    return []


def _now(ui: Ui, status: Status) -> ft.Control:
    busy = status.state is State.BUSY or ui.session.sync.offline
    return button(
        ui, ui.t("sync.now"), None if busy else ui.session.sync.wake, identifier="sync.now", primary=True, field=True,
        icon_name=ft.Icons.SYNC,
    )  # fmt: skip


def _cut(ui: Ui) -> list[ft.Control]:
    """Only where what is shown is fictitious: a real tablet is never cut off by a tap."""
    if not ui.state.installation.demo:
        return []

    def cut(on: bool) -> None:
        ui.session.sync.offline = on

    return [
        card(
            ui, title(ui, ui.t("sync.demo")),
            switch(ui, ui.t("sync.cut"), ui.session.sync.offline, cut, identifier="sync.cut",
                   detail=ui.t("sync.cut_hint")),
        )
    ]  # fmt: skip


def _devices(ui: Ui) -> list[ft.Control]:
    if not workers.may_supervise(ui.session.worker):
        return []
    go = lambda: ft.context.page.navigate("/devices")  # noqa: E731
    return [
        ft.Column(
            [
                button(ui, ui.t("devices.title"), go, identifier="sync.devices", icon_name=ft.Icons.TABLET_ANDROID),
                muted(ui, ui.t("devices.hint"), SMALL),
            ],
            spacing=4,
        )
    ]
