"""Every value that two tablets wrote without seeing each other, the latest first; one tap decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions.conflicts import Disagreement, latest_first, open_conflicts
from espace_mobile.app.components import empty_state, header, link, page_body
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.screens.file import parts
from espace_mobile.app.screens.file.conflict_card import OtherValue, conflict_card
from espace_mobile.app.screens.file.conflict_words import kind_of, person_of, what, where
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.kinds import KINDS

WINDOW = 20


@component
def Conflicts() -> Any:
    ui = use_ui()
    use_records("conflict", *KINDS, late=True)
    shown, show = use_value(WINDOW)
    writing, write = use_value("")
    found = latest_first(open_conflicts(ui.replica))
    asked = next((d for d in found if d.id == writing), None)
    head = header(ui, ui.t("conflict.all"), back="/office", trail=[SyncPill()])
    if not found:
        return page_body(ui, head, empty_state(
            ui, ft.Icons.CHECK_CIRCLE_OUTLINE, ui.t("conflict.none"), ui.t("conflict.none_hint")))  # fmt: skip
    lines = [_card(ui, d, n, write) for n, d in enumerate(found[:shown])]
    if asked is not None:
        about = person_of(ui, asked)
        sheet = OtherValue(asked, about.id if about else "", lambda: write(""))
        lines.append(ft.Container(sheet, key=asked.id))
    if len(found) > shown:
        lines.append(link(ui, ui.t("timeline.more"), lambda: show(shown + WINDOW), identifier="conflicts.more"))
    return page_body(ui, head, muted(ui, ui.t("conflict.hint"), SMALL), *lines, max_width=760)


def _card(ui: Ui, disagreement: Disagreement, n: int, write: Callable[[str], Any]) -> ft.Control:
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
    return conflict_card(ui, disagreement, n, write, ft.Row([about, *(see if place else [])], spacing=GAP))
