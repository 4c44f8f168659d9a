"""What did not go through: changes the server refused for good, records of a newer version, and bytes the disk gave
back wrong."""

from __future__ import annotations

import flet as ft

from espace_mobile.app.components import card, title
from espace_mobile.app.components.text import icon, label, muted, text
from espace_mobile.app.screens.wording import kind_words
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui
from espace_mobile.store.erasing import UNREADABLE
from espace_mobile.store.incoming import quarantined

SHOWN = 20


def refused_card(ui: Ui) -> list[ft.Control]:
    """Each refused change: what it is about, and why. It stays on the tablet."""
    refused = quarantined(ui.replica)
    if not refused:
        return []
    lines = [
        ft.Semantics(
            identifier=f"sync.refused.{change.n}", container=True,
            content=ft.Column(
                [label(ui, kind_words(ui, change.kind)), muted(ui, reason_words(ui, reason), SMALL)],
                spacing=0, tight=True,
            ),
        )
        for change, reason in refused[:SHOWN]
    ]  # fmt: skip
    return [card(ui, title(ui, ui.tn("sync.refused", len(refused))), text(ui, ui.t("sync.refused_hint")), *lines)]


def reason_words(ui: Ui, reason: str) -> str:
    """The server's stable code (`code` or `code:part`) in words; one of a newer server shows as it is."""
    code, _, part = reason.partition(":")
    for key in (f"refusal.{code}.{part}", f"refusal.{code}"):
        if ui.words.has(key):
            return ui.t(key, part=part or code)
    return ui.t("sync.refused_reason", reason=reason)


def unreadable_card(ui: Ui) -> list[ft.Control]:
    """What only a newer version of the app can read: how much, and what to do."""
    count = len(ui.replica.storage.tables.get(UNREADABLE, {}))
    if not count:
        return []
    said = ft.Row(
        [icon(ui, ft.Icons.SYSTEM_UPDATE_OUTLINED, 22), text(ui, ui.tn("sync.unreadable", count), expand=True)],
        spacing=12, vertical_alignment=ft.CrossAxisAlignment.START,
    )  # fmt: skip
    return [ft.Semantics(identifier="sync.unreadable", container=True, content=card(ui, said))]


def damage_card(ui: Ui) -> list[ft.Control]:
    damage = ui.session.damage
    if damage is None:
        return []
    said = [
        text(ui, ui.t("damage.words")),
        muted(ui, ui.tn("damage.lost", damage.lost), SMALL),
        muted(ui, ui.t("damage.kept", files=", ".join(damage.kept or damage.files)), SMALL),
    ]
    return [
        ft.Semantics(
            identifier="sync.damage", container=True,
            content=card(ui, title(ui, ui.t("damage.title")), *said,
                         border=ft.Border.all(max(1, ui.palette.edge), ui.palette.alert)),
        )
    ]  # fmt: skip
