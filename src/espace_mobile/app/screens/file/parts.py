"""The file's parts, one at a time on a phone: what is followed, the path, the situation, the story.

What each holds is `sections`, which this does not import: other rooms that a section shows name a part of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from weakref import WeakKeyDictionary

import flet as ft

from espace_mobile.app.components import touchable
from espace_mobile.app.components.text import icon, label
from espace_mobile.app.state import AppState
from espace_mobile.app.theme import GAP, RADIUS, SMALL
from espace_mobile.app.ui import Ui

FOLLOWED, PATH, SITUATION, STORY = PARTS = ("followed", "path", "situation", "story")
_SIGNS = {
    FOLLOWED: ft.Icons.EVENT_AVAILABLE_OUTLINED, PATH: ft.Icons.ROUTE_OUTLINED, SITUATION: ft.Icons.PERSON_OUTLINE,
    STORY: ft.Icons.HISTORY,
}  # fmt: skip

# The file opened last and the part that was read: whoever comes back from an interview finds the same one.
_read_last: WeakKeyDictionary[AppState, tuple[str, str]] = WeakKeyDictionary()


def read_last(state: AppState, person_id: str) -> str:
    """Empty for a file that was not the last one opened."""
    file, part = _read_last.get(state, ("", ""))
    return part if file == person_id else ""


def keep_read(state: AppState, person_id: str, part: str) -> None:
    _read_last[state] = (person_id, part)


def part_row(ui: Ui, offered: Sequence[str], chosen: str, on_choose: Callable[[str], None]) -> ft.Control:
    """An icon over a word: four stand side by side at 360 px, two by two when the text is large.

    Tests: `file.part.{part}`.
    """
    tiles = [_tile(ui, part, part == chosen, on_choose) for part in offered]
    per_row = 2 if ui.large else len(tiles)
    rows = [ft.Row(list(tiles[i : i + per_row]), spacing=GAP) for i in range(0, len(tiles), per_row)]
    return ft.Column(list(rows), spacing=GAP)


def _tile(ui: Ui, part: str, on: bool, on_choose: Callable[[str], None]) -> ft.Control:
    p, words = ui.palette, ui.t(_WORDS[part])
    ink = p.on_primary if on else p.ink
    inside = ft.Column(
        [icon(ui, ft.Icons.CHECK if on else _SIGNS[part], 20, ink), label(ui, words, SMALL, ink, no_wrap=True)],
        spacing=2, tight=True, alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )  # fmt: skip
    return touchable(
        ui, inside, identifier=f"file.part.{part}", name=f"{ui.t('file.parts')}, {words}", selected=on,
        on_tap=lambda: on_choose(part), expand=1, height=ui.size(60), border_radius=RADIUS,
        bgcolor=p.primary if on else p.surface, border=ft.Border.all(p.edge, p.primary if on else p.line),
        alignment=ft.Alignment.CENTER,
    )  # fmt: skip


_WORDS = {
    FOLLOWED: "file.part_followed", PATH: "file.part_path", SITUATION: "file.part_situation",
    STORY: "file.part_story",
}  # fmt: skip
