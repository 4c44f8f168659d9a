"""Doing something that can be taken back: what is refused is said by its field, what was done with « Annuler »."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from espace_mobile.app.actions.undoing import Done, take_back
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components.dialog import notify
from espace_mobile.app.drafts import Draft
from espace_mobile.app.ui import Ui

T = TypeVar("T")
WayBack = Callable[[], Any]
Keep = Callable[[WayBack], WayBack]  # holds a way back, and gives the one to offer


def note(
    ui: Ui,
    act: Callable[[], T],
    words: str = "",
    draft: Draft | None = None,
    on_close: Callable[[], Any] | None = None,
    *,
    undo: Callable[[T], object] | None = None,
    keep: Keep | None = None,
) -> bool:
    """Run `act`. Refused, the draft and its sheet stay as they are; else the draft is done with, the sheet closed, and
    `words` are said, if any, with a way back: of a `Done`, or by `undo`, which is given what `act` gave (`keep`: held).

    Returns whether it went well.
    """
    made: list[T] = []
    if not attempt(ui, lambda: made.append(act()), draft):
        return False
    if draft is not None:
        draft.drop()
    if on_close is not None:
        on_close()
    if words:
        back = _way_back(ui, made[0], undo)
        notify(ui, words, undo=keep(back) if keep and back else back)
    return True


def _way_back(ui: Ui, made: T, undo: Callable[[T], object] | None) -> Callable[[], bool] | None:
    session = ui.session
    if undo is not None:
        return lambda: attempt(ui, lambda: undo(made))
    if isinstance(made, Done):
        return lambda: attempt(ui, lambda: take_back(session.replica, made, session.worker))
    return None
