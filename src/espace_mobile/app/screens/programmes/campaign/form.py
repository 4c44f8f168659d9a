"""An action added or corrected: its sort and days by taps, the rest if one knows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import campaign
from espace_mobile.app.actions.campaign import Described
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, button, chips, sheet, text_field
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.day_choice import DayChoice, day_of
from espace_mobile.app.screens.identity_form import beside, error_text, wide
from espace_mobile.app.screens.place_choice import place_choice
from espace_mobile.app.screens.programmes.campaign.words import SIGNS
from espace_mobile.app.screens.referrals.partner import FIELD, PartnerChoice
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_ui
from espace_mobile.domain.campaign_action import CampaignAction
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import CampaignSort
from espace_mobile.domain.vocabulary import offered

_YEARS = timedelta(days=3 * 366)
_LENGTHS = (0, 6, 13, 29)  # days after the first


@component
def CampaignForm(programme_id: str, about: str, draft: Draft, on_close: Callable[[], None]) -> Any:
    """`about`: the id of an action, « new », or nothing; `draft`: begun by `begin_with`. Tests:
    `campaign.sort.{code}`, `campaign.since.{ISO day}`, `campaign.until.{ISO day}`, `campaign.save`,
    `campaign.cancel`."""
    ui = use_ui()
    ft.use_state(draft)
    programme = ui.replica.get(Programme, programme_id) if about else None
    action = ui.replica.get(CampaignAction, about) if about else None
    ft.use_dialog(_sheet(ui, programme, action, draft, on_close) if programme else None)
    return ft.Container(visible=False)


def begin_with(ui: Ui, draft: Draft, about: str) -> None:
    """What was begun about this very one goes on; else the form shows what is known."""
    if not draft.empty and draft.get("about") == about:
        return
    action = ui.replica.get(CampaignAction, about)
    known = Described.of(action) if action else Described(since=clock.today())
    draft.errors = {}
    for field, value in (
        ("about", about), ("sort", str(known.sort or "")), ("title", known.title), ("quantity", known.quantity),
        ("since", _iso(known.since)), ("until", _iso(known.until)), ("amount", known.cost), ("place", known.where),
        ("place_id", known.place_id or ""), (FIELD, known.organisation_id or ""), ("partner_name", ""),
        ("seen", seen_now(ui.replica, action) if action else {}),
    ):  # fmt: skip
        draft.set(field, value)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _sheet(
    ui: Ui, programme: Programme, action: CampaignAction | None, draft: Draft, on_close: Callable[[], None]
) -> ft.DialogControl:
    session = ui.session

    def act() -> None:
        if action is None:
            campaign.add(session.replica, programme, _described(draft), session.worker)
        else:
            seen = draft.get("seen") or None
            campaign.correct(session.replica, action, _described(draft), session.worker, seen=seen)

    def leave() -> None:
        draft.drop()
        on_close()

    def save() -> None:
        if attempt(ui, act, draft):
            leave()

    return sheet(
        ui, ui.t("campaign.edit" if action else "campaign.new"), _fields(ui, programme, draft), on_close,
        actions=[
            button(ui, ui.t("action.save"), save, identifier="campaign.save", primary=True, field=True),
            button(ui, ui.t("action.cancel"), leave, identifier="campaign.cancel", field=True),
        ],
    )  # fmt: skip


def _described(draft: Draft) -> Described:
    sort = draft.get("sort")
    return Described(
        CampaignSort(sort) if sort else None, day_of(draft, "since"), day_of(draft, "until"), draft.get("title"),
        draft.get("quantity"), draft.get("amount"), draft.get("place"), draft.get("place_id"), draft.get(FIELD),
    )  # fmt: skip


def _fields(ui: Ui, programme: Programme, draft: Draft) -> list[ft.Control]:
    today, chosen = clock.today(), draft.get("sort")
    sorts = dict.fromkeys([*programme.channels, *map(CampaignSort, offered(CampaignSort))])
    options = [Option(each, ui.words.label(each), SIGNS.get(each)) for each in sorts]

    def choose(code: str) -> None:
        draft.set("sort", "" if code == chosen else code, redraw=True)

    since = day_of(draft, "since") or today
    lasts = [since + timedelta(days=n) for n in _LENGTHS]
    days: list[Any] = [
        DayChoice(draft, "since", ui.t("campaign.since"), [today], today - _YEARS, today + _YEARS, "campaign.since"),
        DayChoice(draft, "until", ui.t("campaign.until"), lasts, since, since + _YEARS, "campaign.until"),
    ]
    number = text_field(ui, draft, "quantity", ui.t("campaign.quantity"), keyboard_type=ft.KeyboardType.NUMBER)
    cost = text_field(ui, draft, "amount", ui.t("campaign.cost"))
    partner: Any = PartnerChoice(draft)
    return [
        ft.Column(
            [muted(ui, ui.t("campaign.sort"), SMALL),
             chips(ui, options, [chosen], choose, identifier="campaign.sort", field=True),
             *error_text(ui, draft, "sort")], spacing=GAP,
        ),
        *days, beside(ui, [number, cost]), wide(text_field(ui, draft, "title", ui.t("campaign.title"))),
        place_choice(ui, draft), ft.Column([muted(ui, ui.t("campaign.organisation"), SMALL), partner], spacing=GAP),
    ]  # fmt: skip
