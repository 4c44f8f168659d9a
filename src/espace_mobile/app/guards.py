"""What keeps one fault from freezing or defacing the whole app, and personal values out of the logs."""

from __future__ import annotations

import logging
import sys
from typing import Any

import flet as ft

from espace_mobile.app import quick_making, quick_walk
from espace_mobile.app.state import AppState, Locked
from espace_mobile.app.theme import REGULAR
from espace_mobile.app.ui import where
from espace_mobile.errors import EspaceError
from espace_mobile.i18n import translator

log = logging.getLogger("espace_mobile.app")
_PAGE = 1  # the control id of the page: its events (resize, resume…) are not somebody's


def install(page: ft.Page, state: AppState) -> None:
    """Call first thing in main, before anything is drawn."""
    quick_walk.install()
    quick_making.install()
    _say_what_failed(page, state)
    _keep_redrawing(page)
    _notice_activity(page, state)
    _quiet_logs()


def _say_what_failed(page: ft.Page, state: AppState) -> None:
    def failed(message: str) -> None:
        # Flet would replace the app by an English error card, and calls this inside its `except`.
        error = sys.exc_info()[1]
        if isinstance(error, Locked):  # what somebody began ended after the lock
            return
        expected = isinstance(error, EspaceError)
        log.log(logging.INFO if expected else logging.ERROR, "handler: %s", where(error) if error else "unknown")
        words = translator(state.preferences.language).error(error or EspaceError())
        shown = ft.Text(words, font_family=REGULAR)
        page.show_dialog(ft.SnackBar(ft.Semantics(identifier="notice", live_region=True, content=shown)))

    page.session.error = failed  # type: ignore[method-assign]


def _keep_redrawing(page: ft.Page) -> None:
    """A redraw that raises ends Flet's scheduler without a word; the next change starts it again."""
    schedule = page.session.schedule_update

    def schedule_and_revive(control: Any) -> None:
        schedule(control)
        page.session.start_updates_scheduler()  # type: ignore[no-untyped-call]

    page.session.schedule_update = schedule_and_revive  # type: ignore[method-assign]


def _notice_activity(page: ft.Page, state: AppState) -> None:
    dispatch = page.session.dispatch_event

    async def dispatch_and_touch(control_id: int, event_name: str, event_data: Any) -> None:
        if control_id != _PAGE:
            state.touch()
        await dispatch(control_id, event_name, event_data)

    page.session.dispatch_event = dispatch_and_touch  # type: ignore[method-assign]


class _WithoutValues(logging.Filter):
    """Flet logs whole tracebacks; the text of an exception may hold what somebody typed."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[1] is not None:
            record.msg, record.args = f"{record.getMessage()}: {where(record.exc_info[1])}", ()
            record.exc_info = record.exc_text = None
        return True


def _quiet_logs() -> None:
    for name in ("flet", "flet_components"):
        logger = logging.getLogger(name)
        if not any(isinstance(f, _WithoutValues) for f in logger.filters):
            logger.addFilter(_WithoutValues())
