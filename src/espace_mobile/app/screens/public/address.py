"""An address of the web: read, copied, opened, or scanned."""

from __future__ import annotations

from functools import lru_cache

import flet as ft

from espace_mobile.app.components import link, notify
from espace_mobile.app.components.text import text
from espace_mobile.app.theme import GAP
from espace_mobile.app.ui import Ui
from espace_mobile.reports import address_code

_SIDE = 168  # px on the screen: scanned from arm's length
_DOTS = 8  # px a module in the picture: sharp on any screen


def address(ui: Ui, url: str, identifier: str, *, opens: bool = True) -> ft.Control:
    """Tests: `{identifier}`, `{identifier}.copy`, `{identifier}.open`."""

    async def copy() -> None:
        clipboard = ft.Clipboard()  # a service is dropped when nothing holds it: this frame does
        try:
            await clipboard.set(url)
        except (RuntimeError, TimeoutError):
            notify(ui, ui.t("address.not_copied"))
            return
        notify(ui, ui.t("address.copied"))

    async def show() -> None:
        await ft.UrlLauncher().launch_url(url)

    acts = [link(ui, ui.t("address.copy"), copy, identifier=f"{identifier}.copy", icon_name=ft.Icons.COPY)]
    if opens:
        acts.append(
            link(ui, ui.t("address.open"), show, identifier=f"{identifier}.open", icon_name=ft.Icons.OPEN_IN_NEW)
        )
    return ft.Column(
        [ft.Semantics(identifier=identifier, container=True, content=text(ui, url, selectable=True)),
         ft.Row(list(acts), spacing=GAP, wrap=True)],
        spacing=0, tight=True,
    )  # fmt: skip


def code(ui: Ui, url: str, name: str) -> list[ft.Control]:
    """The QR code of the address; nothing on a device that can't draw one. Tests: `address.code`."""
    drawn = _drawn(url)
    if drawn is None:
        return []
    side = ui.size(_SIDE)
    image = ft.Image(src=drawn, width=side, height=side, filter_quality=ft.FilterQuality.NONE, semantics_label=name)
    return [ft.Semantics(identifier="address.code", label=name, image=True, content=ft.Row([image]))]


@lru_cache(maxsize=8)
def _drawn(url: str) -> bytes | None:
    try:
        return address_code.picture(url, _DOTS)
    except ImportError:  # an app without the libraries of the reports
        return None
