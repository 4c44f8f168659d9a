"""The page of the generator: what is asked; while it is worked out; what is proposed."""

from __future__ import annotations

import asyncio
from threading import Event
from typing import Any, cast

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import proposing
from espace_mobile.app.actions.proposing import Generated
from espace_mobile.app.components import button, empty_state, header, loading, page_body
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.schedule.proposing import values
from espace_mobile.app.screens.schedule.proposing.asking import Asking
from espace_mobile.app.screens.schedule.proposing.preview import Preview
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui, use_value


@component
def Propose() -> Any:
    ui = use_ui()
    use_records("place")
    draft = use_draft(values.NAME)
    working, work = use_value(cast(Event | None, None))
    generated, show = use_value(cast(Generated | None, None))

    async def go() -> None:
        cancelled = Event()
        work(cancelled)
        made = await asyncio.to_thread(_made, ui, draft, cancelled)
        if not cancelled.is_set():
            show(made)
            work(None)

    async def otherwise() -> None:
        draft.set("changes", [])
        draft.set("seed", draft.get("seed", 1) + 1)
        await go()

    def cancel() -> None:
        if working is not None:
            working.set()
        work(None)

    if not proposing.offered_places(ui.replica):
        return _from_nothing(ui)
    if working is not None:
        return page_body(ui, _head(ui), *_working(ui, cancel))
    if generated is not None:
        return Preview(draft, generated, show, go, otherwise, lambda: show(None))
    return page_body(ui, _head(ui), Asking(draft, go))


def _made(ui: Ui, draft: Draft, cancelled: Event) -> Generated:
    asked = values.asked_of(ui, draft)
    made = proposing.propose(ui.replica, asked, draft.get("seed", 1), clock.today(), cancelled.is_set)
    return values.with_changes(draft, made)


def _head(ui: Ui) -> ft.Control:
    return header(ui, ui.t("propose.title"), back="/schedule")


def _working(ui: Ui, cancel: Any) -> list[ft.Control]:
    return [
        loading(ui, ui.t("propose.working")),
        button(ui, ui.t("action.cancel"), cancel, identifier="propose.cancel"),
    ]


def _from_nothing(ui: Ui) -> ft.Control:
    places = button(
        ui, ui.t("propose.to_places"), lambda: ft.context.page.navigate("/schedule/places"),
        identifier="propose.to_places", primary=True, icon_name=ft.Icons.PLACE_OUTLINED,
    )  # fmt: skip
    said = empty_state(
        ui, ft.Icons.PLACE_OUTLINED, ui.t("propose.nothing"), ui.t("propose.nothing_hint"), actions=[places]
    )
    return page_body(ui, _head(ui), said)
