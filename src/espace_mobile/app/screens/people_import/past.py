"""Imports that were made, here or on another device, each to be taken back; and what the last act left."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import people_import
from espace_mobile.app.actions.people_import import Run, Saved, Undone
from espace_mobile.app.components import button, card, confirm, line, link, title
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.screens.people_import.work import Work
from espace_mobile.app.screens.wording import moment, person_name
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui

SHOWN = 10  # imports, and names of those that stay


def past_card(ui: Ui, ask: Any) -> list[ft.Control]:
    found = people_import.runs(ui.replica)[:SHOWN]
    if not found:
        return []
    lines = [_run(ui, run, n, ask) for n, run in enumerate(found)]
    return [
        card(
            ui, title(ui, ui.t("people_import.past")), muted(ui, ui.t("people_import.undo_hint"), SMALL),
            ft.Column(lines, spacing=0, tight=True),
        )
    ]  # fmt: skip


def undo_question(ui: Ui, work: Work, run: str, close: Any) -> ft.DialogControl:
    async def yes() -> None:
        close()
        await work.undo(ui, run)

    return confirm(
        ui, ui.t("people_import.undo"), ui.t("people_import.undo_hint"), yes=ui.t("people_import.undo"), on_yes=yes,
        on_close=close, danger=True,
    )  # fmt: skip


def saved_card(ui: Ui, work: Work, saved: Saved, contacts: bool) -> ft.Control:
    async def undo() -> None:
        await work.undo(ui, saved.run, saved.completed)

    words = ui.tn("people_import.done_contacts" if contacts else "people_import.done", saved.made)
    said = [ui.tn("people_import.completed", len(saved.completed))] if saved.completed else []
    said += [ui.tn("people_import.stopped_at", saved.wanted - saved.made)] if saved.stopped else []
    see = "/schedule" if contacts else "/people"
    shown = card(
        ui, title(ui, words), *(label(ui, each) for each in said),
        *([] if contacts else [button(
            ui, ui.t("people_import.finish"), lambda: ft.context.page.navigate(see), identifier="people_import.finish",
            primary=True, icon_name=ft.Icons.PEOPLE_OUTLINE,
        )]),
        ft.Row(
            [link(ui, ui.t("people_import.undo"), undo, identifier="people_import.undo", icon_name=ft.Icons.UNDO),
             link(ui, ui.t("people_import.other_file"), work.restart, identifier="people_import.other")],
            wrap=True,
        ),
    )  # fmt: skip
    return ft.Semantics(identifier="people_import.saved", live_region=True, container=True, content=shown)


def undone_card(ui: Ui, undone: Undone) -> ft.Control:
    names = ui.words.listing([person_name(ui, person) for person in undone.kept[:SHOWN]])
    kept = [label(ui, ui.t("people_import.undone_kept", names=names))] if undone.kept else []
    shown = card(ui, title(ui, ui.tn("people_import.undone", undone.taken)), *kept)
    return ft.Semantics(identifier="people_import.undone", live_region=True, container=True, content=shown)


def _run(ui: Ui, run: Run, n: int, ask: Any) -> ft.Control:
    people, contacts = (
        ui.tn("people_import.past_people", run.people),
        ui.tn("people_import.past_contacts", run.contacts),
    )
    said = ui.t("people_import.past_line", people=people, contacts=contacts) if run.people and run.contacts else ""
    back = link(
        ui, ui.t("people_import.undo"), lambda: ask(run.id), identifier=f"people_import.undo.{n}",
        icon_name=None if ui.large else ft.Icons.UNDO,
    )  # fmt: skip
    what = said or (people if run.people else contacts)
    head = line(ui, moment(ui, clock.local(run.at)), what, identifier=f"people_import.run.{n}", rule=False)
    return ft.Column([head, ft.Row([back])], spacing=0, tight=True)
