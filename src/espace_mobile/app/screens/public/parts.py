"""What the site is made of, each a tap away: opportunities, stories, and the calendars of the teams."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import opportunities, team_calendars, testimonials
from espace_mobile.app.actions.testimonials import StoryState
from espace_mobile.app.components import card, line
from espace_mobile.app.components.text import icon
from espace_mobile.app.ui import Ui
from espace_mobile.domain.publishing import is_offered


def parts_card(ui: Ui) -> ft.Control:
    """Tests: `site.opportunities`, `site.testimonials`, `site.calendars`."""
    offers = opportunities.opportunities(ui.replica, clock.today())
    shown = sum(is_offered(o, clock.today()) for o in offers)
    stories = [s for _, s in testimonials.testimonials(ui.replica, ui.session.worker)]
    waiting = stories.count(StoryState.WAITING)
    told = ui.tn("story.to_read", waiting) if waiting else ui.tn("story.count", len(stories))
    addresses = len(team_calendars.calendars(ui.replica))
    return card(
        ui,
        _line(ui, "opportunities", ui.t("offer.title"), ui.tn("offer.shown", shown), ft.Icons.WORK_OUTLINE),
        _line(ui, "testimonials", ui.t("story.title"), told, ft.Icons.FORMAT_QUOTE),
        _line(ui, "calendars", ui.t("subscription.title"), ui.tn("subscription.count", addresses),
              ft.Icons.EDIT_CALENDAR_OUTLINED, rule=False),
        padding=8,
    )  # fmt: skip


def _line(ui: Ui, where: str, name: str, detail: str, sign: ft.IconData, *, rule: bool = True) -> ft.Control:
    return line(
        ui, name, detail, identifier=f"site.{where}", on_tap=_goer(f"/public/{where}"), lead=icon(ui, sign), rule=rule,
        trail=icon(ui, ft.Icons.CHEVRON_RIGHT, 22, ui.palette.muted),
    )  # fmt: skip


def _goer(route: str) -> Callable[[], None]:
    return lambda: ft.context.page.navigate(route)
