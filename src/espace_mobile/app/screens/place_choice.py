"""Where: one of the known places by a tap, or any other in words."""

from __future__ import annotations

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import outings, places
from espace_mobile.app.components import Option, chips, text_field
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui
from espace_mobile.domain.place import Place

SHOWN = 5


def place_choice(ui: Ui, draft: Draft) -> ft.Control:
    """Sets `place_id` and `place`, the words, of the draft. What is typed also narrows the places offered."""
    chosen = draft.get("place_id")

    def choose(id: str) -> None:
        draft.set("place_id", "" if id == chosen else id, redraw=True)

    options = [Option(p.id, p.name, ft.Icons.PLACE_OUTLINED) for p in _offered(ui, chosen, draft.get("place"))]
    offered = [chips(ui, options, [chosen], choose, identifier="place", field=True)] if options else []
    typed = text_field(
        ui, draft, "place", ui.t("appointment.place_words"),
        on_type=lambda value: draft.set("place", value, redraw=True),
    )  # fmt: skip
    return ft.Column(
        [muted(ui, ui.t("appointment.place"), SMALL), *offered, typed],
        spacing=GAP, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _offered(ui: Ui, chosen: str, typed: str) -> list[Place]:
    """The one chosen; where one is working today; the others by name."""
    today = {o.place_id for o in outings.outings_of_day(ui.replica, ui.session.worker, clock.today())}
    asked = typed.strip().casefold()
    found = [p for p in places.in_use(ui.replica, chosen) if p.id == chosen or asked in p.name.casefold()]
    return sorted(found, key=lambda p: (p.id != chosen, p.id not in today, p.name.casefold(), p.id))[:SHOWN]
