"""The pairs of files that look like one person's. The comparing is done on another thread, once."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import doubles
from espace_mobile.app.actions.doubles import Double
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, card, empty_state, header, link, loading, notify, page_body
from espace_mobile.app.components.text import muted
from espace_mobile.app.screens.merging.words import file_head
from espace_mobile.app.screens.people.likely import use_doubles
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.theme import GAP
from espace_mobile.app.ui import Ui, component, use_ui, use_value
from espace_mobile.domain.not_same import NotSame
from espace_mobile.domain.person import Person

WINDOW = 10
QUEUE = "/people/duplicates"


@component
def Doubles() -> Any:
    ui = use_ui()
    ready = use_doubles(ui)
    window, widen = use_value(WINDOW)
    top = header(ui, ui.t("doubles.title"), back="/office")
    if not ready:
        return page_body(ui, top, loading(ui, ui.t("doubles.looking")))
    found = doubles.doubles(ui.replica, ui.session.worker)
    if not found:
        nobody = empty_state(ui, ft.Icons.DONE_ALL, ui.t("doubles.none"), ui.t("doubles.none_hint"))
        return page_body(ui, top, nobody)
    more = [link(ui, ui.t("doubles.more"), lambda: widen(window + WINDOW), identifier="duplicates.more")]
    return page_body(
        ui, top, muted(ui, ui.t("doubles.hint")), *(_pair(ui, d, n) for n, d in enumerate(found[:window])),
        *(more if len(found) > window else []), max_width=960,
    )  # fmt: skip


def _pair(ui: Ui, double: Double, n: int) -> ft.Control:
    names = {"one": person_name(ui, double.into), "other": person_name(ui, double.taken)}
    heads = [file_head(ui, person) for person in (double.into, double.taken)]
    compare = button(
        ui, ui.t("doubles.compare"), lambda: compare_them(double.into.id, double.taken.id, queue=True), primary=True,
        field=True, identifier=f"duplicates.{n}.open", description=ui.t("doubles.compare_them", **names), expand=1,
    )  # fmt: skip
    two = button(
        ui, ui.t("doubles.not_same"), lambda: not_same(ui, double.into, double.taken), field=True, expand=1,
        identifier=f"duplicates.{n}.not_same", description=ui.t("doubles.not_same_them", **names),
    )  # fmt: skip
    acts: ft.Control = ft.Row([two, compare], spacing=GAP)
    if ui.large:
        acts = ft.Column([compare, two], spacing=GAP, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    return card(ui, side_by_side(ui, heads), acts)


def side_by_side(ui: Ui, both: list[ft.Control]) -> ft.Control:
    """One above the other on a phone, or when the text is large."""
    if not ui.rail or ui.large:
        return ft.Column(list(both), spacing=12, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    halves: list[ft.Control] = [ft.Container(c, expand=1) for c in both]
    return ft.Row(halves, spacing=16, vertical_alignment=ft.CrossAxisAlignment.START)


def compare_them(into: str, taken: str, queue: bool = False) -> None:
    """`queue`: one of the pairs that look alike, where one comes back afterwards."""
    ft.context.page.navigate(f"{QUEUE}/{into}/{taken}" if queue else f"/people/{into}/merge/{taken}")


def not_same(ui: Ui, one: Person, other: Person) -> bool:
    session = ui.session
    said: list[NotSame] = []

    def act() -> None:
        said.append(doubles.say_not_same(session.replica, one, other, session.worker, now=clock.now()))

    def undo() -> None:
        attempt(ui, lambda: doubles.take_back(session.replica, said[0], session.worker))

    done = attempt(ui, act)
    if done:
        notify(ui, ui.t("doubles.said_not_same"), undo=undo)
    return done
