"""What FSE+ asks of a participant at the entry: five questions, a tap each, every one of which may be refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import participant_entries
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.actions.participant_entries import Standing
from espace_mobile.app.actions.undoing import Done
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.enrolments.noting import one_of
from espace_mobile.app.screens.identity_form import error_text
from espace_mobile.app.screens.programmes.sheet.forms import first_of, form_sheet, stamps_of, use_form
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_ui
from espace_mobile.domain.code import Code
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fse import ASKED, WhyNot
from espace_mobile.domain.participant_entry import ParticipantEntry
from espace_mobile.domain.report_vocabulary import Declared, EducationLevel

_CODES: dict[str, type[Code]] = {"education": EducationLevel}
_WORDS = {
    "education": "fact_field.education", "disability": "fact_field.disability",
    "third_country": "fact_field.third_country", "homeless": "fact_field.homeless", "rural": "fact_field.rural",
}  # fmt: skip
_WHY = {
    WhyNot.NOT_ENTERED: "fse.why.not_entered", WhyNot.ONE_DAY: "fse.why.one_day",
    WhyNot.NO_SUPPORT: "fse.why.no_support",
}  # fmt: skip


def standing_words(ui: Ui, stands: Standing) -> str:
    """« À demander », « 3 réponses sur 5 », or why nothing is asked."""
    if stands.why is not None:
        return ui.t(_WHY[stands.why])
    if stands.entry is None:
        return ui.t("fse.to_ask")
    answered = sum(getattr(stands.entry, name) is not None for name in ASKED)
    return ui.t("fse.done") if answered == len(ASKED) else ui.t("fse.partly", n=answered, of=len(ASKED))


@component
def ParticipantSheet(person_id: str, enrolment: Enrolment, on_close: Callable[[], None]) -> Any:
    """Tests: `{question}.{code}`, `participant.save`, `participant.cancel`."""
    ui = use_ui()
    entry = participant_entries.entry_of(ui.replica, enrolment)
    stamps = seen_now(ui.replica, entry) if entry else {}
    draft = use_form(f"enrolment.participant.{person_id}.{enrolment.id}", _values(entry), stamps)

    def act() -> Done[ParticipantEntry]:
        session = ui.session
        return participant_entries.say_entry(
            session.replica, enrolment, session.worker, _touched(draft), now=clock.now(), seen=stamps_of(draft)
        )

    def save() -> None:
        note(ui, act, ui.t("fse.saved"), draft, on_close)

    questions = [one_of(ui, draft, name, ui.t(_WORDS[name]), _codes(name)) for name in ASKED]
    content = [muted(ui, ui.t("fse.questions_hint"), SMALL), *questions, *error_text(ui, draft, "entry")]
    ft.use_dialog(
        form_sheet(ui, draft, ui.t("fse.questions"), content, name="participant", save=save, on_close=on_close)
    )
    return ft.Container(visible=False)


def _touched(draft: Draft) -> dict[str, Code | None]:
    """Only what is not as it was shown: another tablet may have answered the rest meanwhile."""
    first = first_of(draft)
    touched = [name for name in ASKED if draft.get(name) != first.get(name)]
    return {name: _codes(name)(draft.get(name)) if draft.get(name) else None for name in touched}


def _codes(name: str) -> type[Code]:
    return _CODES.get(name, Declared)


def _values(entry: ParticipantEntry | None) -> dict[str, str]:
    return {name: str(getattr(entry, name, None) or "") for name in ASKED}
