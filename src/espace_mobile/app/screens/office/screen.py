"""The office: what waits for a decision first, then every room, a tap away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import flet as ft

from espace_mobile.app.actions import first_steps
from espace_mobile.app.components import header, line, title, two_panes
from espace_mobile.app.components.text import icon
from espace_mobile.app.screens.office.waiting import WhatWaits
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.ui import Ui, component, use_records, use_ui


class Room(NamedTuple):
    id: str
    route: str
    words: str
    sign: ft.IconData


@component
def Office() -> Any:
    """Tests: `office.room.{id}`."""
    ui = use_ui()
    use_records("team", "programme")
    head = header(ui, ui.t("nav.office"), trail=[SyncPill()])
    rooms = [ft.Container(_rooms(ui, words, some), key=str(n)) for n, (words, some) in enumerate(_all(ui)) if some]
    return two_panes(ui, [head, WhatWaits()], list(rooms), shares=(1, 1), spacing=20)


def _all(ui: Ui) -> list[tuple[str, list[Room]]]:
    begin = [Room("steps", "/first-steps", ui.t("steps.title"), ft.Icons.CHECKLIST)]
    return [
        (ui.t("office.who"), [
            *(begin if first_steps.progress(ui.replica).left else []),
            Room("devices", "/devices", ui.t("office.tablets"), ft.Icons.TABLET_ANDROID),
            Room("workers", "/workers", ui.t("staff.title"), ft.Icons.GROUPS_OUTLINED),
            Room("teams", "/teams", ui.t("staff.teams"), ft.Icons.DIVERSITY_3),
            Room("sheet", "/recovery", ui.t("recovery.title"), ft.Icons.VPN_KEY_OUTLINED),
        ]),
        (ui.t("office.account"), [
            Room("indicators", "/indicators", ui.t("dashboard.title"), ft.Icons.INSIGHTS),
            Room("programmes", "/programmes", ui.t("office.programmes"), ft.Icons.HUB_OUTLINED),
            Room("exports", "/exports", ui.t("exports.title"), ft.Icons.FILE_DOWNLOAD_OUTLINED),
            Room("import", "/people/import", ui.t("people_import.open"), ft.Icons.UPLOAD_FILE_OUTLINED),
        ]),
        (ui.t("office.protect"), [
            Room("access", "/access-log", ui.t("office.access_log"), ft.Icons.VISIBILITY_OUTLINED),
            Room("rights", "/rights", ui.t("register.title"), ft.Icons.GAVEL_OUTLINED),
            Room("documents", "/documents", ui.t("documents.title"), ft.Icons.DESCRIPTION_OUTLINED),
            Room("retention", "/retention", ui.t("keeping.title"), ft.Icons.HOURGLASS_BOTTOM),
        ]),
        (ui.t("office.outside"), [
            Room("public", "/public", ui.t("office.public_site"), ft.Icons.PUBLIC),
            Room("stories", "/public/testimonials", ui.t("office.told"), ft.Icons.FORMAT_QUOTE),
        ]),
    ]  # fmt: skip


def _rooms(ui: Ui, words: str, some: list[Room]) -> ft.Control:
    lines = [
        line(
            ui, room.words, identifier=f"office.room.{room.id}", lead=icon(ui, room.sign, 24, ui.palette.muted),
            trail=icon(ui, ft.Icons.CHEVRON_RIGHT, 22), on_tap=_goer(room.route), key=room.id,
        )
        for room in some
    ]  # fmt: skip
    return ft.Column([title(ui, words), ft.Column(list(lines), spacing=0)], spacing=4, tight=True)


def _goer(route: str) -> Callable[[], None]:
    return lambda: ft.context.page.navigate(route)
