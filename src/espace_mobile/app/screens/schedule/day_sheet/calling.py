"""Whom to call on the spot: who runs the place, the partners who come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.components import button, card, title
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.phones import shown_phone
from espace_mobile.domain.place import Place


def callers(ui: Ui, outing: Outing) -> list[ft.Control]:
    """Nothing when nobody is known. Tests: `day_sheet.call.{n}`."""
    place = ui.replica.get(Place, outing.place_id) if outing.place_id else None
    known: list[tuple[str, str, str | None]] = []
    if place and (place.contact_name or place.phone):
        known.append((place.contact_name or ui.t("day_sheet.there"), place.name, place.phone))
    ids = dict.fromkeys([*([place.organisation_id] if place and place.organisation_id else []), *outing.partner_ids])
    for one in (ui.replica.get(Organisation, id) for id in ids):
        if one and (one.contact_name or one.phone):
            known.append((one.contact_name or one.name, one.name if one.contact_name else "", one.phone))
    if not known:
        return []
    return [card(ui, title(ui, ui.t("day_sheet.contacts")), *(_one(ui, n, *each) for n, each in enumerate(known)))]


def _one(ui: Ui, n: int, name: str, whose: str, phone: str | None) -> ft.Control:
    words = ft.Column([label(ui, name), *([muted(ui, whose, SMALL)] if whose else [])], spacing=0, tight=True,
                      expand=True)  # fmt: skip
    if not phone:
        return ft.Row([words])
    shown = shown_phone(phone)
    call = button(
        ui, shown, _call(phone), identifier=f"day_sheet.call.{n}", icon_name=ft.Icons.PHONE_OUTLINED, field=True,
        description=ui.t("day_sheet.call", name=name, phone=shown),
    )  # fmt: skip
    if ui.large:
        return ft.Column([words, call], spacing=4, tight=True)
    return ft.Row([words, call], spacing=12)


def _call(phone: str) -> Callable[[], Any]:
    async def call() -> None:
        await ft.UrlLauncher().launch_url(f"tel:{phone}")

    return call
