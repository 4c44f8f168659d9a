"""The programmes there are, each with what it consists of."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions import programmes
from espace_mobile.app.components import empty_state, header, line, page_body
from espace_mobile.app.screens.programmes import parts
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.programme import Programme


@component
def Programmes() -> Any:
    ui = use_ui()
    use_records(Programme.kind)
    found = programmes.active(ui.replica)
    head = header(ui, ui.t("programme.list"), trail=[SyncPill()])
    if not found:
        none = empty_state(ui, ft.Icons.HUB_OUTLINED, ui.t("programme.none"), ui.t("programme.none_hint"))
        return page_body(ui, head, none)
    lines = [_line(ui, programme, n) for n, programme in enumerate(found)]
    return page_body(ui, head, ft.Column(lines, spacing=0))


def _line(ui: Ui, programme: Programme, n: int) -> ft.Control:
    def open_it() -> None:
        ft.context.page.navigate(f"/programmes/{programme.id}")

    has = [parts.words(ui, part) for part in parts.of(programme) if part.name in programme.parts]
    return line(
        ui, programme.name, " · ".join([programme.lead, *has] if programme.lead else has), identifier=f"programmes.{n}",
        on_tap=open_it, key=programme.id,
    )  # fmt: skip
