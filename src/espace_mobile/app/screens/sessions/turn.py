"""One person's turn: the tablet is theirs, and shows nothing of anybody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.components import button, heading, icon, link, touchable
from espace_mobile.app.components.signature_pad import Ink, signature_pad
from espace_mobile.app.components.text import muted, text
from espace_mobile.app.screens.sessions.words import title_of
from espace_mobile.app.screens.wording import moment, person_name
from espace_mobile.app.theme import BODY, GAP, MARGIN, ROUND, SMALL, TOUCH_FIELD
from espace_mobile.app.ui import Ui
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.person import Person
from espace_mobile.domain.signature import Signature

Act = Callable[[], Any]
_LOW = 500  # px: a phone on its side has its buttons beside the pad


def turn_sheet(
    ui: Ui, session: GroupSession, person: Person, signed: Signature | None, ink: Ink, *, error: str,
    on_save: Act, on_paper: Act, on_skip: Act, on_unsign: Act, on_close: Act,
    on_dismiss: Act,
) -> ft.DialogControl:  # fmt: skip
    """Fills the screen. `signed`: what the person signed before, if they did: signing again replaces it."""
    head = _head(ui, session, person, signed, on_close)
    if not ui.rail:  # nothing may scroll here, and on a phone the largest buttons would leave no room to sign
        ui = replace(ui, scale=min(ui.scale, 1.25))
    low = ui.state.height < _LOW
    pad = _sized(ui, signature_pad(ui, ink, ui.t("signature.hint")))
    save = button(ui, ui.t("signature.save"), on_save, identifier="signature.save", primary=True, field=True,
                  icon_name=ft.Icons.CHECK, expand=not ui.large)  # fmt: skip
    clear = button(ui, ui.t("signature.clear"), ink.clear, identifier="signature.clear", field=True,
                   expand=not ui.large)  # fmt: skip
    others: list[ft.Control] = [
        link(ui, ui.t("signature.paper"), on_paper, identifier="signature.paper", field=True),
        link(ui, ui.t("signing.skip"), on_skip, identifier="signing.skip", field=True),
    ]
    if signed is not None:
        others[0] = link(ui, ui.t("signing.unsign"), on_unsign, identifier="signing.unsign", danger=True, field=True)
    stretch = ft.CrossAxisAlignment.STRETCH
    fault: list[ft.Control] = [_fault(ui, error)] if error else []
    pair = ft.Column([save, clear], spacing=GAP, tight=True) if ui.large or low else ft.Row([clear, save], spacing=GAP)
    apart = ui.rail and not low and not ui.large
    rest: ft.Control = ft.Column(others, spacing=0, tight=True, horizontal_alignment=stretch)
    if apart:
        rest = ft.Row([ft.Container(other, expand=1) for other in reversed(others)], spacing=GAP)
    acts: list[ft.Control] = [*fault, pair, rest]
    beside = ft.Column(acts, spacing=GAP, width=ui.size(260), scroll=ft.ScrollMode.AUTO)
    parts = [ft.Row([pad, beside], spacing=16, expand=True, vertical_alignment=stretch)] if low else [pad, *acts]
    body = ft.Column([head, *parts], spacing=12, expand=True, horizontal_alignment=stretch)
    return ft.BottomSheet(
        ft.Container(body, padding=ft.Padding.symmetric(horizontal=MARGIN, vertical=12), bgcolor=ui.palette.ground),
        fullscreen=True, dismissible=False, draggable=False, on_dismiss=lambda: on_dismiss(), bgcolor=ui.palette.ground,
        shape=ft.RoundedRectangleBorder(radius=0),
    )  # fmt: skip


def _sized(ui: Ui, pad: ft.Container) -> ft.Control:
    """As large as the screen lets it be, but not higher than wide: people would sign downwards."""
    most = max(320, 0.7 * ui.state.width)
    if ui.state.height - ui.size(400) > most:
        pad.expand, pad.height = None, most
    return pad


def _head(ui: Ui, session: GroupSession, person: Person, signed: Signature | None, on_close: Act) -> ft.Control:
    """Who, and what for: whoever signs must be able to read it."""
    for_what = f"{title_of(ui, session)}, {moment(ui, session.starts_at)}"
    again = ui.t("signing.again", hour=ui.words.clock(clock.local(signed.at))) if signed else ""
    # On a phone a title of three lines would take the room one signs in.
    name = ui.t("signing.your_turn", name=person_name(ui, person))
    words: list[ft.Control] = [heading(ui, name, 1 if ui.rail else 2)]
    if not (ui.large or ui.state.height < _LOW):
        words.append(muted(ui, for_what))
    if again:
        words.append(muted(ui, again, SMALL))
    close = touchable(
        ui, icon(ui, ft.Icons.CLOSE), identifier="signing.close", name=ui.t("action.close"), on_tap=on_close,
        width=TOUCH_FIELD, height=TOUCH_FIELD, border_radius=ROUND, alignment=ft.Alignment.CENTER,
    )  # fmt: skip
    column = ft.Column(words, spacing=2, expand=True, tight=True)
    return ft.Row([column, close], vertical_alignment=ft.CrossAxisAlignment.START)


def _fault(ui: Ui, error: str) -> ft.Control:
    return ft.Semantics(live_region=True, content=text(ui, error, BODY, color=ui.palette.alert))
