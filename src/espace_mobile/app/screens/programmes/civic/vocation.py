"""What came of a mission that is over: a vocation, or not; and its place in the person's path, when there is one."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import civic_running, workers
from espace_mobile.app.actions.files import told_of
from espace_mobile.app.components import Option, button, card, chips, title
from espace_mobile.app.components.text import muted, text
from espace_mobile.app.noting import note
from espace_mobile.app.screens.wording import day_words
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.path_vocabulary import FollowUpStatus
from espace_mobile.domain.sheet_vocabulary import Vocation
from espace_mobile.domain.vocabulary import offered


@component
def VocationCard(mission_id: str) -> Any:
    """Tests: `vocation.{code}`, `civic.outcome`."""
    ui = use_ui()
    use_records(CivicMission.kind, FollowUp.kind, Enrolment.kind, Outcome.kind)
    mission = ui.replica.get(CivicMission, mission_id)
    if mission is None:
        return ft.Container()
    may = workers.may_counsel(ui.session.worker)
    return card(ui, title(ui, ui.t("civic.vocation")), *_asked(ui, mission, may), *(_path(ui, mission) if may else []))


def _asked(ui: Ui, mission: CivicMission, may: bool) -> list[ft.Control]:
    if not may:
        return [text(ui, ui.words.label(mission.vocation) or ui.t("civic.vocation_unasked"))]
    session = ui.session

    def choose(code: str) -> None:
        vocation = None if mission.vocation == code else Vocation(code)
        words = ui.words.label(vocation) or ui.t("civic.vocation_unasked")
        note(
            ui, lambda: civic_running.note_vocation(session.replica, mission, vocation, session.worker, clock.now()),
            words,
        )  # fmt: skip

    options = [Option(v, ui.words.label(Vocation(v))) for v in offered(Vocation)]
    chosen = [mission.vocation] if mission.vocation else []
    due = _relance(ui, mission)
    hint = ui.t("civic.relance_on", day=day_words(ui, due.due_on)) if due else ui.t("civic.vocation_hint")
    return [muted(ui, hint, SMALL), chips(ui, options, chosen, choose, identifier="vocation", field=True)]


def _relance(ui: Ui, mission: CivicMission) -> FollowUp | None:
    tasks = told_of(ui.replica, FollowUp, mission.person_id) if mission.person_id else []
    return next((t for t in tasks if t.source_id == mission.id and t.status == FollowUpStatus.DUE), None)


def _path(ui: Ui, mission: CivicMission) -> list[ft.Control]:
    """Offered, never done by itself."""
    if civic_running.path_of(ui.replica, mission) is None:
        return []
    session = ui.session
    act = lambda: civic_running.become_outcome(session.replica, mission, session.worker, clock.today())  # noqa: E731
    return [
        button(ui, ui.t("civic.outcome"), lambda: note(ui, act, ui.t("outcome.saved")), identifier="civic.outcome",
               field=True, icon_name=ft.Icons.EMOJI_EVENTS_OUTLINED),
    ]  # fmt: skip
