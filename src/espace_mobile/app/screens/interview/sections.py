"""The texts of an interview: the free line, which is enough, and the sections, which may be skipped."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.components import card
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.interview.fold import fold
from espace_mobile.app.screens.interview.writing import keep, text_area, text_name, typing
from espace_mobile.app.ui import component, use_records, use_ui, use_value
from espace_mobile.domain.interview import SECTIONS, Interview

FOLDED = tuple(section for section in SECTIONS if section != "urgent_situation")  # that one stands with the flag


@component
def FreeLine(interview_id: str, draft: Draft) -> Any:
    """« Ce que la personne dit »."""
    ui = use_ui()
    use_records(Interview.kind)
    ft.use_state(draft)
    interview = ui.replica.get(Interview, interview_id)
    if interview is None:
        return ft.Container()
    return card(ui, text_area(ui, draft, interview, "line", "interview.line"))


@component
def Section(interview_id: str, draft: Draft, field: str) -> Any:
    """Open from the start when something typed in it is not saved yet. Leaving it saves it."""
    ui = use_ui()
    use_records(Interview.kind)
    ft.use_state(draft)
    is_open, set_open = use_value(field in typing(draft))
    interview = ui.replica.get(Interview, interview_id)
    if interview is None:
        return ft.Container()
    shown = is_open or field in draft.errors

    def toggle() -> None:
        if not shown:
            set_open(True)
        elif keep(ui, draft, interview, field):
            set_open(False)

    identifier = f"section.{field}"
    return fold(
        ui, text_name(ui, field), identifier=identifier, is_open=shown, on_toggle=toggle,
        said=" ".join((getattr(interview, field) or "").split()), shown_below=True,
        content=[text_area(ui, draft, interview, field, f"{identifier}.text")] if shown else [],
    )  # fmt: skip
