"""The page of one programme: its parts with their key figures; from 1,000 px the chosen part beside them."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.components import empty_state, header, icon, line, page_body, two_panes
from espace_mobile.app.screens.programmes import parts
from espace_mobile.app.screens.programmes.managing import Manage
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.ui import Ui, component, memo, use_records, use_ui
from espace_mobile.domain.programme import Programme


@component
def OneProgramme() -> Any:
    ui = use_ui()
    id = ft.use_route_params().get("id", "")
    use_records(Programme.kind)
    programme = ui.replica.get(Programme, id)
    if programme is None:
        return _gone(ui)
    offered = parts.of(programme)
    chosen = offered[0].name if ui.panes and offered else ""
    left = [_head(ui, programme), Overview(programme.id, chosen), Manage(programme.id)]
    if ui.panes and offered:
        return two_panes(ui, left, [_part(offered[0], programme.id)], shares=(2, 3))
    return page_body(ui, *left)


@component
def ProgrammePartScreen() -> Any:
    ui = use_ui()
    params = ft.use_route_params()
    use_records(Programme.kind)
    programme = ui.replica.get(Programme, params.get("id", ""))
    part = parts.named(params.get("part", ""))
    if programme is None or part is None:
        return _gone(ui)
    if ui.panes:
        left = [_head(ui, programme), Overview(programme.id, part.name), Manage(programme.id)]
        return two_panes(ui, left, [_part(part, programme.id)], shares=(2, 3))
    above = header(ui, parts.words(ui, part), above=programme.name, back=f"/programmes/{programme.id}")
    return page_body(ui, above, _part(part, programme.id))


@component
def Overview(programme_id: str, chosen: str) -> Any:
    """Each part and its key figure."""
    ui = use_ui()
    use_records(Programme.kind)
    programme = ui.replica.get(Programme, programme_id)
    offered = parts.of(programme) if programme is not None else []
    lines: list[ft.Control] = [
        ft.Container(PartLine(programme_id, part.name, part.name == chosen), key=part.name) for part in offered
    ]
    return ft.Column(lines, spacing=0, visible=bool(lines))


@memo
def PartLine(programme_id: str, name: str, selected: bool) -> Any:
    """Redrawn alone, by what its own figure counts: a figure of another part may be much to read."""
    ui, part = use_ui(), parts.named(name)
    use_records(Programme.kind)
    use_records(*(part.kinds if part else ()), late=True)
    programme = ui.replica.get(Programme, programme_id)
    if programme is None or part is None:
        return ft.Container(visible=False)

    def open_it() -> None:
        ft.context.page.navigate(f"/programmes/{programme_id}/{name}")

    return line(
        ui, parts.words(ui, part), part.said(ui, programme), identifier=f"programme.{name}", on_tap=open_it,
        lead=icon(ui, part.icon, 24, ui.palette.primary), selected=selected,
    )  # fmt: skip


def _part(part: parts.Part, programme_id: str) -> ft.Control:
    """Keyed: what was begun in one part is never found in the next."""
    return ft.Container(part.build(programme_id), key=f"{programme_id}.{part.name}")


def _head(ui: Ui, programme: Programme) -> ft.Control:
    return header(ui, programme.name, above=programme.lead or "", back="/programmes", trail=[SyncPill()], stacked=True)


def _gone(ui: Ui) -> ft.Control:
    said = empty_state(ui, ft.Icons.HUB_OUTLINED, ui.t("programme.gone"), ui.t("file.gone_hint"))
    return page_body(ui, header(ui, ui.t("programme.list"), back="/programmes"), said)
