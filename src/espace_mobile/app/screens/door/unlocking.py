"""Who is there, and the pass phrase or the code; beside it the counter, which asks nobody."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import flet as ft

from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, banner, button, chips, dropdown, link, loading, secret_field, two_panes
from espace_mobile.app.components.pad import BigPad, Cell, cells
from espace_mobile.app.components.text import heading, muted, title
from espace_mobile.app.drafts import Draft
from espace_mobile.app.ui import Ui, component, use_made, use_ui, use_value
from espace_mobile.domain.vocabulary import AgeBand, Sex
from espace_mobile.errors import EspaceError, TooManyAttempts, WrongPassphrase

if TYPE_CHECKING:
    from espace_mobile.bootstrap import Session

SECRET, PIN_DIGITS = "passphrase", 6
CROWD = 4  # more accounts than this become a list on a phone


@component
def Unlock() -> Any:
    ui = use_ui()
    return two_panes(ui, [Who()], [LockedCounter()], shares=(1, 1), spacing=24)


@component
def Who() -> Any:
    ui = use_ui()
    draft = use_made(lambda: Draft("unlock"))  # never kept: it holds a secret
    opening, set_opening = use_value(False)
    wait_until, set_wait = use_value(0.0)
    with_phrase, set_with_phrase = use_value(False)
    _, redraw = use_value(0)

    async def count_down() -> None:
        while time.monotonic() < wait_until:
            await asyncio.sleep(1)
            redraw(lambda n: n + 1)

    ft.use_effect(count_down, [wait_until])
    if not ui.state.installation.accounts():  # withdrawn a moment ago: the door is about to say so
        return ft.Container()
    account = _account(ui)
    by_pin = ui.state.installation.has_pin(account) and not with_phrase
    left = max(0, round(wait_until - time.monotonic()))

    async def unlock() -> None:
        if opening or left or not draft.get(SECRET):
            return
        set_opening(True)
        error = await _open(ui, account, draft.get(SECRET), by_pin)
        set_opening(False)
        draft.set(SECRET, "", redraw=True)
        if isinstance(error, TooManyAttempts):
            set_wait(time.monotonic() + float(str(error.params.get("seconds", 30))))
        elif error is not None:
            draft.errors = {SECRET: _said(ui, error, by_pin)}

    async def typed(value: str) -> None:
        if by_pin and len(value) == PIN_DIGITS:
            await unlock()

    wait = {"error": ui.t("error.too_many_attempts", seconds=left)} if left else {}
    parted = [banner(ui, ui.t("error.access_ended"), tone="ink", identifier="door.parted")] if ui.state.parted else []
    parts = [heading(ui, ui.t("unlock.title")), *parted, *_accounts(ui, account, draft)]
    parts.append(_pin_field(ui, draft, typed, unlock) if by_pin else _phrase_field(ui, draft, unlock, **wait))
    if opening:
        parts.append(loading(ui, ui.t("unlock.opening")))
    else:
        parts.append(
            button(
                ui, ui.t("unlock.go"), None if left else unlock, identifier="unlock.go", primary=True, field=True,
                icon_name=ft.Icons.LOCK_OPEN_OUTLINED,
            )
        )  # fmt: skip
    if by_pin:
        parts.append(link(ui, ui.t("unlock.use_phrase"), lambda: set_with_phrase(True), identifier="unlock.use_phrase"))
    return ft.Column(parts, spacing=16, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


async def _open(ui: Ui, account: str, secret: str, by_pin: bool) -> EspaceError | None:
    """Deriving a key takes a moment of processor: off the loop that draws."""
    installation = ui.state.installation
    unlock: Callable[[str, str], Session] = installation.unlock_pin if by_pin else installation.unlock
    try:
        session = await asyncio.to_thread(unlock, account, secret)
    except EspaceError as e:
        return e
    ui.state.enter(session)
    return None


def _said(ui: Ui, error: EspaceError, by_pin: bool) -> str:
    if by_pin and isinstance(error, WrongPassphrase):
        left = int(str(error.params.get("left", 0)))
        return ui.tn("unlock.pin_wrong", left) if left else ui.t("unlock.pin_gone")
    return ui.error(error)


def _account(ui: Ui) -> str:
    ids = [a.id for a in ui.state.installation.accounts()]
    last = ui.state.preferences.account
    return last if last in ids else ids[0]


def _accounts(ui: Ui, account: str, draft: Draft) -> list[ft.Control]:
    def choose(id: str) -> None:
        draft.errors = {}
        ui.state.prefer(account=id)

    people = ui.state.installation.accounts()
    options = [Option(a.id, a.label or ui.t("unlock.somebody"), ft.Icons.PERSON_OUTLINE) for a in people]
    if len(people) > CROWD and not ui.rail:  # the counter must stay in sight
        return [dropdown(ui, options, account, choose, identifier="account", name=ui.t("unlock.account"))]
    return [chips(ui, options, [account], choose, identifier="account", field=True)]


def _phrase_field(ui: Ui, draft: Draft, unlock: Any, **more: Any) -> ft.Control:
    return secret_field(ui, draft, SECRET, ui.t("unlock.passphrase"), on_submit=unlock, **more)


def _pin_field(ui: Ui, draft: Draft, typed: Any, unlock: Any) -> ft.Control:
    return secret_field(
        ui, draft, SECRET, ui.t("unlock.pin"), on_submit=unlock, on_type=typed, keyboard_type=ft.KeyboardType.NUMBER,
        input_filter=ft.InputFilter("[0-9]*"), max_length=PIN_DIGITS, autofocus=True,
    )  # fmt: skip


class _LockedCount:
    """What was counted since the lock: all that a locked screen may show."""

    def __init__(self, ui: Ui, redraw: Any) -> None:
        self.ui, self.redraw = ui, redraw
        self.cells: Counter[Cell] = Counter()

    def count(self, sex: Sex, age_band: AgeBand) -> None:
        if attempt(self.ui, lambda: self.ui.state.count_locked(sex, age_band)):
            self.cells[sex, age_band] += 1
            self.redraw(lambda n: n + 1)


@component
def LockedCounter() -> Any:
    ui = use_ui()
    _, redraw = use_value(0)
    counted = use_made(lambda: _LockedCount(ui, redraw))
    counted.ui = ui
    total = counted.cells.total()
    return ft.Column(
        [
            title(ui, ui.t("unlock.counter")),
            muted(ui, ui.t("unlock.counter_hint"), 15),
            BigPad(total, ui.tn("unlock.counted", total), counted.count),
            cells(ui, counted.cells, counted.count),
        ],
        spacing=12, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip
