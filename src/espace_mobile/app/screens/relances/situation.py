"""The situation that a relance is there to ask: noted from its sheet, and at once when the person is reached."""

from __future__ import annotations

import flet as ft

from espace_mobile.app.actions import workers
from espace_mobile.app.components import link
from espace_mobile.app.screens.enrolments.situation_sheet import SituationSheet
from espace_mobile.app.screens.relances.state import Trying
from espace_mobile.app.ui import Ui
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.path_vocabulary import SituationMoment
from espace_mobile.domain.relances import MOMENTS


def of(ui: Ui, task: FollowUp) -> tuple[Enrolment, SituationMoment] | None:
    """The spell and the moment to ask about; None for other relances, and for who does not counsel."""
    moment = MOMENTS.get(task.rule)
    spell = ui.replica.get(Enrolment, task.source_id) if moment and task.source_id else None
    if spell is None or moment is None or not workers.may_counsel(ui.session.worker):
        return None
    return spell, moment


def links(ui: Ui, trying: Trying, task: FollowUp) -> list[ft.Control]:
    if of(ui, task) is None:
        return []
    return [
        link(ui, ui.t("relance.note_situation"), lambda: trying.note_situation(task.id), identifier="relance.situation",
             icon_name=ft.Icons.WORK_OUTLINE, field=True)
    ]  # fmt: skip


def sheets(ui: Ui, trying: Trying) -> list[ft.Control]:
    """The open sheet, if one is."""
    task = ui.replica.get(FollowUp, trying.noting) if trying.noting else None
    asked = of(ui, task) if task is not None else None
    if task is None or asked is None:
        return []
    sheet = SituationSheet(task.person_id, *asked, trying.noted)
    return [ft.Container(sheet, key=task.id)]
