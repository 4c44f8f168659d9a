"""Which places the generator goes to, and how often where somebody says it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

import flet as ft

from espace_mobile.app.actions import proposing
from espace_mobile.app.components import Option, button, chips, segments, sheet, stepper, title
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.schedule.proposing import values
from espace_mobile.app.screens.schedule.proposing.words import area_names
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.neighbourhoods import neighbourhood_key
from espace_mobile.domain.place import Place

_WHICH, _HOW_MANY = "which", "how_many"


def places_words(ui: Ui, draft: Draft) -> str:
    """« 12 lieux, 4 quartiers, 3 QPV »."""
    chosen = _chosen(ui, draft)
    qpvs = {place.qpv_code for place in chosen if place.qpv_code}
    areas = {neighbourhood_key(place) for place in chosen}
    quotas = [id for id in draft.get("quotas", None) or {} if id in {place.id for place in chosen}]
    return ", ".join([
        ui.tn("propose.n_places", len(chosen)), ui.tn("propose.n_areas", len(areas)),
        *([ui.tn("propose.n_qpv", len(qpvs))] if qpvs else []),
        *([ui.tn("propose.n_quotas", len(quotas))] if quotas else []),
    ])  # fmt: skip


def _chosen(ui: Ui, draft: Draft) -> list[Place]:
    without = values.without_of(ui, draft)
    return [place for place in proposing.offered_places(ui.replica) if place.id not in without]


@component
def PlacesSheet(draft: Draft, open_now: bool, on_close: Callable[[], Any]) -> Any:
    ui = use_ui()
    ft.use_state(draft)
    use_records(Place.kind)
    part, show = use_value(_WHICH)
    ft.use_dialog(_sheet(ui, draft, part, show, on_close) if open_now else None)
    return ft.Container(visible=False)


def _sheet(ui: Ui, draft: Draft, part: str, show: Callable[[str], Any], on_close: Callable[[], Any]) -> Any:
    parts = [Option(_WHICH, ui.t("propose.which")), Option(_HOW_MANY, ui.t("propose.how_many"))]
    tabs = segments(ui, parts, part, show, identifier="propose.part", name=ui.t("propose.places"))
    content = _which(ui, draft) if part == _WHICH else _how_many(ui, draft)
    return sheet(
        ui, ui.t("propose.places"), [tabs, *content], on_close,
        actions=[button(ui, ui.t("action.done"), on_close, identifier="propose.places.done", primary=True)],
    )  # fmt: skip


def _which(ui: Ui, draft: Draft) -> list[ft.Control]:
    """By neighbourhood, each place by a tap."""
    without = values.without_of(ui, draft)
    places = proposing.offered_places(ui.replica)
    names = area_names(places)

    def toggle(id: str) -> None:
        values.ask(draft, "without", sorted(without - {id} if id in without else without | {id}))

    shown: list[ft.Control] = []
    for area, some in groupby(places, key=neighbourhood_key):
        options = [Option(place.id, place.name) for place in some]
        on = [option.code for option in options if option.code not in without]
        shown += [title(ui, names[area]), chips(ui, options, on, toggle, identifier="propose.place")]
    return shown


def _how_many(ui: Ui, draft: Draft) -> list[ft.Control]:
    quotas: dict[str, int] = dict(draft.get("quotas", None) or {})

    def want(id: str, count: int) -> Any:
        kept = {place: n for place, n in quotas.items() if place != id}
        if count < -1:
            return None
        return lambda: values.ask(draft, "quotas", {**kept, id: count} if count >= 0 else kept)

    def row(place: Place) -> ft.Control:
        now = quotas.get(place.id, -1)
        return stepper(
            ui, place.name, _quota_words(ui, quotas.get(place.id)), less=want(place.id, now - 1),
            more=want(place.id, now + 1), identifier=f"propose.quota.{place.id}", room=72,
        )  # fmt: skip

    return [muted(ui, ui.t("propose.quota_hint"), SMALL), *(row(place) for place in _chosen(ui, draft))]


def _quota_words(ui: Ui, quota: int | None) -> str:
    return ui.t("propose.auto") if quota is None else ui.words.number(quota)
