"""The workshops of a programme: each with its key figure and its next date; the only one there is, whole."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import workers, workshops
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, empty_state, line, link
from espace_mobile.app.screens.programmes.workshops.sessions_part import AT_FIRST, lines_of
from espace_mobile.app.screens.programmes.workshops.view import WorkshopView
from espace_mobile.app.screens.programmes.workshops.words import key_line, rhythm
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.workshop import Workshop


@component
def WorkshopsPart(programme_id: str) -> Any:
    ui = use_ui()
    use_records(Workshop.kind, GroupSession.kind, "place")
    found = workshops.workshops_of(ui.replica, programme_id)
    may = workers.may_counsel(ui.session.worker)
    parts: list[Any] = [OtherSessions(programme_id), *([_retired(ui, programme_id)] if may else [])]
    if not found:
        hint = ui.t("workshop.none_hint" if may else "workshop.none_hint_field")
        said = empty_state(ui, ft.Icons.GROUPS_OUTLINED, ui.t("workshop.none"), hint)
        return _column([said, *_adding(ui, programme_id, may, primary=True), *parts])
    if len(found) == 1:
        only = ft.Container(WorkshopView(found[0].id, True), key=found[0].id)
        return _column([only, *_adding(ui, programme_id, may, primary=False), *parts])
    lines = [_line(ui, workshop, n) for n, workshop in enumerate(found)]
    return _column([ft.Column(lines, spacing=0), *_adding(ui, programme_id, may, primary=True), *parts])


@component
def OtherSessions(programme_id: str) -> Any:
    """Those of the programme that are of no workshop, the latest first."""
    ui = use_ui()
    use_records(GroupSession.kind, "attendance", "merge", "place", "worker", "organisation")
    shown, show = use_value(AT_FIRST)
    found = workshops.in_order(ui.replica.where(GroupSession, programme_id=programme_id, workshop_id=None))[::-1]
    groups = [(ui.t("workshop.other_sessions"), found)] if found else []
    lines = lines_of(ui, groups, shown, show, "workshop.other")
    return ft.Column(lines, spacing=16, visible=bool(lines), horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _line(ui: Ui, workshop: Workshop, n: int) -> ft.Control:
    progress = workshops.progress(workshop, workshops.sessions_of(ui.replica, workshop), clock.today())
    go = lambda: ft.context.page.navigate(f"/programmes/{workshop.programme_id}/workshops/{workshop.id}")  # noqa: E731
    detail = f"{key_line(ui, workshop, progress)}\n{rhythm(ui, workshop)}"
    return line(
        ui, workshop.title, detail, identifier=f"workshops.{n}", on_tap=go, detail_lines=3, key=workshop.id
    )  # fmt: skip


def _adding(ui: Ui, programme_id: str, may: bool, *, primary: bool) -> list[ft.Control]:
    if not may:
        return []
    go = lambda: ft.context.page.navigate(f"/programmes/{programme_id}/workshops/new")  # noqa: E731
    if primary:
        return [button(ui, ui.t("workshop.add"), go, identifier="workshop.add", primary=True, field=True,
                       icon_name=ft.Icons.ADD)]  # fmt: skip
    return [ft.Row([link(ui, ui.t("workshop.add"), go, identifier="workshop.add", field=True,
                         icon_name=ft.Icons.ADD)], wrap=True)]  # fmt: skip


def _retired(ui: Ui, programme_id: str) -> ft.Control:
    """The way back for one retired by mistake."""
    gone = [w for w in workshops.workshops_of(ui.replica, programme_id, retired=True) if not w.active]
    lines = [_retired_line(ui, workshop, n) for n, workshop in enumerate(gone)]
    return ft.Column(lines, spacing=0, visible=bool(lines))


def _retired_line(ui: Ui, workshop: Workshop, n: int) -> ft.Control:
    own = ui.session
    back = lambda: attempt(ui, lambda: workshops.retire(own.replica, workshop, own.worker, active=True))  # noqa: E731
    again = link(
        ui, ui.t("workshop.take_up"), back, identifier=f"workshops.retired.{n}.again", field=True,
        description=f"{ui.t('workshop.take_up')}, {workshop.title}",
    )  # fmt: skip
    return line(ui, workshop.title, ui.t("workshop.retired"), identifier=f"workshops.retired.{n}", trail=again,
                key=workshop.id)  # fmt: skip


def _column(controls: list[ft.Control]) -> ft.Control:
    return ft.Column(controls, spacing=16, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
