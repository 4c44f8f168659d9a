"""Choosing a place: those whose market stands that day, the others by neighbourhood, or a new one on the spot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import flet as ft

from espace_mobile.app.actions import places
from espace_mobile.app.components import Option, chips, link, text_field
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.day_choice import day_of
from espace_mobile.app.screens.identity_form import wide
from espace_mobile.app.screens.schedule.places.quick import QuickPlace
from espace_mobile.app.screens.schedule.places.words import market_words, permit_words, type_sign, where_words
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.outing_place import is_its_day
from espace_mobile.domain.place import Place
from espace_mobile.domain.text import folded

_MANY = 24  # places beyond which a few letters are quicker than looking


@component
def PlaceChoice(draft: Draft, on_choose: Callable[[str], Any]) -> Any:
    """Sets `place_id` of the draft, then tells `on_choose` the id. Tests: `place.{id}`, `place.new`; the one chosen:
    `place.chosen`."""
    ui = use_ui()
    ft.use_state(draft)
    use_records(Place.kind)
    adding, add = use_value(False)
    chosen = ui.replica.get(Place, draft.get("place_id")) if draft.get("place_id") else None

    def choose(id: str) -> None:
        draft.set("place_id", id)
        on_choose(id)
        draft.set("place_asked", "", redraw=True)

    def made(id: str) -> None:
        add(False)
        choose(id)

    sheet = [QuickPlace(made, lambda: add(False))] if adding else []
    if chosen is not None:
        return _column(_chosen(ui, draft, chosen))
    known = places.in_use(ui.replica)
    new = link(ui, ui.t("place.new"), lambda: add(True), identifier="place.new", icon_name=ft.Icons.ADD, field=True)
    search = [_search(ui, draft)] if len(known) > _MANY else []
    asked = folded(draft.get("place_asked"))
    shown = [p for p in known if asked in folded(f"{p.name} {where_words(p)}")]
    return _column([*search, *_groups(ui, draft, shown, choose), ft.Row([new], wrap=True), *sheet])


def _column(parts: Sequence[ft.Control]) -> ft.Control:
    return ft.Column(list(parts), spacing=GAP, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _search(ui: Ui, draft: Draft) -> ft.Control:
    return wide(
        text_field(ui, draft, "place_asked", ui.t("place.search"), prefix_icon=ft.Icons.SEARCH, autocorrect=False,
                   on_type=lambda typed: draft.set("place_asked", typed, redraw=True))
    )  # fmt: skip


def _groups(ui: Ui, draft: Draft, known: list[Place], choose: Callable[[str], None]) -> list[ft.Control]:
    day = day_of(draft, "on")
    todays = [p for p in known if day is not None and p.weekday is not None and is_its_day(p, day)]
    rest = [p for p in known if p not in todays]
    groups = [(ui.t("place.stands_that_day"), todays), *places.areas(rest)]
    parts: list[ft.Control] = []
    for name, some in groups:
        if some:
            options = [Option(p.id, p.name, type_sign(p)) for p in some]
            parts.append(muted(ui, name or ui.t("place.no_area"), SMALL))
            parts.append(chips(ui, options, [], choose, identifier="place", field=True))
    return parts


def _chosen(ui: Ui, draft: Draft, place: Place) -> list[ft.Control]:
    """A tap lets one choose another."""

    def again(_: str = "") -> None:
        draft.set("place_id", "", redraw=True)

    told = [where_words(place), market_words(ui, place), permit_words(ui, place, day_of(draft, "on"))[0]]
    other = link(ui, ui.t("place.other"), lambda: again(), identifier="place.other", icon_name=ft.Icons.SYNC_ALT)
    return [
        chips(ui, [Option("chosen", place.name)], ["chosen"], again, identifier="place", field=True),
        muted(ui, " · ".join(filter(None, told)), SMALL),
        ft.Row([other], wrap=True),
    ]  # fmt: skip
