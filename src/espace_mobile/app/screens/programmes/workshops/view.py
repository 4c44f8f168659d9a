"""One workshop: how far it is, its sessions, what people owe it, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import workers, workshops
from espace_mobile.app.components import button, card, empty_state, header, link, page_body
from espace_mobile.app.components.text import heading, label, muted
from espace_mobile.app.screens.programmes.workshops.informal import InformalSheet
from espace_mobile.app.screens.programmes.workshops.owed_part import MonthOwed, WeekMet
from espace_mobile.app.screens.programmes.workshops.sessions_part import AT_FIRST, session_groups
from espace_mobile.app.screens.programmes.workshops.words import held_words, next_words, owed_words, rhythm
from espace_mobile.app.screens.sessions.inviting import invite_everybody
from espace_mobile.app.theme import LARGE, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain import slots
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import WorkshopForm
from espace_mobile.domain.workshop import Workshop
from espace_mobile.i18n.translator import sentence


@component
def OneWorkshop() -> Any:
    ui = use_ui()
    params = ft.use_route_params()
    use_records(Workshop.kind, Programme.kind)
    workshop = ui.replica.get(Workshop, params.get("workshop", ""))
    if workshop is None:
        return workshop_gone(ui, params.get("id", ""))
    programme = ui.replica.get(Programme, workshop.programme_id)
    above = header(
        ui, workshop.title, above=programme.name if programme else "",
        back=f"/programmes/{workshop.programme_id}/workshops",
    )  # fmt: skip
    return page_body(ui, above, ft.Container(WorkshopView(workshop.id, False), key=workshop.id))


@component
def WorkshopView(workshop_id: str, titled: bool) -> Any:
    """`titled`: its name stands above, where no header says it."""
    ui = use_ui()
    use_records("workshop", "group_session", "attendance", "merge", "place", "worker", "organisation", "enrolment")
    shown, show = use_value(AT_FIRST)
    meeting, meet = use_value(False)
    workshop = ui.replica.get(Workshop, workshop_id)
    if workshop is None:
        return ft.Container(visible=False)
    found = workshops.sessions_of(ui.replica, workshop)
    progress = workshops.progress(workshop, found, clock.today())
    may = workers.may_counsel(ui.session.worker)
    said = [held_words(ui, workshop, progress), sentence(next_words(ui, progress))]
    parts: list[Any] = [
        *([heading(ui, workshop.title, 2)] if titled else []),
        card(ui, *(label(ui, words, LARGE) for words in said if words), muted(ui, rhythm(ui, workshop)),
             *([muted(ui, owed_words(ui, workshop), SMALL)] if workshop.compulsory else [])),
        *(_planning(ui, workshop, found) if may else []),
        *(invite_everybody(ui, progress.next) if progress.next else []),
    ]  # fmt: skip
    if workshop.compulsory:
        parts.append(MonthOwed(workshop.id))
    if workshop.form == WorkshopForm.CONTRACT:
        parts.append(WeekMet(workshop.id))
    parts += session_groups(ui, workshop, found, shown, show)
    parts += _rarely(ui, workshop, lambda: meet(True)) if may else []
    parts += [InformalSheet(workshop.id, lambda: meet(False))] if meeting else []
    return ft.Column(parts, spacing=16, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def workshop_gone(ui: Ui, programme_id: str) -> ft.Control:
    said = empty_state(ui, ft.Icons.GROUPS_OUTLINED, ui.t("workshop.gone"), ui.t("file.gone_hint"))
    return page_body(ui, header(ui, ui.t("kind.workshop"), back=f"/programmes/{programme_id}/workshops"), said)


def route_of(workshop: Workshop, tail: str = "") -> str:
    return f"/programmes/{workshop.programme_id}/workshops/{workshop.id}{tail}"


def _planning(ui: Ui, workshop: Workshop, found: list[GroupSession]) -> list[ft.Control]:
    """Nothing once every session of a series has a date."""
    if not slots.is_open_ended(workshop) and not any(slots.still_to_plan(workshop, found)):
        return []
    go = lambda: ft.context.page.navigate(route_of(workshop, "/plan"))  # noqa: E731
    return [button(ui, ui.t("workshop.plan"), go, identifier="workshop.plan", primary=True, field=True,
                   icon_name=ft.Icons.EVENT_AVAILABLE_OUTLINED)]  # fmt: skip


def _rarely(ui: Ui, workshop: Workshop, meet: Callable[[], None]) -> list[ft.Control]:
    edit = lambda: ft.context.page.navigate(route_of(workshop, "/edit"))  # noqa: E731
    return [
        ft.Row(
            [
                link(ui, ui.t("workshop.informal_add"), meet, identifier="workshop.informal", field=True,
                     icon_name=ft.Icons.MEETING_ROOM_OUTLINED),
                link(ui, ui.t("workshop.edit"), edit, identifier="workshop.edit", field=True,
                     icon_name=ft.Icons.EDIT_OUTLINED),
            ],
            wrap=True,
        )
    ]  # fmt: skip
