"""A relance in words: why, since when, what was tried."""

from __future__ import annotations

from datetime import date

from espace_mobile.app import clock
from espace_mobile.app.actions.follow_ups import Line
from espace_mobile.app.screens.wording import day_words, worker_name
from espace_mobile.app.ui import Ui
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.relances import CONCLUSIVE, MOMENTS


def why(ui: Ui, task: FollowUp) -> str:
    return task.reason or ui.words.label(task.rule)


def due_words(ui: Ui, due_on: date, *, headed: bool = False) -> str:
    """« en retard depuis le 12 mai », « aujourd’hui », « pour le 25 mai ». `headed`: the title says « late »."""
    today = clock.today()
    if due_on < today:
        return ui.t("relance.since" if headed else "relance.late_since", day=_near(ui, due_on))
    return day_words(ui, due_on) if due_on == today else ui.t("relance.due_by", day=_near(ui, due_on))


def tried_words(ui: Ui, tried: Attempt | None) -> str:
    """« Appel hier : pas de réponse », « Appel le 8 août : message laissé »."""
    if tried is None:
        return ui.t("relance.never_tried")
    day = _near(ui, clock.local(tried.at).date())
    return ui.t(
        "relance.tried", channel=ui.words.label(tried.channel), day=day, result=ui.words.label(tried.result).lower()
    )  # fmt: skip


def line_words(ui: Ui, line: Line) -> str:
    named = worker_name(ui, line.task.worker_id)
    by = ui.t("relance.by", name=named) if named and line.task.worker_id != ui.session.worker.id else ""
    said = [
        f"{why(ui, line.task)}, {due_words(ui, line.task.due_on, headed=True)}",
        tried_words(ui, line.last),
        _to_note(ui, line),
        by,
    ]
    return " · ".join(filter(None, said))


def _to_note(ui: Ui, line: Line) -> str:
    """Of whoever was reached, and is still to say what became of them."""
    reached = any(t.result in CONCLUSIVE for t in line.tries)
    return ui.t("relance.situation_waits") if reached and line.task.rule in MOMENTS else ""


def duration(ui: Ui, minutes: int) -> str:
    """« 25 min », « 1 h », « 1 h 25 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return ui.t("effort.minutes", n=rest)
    whole = ui.words.number(hours)
    return ui.t("effort.hours", h=whole, m=f"{rest:02d}") if rest else ui.t("effort.whole", h=whole)


def _near(ui: Ui, day: date) -> str:
    """« hier », « demain », « le 12 mai »."""
    words, this_year = day_words(ui, day), day.year == clock.today().year
    if words == ui.words.day(day, year=not this_year):
        return ui.t("relance.the_day", day=ui.words.short_day(day, year=not this_year))
    return words
