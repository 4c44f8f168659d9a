"""What contacts say: before, during and after an action; and month by month, how people heard of us."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import campaign
from espace_mobile.app.components import bar, button, card, link, sheet, title
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.noting import note
from espace_mobile.app.screens.programmes.campaign import words
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.campaign_action import CampaignAction
from espace_mobile.domain.campaign_effect import Effect, Span
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.vocabulary import ReferralChannel
from espace_mobile.i18n.translator import sentence

MONTHS, MORE = 3, 12
_SPANS = {"before": "campaign.before", "during": "campaign.during", "after": "campaign.after"}


@component
def ActionSheet(action_id: str, may: bool, on_close: Callable[[], None], edit: Callable[[str], None]) -> Any:
    """One action and what came of it; open while `action_id` is that of one. Tests: `effect.{before,during,after}`."""
    ui = use_ui()
    use_records(CampaignAction.kind, Contact.kind, late=True)
    action = ui.replica.get(CampaignAction, action_id) if action_id else None
    ft.use_dialog(_sheet(ui, action, may, on_close, edit) if action else None)
    return ft.Container(visible=False)


def _sheet(
    ui: Ui, action: CampaignAction, may: bool, on_close: Callable[[], None], edit: Callable[[str], None]
) -> ft.DialogControl:
    def remove() -> None:
        on_close()
        take_away(ui, action)

    found = campaign.effect(ui.replica, action, clock.today())
    told = [muted(ui, sentence(each)) for each in words.details(ui, action)]
    removing = link(ui, ui.t("campaign.remove"), remove, identifier="campaign.remove", danger=True, field=True)
    change = button(
        ui, ui.t("campaign.edit"), lambda: edit(action.id), identifier="campaign.edit", primary=True, field=True,
        icon_name=ft.Icons.EDIT_OUTLINED,
    )  # fmt: skip
    return sheet(
        ui, words.what(ui, action),
        [ft.Column(list(told), spacing=2, tight=True), *_effect(ui, found), *([ft.Row([removing])] if may else [])],
        on_close, actions=[change] if may else [],
    )  # fmt: skip


def _effect(ui: Ui, found: Effect | None) -> list[ft.Control]:
    if found is None:
        return [muted(ui, ui.t("campaign.no_channel"))]
    most = max(span.weekly for span in found.spans.values())
    spans = [_span(ui, name, span, most) for name, span in found.spans.items()]
    return [
        title(ui, ui.t("campaign.effect", channel=ui.words.label(found.channel))),
        ft.Column(list(spans), spacing=12, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
        muted(ui, ui.t("campaign.effect_hint"), SMALL),
    ]  # fmt: skip


def _span(ui: Ui, name: str, span: Span, most: float) -> ft.Control:
    """Bars of contacts a week: the spans are not as long as each other."""
    if span.days:
        partly = span.days < (span.last - span.first).days + 1
        said = [
            ui.tn("campaign.contacts", span.contacts), ui.t("campaign.weekly", n=ui.words.number(span.weekly, 1)),
            *([ui.tn("campaign.so_far", span.days)] if partly else []),
        ]  # fmt: skip
    else:
        said = [ui.t("campaign.to_come")]
    figures = muted(ui, " · ".join(said), SMALL)
    head = ft.Row([label(ui, ui.t(_SPANS[name]), 15), figures], wrap=True, spacing=GAP, run_spacing=0)
    inside = ft.Column([head, bar(ui, span.weekly, most)], spacing=4, tight=True)
    return ft.Semantics(identifier=f"effect.{name}", container=True, content=inside)


@component
def HeardSheet(open_now: bool, on_close: Callable[[], None]) -> Any:
    """Tests: `heard.month.{ISO day}`, `heard.more`."""
    ui = use_ui()
    use_records(Contact.kind, late=True)
    shown, show = use_value(MONTHS)
    ft.use_dialog(_heard(ui, shown, lambda: show(shown + MORE), on_close) if open_now else None)
    return ft.Container(visible=False)


def _heard(ui: Ui, shown: int, more: Callable[[], None], on_close: Callable[[], None]) -> ft.DialogControl:
    counted = campaign.heard_by_month(ui.replica)
    months: dict[date, Counter[ReferralChannel | None]] = {}
    for (month, channel), n in counted.items():
        months.setdefault(month, Counter())[channel] = n
    latest = sorted(months, reverse=True)
    most = max((n for (_, channel), n in counted.items() if channel is not None), default=0)
    drawn: list[ft.Control] = [_month(ui, month, months[month], most) for month in latest[:shown]]
    if len(latest) > shown:
        drawn.append(ft.Row([link(ui, ui.t("campaign.more_months"), more, identifier="heard.more", field=True)]))
    nothing = [] if drawn else [muted(ui, ui.t("campaign.no_contact"))]
    return sheet(ui, ui.t("campaign.heard"), [*drawn, *nothing], on_close)


def _month(ui: Ui, month: date, counted: Counter[ReferralChannel | None], most: int) -> ft.Control:
    whole = counted.total()
    said = [ui.tn("campaign.contacts", whole), ui.tn("campaign.say_how", whole - counted[None])]
    channels = [
        ft.Column(
            [ft.Row([label(ui, ui.words.label(channel), 15, expand=True), label(ui, ui.words.number(n), 15)]),
             bar(ui, n, most)], spacing=4, tight=True,
        )
        for channel, n in counted.most_common()
        if channel is not None
    ]  # fmt: skip
    head = [label(ui, sentence(ui.words.month(month))), muted(ui, " · ".join(said), SMALL)]
    inside = card(ui, ft.Column(list(head), spacing=2, tight=True), *channels)
    return ft.Semantics(identifier=f"heard.month.{month}", container=True, content=inside)


def take_away(ui: Ui, action: CampaignAction) -> None:
    session = ui.session
    note(
        ui, lambda: campaign.remove(session.replica, action, session.worker), ui.t("campaign.removed"),
        undo=lambda gone: campaign.restore(session.replica, gone, session.worker),
    )  # fmt: skip
