"""The person's situation at the entry, at the exit or at six months; or why nobody knows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import situations
from espace_mobile.app.actions.undoing import Done
from espace_mobile.app.components import sheet, switch
from espace_mobile.app.components.text import muted
from espace_mobile.app.noting import note
from espace_mobile.app.screens.enrolments.noting import actions, one_of
from espace_mobile.app.screens.enrolments.words import asked_words
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import component, use_draft, use_ui
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.path_vocabulary import Answered, SituationMoment, WorkSituation
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.situations import TASKS, expected
from espace_mobile.errors import InputError

_SPEECHLESS = (Answered.UNREACHABLE, Answered.UNANSWERED, Answered.UNKNOWN)
_TITLES = {
    SituationMoment.ENTRY: "situation.at_entry",
    SituationMoment.EXIT: "situation.at_exit",
    SituationMoment.SIX_MONTHS: "situation.at_six_months",
}


@component
def SituationSheet(person_id: str, enrolment: Enrolment, moment: SituationMoment, on_close: Callable[[], None]) -> Any:
    ui = use_ui()
    found = expected(enrolment, situations.situations_of(ui.replica, enrolment), clock.today())
    asked = next(e for e in found if e.moment == moment)
    draft = use_draft(f"enrolment.situation.{person_id}.{enrolment.id}.{moment}", _values(asked.said))
    answered = Answered(draft.get("answered")) if draft.get("answered") else None
    which = WorkSituation(draft.get("situation")) if draft.get("situation") else None

    def act() -> Done[Situation]:
        session = ui.session
        if answered is None:
            raise InputError("answered", "required")
        return situations.say_situation(
            session.replica, enrolment, moment, session.worker, answered=answered, situation=which, now=clock.now(),
            stop=bool(draft.get("stop")),
        )  # fmt: skip

    def save() -> None:
        note(ui, act, ui.t("situation.saved"), draft=draft, on_close=on_close)

    content: list[ft.Control] = [] if asked.said else [muted(ui, asked_words(ui, asked), SMALL)]
    content.append(one_of(ui, draft, "answered", ui.t("situation.answered"), Answered))
    if answered == Answered.ANSWERED:
        content.append(one_of(ui, draft, "situation", ui.t("situation.which"), WorkSituation))
    if answered in _SPEECHLESS and moment in TASKS:
        content.append(
            switch(ui, ui.t("situation.stop"), bool(draft.get("stop")),
                   lambda on: draft.set("stop", on, redraw=True), identifier="situation.stop",
                   detail=ui.t("situation.stop_hint"))
        )  # fmt: skip
    ft.use_dialog(sheet(ui, ui.t(_TITLES[moment]), content, on_close, actions=actions(ui, save, on_close)))
    return ft.Container(visible=False)


def _values(said: Situation | None) -> dict[str, Any] | None:
    return {"answered": str(said.answered), "situation": str(said.situation or "")} if said else None
