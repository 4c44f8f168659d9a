"""A date that is corrected."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions import planning, workers
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.actions.planning import Plan
from espace_mobile.app.actions.undoing import Done
from espace_mobile.app.components import button, header, page_body, two_panes
from espace_mobile.app.noting import note
from espace_mobile.app.screens.programmes.sheet.forms import first_of, stamps_of, use_form
from espace_mobile.app.screens.schedule.date_form import DateFields, plan_of, values_of
from espace_mobile.app.screens.schedule.fault import Fault
from espace_mobile.app.screens.schedule.new_date import Warned, not_yours
from espace_mobile.app.screens.wording import place_name
from espace_mobile.app.ui import component, use_made, use_ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.vocabulary import OutingStatus


@component
def EditDate() -> Any:
    id = ft.use_route_params().get("id", "")
    return ft.Container(Editing(id), key=id, expand=True)


@component
def Editing(outing_id: str) -> Any:
    """Tests: those of `DateFields`, `date.save`, `date.leave`."""
    ui = use_ui()
    shown = use_made(lambda: ui.replica.get(Outing, outing_id))  # as it was: it may change while this is typed
    first = values_of(ui, Plan.of(shown)) if shown else {}
    # What it shows was chosen by somebody: another place changes no hour of it.
    kept = dict.fromkeys(("hours_touched", "team_touched", "van_touched"), True)
    stamps = seen_now(ui.replica, shown) if shown else None
    draft = use_form(f"date.edit.{outing_id}", first | kept, stamps)
    session, back, page = ui.session, f"/schedule/{outing_id}", ft.context.page
    if shown is None or not workers.may_plan(session.worker):
        return not_yours(ui)

    def act() -> Done[Outing]:
        seen = plan_of(first_of(draft))
        return planning.edit(
            session.replica, session.worker, shown, plan_of(draft), seen=seen, stamps=stamps_of(draft)
        )  # fmt: skip

    def leave() -> None:
        draft.drop()
        page.navigate(back)

    def save() -> None:
        note(ui, act, ui.t("date.saved"), draft, lambda: page.navigate(back))

    head = header(
        ui, ui.t("date.edit"), above=f"{place_name(ui, shown)}, {ui.words.short_day(shown.on)}", back=back
    )  # fmt: skip
    form = [head, ft.Container(DateFields(draft, shown.status != OutingStatus.PLANNED))]
    end = [
        ft.Container(Warned(draft, outing_id)), ft.Container(Fault(draft)),
        button(ui, ui.t("action.save"), save, identifier="date.save", primary=True, field=True),
        button(ui, ui.t("action.cancel"), leave, identifier="date.leave", field=True),
    ]  # fmt: skip
    return two_panes(ui, form, end) if ui.panes else page_body(ui, *form, *end)
