"""What the words of every event of a history are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flet as ft

from espace_mobile.app.ui import Ui

Words = tuple[str, str]  # what happened, and details


@dataclass(frozen=True)
class Look:
    """`say(ui, event)`. The sign is never alone."""

    sign: ft.IconData
    say: Callable[[Ui, Any], Words]


def details(*parts: str | None) -> str:
    return " · ".join(filter(None, parts))


def lower(text: str) -> str:
    """« SMS » stays as it is."""
    return text if text.isupper() else text[:1].lower() + text[1:]
