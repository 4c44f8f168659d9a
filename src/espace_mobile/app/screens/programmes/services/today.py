"""The visits of the day, newest first, each with its way back and a tap to say more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import services
from espace_mobile.app.components import line, link, title
from espace_mobile.app.components.text import muted
from espace_mobile.app.screens.programmes.services.pad import take_away
from espace_mobile.app.screens.programmes.services.words import detail, who_came
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.service_visit import ServiceVisit

AT_FIRST, MORE = 5, 30


@component
def VisitsOfToday(programme_id: str, several: bool, say_more: Callable[[str], None]) -> Any:
    """Tests: `visit.{id}`, `visit.{id}.undo`, `visits.more`."""
    ui = use_ui()
    use_records(ServiceVisit.kind, "person", "merge", late=True)
    shown, show = use_value(AT_FIRST)
    found = services.of_day(ui.replica, programme_id, clock.today())
    lines = [_line(ui, visit, several, say_more) for visit in found[:shown]]
    if len(found) > shown:
        more = link(ui, ui.t("service.show_more"), lambda: show(shown + MORE), identifier="visits.more", field=True)
        lines.append(ft.Row([more], wrap=True))
    nothing = [] if found else [muted(ui, ui.t("service.none_today"))]
    return ft.Column(
        [title(ui, ui.t("service.today")), *nothing, *lines], spacing=0,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _line(ui: Ui, visit: ServiceVisit, several: bool, say_more: Callable[[str], None]) -> ft.Control:
    words = who_came(ui, visit)
    undo = link(
        ui, ui.t("action.undo"), lambda: take_away(ui, visit), identifier=f"visit.{visit.id}.undo",
        description=ui.t("service.undo_of", what=words), field=True,
    )  # fmt: skip
    return line(
        ui, words, detail(ui, visit, several), identifier=f"visit.{visit.id}", trail=undo, key=visit.id,
        lead=ui.words.clock(clock.local(visit.at)), on_tap=lambda: say_more(visit.id),
    )  # fmt: skip
