"""Which dates are shown, in whatever view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import flet as ft

from espace_mobile.app.actions import workers
from espace_mobile.app.components import Option, button, chips, sheet, title
from espace_mobile.app.ui import Ui, component, use_ui
from espace_mobile.domain.neighbourhoods import neighbourhood_key
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.text import folded
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.domain.vocabulary import OutingStatus, OutingType, offered
from espace_mobile.store.replica import Replica

_FIELDS = ("team", "type", "status", "vehicle", "neighbourhood")


@ft.observable
@dataclass
class Filters:
    """Empty text: all of them. `neighbourhood`: a `neighbourhood_key`."""

    team: str = ""
    type: str = ""
    status: str = ""
    vehicle: str = ""
    neighbourhood: str = ""

    def toggle(self, what: str, code: str) -> None:
        setattr(self, what, "" if getattr(self, what) == code else code)

    @property
    def none(self) -> bool:
        return not any(getattr(self, field) for field in _FIELDS)

    def clear(self) -> None:
        for field in _FIELDS:
            setattr(self, field, "")


def passing(replica: Replica, filters: Filters, outings: Iterable[Outing]) -> list[Outing]:
    """Those of `outings` that are shown, in their order."""
    if filters.none:
        return list(outings)
    there = None
    if filters.neighbourhood:
        there = {p.id for p in replica.all(Place) if neighbourhood_key(p) == filters.neighbourhood}
    return [
        o for o in outings
        if filters.team in ("", o.team_id) and filters.type in ("", o.type) and filters.status in ("", o.status)
        and filters.vehicle in ("", o.vehicle_id) and (there is None or o.place_id in there)
    ]  # fmt: skip


def chosen_words(ui: Ui, filters: Filters) -> str:
    """« Équipe Nord, Annulée »; empty when nothing is filtered."""
    return ", ".join(
        option.label
        for what, (_, options) in _lists(ui).items()
        for option in options
        if option.code == getattr(filters, what)
    )


@component
def FilterSheet(filters: Filters, open_now: bool, on_close: Any) -> Any:
    ui = use_ui()
    ft.use_state(filters)
    ft.use_dialog(_sheet(ui, filters, on_close) if open_now else None)
    return ft.Container(visible=False)


def _lists(ui: Ui) -> dict[str, tuple[str, list[Option]]]:
    """{field of the filters: (its name, what it may be)}; nothing of which there is none."""
    vans = sorted(ui.replica.all(Vehicle), key=lambda v: (folded(v.name), v.id))
    lists = {
        "status": (ui.t("schedule.status"), [Option(s, ui.words.label(s)) for s in offered(OutingStatus)]),
        "type": (ui.t("schedule.type"), [Option(s, ui.words.label(s)) for s in offered(OutingType)]),
        "team": (ui.t("schedule.team"), [Option(id, name) for id, name in workers.team_names(ui.replica).items()]),
        "vehicle": (ui.t("schedule.vehicle"), [Option(v.id, v.name) for v in vans]),
        "neighbourhood": (ui.t("schedule.neighbourhood"), _neighbourhoods(ui)),
    }
    return {what: list for what, list in lists.items() if list[1]}


def _neighbourhoods(ui: Ui) -> list[Option]:
    names = {neighbourhood_key(p): p.neighbourhood or p.commune_name or p.name for p in ui.replica.all(Place)}
    return [Option(key, name) for key, name in sorted(names.items(), key=lambda item: (folded(item[1]), item[0]))]


def _sheet(ui: Ui, filters: Filters, on_close: Any) -> ft.DialogControl:
    parts: list[ft.Control] = []
    for what, (name, options) in _lists(ui).items():
        toggle = lambda code, what=what: filters.toggle(what, code)  # noqa: E731
        parts += [
            title(ui, name),
            chips(ui, options, [getattr(filters, what)], toggle, identifier=f"filter.{what}", field=True),
        ]
    return sheet(
        ui, ui.t("schedule.filter"), parts, on_close,
        actions=[
            button(ui, ui.t("action.done"), on_close, identifier="filter.done", primary=True),
            button(ui, ui.t("schedule.show_all"), filters.clear, identifier="filter.clear"),
        ],
    )  # fmt: skip
