"""What a view needs to draw itself: words, colours, sizes; and the hooks that give it and redraw it.

Screens are components (`@component`); the pieces they are made of are plain functions that take a `Ui`.
"""

from __future__ import annotations

import asyncio
import functools
import logging
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

import flet as ft

from espace_mobile.app.drafts import Draft
from espace_mobile.app.state import AppState, Locked
from espace_mobile.app.theme import (
    GAP,
    MARGIN,
    MARGIN_WIDE,
    PALETTES,
    PANES_FROM,
    RAIL_FROM,
    REGULAR,
    Palette,
)
from espace_mobile.i18n import Translator, translator

if TYPE_CHECKING:
    from espace_mobile.bootstrap import Session
    from espace_mobile.store.replica import Replica

P = ParamSpec("P")
T = TypeVar("T")
log = logging.getLogger("espace_mobile.app")


@dataclass(frozen=True)
class Ui:
    """`t`, `tn` and the rest of `words` speak the language chosen; `palette` and `scale` follow the settings."""

    state: AppState
    words: Translator
    palette: Palette
    scale: float
    width: int

    @property
    def t(self) -> Callable[..., str]:
        return self.words.t

    @property
    def tn(self) -> Callable[..., str]:
        return self.words.tn

    @property
    def session(self) -> Session:
        """Only on screens behind the lock. Raises `Locked`."""
        if self.state.session is None:
            raise Locked()
        return self.state.session

    @property
    def replica(self) -> Replica:
        return self.session.replica

    @property
    def rail(self) -> bool:
        return self.width >= RAIL_FROM

    @property
    def panes(self) -> bool:
        """Whether two panes fit; large text needs the room of one."""
        return self.width >= PANES_FROM and self.scale < 1.5

    @property
    def margin(self) -> int:
        return MARGIN_WIDE if self.rail else MARGIN

    @property
    def gap(self) -> int:
        return GAP

    def size(self, px: float) -> float:
        """A height or width that must grow with the text."""
        return round(px * self.scale)

    @property
    def large(self) -> bool:
        """Text so large that what stands side by side must stand one under the other."""
        return self.scale > 1.25

    def title_size(self, px: float) -> float:
        """Titles and figures are large already: they grow half as much as the text, so that words stay whole."""
        return round(px * (1 + (self.scale - 1) / 2))

    def columns(self, wanted: int) -> int:
        """How many things fit side by side when `wanted` do at the normal text size."""
        return max(1, int(wanted / (self.scale if self.large else 1)))

    def error(self, error: BaseException) -> str:
        return self.words.error(error)


def _state() -> AppState:
    # Not a Flet context: those hold their parents weakly, and what a memo keeps loses its own at the next redraw.
    return cast(AppState, ft.context.page.data)


def _use_state_of_app() -> AppState:
    ft.use_state(cast(Any, _state()))
    return _state()


def use_ui() -> Ui:
    """The hook every component starts with; redraws on a change of language, theme, width or lock."""
    state = _use_state_of_app()
    chosen = state.preferences
    return Ui(state, translator(chosen.language), PALETTES[chosen.theme], chosen.text_scale, state.width)


def use_records(*kinds: str, late: bool = False) -> int:
    """Redraw the component when a record of one of `kinds` changes, here or by a sync. Call it unconditionally.

    `late`: a moment after, for a list beside the figure that was touched.
    """
    feed = _state().feed
    return sum(ft.use_state(feed.of(kind, late=late))[0].number for kind in kinds)


def use_made(make: Callable[[], T]) -> T:
    """An object made once, for as long as the component is there; redraws with it when it is observable."""
    made, _ = cast(tuple[T, object], ft.use_state(cast(Any, make)))
    return made


def use_value(initial: T) -> tuple[T, Callable[[Any], None]]:
    """`ft.use_state`, typed by its initial value: (value, set)."""
    return cast(tuple[T, Callable[[Any], None]], ft.use_state(cast(Any, initial)))


def use_every(seconds: float, act: Callable[[], Awaitable[object]], *, at_once: bool = True) -> None:
    """Run `act` (now, if `at_once`) and after each pause, until the component is gone: Flet alone never stops it."""
    tasks: list[asyncio.Task[Any]] = use_made(list)

    async def repeat() -> None:
        tasks.append(cast(asyncio.Task[Any], asyncio.current_task()))
        if at_once:
            await act()
        while True:
            await asyncio.sleep(seconds)
            await act()

    def stop() -> None:
        for task in tasks:
            task.cancel()

    ft.use_effect(repeat, [], cleanup=stop)


def use_draft(name: str, initial: dict[str, Any] | None = None) -> Draft:
    """The draft of a form, as it was left. Redraws on `errors` and on `set(…, redraw=True)`."""
    return use_made(lambda: _state().draft(name, initial))


def component(fn: Callable[P, Any]) -> Callable[P, Any]:
    """`ft.component` that survives: an exception in a redraw would freeze every screen of the page for good."""

    @functools.wraps(fn)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
        try:
            return fn(*args, **kwargs)
        except Locked:
            return ft.Container(visible=False)
        except Exception as e:
            log.error("screen %s: %s", fn.__name__, where(e))
            words = translator(_state().preferences.language)
            return ft.Text(words.t("app.screen_failed"), font_family=REGULAR, color=ft.Colors.ERROR)

    return ft.component(guarded)


def memo(fn: Callable[P, Any]) -> Callable[P, Any]:
    """A component that redraws only when its arguments change: one cell of the pad, not twelve."""
    return cast(Callable[P, Any], ft.memo(component(fn)))  # type: ignore[no-untyped-call]


def where(error: BaseException) -> str:
    """The type of an error and the lines it went through; never its text, which may quote a person."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    path = " < ".join(f"{f.filename.rsplit('/', 1)[-1]}:{f.lineno}" for f in reversed(frames))
    return f"{type(error).__name__} at {path}"
