"""The actions of a campaign by date; a tap shows what came of one, and lets it be changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import campaign, workers
from espace_mobile.app.components import button, empty_state, heading, line, link
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.screens.programmes.campaign import words
from espace_mobile.app.screens.programmes.campaign.effect import ActionSheet, HeardSheet
from espace_mobile.app.screens.programmes.campaign.form import CampaignForm, begin_with
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui, use_value
from espace_mobile.domain.campaign_action import CampaignAction
from espace_mobile.domain.campaign_effect import is_running
from espace_mobile.domain.programme import Programme
from espace_mobile.i18n.translator import sentence

AT_FIRST, MORE = 12, 40
_NEW = "new"


@component
def Campaign(programme_id: str) -> Any:
    """Tests: `campaign.add`, `campaign.heard`, `campaign.{n}`, `campaign.more`."""
    ui = use_ui()
    use_records(CampaignAction.kind, Programme.kind, "place", "organisation")
    shown, show = use_value(AT_FIRST)
    opened, open_one = use_value("")
    editing, edit = use_value("")  # the id of an action, or « new »
    hearing, hear = use_value(False)
    # One for what is added, one for what is corrected: neither is lost for the other.
    new, known = use_draft(f"campaign.new.{programme_id}"), use_draft(f"campaign.edit.{programme_id}")
    programme = ui.replica.get(Programme, programme_id)
    if programme is None:
        return ft.Container(visible=False)
    actions = campaign.actions_of(ui.replica, programme_id)
    may = workers.may_counsel(ui.session.worker)

    def begin(id: str) -> None:
        begin_with(ui, new if id == _NEW else known, id)
        open_one("")
        edit(id)

    add = button(
        ui, ui.t("campaign.add"), lambda: begin(_NEW), identifier="campaign.add", primary=True, field=True,
        icon_name=ft.Icons.ADD,
    )  # fmt: skip
    heard = button(
        ui, ui.t("campaign.heard"), lambda: hear(True), identifier="campaign.heard", field=True,
        icon_name=ft.Icons.HEARING,
    )  # fmt: skip
    below: list[Any] = [
        *([add] if may else []), heard, ActionSheet(opened, may, lambda: open_one(""), begin),
        CampaignForm(programme_id, editing, new if editing == _NEW else known, lambda: edit("")),
        HeardSheet(hearing, lambda: hear(False)),
    ]  # fmt: skip
    stretch = ft.CrossAxisAlignment.STRETCH
    if not actions:
        none = empty_state(ui, ft.Icons.CAMPAIGN_OUTLINED, ui.t("campaign.none"), ui.t("campaign.none_hint"))
        return ft.Column([none, *below], spacing=16, horizontal_alignment=stretch)
    return ft.Column(
        [_figure(ui, actions), *below, *_lines(ui, actions, shown, open_one, lambda: show(shown + MORE))],
        spacing=16, horizontal_alignment=stretch,
    )  # fmt: skip


def _figure(ui: Ui, actions: Sequence[CampaignAction]) -> ft.Control:
    running = sum(is_running(action, clock.today()) for action in actions)
    under = [muted(ui, ui.tn("campaign.running", running))] if running else []
    said = ft.Column([heading(ui, words.in_all(ui, actions), 2), *under], spacing=0, tight=True)
    return ft.Semantics(identifier="campaign.figure", container=True, content=said)


def _lines(
    ui: Ui, actions: Sequence[CampaignAction], shown: int, open_one: Callable[[str], None], more: Callable[[], None]
) -> list[ft.Control]:
    lines = [_line(ui, action, n, open_one) for n, action in enumerate(actions[:shown])]
    drawn: list[ft.Control] = [ft.Column(lines, spacing=0)]
    if len(actions) > shown:
        others = link(ui, ui.t("service.show_more"), more, identifier="campaign.more", field=True)
        drawn.append(ft.Row([others], wrap=True))
    return drawn


def _line(ui: Ui, action: CampaignAction, n: int, open_one: Callable[[str], None]) -> ft.Control:
    ink = ui.palette.primary if is_running(action, clock.today()) else ui.palette.muted
    return line(
        ui, words.what(ui, action), sentence(" · ".join(words.details(ui, action))), identifier=f"campaign.{n}",
        on_tap=lambda: open_one(action.id), lead=icon(ui, words.sign_of(action), 24, ink), key=action.id,
        detail_lines=3,
    )  # fmt: skip
