"""The part « Fiche » of a programme's page: a card for each thing its sheet says."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import measures, programme_places
from espace_mobile.app.screens.programmes.sheet.budget import BudgetCard
from espace_mobile.app.screens.programmes.sheet.identity import IdentityCard
from espace_mobile.app.screens.programmes.sheet.measures import MeasuresCard
from espace_mobile.app.screens.programmes.sheet.meetings import Meetings
from espace_mobile.app.screens.programmes.sheet.partners import PartnersCard
from espace_mobile.app.screens.programmes.sheet.places import CommunesCard, PlacesCard
from espace_mobile.app.screens.programmes.sheet.texts import TextsCard
from espace_mobile.app.ui import Ui, component
from espace_mobile.domain.budget import by_side, by_year, year_shown
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import BudgetSide, MeetingSort

SORTS = (MeetingSort.WORKING_GROUP.value, MeetingSort.DIAGNOSIS.value, MeetingSort.OTHER.value)


@component
def Sheet(programme_id: str) -> Any:
    """Each card is redrawn by what it shows, and by nothing else."""
    return ft.Column(
        [
            IdentityCard(programme_id), MeasuresCard(programme_id), BudgetCard(programme_id),
            PartnersCard(programme_id), PlacesCard(programme_id), CommunesCard(programme_id),
            TextsCard(programme_id), Meetings(programme_id, SORTS),
        ],
        spacing=16, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def said(ui: Ui, programme: Programme) -> str:
    """« 126 800 € · 6 partenaires », « 2026 : 8 400 € · 6 partenaires »: what it costs, and with how many."""
    lines = measures.lines_of(ui.replica, programme.id)
    year = year_shown(lines, clock.today().year)
    cost = by_side(by_year(lines).get(year, []))[BudgetSide.EXPENSE].cents
    amount = ui.words.money(cost) if cost is not None else ""
    partners = programme_places.partner_count(ui.replica, programme.id)
    dated = f"{year}\u00a0: {amount}" if amount and year is not None else amount
    return " · ".join(filter(None, [dated, ui.tn("sheet.partner_count", partners) if partners else ""]))
