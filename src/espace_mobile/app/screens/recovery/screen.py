"""Whether there is a sheet to come back with, who came back with one, and making the next."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.components import banner, button, card, header, link, page_body, title
from espace_mobile.app.components.message import loading
from espace_mobile.app.components.text import icon, label, muted, text
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.recovery.desk import At, SheetDesk
from espace_mobile.app.screens.recovery.making import Paper, Typing
from espace_mobile.app.screens.recovery.words import device_words, sheet_words
from espace_mobile.app.screens.staff.onward import onward
from espace_mobile.app.ui import Ui, component, use_made, use_records, use_ui
from espace_mobile.protocol.recovery import sheet_name


@component
def Recovery() -> Any:
    """Tests: `recovery.valid.{n}`, `recovery.none`, `recovery.make`, `recovery.kept`, `recovery.came_in.{n}`."""
    ui = use_ui()
    use_records("device_key")
    session = ui.session
    desk = use_made(lambda: SheetDesk(session.office, session.membership.org))
    typed = use_made(lambda: Draft("recovery.typed"))  # never kept: it holds a secret
    ft.use_state(desk)
    ft.use_effect(desk.refresh, [])
    head = header(ui, ui.t("recovery.title"), back="/devices")
    if desk.at == At.PAPER:
        return page_body(ui, head, Paper(desk, typed))
    if desk.at == At.TYPING:
        return page_body(ui, head, Typing(desk, typed))
    if not desk.asked:
        return page_body(ui, head, loading(ui, ui.t("devices.asking")))
    return page_body(ui, head, *_told(ui, desk), *_there(ui, desk), *onward(ui), *_came_in(ui, desk))


def _told(ui: Ui, desk: SheetDesk) -> list[ft.Control]:
    parts: list[ft.Control] = []
    if desk.error is not None:
        parts.append(banner(ui, ui.error(desk.error), identifier="recovery.trouble"))
    if desk.kept:
        parts.append(banner(ui, ui.t("recovery.kept", name=desk.kept), tone="ok", identifier="recovery.kept"))
    if desk.without:
        names = ui.words.listing([d.label or ui.t("devices.unnamed") for d in desk.without])
        parts.append(banner(ui, ui.tn("devices.without", len(desk.without), names=names)))
    return parts


def _there(ui: Ui, desk: SheetDesk) -> list[ft.Control]:
    """What there is, and the one thing to do: a new one is offered quietly where there is a good one."""
    if desk.error is not None and not desk.sheets:
        again = button(ui, ui.t("action.retry"), desk.refresh, identifier="recovery.retry", primary=True)
        return [again]
    valid = desk.valid
    lines: list[ft.Control] = []
    for n, sheet in enumerate(valid):
        said = [label(ui, ui.t("recovery.sheet", name=sheet_name(sheet.public_key))), muted(ui, sheet_words(ui, sheet))]
        row = ft.Row([icon(ui, ft.Icons.CHECK_CIRCLE, 28, ui.palette.primary),
                      ft.Column(list(said), spacing=2, expand=True)], spacing=12)  # fmt: skip
        lines.append(ft.Semantics(identifier=f"recovery.valid.{n}", container=True, content=row))
    if not valid:
        lines.append(ft.Semantics(identifier="recovery.none", container=True, content=label(ui, ui.t("recovery.none"))))
    lines.append(text(ui, ui.t("recovery.why")))
    if len(valid) > 1:
        lines.append(text(ui, ui.t("recovery.several"), color=ui.palette.alert))
    make = ui.t("recovery.make_again" if valid else "recovery.make")
    lines.append(
        loading(ui, ui.t("devices.asking")) if desk.busy
        else button(ui, make, desk.begin, identifier="recovery.make", primary=not valid or len(valid) > 1,
                    icon_name=ft.Icons.NOTE_ADD_OUTLINED)
    )  # fmt: skip
    if valid:
        lines.append(muted(ui, ui.t("recovery.make_again_hint")))
    return [card(ui, *lines)]


def _came_in(ui: Ui, desk: SheetDesk) -> list[ft.Control]:
    """A device that came in with a sheet is somebody's business, whoever it was."""
    if not desk.came_in:
        return []
    lines: list[ft.Control] = [
        ft.Semantics(identifier=f"recovery.came_in.{n}", container=True, content=text(ui, device_words(ui, device)))
        for n, device in enumerate(desk.came_in)
    ]
    go = lambda: ft.context.page.navigate("/devices")  # noqa: E731
    way = link(ui, ui.t("recovery.to_devices"), go, identifier="recovery.devices", icon_name=ft.Icons.DEVICES)
    return [
        card(ui, title(ui, ui.t("recovery.came_in")), *lines, muted(ui, ui.t("recovery.came_in_hint")), ft.Row([way]))
    ]
