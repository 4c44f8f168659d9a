"""Every file that is shown leaves a line in the access log of this device, before it is seen."""

from __future__ import annotations

import logging

from espace_mobile.app import clock
from espace_mobile.app.actions import access_log
from espace_mobile.app.ui import Ui, use_made
from espace_mobile.domain.access_vocabulary import FileAccess
from espace_mobile.errors import StoreError

log = logging.getLogger("espace_mobile.app")
_Opened = tuple[str, str, tuple[str, ...]]
_NOTHING: _Opened = ("", "", ())


def use_opening(ui: Ui, what: FileAccess, *people: str) -> None:
    """A hook: note that whoever is signed in has these files before them, once for each worker. Nobody: nothing."""
    session = ui.session
    now = (session.account_id, what.value, people)
    noted = use_made(lambda: [_NOTHING])
    if people and noted[0] != now:
        noted[0] = now
        note_opening(ui, what, *people)


def note_opening(ui: Ui, what: FileAccess, *people: str) -> None:
    """A full disk keeps nobody from a file: it is noted with the next."""
    session = ui.session
    try:
        access_log.note(session.replica, session.account_id, what, people, now=clock.now())
    except StoreError as e:
        log.warning("access not noted: %s", e.code)
