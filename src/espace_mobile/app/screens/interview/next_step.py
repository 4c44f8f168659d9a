"""« Prochaine étape »: what the person does next, and by when. It goes to the file when the talk ends."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import interviews
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, chips, day_picker
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.identity_form import error_text
from espace_mobile.app.screens.interview.fold import fold
from espace_mobile.app.screens.interview.writing import keep, text_area, typing
from espace_mobile.app.screens.wording import day_words
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.interview import Interview
from espace_mobile.i18n.translator import sentence

_WEEKS = (1, 2, 4)
_OTHER = "other"


@component
def NextStep(interview_id: str, draft: Draft) -> Any:
    ui = use_ui()
    use_records(Interview.kind)
    ft.use_state(draft)
    is_open, set_open = use_value("next_step" in typing(draft))
    picking, pick = ft.use_state(False)
    interview = ui.replica.get(Interview, interview_id)
    today = clock.today()

    def plan(on: date | None) -> None:
        pick(False)
        session = ui.session
        if interview is not None:
            act = lambda: interviews.plan_next(session.replica, interview, session.worker, on, today=today)  # noqa: E731
            attempt(ui, act, draft)

    last = today + timedelta(days=366)
    ft.use_dialog(day_picker(ui, plan, lambda: pick(False), first=today, last=last) if picking else None)
    if interview is None:
        return ft.Container()

    def toggle() -> None:
        if not is_open:
            set_open(True)
        elif keep(ui, draft, interview, "next_step"):
            set_open(False)

    return fold(
        ui, ui.t("interview.next_step"), identifier="section.next_step", is_open=is_open, on_toggle=toggle,
        said=next_words(ui, interview),
        content=[
            text_area(ui, draft, interview, "next_step", "section.next_step.text"),
            muted(ui, ui.t("interview.next_by"), SMALL),
            _days(ui, interview, today, plan, lambda: pick(True)), *error_text(ui, draft, "next_step_on"),
        ] if is_open else [],
    )  # fmt: skip


def next_words(ui: Ui, interview: Interview) -> str:
    """« Apporter le CV, mardi 26 mai »."""
    day = day_words(ui, interview.next_step_on) if interview.next_step_on else ""
    return sentence(", ".join(filter(None, [" ".join((interview.next_step or "").split()), day])))


def _days(ui: Ui, interview: Interview, today: date, plan: Any, pick: Any) -> ft.Control:
    days = {str(n): today + timedelta(weeks=n) for n in _WEEKS}
    chosen = interview.next_step_on
    options = [Option(code, ui.tn("interview.in_weeks", int(code))) for code in days]
    if chosen and chosen not in days.values():
        options.append(Option("chosen", sentence(day_words(ui, chosen))))
    options.append(Option(_OTHER, ui.t("when.other_day"), ft.Icons.CALENDAR_MONTH))
    on = next((code for code, day in days.items() if day == chosen), "chosen" if chosen else "")

    def choose(code: str) -> None:
        if code == _OTHER:
            pick()
        else:
            plan(None if code == on else days[code])

    return chips(ui, options, [on], choose, identifier="interview.next_on", field=True)
