"""Asking everybody who is in the programme to a session, in one tap that can be taken back."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import workers, workshop_people
from espace_mobile.app.components import button
from espace_mobile.app.noting import note
from espace_mobile.app.screens.wording import moment
from espace_mobile.app.ui import Ui
from espace_mobile.domain.group_session import GroupSession


def invite_everybody(ui: Ui, session: GroupSession, on_done: Callable[[], None] | None = None) -> list[ft.Control]:
    """Nothing when there is nobody left to ask, or it is not this worker's to do."""
    if not workers.may_counsel(ui.session.worker):
        return []
    count = len(workshop_people.to_invite(ui.replica, session, ui.session.worker, clock.today()))
    if not count:
        return []
    return [
        button(
            ui, ui.tn("workshop.invite_all", count), lambda: _invite(ui, session, count, on_done), field=True,
            identifier="workshop.invite_all", icon_name=ft.Icons.FORWARD_TO_INBOX_OUTLINED,
            description=f"{ui.tn('workshop.invite_all', count)}, {moment(ui, session.starts_at)}",
        )
    ]  # fmt: skip


def _invite(ui: Ui, session: GroupSession, count: int, on_done: Callable[[], None] | None) -> None:
    own = ui.session
    note(
        ui, lambda: workshop_people.invite_all(own.replica, session, own.worker, now=clock.now(), today=clock.today()),
        ui.tn("workshop.invited_all", count), on_close=on_done,
    )  # fmt: skip
