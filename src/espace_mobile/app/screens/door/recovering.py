"""Coming in with the recovery sheet: its address, its association, its four lines, each checked by itself."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import flet as ft

from espace_mobile.app.components import banner, button, link, loading, page_body, text_field
from espace_mobile.app.components.text import heading, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.door.address import full_address
from espace_mobile.app.ui import Ui, component, use_made, use_ui, use_value
from espace_mobile.errors import EspaceError, InputError
from espace_mobile.protocol.recovery import LINES, Secret, read_line, read_org, split

if TYPE_CHECKING:
    from espace_mobile.bootstrap import Newcomer
    from espace_mobile.sync.recovering import Recovering

_LINES = tuple(f"line_{n}" for n in range(1, LINES + 1))
_TYPED = ("address", "org", *_LINES, "device")


@component
def Recover(on_back: Any, on_newcomer: Any) -> Any:
    """Tests: `recover.go`, `recover.back`, `recover.trouble`."""
    ui = use_ui()
    draft = use_made(lambda: Draft("recover"))  # never kept: it holds a secret
    ft.use_state(draft)
    asking, set_asking = use_value(False)
    error, set_error = use_value("")
    tried = use_made(_Tried)

    async def go() -> None:
        secret = _secret(ui, draft)
        if secret is None or asking:
            return
        set_asking(True)
        try:
            newcomer = await asyncio.to_thread(tried.enter, ui, draft, secret)
        except EspaceError as e:
            set_error(ui.error(e))
            set_asking(False)
        else:
            draft.drop()
            on_newcomer(newcomer)

    async def spread(value: str) -> None:
        """All of the sheet, pasted into one field from a camera that read its square."""
        whole = split(value)
        if whole is not None:
            for name, part in zip(("address", "org", *_LINES), (whole[0], whole[1], *whole[2]), strict=True):
                draft.set(name, part)
            draft.set("device", draft.get("device"), redraw=True)

    plain: dict[str, Any] = {"autocorrect": False, "enable_suggestions": False, "on_type": spread}
    lines: list[ft.Control] = [
        text_field(
            ui, draft, name, ui.t("recovery.line", n=n), capitalization=ft.TextCapitalization.CHARACTERS, **plain
        )
        for n, name in enumerate(_LINES, 1)
    ]
    return page_body(
        ui, heading(ui, ui.t("recover.title")), muted(ui, ui.t("recover.hint")),
        *([banner(ui, error, identifier="recover.trouble")] if error else []),
        text_field(ui, draft, "address", ui.t("join.address"), keyboard_type=ft.KeyboardType.URL, **plain),
        text_field(ui, draft, "org", ui.t("recovery.org"), **plain),
        *lines,
        text_field(ui, draft, "device", ui.t("join.device"), helper=ui.t("join.device_hint"), on_submit=go),
        loading(ui, ui.t("join.asking")) if asking
        else button(ui, ui.t("recover.go"), go, identifier="recover.go", primary=True, field=True),
        ft.Row([link(ui, ui.t("action.back"), on_back, identifier="recover.back")]),
        centred=True,
    )  # fmt: skip


class _Tried:
    """What was asked last: after a lost answer the very same is asked again, or a second device would be made."""

    def __init__(self) -> None:
        self._asked: tuple[str, str, Secret] | None = None
        self._recovering: Recovering | None = None

    def enter(self, ui: Ui, draft: Draft, secret: Secret) -> Newcomer:
        installation = ui.state.installation
        asked = full_address(draft.get("address")), draft.get("device").strip(), secret
        if self._recovering is None or asked != self._asked:
            self._recovering, self._asked = installation.recover(asked[0], secret, asked[1]), asked
        membership = self._recovering.enter()
        return installation.receive(membership, self._recovering.sheet)


def _secret(ui: Ui, draft: Draft) -> Secret | None:
    """None when something is missing or mistyped: it is told under each field."""
    org = read_org(draft.get("org"))
    errors = {name: ui.t(key) for name, key in _MISSING.items() if not draft.get(name).strip()}
    if not org:
        errors["org"] = ui.t("recover.no_org")
    lines = []
    for n, name in enumerate(_LINES, 1):
        try:
            lines.append(read_line(n, draft.get(name)))
        except InputError as e:
            errors[name] = ui.error(e)
    draft.errors = errors
    return None if errors else Secret(org, tuple(lines))


_MISSING = {"address": "join.no_address", "org": "recover.no_org", "device": "join.no_device"}
