"""A date as a line: of the list, of a day, of a week on a phone."""

from __future__ import annotations

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.components import hush, line, touchable
from espace_mobile.app.components.text import icon, label
from espace_mobile.app.screens.schedule.chip import Chips, tap
from espace_mobile.app.screens.schedule.moving import may_move
from espace_mobile.app.screens.schedule.statuses import status_pill, status_sign
from espace_mobile.app.screens.wording import place_name, team_name
from espace_mobile.app.theme import ROUND, SMALL, TOUCH
from espace_mobile.app.ui import Ui
from espace_mobile.domain.outing import Outing
from espace_mobile.i18n.translator import sentence


def date_line(ui: Ui, shown: Chips, outing: Outing, *, day: bool = True) -> ft.Control:
    """`day`: with its day before it, when no title says it. Where dates may be moved, « Déplacer » stands after it."""
    hours = ui.words.hours(outing.starts, outing.ends)
    choosing, movable = shown.ticked is not None, shown.moves and may_move(ui, outing)
    small = not ui.rail or movable
    status = ui.words.label(outing.status) if small else ""  # a pill would leave no room for the place
    detail = " · ".join(filter(None, [status, hours, team_name(ui, outing.team_id)]))
    lead: ft.Control | None = _day(ui, outing) if day else None
    if shown.ticked is not None:
        lead = _tick(ui, outing.id in shown.ticked, lead)
    on = outing.id in (shown.ticked or ()) or (ui.panes and shown.open == outing.id)
    return line(
        ui, place_name(ui, outing), detail, identifier=f"date.{outing.id}", lead=lead, on_tap=tap(ui, shown, outing),
        trail=_mover(ui, shown, outing) if movable and not choosing else _state(ui, outing), selected=on, key=outing.id,
    )  # fmt: skip


def _state(ui: Ui, outing: Outing) -> ft.Control:
    return status_pill(ui, outing) if ui.rail else status_sign(ui, outing)


def _mover(ui: Ui, shown: Chips, outing: Outing) -> ft.Control:
    def move() -> None:
        hush(ui)
        shown.acts.looked.moving = outing.id

    return ft.Row(
        [
            status_sign(ui, outing),
            touchable(
                ui, icon(ui, ft.Icons.OPEN_WITH, 22, ui.palette.primary), identifier=f"move.{outing.id}",
                name=f"{ui.t('date.move')}, {place_name(ui, outing)}", on_tap=move, width=ui.size(TOUCH),
                height=ui.size(TOUCH), border_radius=ROUND, alignment=ft.Alignment.CENTER,
            ),
        ],
        spacing=0, tight=True,
    )  # fmt: skip


def _tick(ui: Ui, on: bool, lead: ft.Control | None) -> ft.Control:
    sign = ft.Icons.CHECK_BOX if on else ft.Icons.CHECK_BOX_OUTLINE_BLANK
    box = icon(ui, sign, 24, ui.palette.primary)
    return ft.Row([box, lead], spacing=8, tight=True) if lead else box


def _day(ui: Ui, outing: Outing) -> ft.Control:
    """Today's stands out by a shape and a word, not by colour alone."""
    if outing.on != clock.today():
        day = f"{ui.words.day(outing.on).split(' ')[0][:3]}. {outing.on.day}"
        return label(ui, sentence(day), 15, ui.palette.muted, width=ui.size(64))
    shown = label(ui, ui.t("schedule.today"), SMALL, ui.palette.on_primary, no_wrap=True)
    badge = ft.Container(
        shown, bgcolor=ui.palette.primary, border_radius=ROUND, padding=ft.Padding.symmetric(horizontal=10, vertical=6)
    )
    return ft.Container(ft.Row([badge]), width=ui.size(64))
