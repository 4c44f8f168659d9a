"""The two yearly meetings of the referents of the host structures."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import civic_missions
from espace_mobile.app.components import bar
from espace_mobile.app.components.text import label
from espace_mobile.app.screens.programmes.sheet.meetings import Meetings
from espace_mobile.app.theme import GAP
from espace_mobile.app.ui import component, use_records, use_ui
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import PartnerMeeting
from espace_mobile.domain.sheet_vocabulary import MeetingSort

A_YEAR = 2  # as the sheet says: « deux fois dans l’année »


@component
def Referents(programme_id: str) -> Any:
    """How many were held this year, then the meetings."""
    ui = use_ui()
    use_records(PartnerMeeting.kind, Programme.kind)
    programme = ui.replica.get(Programme, programme_id)
    if programme is None:
        return ft.Container()
    wanted = programme.referents_a_year or A_YEAR
    held = civic_missions.referents_met(ui.replica, programme, clock.today())
    words = ui.tn("civic.referents_held", held, wanted=wanted) if held else ui.tn("civic.none_held", wanted)
    said = label(ui, words)
    stand = ft.Semantics(identifier="civic.referents", container=True,
                         content=ft.Column([said, bar(ui, held, wanted)], spacing=4))  # fmt: skip
    return ft.Column(
        [stand, Meetings(programme_id, (MeetingSort.REFERENTS.value,))], spacing=GAP,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip
