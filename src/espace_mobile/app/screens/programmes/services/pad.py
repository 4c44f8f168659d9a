"""One tap is one visit: a pad as large as the one of the van, for whoever stands at the counter of a service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import services
from espace_mobile.app.components import button, touchable
from espace_mobile.app.components.text import label
from espace_mobile.app.noting import note
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.theme import FIGURE, RADIUS_PAD, TITLE
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.sheet_vocabulary import ServiceSort


@component
def VisitPad(programme_id: str, service: ServiceSort, ask_name: Callable[[], None]) -> Any:
    """Tests: `service.anonymous`, `service.named`."""
    ui = use_ui()
    use_records(ServiceVisit.kind)
    programme = ui.replica.get(Programme, programme_id)
    if programme is None:
        return ft.Container(visible=False)
    number = len(services.of_day(ui.replica, programme_id, clock.today()))
    pad = _pad(ui, number, lambda: counted_now(ui, programme, service))
    named = button(
        ui, ui.t("service.with_name"), ask_name, identifier="service.named", field=True,
        icon_name=ft.Icons.PERSON_OUTLINE,
    )  # fmt: skip
    return ft.Column([pad, named], spacing=12, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _pad(ui: Ui, number: int, on_tap: Callable[[], None]) -> ft.Control:
    p, ink = ui.palette, ui.palette.on_accent
    today = ui.tn("service.visits_today", number)
    style = ft.TextStyle(size=ui.title_size(FIGURE), font_family=TITLE, color=ink, height=1.1)
    figure = ft.Column(
        [ft.Text(ui.words.number(number), style=style), label(ui, today, 15, ink)], spacing=0,
        expand=None if ui.large else True, alignment=ft.MainAxisAlignment.CENTER, tight=True,
    )  # fmt: skip
    plus = ft.Column(
        [ft.Icon(ft.Icons.ADD, size=ui.title_size(44), color=ink),
         label(ui, ui.t("service.anonymous"), 15, ink, text_align=ft.TextAlign.CENTER)],
        spacing=0, alignment=ft.MainAxisAlignment.CENTER, tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )  # fmt: skip
    stacked = ft.Column([plus, figure], spacing=12, tight=True)  # large words would be broken side by side
    beside = ft.Row([figure, plus], alignment=ft.MainAxisAlignment.SPACE_BETWEEN)
    return touchable(
        ui, stacked if ui.large else beside, identifier="service.anonymous",
        name=ui.t("service.anonymous"), value=f"{ui.words.number(number)} {today}", on_tap=on_tap, bgcolor=p.accent,
        border_radius=RADIUS_PAD, padding=ft.Padding.symmetric(horizontal=24, vertical=16), ink_color="#33000000",
        border=ft.Border.all(p.edge, p.line) if p.bold_edges else None,
    )  # fmt: skip


def counted_now(ui: Ui, programme: Programme, service: ServiceSort, person: Person | None = None) -> None:
    """Count a visit of this moment, and say so with a way back."""
    session = ui.session
    note(
        ui, lambda: services.count(session.replica, programme, service, session.worker, now=clock.now(), person=person),
        ui.t("service.counted_named", name=person_name(ui, person)) if person else ui.t("service.counted"),
        undo=lambda visit: services.remove(session.replica, visit, session.worker),
    )  # fmt: skip


def take_away(ui: Ui, visit: ServiceVisit) -> None:
    """Counted by mistake, with a way back."""
    session = ui.session
    note(
        ui, lambda: services.remove(session.replica, visit, session.worker), ui.t("service.removed"),
        undo=lambda gone: services.restore(session.replica, gone, session.worker),
    )  # fmt: skip
