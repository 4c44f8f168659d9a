"""The first day of a tablet: an address and an invitation, six words to compare, a name and a pass phrase."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

import flet as ft

from espace_mobile.app.components import banner, button, card, link, loading, page_body, text_field
from espace_mobile.app.components.text import heading, label, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.door.address import full_address
from espace_mobile.app.screens.door.owner import Owner
from espace_mobile.app.screens.door.recovering import Recover
from espace_mobile.app.theme import TITLE
from espace_mobile.app.ui import Ui, component, use_made, use_ui, use_value
from espace_mobile.errors import EspaceError
from espace_mobile.sync.joining import Joining, split_invitation, split_whole

if TYPE_CHECKING:
    from espace_mobile.bootstrap import Newcomer

POLL = 2.0  # seconds between two questions to the server


@component
def Welcome() -> Any:
    """Three steps; each shows the next when it is done."""
    draft = use_made(lambda: Draft("joining"))  # nothing to keep it in yet
    joining, set_joining = use_value(cast(Joining | None, None))
    newcomer, set_newcomer = use_value(cast("Newcomer | None", None))
    recovering, set_recovering = use_value(False)
    if newcomer is not None:
        return Owner(newcomer)
    if recovering:
        return Recover(lambda: set_recovering(False), set_newcomer)
    if joining is not None:
        return Waiting(joining, draft, lambda: set_joining(None), set_newcomer)
    return Invitation(draft, set_joining, lambda: set_recovering(True))


@component
def Invitation(draft: Draft, on_asked: Any, on_recover: Any) -> Any:
    ui = use_ui()
    ft.use_state(draft)
    asking, set_asking = use_value(False)

    async def ask() -> None:
        for name, value in zip(_PASTED, split_whole(*(draft.get(name) for name in _PASTED)), strict=True):
            draft.set(name, value)
        draft.errors = {f: ui.t(_MISSING[f]) for f in _MISSING if not draft.get(f).strip()}
        if draft.errors or asking:
            return
        set_asking(True)
        try:
            on_asked(await asyncio.to_thread(_ask, ui, draft))
        except EspaceError as e:
            draft.errors = {_at_fault(e): ui.error(e)}
        set_asking(False)

    steps = [ui.t("join.step_1"), ui.t("join.step_2"), ui.t("join.step_3")]
    return page_body(
        ui,
        heading(ui, ui.t("join.title")),
        muted(ui, ui.t("join.hint")),
        card(ui, *(_step(ui, n, words) for n, words in enumerate(steps, 1))),
        text_field(ui, draft, "address", ui.t("join.address"), helper=ui.t("join.address_hint"),
                   keyboard_type=ft.KeyboardType.URL, autocorrect=False),
        text_field(ui, draft, "invitation", ui.t("join.invitation"), helper=ui.t("join.invitation_hint"),
                   autocorrect=False, enable_suggestions=False),
        text_field(ui, draft, "device", ui.t("join.device"), helper=ui.t("join.device_hint"), on_submit=ask),
        loading(ui, ui.t("join.asking")) if asking
        else button(ui, ui.t("join.ask"), ask, identifier="join.ask", primary=True, field=True),
        ft.Row([link(ui, ui.t("recover.have"), on_recover, identifier="join.recover",
                     icon_name=ft.Icons.DESCRIPTION_OUTLINED)], alignment=ft.MainAxisAlignment.CENTER, wrap=True),
        centred=True,
    )  # fmt: skip


_MISSING = {"address": "join.no_address", "invitation": "join.no_invitation", "device": "join.no_device"}
_PASTED = ("address", "invitation")
_ABOUT_THE_CODE = ("invitation_unreadable", "invitation_unknown", "invitation_used", "invitation_expired")


def _ask(ui: Ui, draft: Draft) -> Joining:
    org, code = split_invitation(draft.get("invitation"))
    return ui.state.installation.join(full_address(draft.get("address")), org, code, draft.get("device").strip())


def _at_fault(error: EspaceError) -> str:
    return "invitation" if error.params.get("reason") in _ABOUT_THE_CODE else "address"


def _step(ui: Ui, number: int, words: str) -> ft.Control:
    disc = ft.Container(
        label(ui, ui.words.number(number), color=ui.palette.on_primary), width=ui.size(32), height=ui.size(32),
        bgcolor=ui.palette.primary, border_radius=99, alignment=ft.Alignment.CENTER,
    )  # fmt: skip
    return ft.Row([disc, ft.Container(muted(ui, words), expand=True)], spacing=12)


@component
def Waiting(joining: Joining, draft: Draft, on_cancel: Any, on_newcomer: Any) -> Any:
    ui = use_ui()
    error, set_error = use_value("")

    async def wait() -> None:
        while True:
            try:
                membership = await asyncio.to_thread(joining.poll)
                if membership is not None:
                    newcomer: Newcomer = await asyncio.to_thread(ui.state.installation.receive, membership)
                    on_newcomer(newcomer)
                    return
                set_error("")
            except EspaceError as e:
                set_error(ui.error(e))
                if e.code == "refused":
                    return
            await asyncio.sleep(POLL)

    ft.use_effect(wait, [joining])
    parts: list[ft.Control] = [heading(ui, ui.t("join.compare_title" if joining.words else "join.first_title"))]
    if joining.words:
        parts += [muted(ui, ui.t("join.compare")), _words(ui, joining.words)]
    parts += [banner(ui, error)] if error else [loading(ui, ui.t("join.waiting"))]
    parts.append(button(ui, ui.t("action.cancel"), on_cancel, identifier="join.cancel"))
    return page_body(ui, *parts, centred=True)


def _words(ui: Ui, words: list[str]) -> ft.Control:
    """Large and numbered: they are read aloud, word by word, from one screen to the other."""
    lines: list[ft.Control] = [
        ft.Row(
            [
                muted(ui, ui.words.number(n), 18, width=ui.size(28)),
                ft.Text(word, size=ui.size(28), font_family=TITLE, color=ui.palette.ink),
            ],
            spacing=8,
        )
        for n, word in enumerate(words, 1)
    ]
    said = ft.Column(lines, spacing=4, tight=True)
    return ft.Semantics(identifier="join.words", container=True, content=card(ui, said))
