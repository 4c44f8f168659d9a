"""The programmes there are, each with what it consists of."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions import programmes, workers
from espace_mobile.app.components import button, empty_state, header, line, link, page_body, title
from espace_mobile.app.screens.office.way import way_back
from espace_mobile.app.screens.programmes import parts
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.programme import Programme


@component
def Programmes() -> Any:
    ui = use_ui()
    use_records(Programme.kind)
    ended, show = use_value(False)
    found, over = programmes.active(ui.replica), programmes.retired(ui.replica)
    head = header(ui, ui.t("programme.list"), back=_behind(ui), trail=[SyncPill()])
    new: list[ft.Control] = []
    if workers.may_counsel(ui.session.worker):
        new = [button(ui, ui.t("start.title"), lambda: ft.context.page.navigate("/programmes/new"), primary=True,
                      identifier="programmes.new", field=True, icon_name=ft.Icons.ADD)]  # fmt: skip
    lines = [_line(ui, programme, n) for n, programme in enumerate(found)]
    shown = [ft.Column(lines, spacing=0), *new]
    if not found:
        hint = ui.t("programme.none_hint" if new else "programme.none_field_hint")
        shown = [empty_state(ui, ft.Icons.HUB_OUTLINED, ui.t("programme.none"), hint, actions=new)]
    if over and not ended:
        see = link(ui, ui.tn("programme.see_retired", len(over)), lambda: show(True), identifier="programmes.retired",
                   field=True)  # fmt: skip
        shown.append(ft.Row([see], wrap=True))
    elif over:
        lines = [_line(ui, programme, len(found) + n) for n, programme in enumerate(over)]
        shown += [title(ui, ui.t("programme.retired_ones")), ft.Column(lines, spacing=0)]
    return page_body(ui, head, *shown)


def _behind(ui: Ui) -> str | None:
    """The office, where a phone's bar has no room for the programmes."""
    return None if ui.rail else way_back(ui, "") or None


def _line(ui: Ui, programme: Programme, n: int) -> ft.Control:
    def open_it() -> None:
        ft.context.page.navigate(f"/programmes/{programme.id}")

    has = [parts.words(ui, part) for part in parts.of(programme) if part.name in programme.parts]
    return line(
        ui, programme.name, " · ".join([programme.lead, *has] if programme.lead else has), identifier=f"programmes.{n}",
        on_tap=open_it, key=programme.id,
    )  # fmt: skip
