"""The truth about the sync in one pill, a tap away from its details."""

from __future__ import annotations

import time

import flet as ft

from espace_mobile.app.components.message import pill
from espace_mobile.app.components.touch import touchable
from espace_mobile.app.state import SYNC
from espace_mobile.app.theme import ROUND, TOUCH
from espace_mobile.app.ui import Ui, component, use_every, use_records, use_ui
from espace_mobile.i18n.translator import sentence
from espace_mobile.sync.loop import State, Status

REFRESH = 30.0  # seconds between two readings of « il y a 2 min »


def told(ui: Ui, status: Status) -> str:
    """« 3 à envoyer », « à jour il y a 2 min », « hors ligne, 3 à envoyer »: never more than is known."""
    waiting = ui.tn("sync.pending", status.pending) if status.pending else ""
    if status.state is State.BUSY:
        return ui.t("sync.busy")
    if status.state is State.OFFLINE:
        return ", ".join(filter(None, [ui.t("sync.offline"), waiting]))
    if status.state is State.FAILED:
        return ", ".join(filter(None, [ui.t("sync.failed"), waiting]))
    if waiting:
        return waiting
    if status.synced_at is None:
        return ui.t("sync.never")
    return ui.t("sync.done", ago=ui.words.ago(time.time() - status.synced_at))


def look(status: Status) -> tuple[ft.IconData, str]:
    """The pill's icon and tone."""
    if status.state is State.OFFLINE:
        return ft.Icons.CLOUD_OFF_OUTLINED, "ink"
    if status.state is State.FAILED:
        return ft.Icons.ERROR_OUTLINE, "alert"
    if status.state is State.BUSY:
        return ft.Icons.CLOUD_SYNC_OUTLINED, "ink"
    if status.pending or status.synced_at is None:
        return ft.Icons.CLOUD_UPLOAD_OUTLINED, "ink"
    return ft.Icons.CLOUD_DONE_OUTLINED, "ink"


@component
def SyncPill() -> ft.Control:
    ui = use_ui()
    use_records(SYNC[0])
    _, redraw = ft.use_state(0)

    async def grow_older() -> None:
        redraw(lambda n: n + 1)

    use_every(REFRESH, grow_older, at_once=False)
    status = ui.session.sync.status
    words, (icon_name, tone) = sentence(told(ui, status)), look(status)
    if ui.session.damage is not None:  # bytes that didn't open: the sync page says which, and what was done
        words, icon_name, tone = sentence(ui.t("sync.failed")), ft.Icons.ERROR_OUTLINE, "alert"
    return touchable(
        ui, pill(ui, icon_name, words, tone), identifier="sync.pill", name=ui.t("sync.pill", state=words),
        on_tap=lambda: ft.context.page.navigate("/sync"), border_radius=ROUND,
        height=None if ui.large else ui.size(TOUCH), alignment=None if ui.large else ft.Alignment.CENTER,
    )  # fmt: skip
