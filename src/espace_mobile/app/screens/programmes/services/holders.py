"""How many people have which right today; behind a line, who they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import people, rights
from espace_mobile.app.actions.rights import Holder
from espace_mobile.app.components import card, line, sheet, title
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.screens.file.right_words import SIGNS, until_words
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.rights import RightState, state
from espace_mobile.domain.sheet_vocabulary import RightSort
from espace_mobile.i18n.translator import sentence

SHOWN = 60  # names in the sheet: the first to lose the right are those to be seen


@component
def Holders(programme_id: str) -> Any:
    """Tests: `right.{code}`, `holder.{n}`. Nothing in a programme without rights."""
    ui = use_ui()
    use_records("person_right", "person", "merge", Programme.kind, late=True)
    shown, show = use_value("")
    programme = ui.replica.get(Programme, programme_id)
    found = rights.holders(ui.replica, programme_id, clock.today())
    chosen = RightSort(shown) if shown else None
    ft.use_dialog(_names(ui, chosen, found[chosen], lambda: show("")) if chosen in found and chosen else None)
    if programme is None or not (found or programme.rights):
        return ft.Container(visible=False)
    sorts = dict.fromkeys([*programme.rights, *sorted(found)])
    lines = [_line(ui, sort, found.get(sort, []), show) for sort in sorts]
    nothing = [] if found else [muted(ui, ui.t("right.no_holder"))]
    return card(ui, title(ui, ui.t("right.holders")), ft.Column(list(lines), spacing=0), *nothing)


def _line(ui: Ui, sort: RightSort, holders: Sequence[Holder], show: Callable[[str], None]) -> ft.Control:
    soon = sum(state(h.right, clock.today()) == RightState.ENDING for h in holders)
    said = [ui.tn("right.people", len(holders)), *([ui.tn("right.soon", soon)] if soon else [])]
    return line(
        ui, ui.words.label(sort), " · ".join(said), identifier=f"right.{sort}",
        on_tap=(lambda: show(sort)) if holders else None,
        lead=icon(ui, SIGNS.get(sort, ft.Icons.VERIFIED_OUTLINED), 22, ui.palette.primary), key=sort,
    )  # fmt: skip


def _names(ui: Ui, sort: RightSort, holders: Sequence[Holder], on_close: Callable[[], None]) -> ft.DialogControl:
    """Only of the people this worker may see; how many others there are."""
    seen = [h for h in holders if people.may_see(ui.replica, ui.session.worker, h.person)]
    lines = [_name(ui, holder, n, on_close) for n, holder in enumerate(seen[:SHOWN])]
    hidden = len(holders) - len(lines)
    others = [muted(ui, ui.tn("right.others", hidden))] if hidden else []
    return sheet(ui, ui.words.label(sort), [ft.Column(list(lines), spacing=0), *others], on_close)


def _name(ui: Ui, holder: Holder, n: int, on_close: Callable[[], None]) -> ft.Control:
    def open_file() -> None:
        on_close()
        ft.context.page.navigate(f"/people/{holder.person.id}")

    return line(
        ui, person_name(ui, holder.person), sentence(until_words(ui, holder.right)), identifier=f"holder.{n}",
        on_tap=open_file, key=holder.person.id,
    )  # fmt: skip
