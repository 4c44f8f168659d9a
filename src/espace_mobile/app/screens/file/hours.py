"""The hours of work of the person: what is planned, what is to be validated, and the 480 hours in firms."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import hours_shifts, workers
from espace_mobile.app.actions.hours_shifts import PersonHours
from espace_mobile.app.components import button, card, link, title
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.screens.programmes.hours.planning import Planning
from espace_mobile.app.screens.programmes.hours.shifts import ShiftSheet, shift_line
from espace_mobile.app.screens.programmes.hours.words import amount, firms_card, host_name, taken_words, task_of
from espace_mobile.app.screens.wording import day_words
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.path_vocabulary import ShiftStatus
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift
from espace_mobile.i18n.translator import sentence

AT_FIRST, MORE = 4, 20


@component
def HoursOf(person_id: str) -> Any:
    """Nothing for who has none and is in no programme that has any. Tests: `file.hours.{n}`, `file.hours.plan`."""
    ui = use_ui()
    use_records(WorkShift.kind, WorkAllocation.kind, Organisation.kind, Programme.kind, Enrolment.kind, Merge.kind)
    opened, show = use_value("")
    planning, plan = use_value(False)
    shown, show_more = use_value(AT_FIRST)
    found = hours_shifts.hours_of(ui.replica, person_id, clock.today())
    concerned = hours_shifts.is_offered(ui.replica, person_id, clock.today())
    if not found.shifts and not concerned:
        return ft.Container(visible=False)
    drawn: list[Any] = [title(ui, ui.t("hours.title")), _told(ui, found)]
    if found.firms is not None:
        drawn.append(firms_card(ui, found.firms))
    rows = [_line(ui, shift, n, show) for n, shift in enumerate(_ordered(found)[:shown])]
    drawn.append(ft.Column(rows, spacing=0, visible=bool(rows)))
    if len(found.shifts) > shown:
        more = link(ui, ui.t("timeline.more"), lambda: show_more(shown + MORE), identifier="file.hours.more",
                    field=True)  # fmt: skip
        drawn.append(ft.Row([more], wrap=True))
    if workers.may_counsel(ui.session.worker):
        drawn.append(
            button(ui, ui.t("hours.plan"), lambda: plan(True), identifier="file.hours.plan", field=True,
                   icon_name=ft.Icons.EVENT_AVAILABLE_OUTLINED)
        )  # fmt: skip
    if planning:
        drawn.append(Planning("", person_id, planning, lambda: plan(False)))
    if opened:
        drawn.append(ft.Container(ShiftSheet(opened, lambda: show("")), key=opened))
    return card(ui, *drawn)


def _told(ui: Ui, found: PersonHours) -> ft.Control:
    if not found.shifts:
        return muted(ui, ui.t("hours.none_yet"))
    return ft.Semantics(
        identifier="file.hours.told", container=True, content=label(ui, taken_words(ui, found.together))
    )


def _ordered(found: PersonHours) -> list[WorkShift]:
    """What waits for a tap first, then what comes, then what was worked, the latest first."""
    today = clock.today()
    planned = sorted((s for s in found.shifts if s.status == ShiftStatus.PLANNED), key=lambda s: (s.on, s.id))
    late, coming = [s for s in planned if s.on <= today], [s for s in planned if s.on > today]
    return [*late, *coming, *(s for s in found.shifts if s.status != ShiftStatus.PLANNED)]


def _line(ui: Ui, shift: WorkShift, n: int, show: Any) -> ft.Control:
    allocation = ui.replica.get(WorkAllocation, shift.allocation_id)
    where = host_name(ui, allocation) if allocation else ""
    what = f"{sentence(day_words(ui, shift.on))}, {amount(ui, shift.minutes)}"
    detail = " · ".join(filter(None, [ui.words.label(shift.status), task_of(ui, shift), where]))
    return shift_line(ui, shift, what, detail, f"file.hours.{n}", show)
