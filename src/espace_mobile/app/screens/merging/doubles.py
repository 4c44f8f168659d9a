"""The pairs of files that look like one person's. The comparing is done on another thread, once."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions import doubles, merging
from espace_mobile.app.actions.doubles import Double
from espace_mobile.app.components import button, card, empty_state, header, link, loading, page_body
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.opening import use_opening
from espace_mobile.app.screens.merging.choosing import INTO, TAKEN, Choosing, side_by_side, touch_all
from espace_mobile.app.screens.merging.deciding import compare_them, join_them, not_same
from espace_mobile.app.screens.merging.words import file_head
from espace_mobile.app.screens.people.likely import use_doubles
from espace_mobile.app.screens.queues.keys import figure, letter
from espace_mobile.app.screens.queues.sides import Waiting, two_sides
from espace_mobile.app.screens.queues.sitting import Sitting, use_sitting
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.theme import GAP
from espace_mobile.app.ui import Ui, component, use_made, use_ui, use_value
from espace_mobile.domain.access_vocabulary import FileAccess
from espace_mobile.domain.reconciling import Difference

WINDOW = 10


@component
def Doubles() -> Any:
    ui = use_ui()
    ready = use_doubles(ui)
    window, widen = use_value(WINDOW)
    top = header(ui, ui.t("doubles.title"), back="/office")
    found = doubles.doubles(ui.replica, ui.session.worker) if ready else []
    sitting = use_sitting([_id(double) for double in found])
    drafts: dict[str, Draft] = use_made(dict)
    if not ready:
        return page_body(ui, top, loading(ui, ui.t("doubles.looking")))
    if not found:
        nobody = empty_state(ui, ft.Icons.DONE_ALL, ui.t("doubles.none"), ui.t("doubles.none_hint"))
        return page_body(ui, top, nobody)
    if ui.panes:
        return _side_by_side(ui, top, found, sitting, drafts)
    more = [link(ui, ui.t("doubles.more"), lambda: widen(window + WINDOW), identifier="duplicates.more")]
    return page_body(
        ui, top, muted(ui, ui.t("doubles.hint")), *(_pair(ui, d, n) for n, d in enumerate(found[:window])),
        *(more if len(found) > window else []), max_width=960,
    )  # fmt: skip


def _id(double: Double) -> str:
    return f"{double.into.id}.{double.taken.id}"


def _side_by_side(
    ui: Ui, top: ft.Control, found: list[Double], sitting: Sitting, drafts: dict[str, Draft]
) -> ft.Control:
    chosen = found[sitting.place]
    draft = drafts.get(sitting.at) or drafts.setdefault(sitting.at, ui.state.draft(f"merge.{sitting.at}"))
    differing = merging.differences(chosen.taken, chosen.into)

    def merge() -> None:
        join_them(ui, draft, chosen.into, chosen.taken, differing, keep=sitting.decided)

    def two() -> None:
        not_same(ui, chosen.into, chosen.taken, sitting.decided)

    keys = [
        figure(1, ui.t("queue.all_of", n=1), lambda: touch_all(draft, differing, INTO)),
        figure(2, ui.t("queue.all_of", n=2), lambda: touch_all(draft, differing, TAKEN)),
        letter("m", ui.t("queue.merge"), merge), letter("n", ui.t("queue.not_same"), two),
    ]  # fmt: skip

    def waiting(n: int) -> Waiting:
        return Waiting(_id(found[n]), person_name(ui, found[n].into), person_name(ui, found[n].taken))

    acts = ft.Row([
        button(ui, ui.t("doubles.not_same"), two, identifier="merge.not_same", expand=1),
        button(ui, ui.t("merge.confirm"), merge, identifier="merge.confirm", primary=True, expand=1,
               icon_name=ft.Icons.MERGE_TYPE),
    ], spacing=GAP)  # fmt: skip
    return two_sides([top], waiting, sitting, ft.Column([Pair(draft, chosen, differing)]), keys, acts=acts)


@component
def Pair(draft: Draft, chosen: Double, differing: tuple[Difference, ...]) -> Any:
    """Key it by the pair."""
    ui = use_ui()
    use_opening(ui, FileAccess.COMPARED, chosen.into.id, chosen.taken.id)
    return ft.Column(
        [muted(ui, ui.t("merge.hint")), Choosing(draft, chosen.into, chosen.taken, differing)], spacing=16,
        tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
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
