"""Making a sheet: what is printed, or copied by hand; then two of its lines typed back from the paper."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.components import banner, button, card, link, notify, text_field, title
from espace_mobile.app.components.message import loading
from espace_mobile.app.components.text import label, muted, text
from espace_mobile.app.drafts import Draft
from espace_mobile.app.saving import save_bytes
from espace_mobile.app.screens.recovery.desk import At, SheetDesk
from espace_mobile.app.screens.recovery.paper import sheet_of
from espace_mobile.app.theme import FONTS, GAP, RADIUS, REGULAR, SMALL, TITLE, assets_folder
from espace_mobile.app.ui import Ui, component, use_ui
from espace_mobile.errors import EspaceError, InputError
from espace_mobile.protocol.recovery import read_line, sheet_name, spaced
from espace_mobile.reports.recovery_sheet import recovery_sheet


@component
def Paper(desk: SheetDesk, typed: Draft) -> Any:
    """Tests: `recovery.secret`, `recovery.save`, `recovery.on_paper`, `recovery.cancel`."""
    ui = use_ui()
    secret = desk.secret
    if secret is None:
        return ft.Container()
    member, name = ui.session.membership, sheet_name(secret.pair.public)

    async def save() -> None:
        try:
            fonts = (assets_folder() / FONTS[REGULAR]).parent
            data = recovery_sheet(sheet_of(ui, secret, clock.local(clock.now())), fonts)
        except EspaceError as e:
            notify(ui, ui.error(e))
        else:
            await save_bytes(ui, f"recuperation-{name}.pdf", data)

    def next_() -> None:
        typed.drop()
        desk.at = At.TYPING

    facts = [(ui.t("recovery.address"), member.address), (ui.t("recovery.org"), member.org)]
    told: list[ft.Control] = [
        ft.Column([muted(ui, what, SMALL), label(ui, value, 18, selectable=True)], spacing=0) for what, value in facts
    ]
    return card(
        ui, title(ui, ui.t("recovery.sheet", name=name)), text(ui, ui.t("recovery.print_it")),
        button(ui, ui.t("recovery.save"), save, identifier="recovery.save",
               icon_name=ft.Icons.PICTURE_AS_PDF_OUTLINED),
        muted(ui, ui.t("recovery.by_hand")), _lines(ui, secret.lines), *told,
        banner(ui, ui.t("recovery.not_yet"), tone="ink", identifier="recovery.not_yet"),
        button(ui, ui.t("recovery.on_paper"), next_, identifier="recovery.on_paper", primary=True),
        ft.Row([link(ui, ui.t("action.cancel"), desk.drop, identifier="recovery.cancel")]),
    )  # fmt: skip


def _lines(ui: Ui, lines: tuple[str, ...]) -> ft.Control:
    """Numbered, to be copied without losing one's place; a large text breaks between the two halves of a line."""
    rows: list[ft.Control] = [
        ft.Row([muted(ui, str(n), 18, width=ui.size(20)), text(ui, spaced(line), 26, TITLE, expand=True)], spacing=GAP)
        for n, line in enumerate(lines, 1)
    ]
    said = ft.Container(
        ft.Column(rows, spacing=6, tight=True), bgcolor=ui.palette.soft, border_radius=RADIUS, padding=16,
        border=ft.Border.all(ui.palette.edge, ui.palette.line) if ui.palette.bold_edges else None,
    )  # fmt: skip
    return ft.Semantics(identifier="recovery.secret", container=True, content=said)


@component
def Typing(desk: SheetDesk, typed: Draft) -> Any:
    """Tests: `recovery.verify`, `recovery.again`, `recovery.cancel`."""
    ui = use_ui()
    ft.use_state(typed)
    ft.use_state(desk)

    async def verify() -> None:
        typed.errors = _wrong(ui, desk, typed)
        if typed.errors or desk.busy:
            return
        await desk.keep()
        if desk.error is None:
            typed.drop()

    def back() -> None:
        desk.error, desk.at = None, At.PAPER

    fields: list[ft.Control] = [
        text_field(ui, typed, f"line_{n}", ui.t("recovery.line", n=n), autocorrect=False, enable_suggestions=False,
                   capitalization=ft.TextCapitalization.CHARACTERS, on_submit=verify)
        for n in desk.chosen
    ]  # fmt: skip
    trouble = [banner(ui, ui.error(desk.error), identifier="recovery.trouble"),
               text(ui, ui.t("recovery.not_kept"))] if desk.error else []  # fmt: skip
    return card(
        ui, title(ui, ui.t("recovery.type_title")), text(ui, ui.t("recovery.type_hint")), *fields, *trouble,
        loading(ui, ui.t("recovery.keeping")) if desk.busy
        else button(ui, ui.t("recovery.verify"), verify, identifier="recovery.verify", primary=True),
        *([] if desk.busy else [ft.Row([
            link(ui, ui.t("recovery.again"), back, identifier="recovery.again"),
            link(ui, ui.t("action.cancel"), desk.drop, identifier="recovery.cancel"),
        ], wrap=True)]),
    )  # fmt: skip


def _wrong(ui: Ui, desk: SheetDesk, typed: Draft) -> dict[str, str]:
    """What is wrong with each line: not whole, mistyped, or of another sheet."""
    found, lines = dict[str, str](), desk.secret.lines if desk.secret else ()
    for n in desk.chosen:
        try:
            if read_line(n, typed.get(f"line_{n}")) != lines[n - 1]:
                raise InputError(f"line_{n}", "other_sheet")
        except InputError as e:
            found[e.field] = ui.error(e)
    return found
