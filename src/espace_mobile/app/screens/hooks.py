"""Hooks that several screens share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import cast

import flet as ft

TYPING = 0.15  # seconds of stillness before a search runs


def use_debounce(seconds: float = TYPING) -> Callable[[Callable[[], None]], None]:
    """A function that runs the last thing it was given, once nothing came for a while."""
    timer = ft.use_ref(cast(asyncio.TimerHandle | None, None))

    def later(act: Callable[[], None]) -> None:
        if timer.current is not None:
            timer.current.cancel()
        timer.current = asyncio.get_running_loop().call_later(seconds, act)

    return later
