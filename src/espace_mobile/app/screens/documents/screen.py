"""The association's papers: the notice in each language, the register of processing, the impact assessment."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.components import Option, banner, button, card, chips, header, notify, page_body, title
from espace_mobile.app.components.message import loading
from espace_mobile.app.components.text import muted, text
from espace_mobile.app.saving import save_bytes
from espace_mobile.app.screens.documents.making import NAMES, duty_pdf, duty_workbook, notices_pdf
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_ui, use_value
from espace_mobile.domain.notice import NOTICE_VERSION
from espace_mobile.errors import EspaceError
from espace_mobile.templates import duties, notices

_WORDS = {
    "register": ("documents.register", "documents.register_hint"), "dpia": ("documents.dpia", "documents.dpia_hint"),
}  # fmt: skip
Make = Callable[[], bytes]
Save = Callable[[str, Make], Awaitable[None]]


@component
def Documents() -> Any:
    """Tests: `documents.in.{code}`, `documents.notices`, `documents.{register|dpia}.{pdf|xlsx}`."""
    ui = use_ui()
    chosen, choose = use_value(notices.LANGUAGES)
    busy, work = ft.use_state(False)

    async def save(name: str, make: Make) -> None:
        work(True)
        try:
            data = await asyncio.to_thread(make)
        except EspaceError as e:
            notify(ui, ui.error(e))
        else:
            await save_bytes(ui, name, data)
        finally:
            work(False)

    head = header(ui, ui.t("documents.title"), back="/office", trail=[SyncPill()])
    waiting = [loading(ui, ui.t("documents.making"))] if busy else []
    return page_body(
        ui, head, *waiting, _notices(ui, chosen, choose, save),
        *(_duty(ui, code, save) for code in duties.DUTIES),
    )  # fmt: skip


def _notices(ui: Ui, chosen: tuple[str, ...], choose: Callable[[tuple[str, ...]], Any], save: Save) -> ft.Control:
    def toggle(code: str) -> None:
        left = [c for c in notices.LANGUAGES if (c in chosen) != (c == code)]
        choose(tuple(left))

    async def print_() -> None:
        some = f"-{chosen[0]}" if len(chosen) == 1 else ""
        await save(f"notice-{NOTICE_VERSION}{some}.pdf", lambda: notices_pdf(ui, chosen, clock.local(clock.now())))

    options = [Option(code, notices.name(code)) for code in notices.LANGUAGES]
    unread = [notices.name(code) for code in notices.LANGUAGES if not notices.notice(code).reviewed]
    every = len(unread) == len(notices.LANGUAGES)
    words = ui.t("documents.unread_all") if every else ui.t("documents.unread", names=ui.words.listing(unread))
    warned = [banner(ui, words, tone="ink", identifier="documents.unread")] if unread else []
    return card(
        ui, title(ui, ui.t("documents.notices")),
        text(ui, ui.t("documents.notices_hint", version=NOTICE_VERSION)), *warned,
        chips(ui, options, chosen, toggle, identifier="documents.in"),
        button(ui, ui.tn("documents.print", len(chosen)), print_ if chosen else None,
               identifier="documents.notices", primary=True, icon_name=ft.Icons.PICTURE_AS_PDF_OUTLINED),
    )  # fmt: skip


def _duty(ui: Ui, code: str, save: Save) -> ft.Control:
    name, hint = _WORDS[code]

    async def pdf() -> None:
        await save(f"{NAMES[code]}.pdf", lambda: duty_pdf(ui, code, clock.local(clock.now())))

    async def xlsx() -> None:
        await save(f"{NAMES[code]}.xlsx", lambda: duty_workbook(ui, code, clock.local(clock.now())))

    ways = [
        button(ui, ui.t("documents.xlsx"), xlsx, identifier=f"documents.{code}.xlsx", expand=None if ui.large else 1,
               icon_name=ft.Icons.EDIT_NOTE, description=f"{ui.t(name)}, {ui.t('documents.xlsx')}"),
        button(ui, ui.t("documents.pdf"), pdf, identifier=f"documents.{code}.pdf", expand=None if ui.large else 1,
               icon_name=ft.Icons.PICTURE_AS_PDF_OUTLINED, description=f"{ui.t(name)}, {ui.t('documents.pdf')}"),
    ]  # fmt: skip
    beside: ft.Control = ft.Column(list(ways), spacing=GAP) if ui.large else ft.Row(list(ways), spacing=GAP)
    return card(
        ui, title(ui, ui.t(name)), text(ui, ui.t(hint)),
        muted(ui, ui.t("documents.version", version=duties.VERSION), SMALL), beside,
    )  # fmt: skip
