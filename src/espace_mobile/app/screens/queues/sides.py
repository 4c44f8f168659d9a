"""A queue where there is room for two panes: what waits on the left, the chosen one on the right with its decisions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import flet as ft

from espace_mobile.app.components import line, link
from espace_mobile.app.components.text import label
from espace_mobile.app.screens.queues.keys import Key, help_sheet, hint, listener, moving
from espace_mobile.app.screens.queues.sitting import Sitting
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_made, use_ui

AROUND = 12  # lines drawn on each side of the chosen one


class Waiting(NamedTuple):
    """One that waits: `what` and `detail` in the list."""

    id: str
    what: str
    detail: str = ""


Say = Callable[[int], Waiting]  # the one at a place: only those drawn are put in words


def two_sides(
    top: Sequence[ft.Control], waiting: Say, sitting: Sitting, pane: ft.Control, keys: Sequence[Key],
    typing: bool = False, acts: ft.Control | None = None,
) -> ft.Control:  # fmt: skip
    """The whole screen of a queue in which something waits; see `TwoSides`. `typing`: a sheet with a field is open."""
    return ft.Container(TwoSides(top, waiting, sitting, pane, keys, typing, acts), expand=True)


@component
def TwoSides(
    top: Sequence[ft.Control], waiting: Say, sitting: Sitting, pane: ft.Control, keys: Sequence[Key],
    typing: bool, acts: ft.Control | None,
) -> Any:  # fmt: skip
    """`keys`: the decisions of the chosen one, in the order they stand in; `acts`: those that stay in sight.

    Tests: `queue.{n}`, `queue.progress`, `queue.keys`, `queue.more`, `queue.above`.
    """
    ui = use_ui()
    ref = use_made(lambda: ft.Ref[ft.KeyboardListener]())
    every = [*keys, *moving(ui, sitting)]

    async def hold() -> None:
        """What was touched may be gone with its decision: the keys stay with the queue."""
        if ref.current is not None and not sitting.helped and not typing:
            await ref.current.focus()  # type: ignore[no-untyped-call]

    ft.use_effect(hold, [sitting.at, sitting.helped, typing])
    ft.use_dialog(help_sheet(ui, every, lambda: sitting.help(False)) if sitting.helped else None)
    at, of = sitting.progress
    progress = ft.Semantics(
        identifier="queue.progress", live_region=True, container=True,
        content=label(ui, ui.t("queue.progress", at=ui.words.number(at), of=ui.words.number(of)), SMALL),
    )  # fmt: skip
    left = [*top, progress, ft.Column(_lines(ui, waiting, sitting), spacing=0)]
    edge = ft.Border(left=ft.BorderSide(ui.palette.edge, ui.palette.line))
    foot = ft.Border(top=ft.BorderSide(ui.palette.edge, ui.palette.line))
    right = ft.Column(
        [ft.Container(_scrolled(ui, [ft.Container(pane, key=sitting.at)]), expand=True),
         ft.Container(ft.Column([*([acts] if acts else []), hint(ui, every)], spacing=12, tight=True),
                      padding=ft.Padding.symmetric(horizontal=24, vertical=12), border=foot)],
        spacing=0, expand=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip
    both = ft.Row(
        [ft.Container(_scrolled(ui, left), expand=2), ft.Container(right, expand=3, border=edge)],
        spacing=0, expand=True, vertical_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip
    return listener(both, [] if typing or sitting.helped else every, ref)


def _scrolled(ui: Ui, controls: Sequence[ft.Control]) -> ft.Control:
    stretch, blank = ft.CrossAxisAlignment.STRETCH, 24
    column = ft.Column(
        [ft.Container(height=blank - 16), *controls, ft.Container(height=blank - 16)], spacing=16, expand=True,
        scroll=ft.ScrollMode.AUTO, horizontal_alignment=stretch,
    )  # fmt: skip
    return ft.Container(column, padding=ft.Padding.symmetric(horizontal=24), expand=True)


def _lines(ui: Ui, waiting: Say, sitting: Sitting) -> list[ft.Control]:
    first = max(0, sitting.place - AROUND)
    last = min(sitting.place + AROUND + 1, sitting.count)
    lines: list[ft.Control] = []
    if first:
        lines.append(_skip(ui, "queue.above", ui.tn("queue.above", first), lambda: sitting.move(-AROUND)))
    lines += [
        line(
            ui, each.what, each.detail, identifier=f"queue.{n}", selected=n == sitting.place,
            on_tap=_chooser(sitting, each.id), key=each.id,
        )
        for n in range(first, last)
        for each in [waiting(n)]
    ]  # fmt: skip
    if sitting.count > last:
        more = ui.tn("queue.below", sitting.count - last)
        lines.append(_skip(ui, "queue.more", more, lambda: sitting.move(AROUND)))
    return lines


def _skip(ui: Ui, identifier: str, words: str, act: Callable[[], None]) -> ft.Control:
    return ft.Row([link(ui, words, act, identifier=identifier)], wrap=True)


def _chooser(sitting: Sitting, id: str) -> Callable[[], None]:
    return lambda: sitting.choose(id)
