"""Urgent situations where the team looks: one line on Today, a pill in the list of people, a strip on the file.

Today names nobody: its screen is seen by whoever stands at the van.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import urgent
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, line, notify, pill, sheet, touchable
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.noting import Keep
from espace_mobile.app.screens.wording import moment, person_name, worker_name
from espace_mobile.app.theme import GAP, RADIUS, SMALL, TOUCH_FIELD
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.person import Person
from espace_mobile.i18n.translator import sentence


@component
def UrgentBanner() -> Any:
    """One line, none when nothing is urgent. A tap shows whom it is about."""
    ui = use_ui()
    use_records(Interview.kind, Person.kind, late=True)
    shown, show = use_value(False)
    found = urgent.flagged_for(ui.replica, ui.session.worker)
    ft.use_dialog(_sheet(ui, found, lambda: show(False)) if shown and found else None)
    if not found:
        return ft.Container(visible=False)
    p, said = ui.palette, ui.tn("urgent.banner", len(found))
    row = ft.Row(
        [icon(ui, ft.Icons.PRIORITY_HIGH, 22, p.alert), label(ui, said, color=p.alert, expand=True),
         icon(ui, ft.Icons.CHEVRON_RIGHT, 22, p.alert)], spacing=GAP,
    )  # fmt: skip
    return touchable(
        ui, row, identifier="urgent.banner", name=said, on_tap=lambda: show(True), border_radius=RADIUS,
        bgcolor=p.surface, border=ft.Border.all(max(p.edge, 1), p.alert), padding=ft.Padding.symmetric(horizontal=12),
        height=None if ui.large else ui.size(TOUCH_FIELD),
    )  # fmt: skip


def _sheet(ui: Ui, found: list[tuple[Interview, Person]], on_close: Any) -> ft.DialogControl:
    page = ft.context.page

    def opener(person: Person) -> Any:
        def go() -> None:
            on_close()
            page.navigate(f"/people/{person.id}")

        return go

    lines = [
        line(ui, person_name(ui, person), what_words(ui, interview), identifier=f"urgent.{n}", on_tap=opener(person),
             trail=icon(ui, ft.Icons.CHEVRON_RIGHT, 22, ui.palette.muted))
        for n, (interview, person) in enumerate(found)
    ]  # fmt: skip
    return sheet(ui, ui.t("urgent.title_all"), lines, on_close)


@component
def UrgentStrip(person_id: str) -> Any:
    """At the top of a file: each urgent situation, and settling it."""
    ui = use_ui()
    use_records(Interview.kind)
    found = urgent.flagged_of(ui.replica, person_id)
    strips = [_strip(ui, interview, n) for n, interview in enumerate(found)]
    return ft.Column(
        strips, spacing=GAP, visible=bool(found), horizontal_alignment=ft.CrossAxisAlignment.STRETCH
    )  # fmt: skip


def _strip(ui: Ui, interview: Interview, n: int) -> ft.Control:
    p = ui.palette
    head = ft.Row(
        [icon(ui, ft.Icons.PRIORITY_HIGH, 24, p.alert), label(ui, ui.t("urgent.title"), color=p.alert, expand=True)],
        spacing=GAP,
    )
    said = ft.Semantics(identifier=f"urgent.strip.{n}", live_region=True, container=True, content=ft.Column(
        [head, muted(ui, what_words(ui, interview), SMALL)], spacing=2, tight=True))  # fmt: skip
    done = button(
        ui, ui.t("urgent.settle"), lambda: settle(ui, interview, clock.now()), field=True, icon_name=ft.Icons.CHECK,
        description=ui.t("urgent.settle_it"),
        identifier="urgent.settle" if n == 0 else f"urgent.settle.{n}",
    )  # fmt: skip
    return ft.Container(
        ft.Column([said, done], spacing=GAP, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
        bgcolor=p.surface, border=ft.Border.all(max(p.edge, 2), p.alert), border_radius=RADIUS,
        padding=16 if ui.rail else 12,
    )  # fmt: skip


def urgent_pill(ui: Ui) -> ft.Control:
    """On a phone the sign alone: the words stand in the detail of the line."""
    if ui.rail:
        return pill(ui, ft.Icons.PRIORITY_HIGH, ui.t("urgent.pill"), "alert")
    return ft.Container(icon(ui, ft.Icons.PRIORITY_HIGH, 22, ui.palette.alert), padding=ft.Padding.only(right=8))


def what_words(ui: Ui, interview: Interview) -> str:
    """« Logement et santé · signalée par Nora, aujourd’hui à 10 h »."""
    about = ui.words.listing([ui.words.label(u).lower() for u in interview.urgencies])
    when, name = moment(ui, interview.at), worker_name(ui, interview.worker_id)
    by = ui.t("urgent.by", name=name, when=when) if name else when
    return " · ".join(filter(None, [sentence(about), by if about else sentence(by)]))


def settled_words(ui: Ui, interview: Interview) -> str:
    """« Situation urgente (logement) : réglée par Nora, aujourd’hui à 11 h »; empty when there was none."""
    at = interview.urgent_settled_at
    if interview.urgent or at is None:
        return ""
    about = ui.words.listing([ui.words.label(u).lower() for u in interview.urgencies])
    said = ui.t("urgent.settled", name=worker_name(ui, interview.urgent_settled_by) or "…", when=moment(ui, at))
    return ui.t("urgent.settled_about", about=sentence(about), said=said) if about else sentence(said)


def settle(ui: Ui, interview: Interview, now: datetime, keep: Keep | None = None) -> None:
    """`keep` may hold the way back, and gives the one to offer."""
    session = ui.session

    def undo() -> None:
        attempt(ui, lambda: urgent.flag(session.replica, interview, session.worker, interview.urgencies))

    if attempt(ui, lambda: urgent.settle(session.replica, interview, session.worker, now=now)):
        notify(ui, ui.t("urgent.settle_said"), undo=keep(undo) if keep else undo)
