"""What takes a while to read is read beside the page, on another thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

import flet as ft

from espace_mobile.app.ui import use_made, use_value

V = TypeVar("V")


def use_reading_beside(wanted: object, changes: int, read: Callable[[], V]) -> V | None:
    """What `read` returned of what is `wanted`; None the first time. It is read again when `changes` is another number:
    the last answer stays in sight meanwhile. An answer to what is wanted no more is dropped."""
    nothing: tuple[object, V | None] = (None, None)
    (of, found), show = use_value(nothing)
    last: list[object] = use_made(list)

    async def look() -> None:
        mine = (wanted, changes)
        last[:] = [mine]
        told = await asyncio.to_thread(read)
        if last == [mine]:
            show((wanted, told))

    ft.use_effect(look, [wanted, changes])
    return found if of == wanted else None
