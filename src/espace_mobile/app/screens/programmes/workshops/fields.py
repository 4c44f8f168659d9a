"""What several forms of workshops ask: where."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions import places
from espace_mobile.app.components import Option, chips
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme_sheet import ProgrammePlace
from espace_mobile.domain.text import folded

FEW = 6  # places shown before the others are asked for
_MORE = "more"


@component
def Places(draft: Draft) -> Any:
    """Sets `place_id` of the draft, one of the places known; those of `programme_id` first. Tests: `place.{id}`."""
    ui = use_ui()
    ft.use_state(draft)
    use_records(Place.kind, ProgrammePlace.kind)
    everywhere, show_all = use_value(False)
    chosen = draft.get("place_id")

    def choose(id: str) -> None:
        if id == _MORE:
            show_all(True)
        else:
            draft.set("place_id", "" if id == chosen else id, redraw=True)

    offered = _offered(ui, draft, chosen)
    options = [Option(p.id, p.name, ft.Icons.PLACE_OUTLINED) for p in (offered if everywhere else offered[:FEW])]
    if len(offered) > len(options):
        options.append(Option(_MORE, ui.t("workshop.more_places"), ft.Icons.EXPAND_MORE))
    if not options:
        return ft.Container(visible=False)
    row = chips(ui, options, [chosen], choose, identifier="place", field=True)
    return ft.Column([muted(ui, ui.t("appointment.place"), SMALL), row], spacing=GAP)


def _offered(ui: Ui, draft: Draft, chosen: str) -> list[Place]:
    programme_id = draft.get("programme_id")
    named = ui.replica.where(ProgrammePlace, programme_id=programme_id) if programme_id else []
    ours = {one.place_id for one in named}
    known = places.in_use(ui.replica, chosen)
    return sorted(known, key=lambda p: (p.id != chosen, p.id not in ours, folded(p.name), p.id))
