"""Every value that two tablets wrote without seeing each other, the latest first; one tap decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions.conflicts import Disagreement, latest_first, open_conflicts
from espace_mobile.app.components import empty_state, header, link, page_body
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.noting import Keep
from espace_mobile.app.screens.file import parts
from espace_mobile.app.screens.file.conflict_card import OtherValue, conflict_card, decide
from espace_mobile.app.screens.file.conflict_words import kind_of, name_of, person_of, what, where
from espace_mobile.app.screens.queues.keys import figure
from espace_mobile.app.screens.queues.sides import Waiting, two_sides
from espace_mobile.app.screens.queues.sitting import Sitting, use_sitting
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.kinds import KINDS

WINDOW = 20
Write = Callable[[str], Any]


@component
def Conflicts() -> Any:
    ui = use_ui()
    use_records("conflict", *KINDS, late=True)
    shown, show = use_value(WINDOW)
    writing, write = use_value("")
    found = latest_first(open_conflicts(ui.replica))
    sitting = use_sitting([d.id for d in found])
    asked = next((d for d in found if d.id == writing), None)
    head = header(ui, ui.t("conflict.all"), back="/office", trail=[SyncPill()], stacked=ui.panes)
    if not found:
        return page_body(ui, head, empty_state(
            ui, ft.Icons.CHECK_CIRCLE_OUTLINE, ui.t("conflict.none"), ui.t("conflict.none_hint")))  # fmt: skip
    if ui.panes:
        return _side_by_side(ui, head, found, sitting, write, asked)
    lines = [_card(ui, d, n, write) for n, d in enumerate(found[:shown])]
    lines += _other_value(ui, asked, write)
    if len(found) > shown:
        lines.append(link(ui, ui.t("timeline.more"), lambda: show(shown + WINDOW), identifier="conflicts.more"))
    return page_body(ui, head, muted(ui, ui.t("conflict.hint"), SMALL), *lines, max_width=760)


def _side_by_side(
    ui: Ui, head: ft.Control, found: list[Disagreement], sitting: Sitting, write: Write, asked: Disagreement | None
) -> ft.Control:
    chosen = found[sitting.place]
    keys = [
        figure(n, ui.t("queue.keep", n=n), _keeping(ui, chosen, candidate.value, sitting))
        for n, candidate in enumerate(chosen.candidates, 1)
    ]
    pane = ft.Column([
        _card(ui, chosen, sitting.place, write, sitting.decided), *_other_value(ui, asked, write, sitting.decided)
    ])  # fmt: skip

    def waiting(n: int) -> Waiting:
        return Waiting(found[n].id, what(ui, found[n]), name_of(ui, found[n].of_kind, found[n].field))

    return two_sides([head, muted(ui, ui.t("conflict.hint"), SMALL)], waiting, sitting, pane, keys, bool(asked))


def _keeping(ui: Ui, chosen: Disagreement, value: Any, sitting: Sitting) -> Callable[[], Any]:
    return lambda: decide(ui, chosen, value, keep=sitting.decided)


def _other_value(ui: Ui, asked: Disagreement | None, write: Write, keep: Keep | None = None) -> list[ft.Control]:
    if asked is None:
        return []
    about = person_of(ui, asked)
    sheet = OtherValue(asked, about.id if about else "", lambda: write(""), keep)
    return [ft.Container(sheet, key=asked.id)]


def _card(ui: Ui, disagreement: Disagreement, n: int, write: Write, keep: Keep | None = None) -> ft.Control:
    """What it is about, and the way there."""
    about = ft.Column(
        [label(ui, kind_of(ui, disagreement), SMALL, ui.palette.muted), label(ui, what(ui, disagreement), 18)],
        spacing=0, tight=True, expand=True,
    )  # fmt: skip
    place = where(ui, disagreement)

    def go() -> None:
        if place is not None:
            if place.part:
                parts.keep_read(ui.state, place.id, place.part)
            ft.context.page.navigate(place.route)

    see = [link(ui, ui.t("alert.open"), go, identifier=f"conflict.{n}.open", icon_name=ft.Icons.OPEN_IN_NEW)]
    above = ft.Row([about, *(see if place else [])], spacing=GAP)
    return conflict_card(ui, disagreement, n, write, above, keep=keep)
