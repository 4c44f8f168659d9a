"""Saying more about a contact already counted: two taps away, each chip saved as it is touched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import contacts
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, button, chips, sheet, title
from espace_mobile.app.screens.today.entries import Entry, what
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.vocabulary import Need, ReferralChannel, offered

# Those most told at the van first, so that the usual one is under the thumb without scrolling.
_USUAL = (Need.FINDING_A_JOB, Need.MOBILITY, Need.TRAINING, Need.FAMILY, Need.HOUSING, Need.MONEY)


def needs() -> list[Need]:
    listed = [Need(code) for code in offered(Need)]
    return [*_USUAL, *(need for need in listed if need not in _USUAL)]


@component
def DetailSheet(contact_id: str, on_close: Callable[[], None]) -> Any:
    """Open while `contact_id` is that of a contact."""
    ui = use_ui()
    use_records(Contact.kind)
    contact = ui.replica.get(Contact, contact_id) if contact_id else None
    ft.use_dialog(_sheet(ui, contact, on_close) if contact else None)
    return ft.Container(visible=False)


def _sheet(ui: Ui, contact: Contact, on_close: Callable[[], None]) -> ft.DialogControl:
    session = ui.session

    def toggle_need(code: str) -> None:
        now = [n for n in contact.needs if n != code] if code in contact.needs else [*contact.needs, Need(code)]
        attempt(ui, lambda: contacts.describe_contact(session.replica, contact, session.worker, needs=now))

    def toggle_channel(code: str) -> None:
        if contact.heard_via == code:
            attempt(ui, lambda: contacts.forget_channel(session.replica, contact, session.worker))
        else:
            via = ReferralChannel(code)
            attempt(ui, lambda: contacts.describe_contact(session.replica, contact, session.worker, heard_via=via))

    heard = [contact.heard_via] if contact.heard_via else []
    channels = [ReferralChannel(code) for code in offered(ReferralChannel)]
    about = what(ui, Entry(contact.at, contact=contact))
    return sheet(
        ui, f"{about}, {ui.words.clock(clock.local(contact.at))}",
        [
            title(ui, ui.t("detail.needs")),
            chips(ui, [Option(n, ui.words.label(n)) for n in needs()], contact.needs, toggle_need,
                  identifier="need", field=True),
            title(ui, ui.t("detail.heard")),
            chips(ui, [Option(c, ui.words.label(c)) for c in channels], heard, toggle_channel,
                  identifier="heard", field=True),
        ],
        on_close, actions=[button(ui, ui.t("action.done"), on_close, identifier="detail.done", primary=True)],
    )  # fmt: skip
