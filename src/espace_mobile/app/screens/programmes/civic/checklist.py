"""The four steps of a mission: two days of civic training, first aid, the future project. One tap says: today."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import civic_running, workers
from espace_mobile.app.components import card, day_picker, link, title, touchable
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.noting import note
from espace_mobile.app.screens.mission_words import STEPS
from espace_mobile.app.screens.wording import day_words
from espace_mobile.app.theme import RADIUS, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.civic_mission import CivicMission

_YEARS = timedelta(days=2 * 366)


@component
def Checklist(mission_id: str) -> Any:
    """Tests: `civic.step.{field}` (today, or not done after all), `civic.step.{field}.day` (another day)."""
    ui = use_ui()
    use_records(CivicMission.kind)
    picking, pick = use_value("")
    mission = ui.replica.get(CivicMission, mission_id)
    if mission is None:
        return ft.Container()
    may = workers.may_counsel(ui.session.worker)
    today = clock.today()

    def picked(day: date) -> None:
        pick("")
        _tick(ui, mission, picking, day)

    calendar = day_picker(ui, picked, lambda: pick(""), first=today - _YEARS, last=today + _YEARS,
                          at=getattr(mission, picking) if picking else None)  # fmt: skip
    ft.use_dialog(calendar if picking else None)
    done = sum((on := getattr(mission, step)) is not None and on <= today for step in STEPS)
    lines = [_step(ui, mission, step, may, pick) for step in STEPS]
    said = muted(ui, ui.t("civic.steps_done", done=done, all=len(STEPS)), SMALL)
    return card(ui, title(ui, ui.t("civic.checklist")), said, ft.Column(lines, spacing=0, tight=True))


def _step(ui: Ui, mission: CivicMission, step: str, may: bool, pick: Any) -> ft.Control:
    """The whole line says today, or not after all; the link beside it, which other day. No word of it is cut."""
    on: date | None = getattr(mission, step)
    name, said = ui.t(STEPS[step]), _said(ui, on, not may)
    words = ft.Column([label(ui, name), muted(ui, said, SMALL)], spacing=0, expand=True, tight=True)
    row = ft.Row([_sign(ui, on), words], spacing=12)
    box: dict[str, Any] = {"padding": ft.Padding.symmetric(vertical=10), "border_radius": RADIUS}
    if not may:
        return ft.Semantics(identifier=f"civic.step.{step}", container=True, content=ft.Container(row, **box))
    tap = lambda: _tick(ui, mission, step, None if on else clock.today())  # noqa: E731
    main = touchable(ui, row, identifier=f"civic.step.{step}", name=name, value=said, selected=on is not None,
                     on_tap=tap, expand=None if ui.large else True, **box)  # fmt: skip
    other = link(ui, ui.t("civic.other_day"), lambda: pick(step), identifier=f"civic.step.{step}.day", field=True,
                 description=ui.t("civic.other_day_of", what=name))  # fmt: skip
    both = ft.Column([main, ft.Row([other])], spacing=0, tight=True) if ui.large else ft.Row([main, other], spacing=4)
    rule = ft.Border(bottom=ft.BorderSide(ui.palette.edge, ui.palette.line))
    return ft.Container(both, border=rule, key=step)


def _sign(ui: Ui, on: date | None) -> ft.Control:
    if on is None:
        return icon(ui, ft.Icons.CHECK_BOX_OUTLINE_BLANK, 26, ui.palette.muted)
    return icon(ui, ft.Icons.CHECK_BOX if on <= clock.today() else ft.Icons.EVENT_OUTLINED, 26, ui.palette.primary)


def _said(ui: Ui, on: date | None, only_said: bool) -> str:
    if on is None:
        return ui.t("civic.step_undone" if only_said else "civic.step_to_do")
    return ui.t("civic.step_done" if on <= clock.today() else "civic.step_planned", day=day_words(ui, on))


def _tick(ui: Ui, mission: CivicMission, step: str, on: date | None) -> None:
    session = ui.session
    words = ui.t("civic.step_said", what=ui.t(STEPS[step]), said=_said(ui, on, True))
    note(ui, lambda: civic_running.tick(session.replica, mission, step, on, session.worker), words)
