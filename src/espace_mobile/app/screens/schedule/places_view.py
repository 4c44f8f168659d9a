"""The dates by neighbourhood: the one with the fewest first."""

from __future__ import annotations

from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import outings
from espace_mobile.app.components import bar, line, pill
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.screens.schedule.filters import passing
from espace_mobile.app.screens.schedule.looked import LIST, SOME, Acts
from espace_mobile.app.theme import LABEL, SMALL
from espace_mobile.app.ui import Ui, memo, use_records, use_ui
from espace_mobile.domain.neighbourhoods import Neighbourhood, neighbourhoods
from espace_mobile.domain.place import Place


@memo
def Neighbourhoods(acts: Acts) -> Any:
    """Tests: `neighbourhood.0`… in the order shown."""
    ui, looked = use_ui(), acts.looked
    use_records("outing", "place")
    ft.use_state(looked.filters)
    dates, today = passing(ui.replica, looked.filters, outings.schedule(ui.replica)), clock.today()
    found = neighbourhoods(ui.replica.all(Place), dates, today)
    if not found:
        return muted(ui, ui.t("schedule.no_neighbourhood"))
    most = max(n.in_all for n in found)
    lines: list[ft.Control] = [_line(ui, acts, at, n, most, today) for at, n in enumerate(found)]
    return ft.Column(
        [muted(ui, ui.t("schedule.neighbourhoods_hint", year=today.year), SMALL), ft.Column(lines, spacing=0)],
        spacing=12, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _line(ui: Ui, acts: Acts, at: int, shown: Neighbourhood, most: int, today: date) -> ft.Control:
    figures = [
        ui.tn("outings.held", shown.held),
        ui.tn("schedule.planned", shown.planned) if shown.planned else "",
        ui.t("schedule.last", day=_day(ui, shown.last, today)) if shown.last else ui.t("schedule.never"),
        ui.t("schedule.next", day=_day(ui, shown.next, today)) if shown.next else ui.t("schedule.no_next"),
    ]
    name = f"{shown.name}, {shown.commune}" if shown.commune else shown.name
    qpv = [pill(ui, ft.Icons.FLAG_OUTLINED, ui.t("schedule.qpv"))] if shown.qpv and ui.rail else []
    missed = _missed(ui, shown)
    drawn = line(
        ui, name, " · ".join(filter(None, [ui.t("schedule.qpv") if shown.qpv and not ui.rail else "", *figures])),
        identifier=f"neighbourhood.{at}", on_tap=lambda: _open(acts, shown.key), rule=False, detail_lines=3,
        trail=ft.Row([*qpv, icon(ui, ft.Icons.CHEVRON_RIGHT, 22, ui.palette.muted)], spacing=8, tight=True),
    )  # fmt: skip
    under = ft.BorderSide(ui.palette.edge, ui.palette.line)
    share = ft.Container(bar(ui, shown.held, most, coming=shown.planned), padding=ft.Padding.symmetric(horizontal=8))
    return ft.Container(
        ft.Column([drawn, *missed, share], spacing=2, tight=True), border=ft.Border(bottom=under),
        padding=ft.Padding.only(bottom=10),
    )  # fmt: skip


def _missed(ui: Ui, shown: Neighbourhood) -> list[ft.Control]:
    """A sign and words: where nobody goes this quarter, and above all in a QPV."""
    if shown.this_quarter:
        return []
    ink = ui.palette.alert if shown.qpv else ui.palette.muted
    words = ui.t("schedule.qpv_not_this_quarter") if shown.qpv else ui.t("schedule.not_this_quarter")
    said = ft.Row(
        [icon(ui, ft.Icons.WARNING_AMBER if shown.qpv else ft.Icons.INFO_OUTLINE, 18, ink),
         ft.Text(words, size=ui.size(SMALL), font_family=LABEL, color=ink, expand=True)],
        spacing=6,
    )  # fmt: skip
    return [ft.Container(said, padding=ft.Padding.symmetric(horizontal=8))]


def _day(ui: Ui, day: date, today: date) -> str:
    return ui.words.short_day(day, year=day.year != today.year)


def _open(acts: Acts, key: str) -> None:
    """Its dates, those gone by too: what was done there is what one comes for."""
    acts.looked.filters.neighbourhood = key
    acts.looked.show(LIST)
    acts.looked.past = SOME
