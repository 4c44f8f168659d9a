"""The services of a programme: one tap counts a visit; under it what was given, the day's visits, rights, figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flet as ft

from espace_mobile.app.actions import services, workers
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, button, chips, link, segments, sheet
from espace_mobile.app.components.text import muted
from espace_mobile.app.screens.person_choice import PersonChoice
from espace_mobile.app.screens.programmes.services.figures import Figures
from espace_mobile.app.screens.programmes.services.holders import Holders
from espace_mobile.app.screens.programmes.services.pad import VisitPad, counted_now
from espace_mobile.app.screens.programmes.services.today import VisitsOfToday
from espace_mobile.app.screens.programmes.services.visit import LastVisit, VisitSheet
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_made, use_records, use_ui, use_value
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.sheet_vocabulary import ServiceSort
from espace_mobile.domain.vocabulary import offered

_NEW = "new"


@ft.observable
@dataclass(eq=False)
class Opened:
    """`id`: of the visit being told of; `naming`: of the one whose name is asked, « new » before it is counted."""

    id: str = ""
    naming: str = ""

    def show(self, id: str) -> None:
        self.id = id

    def close(self) -> None:
        self.id = ""

    def ask_new_name(self) -> None:
        self.naming = _NEW

    def ask_name(self, id: str) -> None:
        self.id, self.naming = "", id

    def close_naming(self) -> None:
        self.naming = ""


@component
def Services(programme_id: str) -> Any:
    """Tests: `service.{code}`, `service.anonymous`, `service.named`, `service.settings`."""
    ui = use_ui()
    use_records(Programme.kind)
    opened = use_made(Opened)
    chosen, choose = use_value("")
    setting, set_up = use_value(False)
    programme = ui.replica.get(Programme, programme_id)
    if programme is None:
        return ft.Container(visible=False)
    there = services.services_of(ui.replica, programme)
    service = ServiceSort(chosen) if chosen in there else there[0]
    ft.use_dialog(_settings(ui, programme, lambda: set_up(False)) if setting else None)
    several = len(there) > 1
    parts: list[Any] = [
        *([_choice(ui, there, service, choose)] if several else []),
        VisitPad(programme_id, service, opened.ask_new_name),
        LastVisit(programme_id, several, opened.ask_name),
        VisitsOfToday(programme_id, several, opened.show),
        Holders(programme_id), Figures(programme_id),
        VisitSheet(opened.id, tuple(there), opened.close, opened.ask_name),
        _naming(ui, programme, service, opened),
    ]  # fmt: skip
    if workers.may_counsel(ui.session.worker):
        more = link(ui, ui.t("service.settings"), lambda: set_up(True), identifier="service.settings",
                    icon_name=ft.Icons.TUNE)  # fmt: skip
        parts.append(ft.Row([more], wrap=True))
    return ft.Column(parts, spacing=16, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _choice(ui: Ui, there: list[ServiceSort], service: ServiceSort, choose: Callable[[str], None]) -> ft.Control:
    options = [Option(each, ui.words.label(each)) for each in there]
    return segments(ui, options, service, choose, identifier="service", name=ui.t("service.which"))


def _naming(ui: Ui, programme: Programme, service: ServiceSort, opened: Opened) -> ft.Control:
    """Whoever is chosen came now, or is who came then."""

    def came(person: Person) -> None:
        visit = ui.replica.get(ServiceVisit, opened.naming)
        new, session = opened.naming == _NEW, ui.session
        opened.close_naming()
        if new:
            counted_now(ui, programme, service, person)
        elif visit is not None:
            attempt(ui, lambda: services.name(session.replica, visit, person, session.worker))

    shown: ft.Control = PersonChoice(ui.t("service.who"), bool(opened.naming), came, opened.close_naming)
    return shown


def _settings(ui: Ui, programme: Programme, on_close: Callable[[], None]) -> ft.DialogControl:
    session = ui.session

    def toggle(code: str) -> None:
        said = programme.services
        now = [s for s in said if s != code] if code in said else [*said, ServiceSort(code)]
        attempt(ui, lambda: services.set_services(session.replica, programme, now, session.worker))

    options = [Option(code, ui.words.label(ServiceSort(code))) for code in offered(ServiceSort)]
    return sheet(
        ui, ui.t("service.offered"),
        [muted(ui, ui.t("service.offered_hint"), SMALL),
         chips(ui, options, programme.services, toggle, identifier="service.offer", field=True)],
        on_close, actions=[button(ui, ui.t("action.done"), on_close, identifier="service.settled", primary=True)],
    )  # fmt: skip
