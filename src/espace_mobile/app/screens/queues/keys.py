"""Keys of a queue. They act on the queue itself: never while something is typed, which is on a sheet above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import flet as ft

from espace_mobile.app.components import hush, sheet
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.screens.queues.sitting import Sitting
from espace_mobile.app.theme import RADIUS, SMALL
from espace_mobile.app.ui import Ui

# On a French keyboard the figures are written with Shift: the sign on the same key is the figure.
_FIGURES = {"&": "1", "é": "2", '"': "3", "'": "4", "(": "5"}


@dataclass(frozen=True)
class Key:
    """`names`: as the keyboard says them, in small letters without spaces; `shown`: as it is written on them."""

    names: tuple[str, ...]
    shown: str
    words: str
    act: Callable[[], Any]
    sign: ft.IconData | None = None  # an arrow: the letters have none


def figure(n: int, words: str, act: Callable[[], Any]) -> Key:
    return Key((str(n),), str(n), words, act)


def letter(name: str, words: str, act: Callable[[], Any]) -> Key:
    return Key((name,), name.upper(), words, act)


def moving(ui: Ui, sitting: Sitting) -> list[Key]:
    """What every queue has."""

    def undo() -> None:
        hush(ui)  # it offers the same
        sitting.undo()

    return [
        Key(("arrowdown", "j"), "J", ui.t("queue.key_next"), lambda: sitting.move(1), ft.Icons.ARROW_DOWNWARD),
        Key(("arrowup", "k"), "K", ui.t("queue.key_before"), lambda: sitting.move(-1), ft.Icons.ARROW_UPWARD),
        letter("u", ui.t("queue.key_undo"), undo),
        Key(("escape",), ui.t("queue.escape"), ui.t("queue.key_back"), lambda: ft.context.page.navigate("/office")),
        Key(("?", "question"), "?", ui.t("queue.key_help"), lambda: sitting.help(True)),
    ]


def listener(content: ft.Control, keys: Sequence[Key], ref: ft.Ref[ft.KeyboardListener]) -> ft.KeyboardListener:
    acts = {name: key.act for key in keys for name in key.names}

    def pressed(e: ft.KeyDownEvent) -> None:
        act = acts.get(_name(e.key))
        if act is not None:
            act()

    return ft.KeyboardListener(content, autofocus=True, on_key_down=pressed, include_semantics=False, ref=ref)


def _name(key: str) -> str:
    said = key.casefold().replace(" ", "").removeprefix("numpad")
    return _FIGURES.get(said, said)


def hint(ui: Ui, keys: Sequence[Key]) -> ft.Control:
    """The keys, in a line under the pane: read by those who have a keyboard, passed over by a screen reader."""
    said = [ft.Row([_cap(ui, key), muted(ui, key.words, SMALL)], spacing=6, tight=True) for key in keys]
    row = ft.Row(list(said), wrap=True, spacing=18, run_spacing=6)
    return ft.Semantics(identifier="queue.keys", content=ft.Semantics(exclude_semantics=True, content=row))


def help_sheet(ui: Ui, keys: Sequence[Key], on_close: Callable[[], Any]) -> ft.DialogControl:
    lines: list[ft.Control] = [
        ft.Row([ft.Container(_cap(ui, key), width=ui.size(88)), label(ui, key.words)], spacing=12) for key in keys
    ]
    return sheet(ui, ui.t("queue.keys"), [ft.Column(lines, spacing=10, tight=True)], on_close)


def _cap(ui: Ui, key: Key) -> ft.Control:
    sign = [icon(ui, key.sign, 16, ui.palette.ink)] if key.sign else []
    return ft.Container(
        ft.Row([*sign, label(ui, key.shown, SMALL)], spacing=4, tight=True),
        bgcolor=ui.palette.surface, border_radius=RADIUS / 2,
        border=ft.Border.all(max(1, ui.palette.edge), ui.palette.line),
        padding=ft.Padding.symmetric(horizontal=8, vertical=2),
    )  # fmt: skip
