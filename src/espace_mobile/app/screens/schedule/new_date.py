"""A date planned by hand, four taps at most when its place is known; or one every week until a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import planning, schedule_warnings, workers
from espace_mobile.app.actions.planning import Plan
from espace_mobile.app.actions.undoing import Done
from espace_mobile.app.components import button, empty_state, header, page_body, two_panes
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.schedule.date_form import DateFields, plan_of, plan_so_far, values_of
from espace_mobile.app.screens.schedule.fault import Fault
from espace_mobile.app.screens.schedule.repeating import Repeating, days_of
from espace_mobile.app.screens.schedule.warnings import warnings_card
from espace_mobile.app.screens.wording import day_words
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place

BACK = "/schedule"


@component
def NewDate() -> Any:
    """`day` (ISO) or `place` of the route: chosen already."""
    params = ft.use_route_params()
    day, place = params.get("day", ""), params.get("place", "")
    return ft.Container(Planning(day, place), key=f"new-{day}-{place}", expand=True)


@component
def Planning(day: str, place_id: str) -> Any:
    ui = use_ui()
    draft = use_draft(f"date.new.{day}{place_id}", _first(ui, day, place_id))
    if not workers.may_plan(ui.session.worker):
        return not_yours(ui)
    back = f"/schedule/places/{place_id}" if place_id else BACK
    page = ft.context.page

    def leave() -> None:
        draft.drop()
        page.navigate(back)

    head = header(ui, ui.t("date.new"), back=back)
    form = [ft.Container(DateFields(draft)), ft.Container(Repeating(draft))]
    end = [ft.Container(Warned(draft)), ft.Container(Fault(draft)), ft.Container(Saving(draft, back)),
           button(ui, ui.t("action.cancel"), leave, identifier="date.leave", field=True)]  # fmt: skip
    return two_panes(ui, [head, *form], end) if ui.panes else page_body(ui, head, *form, *end)


def _first(ui: Ui, day: str, place_id: str) -> dict[str, Any]:
    place = ui.replica.get(Place, place_id) if place_id else None
    plan = planning.usual(ui.replica, place) if place else Plan()
    try:
        on = date.fromisoformat(day) if day else None
    except ValueError:  # a route that somebody typed
        on = None
    return values_of(ui, plan) | {"on": on.isoformat() if on else ""}


@component
def Saving(draft: Draft, back: str) -> Any:
    """Says how many dates it will make. Tests: `date.save`."""
    ui = use_ui()
    ft.use_state(draft)
    use_records(Outing.kind, late=True)  # saving leaves the page
    session, page = ui.session, ft.context.page
    days = days_of(ui, draft)

    def act() -> Done[Outing]:
        return planning.repeat(session.replica, session.worker, plan_of(draft), days_of(ui, draft))

    def save() -> None:
        said = (
            ui.t("date.planned", day=day_words(ui, days[0])) if len(days) == 1 else ui.tn("date.planned_n", len(days))
        )
        note(ui, act, said, draft, lambda: page.navigate(back))

    words = ui.tn("date.plan_n", len(days)) if len(days) > 1 else ui.t("date.plan")
    return ft.Column(
        [button(ui, words, save, identifier="date.save", primary=True, field=True, icon_name=ft.Icons.CHECK)],
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


@component
def Warned(draft: Draft, outing_id: str = "") -> Any:
    """What is unwise about the date as it is chosen so far: told beside it, nothing is refused."""
    ui = use_ui()
    ft.use_state(draft)
    use_records(*schedule_warnings.KINDS, late=True)
    outing = ui.replica.get(Outing, outing_id) if outing_id else None
    asked = planning.draft_of(plan_so_far(draft), outing)
    if asked is None or asked.place_id is None:
        return ft.Container(visible=False)
    found = schedule_warnings.if_planned(ui.replica, asked, clock.today())
    return ft.Column(warnings_card(ui, found), horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def not_yours(ui: Ui) -> ft.Control:
    said = empty_state(ui, ft.Icons.LOCK_OUTLINE, ui.t("date.not_yours"), ui.t("date.not_yours_hint"))
    return page_body(ui, header(ui, ui.t("schedule.title"), back=BACK), said)
