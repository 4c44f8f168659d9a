"""What was noted of a spell by mistake: its days, its decision, or all of it. Each can be taken back at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import enrolments, workers
from espace_mobile.app.actions.undoing import Done
from espace_mobile.app.components import button, sheet
from espace_mobile.app.components.text import muted
from espace_mobile.app.noting import note
from espace_mobile.app.ui import Ui, component, use_ui
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.path_vocabulary import EntryDecision


@component
def CorrectSheet(enrolment: Enrolment, on_close: Callable[[], None], show: Callable[[str], None]) -> Any:
    """`show`: opens the sheet of the entry (`enter`) or of the exit (`leave`) instead."""
    ui = use_ui()
    content: list[ft.Control] = [muted(ui, ui.t("correct.hint")), *_choices(ui, enrolment, on_close, show)]
    ft.use_dialog(sheet(ui, ui.t("correct.title"), content, on_close))
    return ft.Container(visible=False)


def _choices(ui: Ui, spell: Enrolment, on_close: Callable[[], None], show: Callable[[str], None]) -> list[ft.Control]:
    session, today = ui.session, clock.today()
    replica, worker = session.replica, session.worker

    def act(code: str, words: str, do: Callable[[], Done[Any]], *, danger: bool = False) -> ft.Control:
        said = ui.t("correct.deleted" if danger else "correct.done")
        tapped = lambda: note(ui, do, said, on_close=on_close)  # noqa: E731
        return button(ui, words, tapped, identifier=f"correct.{code}", field=True, danger=danger)

    found: list[ft.Control] = []
    if workers.may_counsel(worker):
        if spell.entered_on is not None:
            found.append(_other(ui, "enter", ui.t("correct.entry_day"), show))
        if spell.exited_on is not None:
            found.append(_other(ui, "leave", ui.t("correct.exit_day"), show))
            found.append(act("stay", ui.t("correct.stay"), lambda: enrolments.stay(replica, spell, worker)))
        elif spell.entered_on is not None:
            undo = lambda: enrolments.not_entered(replica, spell, worker)  # noqa: E731
            found.append(act("not_entered", ui.t("correct.not_entered"), undo))
        elif spell.decided_by is not None:
            undecide = lambda: enrolments.decide(replica, spell, EntryDecision.PROPOSED, worker, today)  # noqa: E731
            found.append(act("undecide", ui.t("correct.undecide"), undecide))
    delete = lambda: enrolments.delete(replica, spell, worker)  # noqa: E731
    found.append(act("delete", ui.t("correct.delete"), delete, danger=True))
    return found


def _other(ui: Ui, code: str, words: str, show: Callable[[str], None]) -> ft.Control:
    return button(ui, words, lambda: show(code), identifier=f"correct.{code}", field=True)
