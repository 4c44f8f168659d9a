"""What is said of a visit once it is counted: items by steppers, advice by chips, each saved as it is touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import services
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, button, card, chips, link, segments, sheet, stepper, title
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.screens.programmes.services.pad import take_away
from espace_mobile.app.screens.programmes.services.words import who_came
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.sheet_vocabulary import Advice, ServiceSort
from espace_mobile.domain.vocabulary import offered

_GIVES_NOTHING_TO_COUNT = frozenset({ServiceSort.EPICERIE})  # what people carry away is not counted by pieces


@component
def LastVisit(programme_id: str, several: bool, ask_name: Callable[[str], None]) -> Any:
    """The one this worker counted last today, under the thumb. Tests: like `fields`, within `last`."""
    ui = use_ui()
    use_records(ServiceVisit.kind, "person", "merge")
    of_day = services.of_day(ui.replica, programme_id, clock.today())
    visit = next((v for v in of_day if v.worker_id == ui.session.worker.id), None)
    if visit is None:
        return ft.Container(visible=False)
    at = ui.words.clock(clock.local(visit.at))
    who = [label(ui, who_came(ui, visit))]
    if several:
        who.append(muted(ui, ui.words.label(visit.service), SMALL))
    naming = [] if visit.person_id else [
        link(ui, ui.t("service.name_it"), lambda: ask_name(visit.id), identifier="last.name", field=True)
    ]  # fmt: skip
    taking = link(ui, ui.t("action.undo"), lambda: take_away(ui, visit), identifier="last.undo", field=True,
                  description=ui.t("service.remove"))  # fmt: skip
    said = ft.Column(list(who), spacing=0, tight=True)
    return card(
        ui, title(ui, ui.t("service.last", at=at)), said, *fields(ui, visit, "last"),
        ft.Row([*naming, taking], wrap=True, spacing=GAP),
    )  # fmt: skip


@component
def VisitSheet(
    visit_id: str, there: tuple[ServiceSort, ...], on_close: Callable[[], None], ask_name: Callable[[str], None]
) -> Any:
    """Open while `visit_id` is that of a visit."""
    ui = use_ui()
    use_records(ServiceVisit.kind, "person", "merge")
    visit = ui.replica.get(ServiceVisit, visit_id) if visit_id else None
    ft.use_dialog(_sheet(ui, visit, there, on_close, ask_name) if visit else None)
    return ft.Container(visible=False)


def _sheet(
    ui: Ui, visit: ServiceVisit, there: Sequence[ServiceSort], on_close: Callable[[], None],
    ask_name: Callable[[str], None],
) -> ft.DialogControl:  # fmt: skip
    session = ui.session

    def serve(code: str) -> None:
        attempt(ui, lambda: services.change_service(session.replica, visit, ServiceSort(code), session.worker))

    def forget_name() -> None:
        attempt(ui, lambda: services.name(session.replica, visit, None, session.worker))

    def remove() -> None:
        on_close()
        take_away(ui, visit)

    options = [Option(each, ui.words.label(each)) for each in there]
    which = segments(ui, options, visit.service, serve, identifier="visit.service", name=ui.t("service.which"))
    naming = ui.t("service.name_other" if visit.person_id else "service.name_it")
    links = [
        link(ui, naming, lambda: ask_name(visit.id), identifier="visit.name", field=True),
        *([link(ui, ui.t("service.unname"), forget_name, identifier="visit.unname", field=True)] if visit.person_id
          else []),
        link(ui, ui.t("service.remove"), remove, identifier="visit.remove", danger=True, field=True),
    ]  # fmt: skip
    return sheet(
        ui, ui.t("service.visit_at", at=ui.words.clock(clock.local(visit.at))),
        [label(ui, who_came(ui, visit)), *([which] if len(there) > 1 else []), *fields(ui, visit, "visit"),
         ft.Row(list(links), wrap=True, spacing=GAP)],
        on_close,
        actions=[button(ui, ui.t("action.done"), on_close, identifier="visit.done", primary=True, field=True)],
    )  # fmt: skip


def fields(ui: Ui, visit: ServiceVisit, place: str) -> list[ft.Control]:
    """Tests: `{place}.donated.plus`, `{place}.repaired.minus`, `{place}.advice.{code}`…"""
    if visit.service in _GIVES_NOTHING_TO_COUNT:
        return []
    session = ui.session

    def given(field: str, now: int) -> ft.Control:
        def step(by: int) -> Callable[[], bool]:
            return lambda: attempt(ui, lambda: services.give(session.replica, visit, session.worker, **{field: by}))

        return stepper(
            ui, ui.t("service.donated" if field == "donated" else "service.repaired"), ui.words.number(now),
            less=step(-1) if now else None, more=step(1) if now < services.MOST else None,
            identifier=f"{place}.{field}",
        )  # fmt: skip

    def advise(code: str) -> None:
        attempt(ui, lambda: services.advise(session.replica, visit, Advice(code), session.worker))

    options = [Option(code, ui.words.label(Advice(code))) for code in offered(Advice)]
    return [
        given("donated", visit.donated), given("repaired", visit.repaired), muted(ui, ui.t("service.advice"), SMALL),
        chips(ui, options, visit.advice, advise, identifier=f"{place}.advice", field=True),
    ]  # fmt: skip
