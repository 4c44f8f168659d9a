"""What waits for a supervisor about old files and people's rights, a tap away. Nothing when nothing waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import keeping, register, workers
from espace_mobile.app.components import link
from espace_mobile.app.screens.rights.reading import use_keeping_ready
from espace_mobile.app.theme import GAP
from espace_mobile.app.ui import Ui, component, use_ui


@component
def RightsLinks() -> Any:
    """Tests: `people.retention`, `people.requests`."""
    ui = use_ui()
    return _Waiting() if workers.may_supervise(ui.session.worker) else ft.Container(visible=False)


@component
def _Waiting() -> Any:
    ui = use_ui()
    ready = use_keeping_ready(late=True)
    worker, today = ui.session.worker, clock.today()
    due = len(keeping.due(ui.replica, worker, today)) if ready else 0
    asked = len(register.waiting(ui.replica, worker))
    links = [
        *([_to(ui, ui.tn("keeping.due", due), "/retention", "people.retention", ft.Icons.HOURGLASS_BOTTOM)]
          if due else []),
        *([_to(ui, ui.tn("register.waiting", asked), "/rights", "people.requests", ft.Icons.GAVEL_OUTLINED)]
          if asked else []),
    ]  # fmt: skip
    return ft.Row(links, wrap=True, spacing=GAP, run_spacing=0, visible=bool(links))


def _to(ui: Ui, words: str, where: str, identifier: str, sign: ft.IconData) -> ft.Control:
    return link(ui, words, _goer(where), identifier=identifier, icon_name=None if ui.large else sign)


def _goer(where: str) -> Callable[[], None]:
    return lambda: ft.context.page.navigate(where)
