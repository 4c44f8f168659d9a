"""The page of one programme: its parts with their key figures; from 1,000 px the chosen part beside them."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.components import empty_state, header, icon, line, page_body, two_panes
from espace_mobile.app.screens.programmes import parts
from espace_mobile.app.screens.programmes.managing import Manage
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.ui import Ui, component, use_records, use_ui
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
    """Each part and its key figure; redrawn by whatever a figure counts."""
    ui = use_ui()
    use_records(
        "programme", "outing", "enrolment", "group_session", "attendance", "workshop", "service_visit",
        "work_allocation", "work_shift", "case_review", "civic_mission", "campaign_action",
        "budget_line", "programme_partner", "reviewed_case", "check_in",
    )  # fmt: skip
    programme = ui.replica.get(Programme, programme_id)
    if programme is None:
        return ft.Container(visible=False)
    return ft.Column([_line(ui, programme, part, chosen) for part in parts.of(programme)], spacing=0)


def _line(ui: Ui, programme: Programme, part: parts.Part, chosen: str) -> ft.Control:
    def open_it() -> None:
        ft.context.page.navigate(f"/programmes/{programme.id}/{part.name}")

    return line(
        ui, parts.words(ui, part), part.said(ui, programme), identifier=f"programme.{part.name}", on_tap=open_it,
        lead=icon(ui, part.icon, 24, ui.palette.primary), selected=part.name == chosen, key=part.name,
    )  # fmt: skip


def _part(part: parts.Part, programme_id: str) -> ft.Control:
    """Keyed: what was begun in one part is never found in the next."""
    return ft.Container(part.build(programme_id), key=f"{programme_id}.{part.name}")


def _head(ui: Ui, programme: Programme) -> ft.Control:
    return header(ui, programme.name, above=programme.lead or "", back="/programmes", trail=[SyncPill()], stacked=True)


def _gone(ui: Ui) -> ft.Control:
    said = empty_state(ui, ft.Icons.HUB_OUTLINED, ui.t("programme.gone"), ui.t("file.gone_hint"))
    return page_body(ui, header(ui, ui.t("programme.list"), back="/programmes"), said)
