"""The page of a day, read in the morning and once more on the way."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.components import card, empty_state, header, page_body, title, two_panes
from espace_mobile.app.components.text import icon, text
from espace_mobile.app.screens.schedule.day_sheet.calling import callers
from espace_mobile.app.screens.schedule.day_sheet.forecast import Forecast
from espace_mobile.app.screens.schedule.day_sheet.loading import Loading
from espace_mobile.app.screens.schedule.statuses import status_pill
from espace_mobile.app.screens.wording import place_name, team_name, worker_name
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.i18n.translator import sentence


@component
def DaySheet() -> Any:
    """Tests: those of `Loading`, `Forecast` and `callers`."""
    ui = use_ui()
    use_records("outing", "place", "team", "organisation", "vehicle", "worker")
    outing = ui.replica.get(Outing, ft.use_route_params().get("id", ""))
    if outing is None:
        return page_body(
            ui, header(ui, ui.t("day_sheet.title"), back="/schedule"),
            empty_state(ui, ft.Icons.EVENT_BUSY_OUTLINED, ui.t("date.gone"), ui.t("date.gone_hint")),
        )  # fmt: skip
    head = header(ui, place_name(ui, outing), above=ui.t("day_sheet.title"), back=f"/schedule/{outing.id}")
    first = [head, ft.Row([status_pill(ui, outing)]), _when_and_where(ui, outing), _who(ui, outing)]
    load, people, weather = Loading(outing), callers(ui, outing), Forecast(outing.id)
    if ui.panes:
        return two_panes(ui, [*first, *people], [load, weather], shares=(1, 1))
    return two_panes(ui, [*first, load], [*people, weather])


def _when_and_where(ui: Ui, outing: Outing) -> ft.Control:
    place = ui.replica.get(Place, outing.place_id) if outing.place_id else None
    hours = ui.words.hours(outing.starts, outing.ends) if outing.starts else ui.t("day_sheet.no_hours")
    where = [place.address, place.neighbourhood, place.commune_name] if place else []
    lines = [
        (ft.Icons.TODAY_OUTLINED, sentence(ui.words.day(outing.on, year=True))),
        (ft.Icons.SCHEDULE, hours),
        (ft.Icons.PLACE_OUTLINED, ", ".join(filter(None, where)) or ui.t("day_sheet.no_address")),
        (ft.Icons.KEY_OUTLINED, (place.access or "") if place else ""),
    ]
    return card(ui, title(ui, ui.t("day_sheet.where")), *_lines(ui, lines))


def _who(ui: Ui, outing: Outing) -> ft.Control:
    """Who of the team, when it was said."""
    van = ui.replica.get(Vehicle, outing.vehicle_id) if outing.vehicle_id else None
    names = [name for id in outing.worker_ids if (name := worker_name(ui, id))]
    lines = [
        (ft.Icons.GROUPS_OUTLINED, team_name(ui, outing.team_id) or ui.t("date.no_team")),
        (ft.Icons.PERSON_OUTLINE, ui.words.listing(names)),
        (ft.Icons.AIRPORT_SHUTTLE_OUTLINED, van.name if van else ""),
    ]
    return card(ui, title(ui, ui.t("day_sheet.who")), *_lines(ui, lines))


def _lines(ui: Ui, lines: list[tuple[ft.IconData, str]]) -> list[ft.Control]:
    return [
        ft.Row([icon(ui, sign, 22, ui.palette.muted), text(ui, said, expand=True, selectable=True)], spacing=12)
        for sign, said in lines
        if said
    ]
