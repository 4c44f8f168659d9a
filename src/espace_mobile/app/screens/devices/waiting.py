"""Devices that ask to come in: six words to compare aloud, then yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flet as ft

from espace_mobile.app.components import button, card, title
from espace_mobile.app.components.message import loading
from espace_mobile.app.components.text import label, muted, text
from espace_mobile.app.screens.devices.desk import Desk
from espace_mobile.app.theme import GAP, RADIUS, SMALL, TITLE
from espace_mobile.app.ui import Ui, component, use_ui

if TYPE_CHECKING:
    from espace_mobile.sync.office import Candidate


@component
def Waiting(desk: Desk) -> Any:
    ui = use_ui()
    ft.use_state(desk)
    if not desk.candidates:
        return ft.Container(visible=False)
    asking = [_candidate(ui, desk, c, n) for n, c in enumerate(desk.candidates)]
    return ft.Semantics(
        identifier="devices.waiting", live_region=True, container=True,
        content=card(ui, title(ui, ui.tn("devices.waiting", len(asking))), *asking,
                     border=ft.Border.all(max(2, ui.palette.edge), ui.palette.primary)),
    )  # fmt: skip


def _candidate(ui: Ui, desk: Desk, candidate: Candidate, n: int) -> ft.Control:
    async def approve() -> None:
        await desk.approve(candidate)

    async def refuse() -> None:
        await desk.refuse(candidate)

    acts: ft.Control = ft.Row(
        [
            button(ui, ui.t("devices.approve"), approve, identifier=f"devices.approve.{n}", primary=True, expand=1,
                   icon_name=ft.Icons.CHECK if ui.rail else None,
                   description=ui.t("devices.approve_it", name=candidate.label)),
            button(ui, ui.t("devices.refuse"), refuse, identifier=f"devices.refuse.{n}", danger=True, expand=1,
                   icon_name=ft.Icons.CLOSE if ui.rail else None,
                   description=ui.t("devices.refuse_it", name=candidate.label)),
        ],
        spacing=GAP,
    )  # fmt: skip
    if desk.busy == candidate.id:
        acts = loading(ui, ui.t("devices.asking"))
    return ft.Column(
        [
            label(ui, candidate.label, 18),
            muted(ui, ui.t("devices.compare"), SMALL),
            six_words(ui, candidate.words),
            acts,
        ],
        spacing=12,
    )


def six_words(ui: Ui, words: list[str]) -> ft.Control:
    """Numbered, two by two: said aloud, they are followed with a finger."""
    per_row = ui.columns(2) if ui.width < 600 else ui.columns(3)
    cells = [_word(ui, n, word) for n, word in enumerate(words, 1)]
    rows = [ft.Row(list(cells[i : i + per_row]), spacing=GAP) for i in range(0, len(cells), per_row)]
    return ft.Semantics(
        identifier="devices.words", label=", ".join(words), container=True,
        content=ft.Semantics(exclude_semantics=True, content=ft.Column(list(rows), spacing=GAP)),
    )  # fmt: skip


def _word(ui: Ui, n: int, word: str) -> ft.Control:
    return ft.Container(
        ft.Row([muted(ui, str(n), SMALL), text(ui, word, 20, TITLE, expand=True)], spacing=10),
        bgcolor=ui.palette.ground, border=ft.Border.all(ui.palette.edge, ui.palette.line), border_radius=RADIUS,
        padding=ft.Padding.symmetric(horizontal=14, vertical=12), expand=1,
    )  # fmt: skip
