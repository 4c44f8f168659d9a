"""How many files look like doubles, for a supervisor: compared in the background, told quietly."""

from __future__ import annotations

import asyncio
from typing import Any

import flet as ft

from espace_mobile.app.actions import doubles, workers
from espace_mobile.app.components import link
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.not_same import NotSame
from espace_mobile.domain.person import Person


def use_doubles(ui: Ui) -> bool:
    """Compares the files when that is due, without holding up the screen. Whether all are known by now."""
    use_records(Person.kind, Merge.kind, NotSame.kind, late=True)
    _, redraw = use_value(0)
    ready = doubles.ready(ui.replica)

    async def prepare() -> None:
        if not ready:
            await asyncio.to_thread(doubles.prepare, ui.replica)
            redraw(lambda n: n + 1)

    ft.use_effect(prepare, [ready])
    return ready


@component
def DoublesLink() -> Any:
    """Nothing while they are not known, when there are none, or for who may not merge them."""
    ui = use_ui()
    if not workers.may_supervise(ui.session.worker):
        return ft.Container(visible=False)
    return Known()


@component
def Known() -> Any:
    ui = use_ui()
    found = doubles.doubles(ui.replica, ui.session.worker) if use_doubles(ui) else []
    if not found:
        return ft.Container(visible=False)
    open_them = link(
        ui, ui.tn("people.duplicates", len(found)), lambda: ft.context.page.navigate("/people/duplicates"),
        identifier="people.duplicates", icon_name=None if ui.large else ft.Icons.CONTENT_COPY,
    )  # fmt: skip
    return ft.Row([open_them])
