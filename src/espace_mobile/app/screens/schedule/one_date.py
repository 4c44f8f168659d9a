"""One date: all that is known of it, and what may still happen to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.components import empty_state, header, page_body
from espace_mobile.app.screens.schedule.changing import CancelSheet, DuplicateSheet, MoveSheet
from espace_mobile.app.screens.schedule.date_acts import actions, public
from espace_mobile.app.screens.schedule.date_facts import facts, links
from espace_mobile.app.screens.schedule.day_sheet.link import day_sheet_link
from espace_mobile.app.screens.schedule.statuses import status_pill
from espace_mobile.app.screens.schedule.warnings import DateWarnings
from espace_mobile.app.screens.wording import place_name
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.schedule import TO_COME
from espace_mobile.i18n.translator import sentence

Section = Callable[[Ui, Outing], list[ft.Control]]

# What stands between the state of a date and what can be done to it, in order; add yours. One that follows other kinds
# than those of `DateView` gives a component.
SECTIONS: tuple[Section, ...] = (
    lambda ui, outing: [DateWarnings(outing.id)],
    facts,
    lambda ui, outing: [day_sheet_link(outing)] if outing.status in TO_COME else [],
    links,
)
# Under what can be done to it.
AFTERWARDS: tuple[Section, ...] = (public,)


@component
def OneDate() -> Any:
    return date_view(ft.use_route_params().get("id", ""))


def date_view(outing_id: str, *, beside: bool = False) -> ft.Control:
    """Keyed, so that a sheet begun for one date is never found on the next."""
    return ft.Container(DateView(outing_id, beside), key=outing_id, expand=True)


@component
def DateView(outing_id: str, beside: bool = False) -> Any:
    ui = use_ui()
    use_records("outing", "place", "team", "organisation", "contact", "vehicle", "worker")
    sheet, show = ft.use_state("")
    outing = ui.replica.get(Outing, outing_id)
    if outing is None:
        return page_body(
            ui, header(ui, ui.t("schedule.title"), back=None if beside else "/schedule"),
            empty_state(ui, ft.Icons.EVENT_BUSY_OUTLINED, ui.t("date.gone"), ui.t("date.gone_hint")),
        )  # fmt: skip
    close = lambda: show("")  # noqa: E731
    return page_body(
        ui,
        header(ui, place_name(ui, outing), above=sentence(ui.words.day(outing.on, year=True)),
               back=None if beside else "/schedule"),
        ft.Row([status_pill(ui, outing)]), *(c for section in SECTIONS for c in section(ui, outing)),
        *actions(ui, outing, show), *(c for section in AFTERWARDS for c in section(ui, outing)),
        CancelSheet(outing.id, sheet == "cancel", close), MoveSheet(outing.id, sheet == "move", close),
        DuplicateSheet(outing.id, sheet == "duplicate", close), max_width=None if beside else 760,
    )  # fmt: skip
