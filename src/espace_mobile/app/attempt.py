"""Doing something that may be refused, and saying so where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from espace_mobile.app.actions.change import RECORD
from espace_mobile.app.components.dialog import notify
from espace_mobile.app.drafts import Draft
from espace_mobile.app.ui import Ui
from espace_mobile.errors import EspaceError, InputError


def attempt(ui: Ui, act: Callable[[], Any], draft: Draft | None = None) -> bool:
    """Run `act`. An `InputError` goes under its field of `draft`, any other `EspaceError` to a notice.

    Returns whether it went well. Nothing typed is lost: the draft stays as it is.
    """
    try:
        act()
    except InputError as e:
        if draft is None or e.field == RECORD:  # no field shows it
            notify(ui, ui.error(e))
        if draft is not None:
            draft.errors = {e.field: ui.error(e)}
        return False
    except EspaceError as e:
        notify(ui, ui.error(e))
        return False
    if draft is not None and draft.errors:
        draft.errors = {}
    return True
