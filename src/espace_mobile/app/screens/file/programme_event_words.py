"""What a line of the history says of what programmes do with somebody: visits, rights, reviews, hours, missions."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from espace_mobile.app.screens.file.event_look import Look, Words, details, lower
from espace_mobile.app.screens.file.right_words import until_words
from espace_mobile.app.screens.mission_words import STEPS, host_words
from espace_mobile.app.screens.relances.words import duration
from espace_mobile.app.screens.wording import given_words, worker_name
from espace_mobile.app.ui import Ui
from espace_mobile.domain.case_review import ReviewedCase
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.person_right import PersonRight
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.sheet_vocabulary import MissionStatus
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift


def _visit(ui: Ui, visit: ServiceVisit) -> Words:
    said = [*given_words(ui, visit), *map(ui.words.label, visit.advice)]
    return ui.t("timeline.visit", service=ui.words.label(visit.service)), details(*said)


def _right(ui: Ui, right: PersonRight) -> Words:
    return ui.t("right.told", right=ui.words.label(right.right)), until_words(ui, right)


def _reviewed(ui: Ui, case: ReviewedCase) -> Words:
    partner = ui.replica.get(Organisation, case.owner_organisation_id) if case.owner_organisation_id else None
    owner = worker_name(ui, case.owner_id) or (partner.name if partner else "")
    by = ui.t("review.due_by", day=ui.words.short_day(case.due_on)) if case.due_on else ""
    return ui.t("timeline.reviewed", decision=lower(ui.words.label(case.decision))), details(case.decided, owner, by)


def _hours(ui: Ui, month: WorkShift) -> Words:
    """Of a month."""
    allocation = ui.replica.get(WorkAllocation, month.allocation_id)
    host = ui.replica.get(Organisation, allocation.organisation_id or "") if allocation else None
    what = ui.t("timeline.hours", hours=duration(ui, month.minutes), month=ui.words.month(month.on))
    return what, details(allocation.task if allocation else "", host.name if host else "")


def _mission(ui: Ui, mission: CivicMission) -> Words:
    return ui.t("timeline.mission"), details(host_words(ui, mission), ui.words.label(mission.theme))


def _mission_step(step: str) -> Callable[[Ui, CivicMission], Words]:
    return lambda ui, mission: (ui.t(STEPS[step]), host_words(ui, mission))


def _mission_over(ui: Ui, mission: CivicMission) -> Words:
    stopped = mission.status == MissionStatus.BROKEN_OFF
    what = ui.t("timeline.mission_stopped" if stopped else "timeline.mission_ended")
    return what, details(host_words(ui, mission), ui.words.label(mission.vocation))


PROGRAMME_LOOKS: dict[str, Look] = {
    "visit": Look(ft.Icons.CHECKROOM_OUTLINED, _visit),
    "right": Look(ft.Icons.CARD_MEMBERSHIP, _right),
    "reviewed": Look(ft.Icons.BALANCE, _reviewed),
    "hours": Look(ft.Icons.HANDYMAN_OUTLINED, _hours),
    "mission": Look(ft.Icons.VOLUNTEER_ACTIVISM_OUTLINED, _mission),
    **{step: Look(ft.Icons.TASK_ALT, _mission_step(step)) for step in STEPS},
    "mission_over": Look(ft.Icons.VOLUNTEER_ACTIVISM_OUTLINED, _mission_over),
}
