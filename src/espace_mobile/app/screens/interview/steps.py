"""The steps of the action, in words to be read together: the tablet turned to the person."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions import interviews
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import touchable
from espace_mobile.app.components.text import icon, label, text
from espace_mobile.app.screens.interview.fold import fold
from espace_mobile.app.theme import GAP, RADIUS
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.path_vocabulary import ActionStep
from espace_mobile.domain.vocabulary import offered

_SENTENCES = {
    ActionStep.WELCOME: "interview.step_welcome",
    ActionStep.INDIVIDUAL_APPOINTMENTS: "interview.step_individual",
    ActionStep.GROUP_SESSIONS: "interview.step_group",
    ActionStep.CIVIC_SERVICE: "interview.step_civic",
    ActionStep.PAID_HOURS: "interview.step_paid",
    ActionStep.ENTRY: "interview.step_entry",
}


@component
def Steps(interview_id: str) -> Any:
    ui = use_ui()
    use_records(Interview.kind)
    is_open, set_open = use_value(False)
    interview = ui.replica.get(Interview, interview_id)
    if interview is None:
        return ft.Container()
    explained = interview.steps_explained
    return fold(
        ui, ui.t("interview.steps"), identifier="section.steps", is_open=is_open,
        on_toggle=lambda: set_open(not is_open),
        said=", ".join(ui.words.label(step) for step in explained),
        content=[_step(ui, interview, ActionStep(step)) for step in offered(ActionStep)] if is_open else [],
    )  # fmt: skip


def _step(ui: Ui, interview: Interview, step: ActionStep) -> ft.Control:
    session, p = ui.session, ui.palette
    on = step in interview.steps_explained
    sentence = ui.t(_SENTENCES[step]) if step in _SENTENCES else ""

    def toggle() -> None:
        attempt(ui, lambda: interviews.explain_step(session.replica, interview, session.worker, step))

    mark = icon(ui, ft.Icons.CHECK_CIRCLE if on else ft.Icons.CIRCLE_OUTLINED, 24, p.primary if on else p.muted)
    words = ft.Column(
        [label(ui, ui.words.label(step)), text(ui, sentence)], spacing=2, tight=True, expand=True
    )  # fmt: skip
    return touchable(
        ui, ft.Row([mark, words], spacing=12, vertical_alignment=ft.CrossAxisAlignment.START),
        identifier=f"step.{step}", name=f"{ui.words.label(step)}. {sentence}", selected=on, on_tap=toggle,
        value=ui.t("interview.step_explained") if on else None, border_radius=RADIUS,
        padding=ft.Padding.symmetric(horizontal=12, vertical=GAP * 1.5), bgcolor=p.soft if on else None,
        border=ft.Border.all(max(p.edge, 2) if on else p.edge, p.primary if on else p.line),
    )  # fmt: skip
