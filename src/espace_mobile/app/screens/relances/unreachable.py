"""Who could not be reached after leaving: that too is an answer to « what became of them », and it ends the asking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import situations, workers
from espace_mobile.app.actions.undoing import Done, take_back
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import link, notify
from espace_mobile.app.ui import Ui
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.path_vocabulary import Answered
from espace_mobile.domain.relances import MOMENTS


def links(ui: Ui, task: FollowUp, on_done: Callable[[], Any]) -> list[ft.Control]:
    """Offered to who counsels, for a situation to be asked, once somebody tried."""
    session, moment = ui.session, MOMENTS.get(task.rule)
    spell = ui.replica.get(Enrolment, task.source_id) if moment and task.source_id else None
    tried = ui.replica.count(Attempt, follow_up_id=task.id) > 0
    if spell is None or moment is None or not tried or not workers.may_counsel(session.worker):
        return []

    def say() -> None:
        done: list[Done[Any]] = []
        act = lambda: done.append(  # noqa: E731
            situations.say_situation(
                session.replica, spell, moment, session.worker, answered=Answered.UNREACHABLE, now=clock.now(),
                stop=True,
            )
        )  # fmt: skip
        if attempt(ui, act):
            on_done()
            undo = lambda: attempt(  # noqa: E731
                ui, lambda: take_back(session.replica, done[0], session.worker)
            )
            notify(ui, ui.t("relance.unreachable_noted"), undo=undo)

    return [
        link(ui, ui.t("relance.unreachable"), say, identifier="relance.unreachable",
             icon_name=ft.Icons.PHONE_DISABLED_OUTLINED, field=True)
    ]  # fmt: skip
