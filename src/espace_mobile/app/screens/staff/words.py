"""What is said of a worker, on a line or a page."""

from __future__ import annotations

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import workers
from espace_mobile.app.components.text import icon, text
from espace_mobile.app.ui import Ui
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker

SIGNS = {
    Role.FIELD: ft.Icons.PERSON_OUTLINE, Role.COUNSELLOR: ft.Icons.SUPPORT_AGENT,
    Role.SUPERVISOR: ft.Icons.VERIFIED_USER_OUTLINED, Role.PLANNER: ft.Icons.CALENDAR_MONTH_OUTLINED,
}  # fmt: skip


def sign_of(worker: Worker) -> ft.IconData:
    return SIGNS.get(worker.role, ft.Icons.PERSON_OUTLINE)


def teams_of(ui: Ui, worker: Worker) -> str:
    known = workers.team_names(ui.replica)
    return ", ".join(known[id] for id in worker.team_ids if id in known)


def stay(ui: Ui, worker: Worker) -> str:
    """« Part le 14 mai », « Parti·e le 2 mai », nothing while nothing is said."""
    here = workers.is_here(worker, clock.today())
    if worker.until is None:
        return "" if here else ui.t("staff.left_no_day")
    day = ui.words.short_day(worker.until, year=True)  # « parti·e le aujourd’hui » is no French
    return ui.t("staff.leaves", day=day) if here else ui.t("staff.left", day=day)


def sees(ui: Ui, role: Role) -> str:
    said = {
        Role.FIELD: ui.t("staff.sees_field"), Role.COUNSELLOR: ui.t("staff.sees_counsellor"),
        Role.SUPERVISOR: ui.t("staff.sees_supervisor"), Role.PLANNER: ui.t("staff.sees_planner"),
    }  # fmt: skip
    return said.get(role, "")


def said_line(ui: Ui, sign: ft.IconData, words: str) -> ft.Control:
    return ft.Row([icon(ui, sign, 20, ui.palette.muted), text(ui, words, expand=True)], spacing=12)
