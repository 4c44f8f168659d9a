"""How the actions of a campaign are said."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from espace_mobile.app.actions import campaign
from espace_mobile.app.ui import Ui
from espace_mobile.domain.campaign_action import CampaignAction
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import CampaignSort

SIGNS = {
    CampaignSort.RADIO_SPOT: ft.Icons.RADIO, CampaignSort.FLYER: ft.Icons.DESCRIPTION_OUTLINED,
    CampaignSort.POSTER: ft.Icons.WALLPAPER, CampaignSort.SOCIAL_NETWORK: ft.Icons.TAG,
    CampaignSort.ASSOCIATION: ft.Icons.DIVERSITY_3_OUTLINED,
    CampaignSort.CITIZEN_COUNCIL: ft.Icons.HOW_TO_VOTE_OUTLINED,
    CampaignSort.WEBSITE: ft.Icons.LANGUAGE, CampaignSort.PRESS: ft.Icons.NEWSPAPER,
}  # fmt: skip


def said(ui: Ui, programme: Programme) -> str:
    """« 12 communications · 1 240 € »."""
    return in_all(ui, campaign.actions_of(ui.replica, programme.id))


def in_all(ui: Ui, actions: Sequence[CampaignAction]) -> str:
    cents = campaign.cost(actions)
    number = ui.tn("campaign.actions", len(actions))
    return number if cents is None else f"{number} · {ui.words.money(cents)}"


def sign_of(action: CampaignAction) -> ft.IconData:
    return SIGNS.get(action.sort, ft.Icons.CAMPAIGN_OUTLINED)


def what(ui: Ui, action: CampaignAction) -> str:
    return action.title or ui.words.label(action.sort)


def days(ui: Ui, action: CampaignAction) -> str:
    """« du 3 au 17 mai 2026 », « depuis le 3 mai 2026, sans date de fin », « 3 mai 2026 »."""
    since, until = action.since, action.until
    if until is None:
        return ui.t("campaign.goes_on", day=ui.words.short_day(since, year=True))
    if until == since:
        return ui.words.short_day(since, year=True)
    first = ui.words.short_day(since, year=since.year != until.year)
    if since.replace(day=1) == until.replace(day=1):
        first = first.split(" ")[0]
    return ui.t("campaign.from_to", since=first, until=ui.words.short_day(until, year=True))


def details(ui: Ui, action: CampaignAction) -> list[str]:
    """Its sort when the title says another thing, days, number, cost, where and with whom: what is known of these."""
    place = ui.replica.get(Place, action.place_id) if action.place_id else None
    partner = ui.replica.get(Organisation, action.organisation_id) if action.organisation_id else None
    known = [
        ui.words.label(action.sort) if action.title else "",
        days(ui, action),
        "" if action.quantity is None else ui.t("campaign.amount", n=ui.words.number(action.quantity)),
        "" if action.cents is None else ui.words.money(action.cents),
        place.name if place else "", action.where or "", partner.name if partner else "",
    ]  # fmt: skip
    return [each for each in known if each]
