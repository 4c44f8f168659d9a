"""The People screen: a search field, the list it gives, and the chosen file beside it when there is room."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flet as ft

from espace_mobile.app.actions import finding, workers
from espace_mobile.app.actions.finding import Found
from espace_mobile.app.components import button, empty_state, header, line_list, link, page_body, text_field
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.alerts.pill import AlertsPill
from espace_mobile.app.screens.file import screen as file_screen  # the module: a file's parts show lines of people
from espace_mobile.app.screens.hooks import use_debounce
from espace_mobile.app.screens.people.likely import DoublesLink
from espace_mobile.app.screens.people.lines import EXTENT, person_line
from espace_mobile.app.screens.rights.links import RightsLinks
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_made, use_records, use_ui
from espace_mobile.domain.retention import MEETINGS

WINDOW = 20  # more come before one has scrolled there


@ft.observable
@dataclass
class Asked:
    """`window`: how many lines are drawn so far; `open`: the file shown beside the list."""

    query: str = ""
    window: int = WINDOW
    open: str = ""


@component
def People() -> Any:
    ui = use_ui()
    use_records("person", "merge", "conflict", *MEETINGS)
    asked = use_made(Asked)
    typed = use_made(lambda: Draft("people.search"))  # not kept: a search names somebody
    later = use_debounce()
    index = ui.state.search

    async def warm() -> None:
        await asyncio.to_thread(index.prepare)

    ft.use_effect(warm, [])
    if not workers.sees_identities(ui.session.worker):
        return page_body(ui, header(ui, ui.t("people.title"), trail=[AlertsPill(), SyncPill()]), _no_identity(ui))
    found = finding.find(ui.replica, index, ui.session.worker, asked.query)
    listing = _listing(ui, asked, typed, found, later)
    if not ui.panes:
        return listing
    edge = ft.Border(left=ft.BorderSide(ui.palette.edge, ui.palette.line))
    beside = file_screen.file_view(asked.open, beside=True) if asked.open else _nothing_chosen(ui)
    return ft.Row(
        [ft.Container(listing, expand=2), ft.Container(beside, expand=3, border=edge)],
        spacing=0, expand=True, vertical_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _listing(ui: Ui, asked: Asked, typed: Draft, found: list[Found], later: Any) -> ft.Control:
    return page_body(
        ui,
        # Beside a file the list is narrow: the pills would leave the title no room on their line.
        header(ui, ui.t("people.title"), trail=[AlertsPill(), SyncPill()], stacked=ui.panes),
        _search(ui, asked, typed, later),
        button(
            ui, ui.t("people.open_file"), lambda: ft.context.page.navigate("/people/new"), identifier="people.new",
            icon_name=ft.Icons.PERSON_ADD_ALT_1, primary=True, field=True,
        ),
        DoublesLink(), RightsLinks(),
        *_importing(ui, asked),
        muted(ui, ui.tn("people.found", len(found)) if asked.query else ui.t("people.recent"), SMALL),
        _lines(ui, asked, found) if found else _nobody(ui, asked),
        scroll=_all_scrolls(ui), max_width=None if ui.panes else 760,
    )  # fmt: skip


def _all_scrolls(ui: Ui) -> bool:
    """On a phone with large text what stands above the list leaves it no room of its own."""
    return ui.large and not ui.rail


def _search(ui: Ui, asked: Asked, typed: Draft, later: Any) -> ft.Control:
    def ask(query: str) -> None:
        asked.window = WINDOW
        asked.query = query.strip()

    def clear() -> None:
        typed.set("query", "")
        ask("")

    clearing = ft.IconButton(
        ft.Icons.CLOSE, tooltip=ui.t("people.clear"), on_click=clear, icon_color=ui.palette.ink,
        icon_size=ui.size(22),
    )  # fmt: skip
    return text_field(
        ui, typed, "query", ui.t("people.search"), on_type=lambda value: later(lambda: ask(value)),
        prefix_icon=icon(ui, ft.Icons.SEARCH, 24, ui.palette.muted), autocorrect=False, enable_suggestions=False,
        suffix_icon=clearing if asked.query else None, helper=ui.t("people.search_hint"),
    )  # fmt: skip


def _lines(ui: Ui, asked: Asked, found: list[Found]) -> ft.Control:
    def chooser(id: str) -> Callable[[], None]:  # Flet gives its event to a function that takes anything
        def choose() -> None:
            if ui.panes:
                asked.open = id
            else:
                ft.context.page.navigate(f"/people/{id}")

        return choose

    def more(e: ft.OnScrollEvent) -> None:
        if e.pixels > e.max_scroll_extent - 400 and asked.window < len(found):
            _widen(asked)

    lines = [
        person_line(
            ui, f, chooser(f.person.id), identifier=f"people.{i}",
            selected=ui.panes and f.person.id == asked.open,
        )
        for i, f in enumerate(found[: asked.window])
    ]  # fmt: skip
    if _all_scrolls(ui):
        rest = ft.Row([link(ui, ui.t("timeline.more"), lambda: _widen(asked), identifier="people.more")], wrap=True)
        return ft.Column([*lines, *([rest] if asked.window < len(found) else [])], spacing=0, tight=True)
    return line_list(ui, lines, extent=EXTENT, on_scroll=more, scroll_interval=100)


def _widen(asked: Asked) -> None:
    asked.window += WINDOW


def _importing(ui: Ui, asked: Asked) -> list[ft.Control]:
    """For a supervisor, out of the way of a search."""
    if asked.query or not workers.may_supervise(ui.session.worker):
        return []
    open_it = link(
        ui, ui.t("people_import.open"), lambda: ft.context.page.navigate("/people/import"),
        identifier="people.import", icon_name=None if ui.large else ft.Icons.UPLOAD_FILE_OUTLINED,
    )  # fmt: skip
    return [ft.Row([open_it])]


def _nobody(ui: Ui, asked: Asked) -> ft.Control:
    if asked.query:
        return empty_state(ui, ft.Icons.PERSON_SEARCH_OUTLINED, ui.t("people.nobody"), ui.t("people.nobody_hint"))
    return empty_state(ui, ft.Icons.PEOPLE_OUTLINE, ui.t("people.none"), ui.t("people.none_hint"))


def _nothing_chosen(ui: Ui) -> ft.Control:
    hint = empty_state(ui, ft.Icons.PERSON_OUTLINE, ui.t("people.choose"), ui.t("people.choose_hint"))
    return ft.Container(hint, padding=32, alignment=ft.Alignment.TOP_CENTER)


def _no_identity(ui: Ui) -> ft.Control:
    return empty_state(ui, ft.Icons.LOCK_OUTLINE, ui.t("people.no_identity"), ui.t("people.no_identity_hint"))
