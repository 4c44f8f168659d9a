"""The form of a date: day, place, hours, team and van by taps; who of the team, partners and kind behind a fold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import planning
from espace_mobile.app.actions.planning import Plan
from espace_mobile.app.components import Option, card, link, title
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.day_choice import DayChoice, day_of
from espace_mobile.app.screens.identity_form import error_text
from espace_mobile.app.screens.schedule.choices import (
    hours_choice,
    one_of,
    several_of,
    team_options,
    time_text,
    times_of,
    van_options,
    worker_options,
)
from espace_mobile.app.screens.schedule.places.choosing import PlaceChoice
from espace_mobile.app.screens.wording import day_words
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing_place import hours_at, is_its_day, type_at
from espace_mobile.domain.place import Place
from espace_mobile.domain.text import folded
from espace_mobile.domain.vocabulary import OutingType, offered
from espace_mobile.errors import InputError
from espace_mobile.i18n.translator import sentence

NEAR = 4  # days offered by a tap
BACK, AHEAD = timedelta(days=366), timedelta(days=366 * 3)
_SATURDAY = 5


def values_of(ui: Ui, plan: Plan) -> dict[str, Any]:
    """What the form shows first."""
    place = ui.replica.get(Place, plan.place_id) if plan.place_id else None
    own_type = plan.type if plan.type is not None and plan.type != type_at(place) else ""
    return {
        "on": plan.on.isoformat() if plan.on else "", "place_id": plan.place_id or "",
        "starts": time_text(plan.starts), "ends": time_text(plan.ends), "type": str(own_type),
        "team": plan.team_id or "", "van": plan.vehicle_id or "", "workers": list(plan.worker_ids),
        "partners": list(plan.partner_ids),
    }  # fmt: skip


def plan_of(draft: Draft) -> Plan:
    """Raises `InputError` (`starts` or `ends`, `unreadable`)."""
    starts, ends = times_of(draft)
    return replace(_but_hours(draft), starts=starts, ends=ends)


def plan_so_far(draft: Draft) -> Plan:
    """As `plan_of`, without hours while they can't be read."""
    try:
        return plan_of(draft)
    except InputError:
        return _but_hours(draft)


def _but_hours(draft: Draft) -> Plan:
    said = draft.get("type")
    return Plan(
        on=day_of(draft, "on"), place_id=draft.get("place_id") or None, type=OutingType(said) if said else None,
        team_id=draft.get("team") or None, vehicle_id=draft.get("van") or None,
        worker_ids=tuple(draft.get("workers", None) or ()), partner_ids=tuple(draft.get("partners", None) or ()),
    )  # fmt: skip


def take_usual(ui: Ui, draft: Draft, place_id: str) -> None:
    """What a date at this place is usually like, but for what somebody chose by hand."""
    place = ui.replica.get(Place, place_id)
    if place is None:
        return
    usual = planning.usual(ui.replica, place)
    if not draft.get("hours_touched"):
        draft.set("starts", time_text(usual.starts))
        draft.set("ends", time_text(usual.ends))
    if not draft.get("team_touched") and usual.team_id:
        draft.set("team", usual.team_id)
    if not draft.get("van_touched") and usual.vehicle_id:
        draft.set("van", usual.vehicle_id)


@component
def DateFields(draft: Draft, day_is_set: bool = False) -> Any:
    """`day_is_set`: the day can't be changed here, it was announced. Tests: `date.day.{ISO}`, `place.{id}`,
    `hours.0900-1200`, `team.{id}`, `van.{id}`, `date.unfold`, `worker.{id}`, `partner.{id}`, `kind.{code}`."""
    ui = use_ui()
    ft.use_state(draft)
    use_records("place", "team", "vehicle", "worker", "organisation")
    place = ui.replica.get(Place, draft.get("place_id")) if draft.get("place_id") else None
    return ft.Column(
        [
            card(ui, *_when(ui, draft, place, day_is_set)),
            card(ui, title(ui, ui.t("date.where")), PlaceChoice(draft, lambda id: take_usual(ui, draft, id)),
                 *error_text(ui, draft, "place_id")),
            card(ui, *_who(ui, draft, place)), *_more(ui, draft, place),
        ],
        spacing=16, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _when(ui: Ui, draft: Draft, place: Place | None, day_is_set: bool) -> list[ft.Control]:
    chosen, today = day_of(draft, "on"), clock.today()
    if day_is_set and chosen:
        return [
            title(ui, sentence(day_words(ui, chosen))), muted(ui, ui.t("date.day_announced"), SMALL),
            *error_text(ui, draft, "on"),
        ]  # fmt: skip
    days = near_days(place, today)
    choice = DayChoice(draft, "on", ui.t("date.day"), days, today - BACK, today + AHEAD, "date.day")
    return [ft.Container(choice, key=f"day-{place.id if place else ''}")]


def near_days(place: Place | None, today: date) -> list[date]:
    """The next days on which one may stand there; without a place, the next ones of the week."""
    coming = (today + timedelta(days=n) for n in range(1, AHEAD.days))
    fitting = (d for d in coming if (is_its_day(place, d) if place else d.weekday() <= _SATURDAY))
    return [day for day, _ in zip(fitting, range(NEAR), strict=False)]


def _who(ui: Ui, draft: Draft, place: Place | None) -> list[ft.Control]:
    told = hours_at(place) if place else None
    parts = [hours_choice(ui, draft, [told] if told else [], identifier="hours")]
    teams, vans = team_options(ui, draft.get("team")), van_options(ui, draft.get("van"))
    if teams:
        parts.append(
            one_of(ui, draft, "team", ui.t("schedule.team"), teams, identifier="team", clears="workers")
        )  # fmt: skip
    if vans:
        parts.append(one_of(ui, draft, "van", ui.t("date.van"), vans, identifier="van"))
    return parts


def _more(ui: Ui, draft: Draft, place: Place | None) -> list[ft.Control]:
    """Open when something in it is said."""
    if not (draft.get("unfolded") or draft.get("workers") or draft.get("partners") or draft.get("type")):
        unfold = lambda: draft.set("unfolded", True, redraw=True)  # noqa: E731
        return [ft.Row([link(ui, ui.t("date.say_more"), unfold, identifier="date.unfold", field=True,
                             icon_name=ft.Icons.EXPAND_MORE)])]  # fmt: skip
    chosen = list(draft.get("workers", None) or ())
    of_team = worker_options(ui, draft.get("team"), chosen)
    partners = sorted(ui.replica.all(Organisation), key=lambda o: (folded(o.name), o.id))
    parts: list[ft.Control] = []
    if of_team:
        parts.append(several_of(ui, draft, "workers", ui.t("date.workers"), of_team, identifier="worker"))
    if partners:
        options = [Option(o.id, o.name, ft.Icons.HANDSHAKE_OUTLINED) for o in partners]
        parts.append(several_of(ui, draft, "partners", ui.t("date.with_partners"), options, identifier="partner"))
    return [card(ui, *parts, _kind(ui, draft, place))]


def _kind(ui: Ui, draft: Draft, place: Place | None) -> ft.Control:
    """What the place says, until somebody says otherwise."""
    shown = Draft("kind", _values={"type": draft.get("type") or str(type_at(place))})
    kinds = [Option(t, ui.words.label(t)) for t in offered(OutingType)]
    said = lambda code: draft.set("type", code, redraw=True)  # noqa: E731
    return one_of(ui, shown, "type", ui.t("schedule.type"), kinds, identifier="kind", on_choose=said)
