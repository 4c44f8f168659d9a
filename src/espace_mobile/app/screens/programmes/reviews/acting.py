"""A change of a comité that can be taken back from the notice that tells of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from espace_mobile.app.actions.undoing import Done, take_back
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import notify
from espace_mobile.app.drafts import Draft
from espace_mobile.app.ui import Ui


def acted(ui: Ui, act: Callable[[], Done[Any]], said: str = "", draft: Draft | None = None) -> bool:
    """Run `act`, say what was done with « Annuler »; nothing is said of what shows by itself. Whether it went well."""
    own, done = ui.session, list[Done[Any]]()

    def undo() -> None:
        attempt(ui, lambda: take_back(own.replica, done[0], own.worker))

    if not attempt(ui, lambda: done.append(act()), draft):
        return False
    if said:
        notify(ui, said, undo=undo)
    return True
