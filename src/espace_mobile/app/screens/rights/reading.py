"""Reading when everybody was last met once, off the page, then following each save."""

from __future__ import annotations

import asyncio

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import keeping, workers
from espace_mobile.app.ui import use_records, use_ui, use_value
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.person import Person
from espace_mobile.domain.retention import MEETINGS


def use_keeping_ready(*, late: bool = False) -> bool:
    """Redraws when what is kept too long may have changed. False during the first reading."""
    ui = use_ui()
    use_records(Person.kind, Merge.kind, *MEETINGS, late=late)
    _, redraw = use_value(0)
    ready = keeping.is_ready(ui.replica)
    worker = ui.session.worker

    async def read() -> None:
        if not ready and workers.may_supervise(worker):
            await asyncio.to_thread(keeping.prepare, ui.replica, worker, clock.today())
            redraw(lambda n: n + 1)

    ft.use_effect(read, [])
    return ready
