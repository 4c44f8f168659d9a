"""Handing a file to whoever asked for it. It leaves the encrypted store: the screen says so before."""

from __future__ import annotations

import logging

import flet as ft

from espace_mobile.app.components.dialog import notify
from espace_mobile.app.ui import Ui

log = logging.getLogger("espace_mobile.app")


async def save_bytes(ui: Ui, name: str, data: bytes) -> bool:
    """Ask where, and save `data` there; in a browser it is a download. `name`: what the file is called at first, with
    its ending; nobody's name in it. Says that it is done, or that it could not be.

    No file of ours is written meanwhile. False when nothing was saved, as far as one can tell. Call it from an async
    handler: the dialog of the system stays open for as long as it takes.
    """
    page = ft.context.page
    picker = ft.FilePicker()  # a service is dropped when nothing holds it: this frame does
    try:
        path = await picker.save_file(dialog_title=name, file_name=name, src_bytes=data)
    except (RuntimeError, ValueError, TimeoutError) as e:
        log.warning("file not saved: %s", type(e).__name__)  # its message may quote the file
        notify(ui, ui.t("saving.failed"))
        return False
    if not page.web and path is None:  # closed without choosing; a browser never says where it went
        return False
    notify(ui, ui.t("saving.done"))
    return True
