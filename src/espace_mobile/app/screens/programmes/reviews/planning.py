"""« Planifier les prochains comités »: the four days that come next, said before they are planned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import case_reviews
from espace_mobile.app.actions.undoing import Done
from espace_mobile.app.components import Option, button, chips, line, sheet
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.day_choice import DayChoice
from espace_mobile.app.screens.day_choice import day_of as day_in
from espace_mobile.app.screens.programmes.reviews.words import hours, moved_words, warning
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui
from espace_mobile.domain.case_review import CaseReview
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.review_dates import EVERY, ReviewDay
from espace_mobile.domain.working_days import working_days
from espace_mobile.i18n.translator import sentence

_YEAR, _NEAR = timedelta(days=366), 5


@component
def Planning(programme_id: str, open_now: bool, on_close: Callable[[], None]) -> Any:
    """A sheet, open while `open_now`. Tests: `review.day.{ISO day}`, `review.half.{HH:MM}`, `review.proposed.{n}`,
    `review.plan.save`."""
    ui = use_ui()
    use_records("case_review", "programme", "programme_partner")
    draft = use_draft(f"review.plan.{programme_id}")
    ft.use_state(draft)
    programme = ui.replica.get(Programme, programme_id)
    ft.use_dialog(_sheet(ui, programme, draft, on_close) if open_now and programme else None)
    return ft.Container(visible=False)


def _sheet(ui: Ui, programme: Programme, draft: Draft, on_close: Callable[[], None]) -> ft.DialogControl:
    own, today = ui.session, clock.today()
    known = case_reviews.reviews_of(own.replica, programme.id)
    first = day_in(draft, "day")
    days = case_reviews.proposed_days(own.replica, programme, today, first)
    starts = time.fromisoformat(draft.get("starts") or _usual(known).isoformat("minutes"))

    def act() -> Done[CaseReview]:
        place = known[-1].place_id if known else None
        return case_reviews.plan(own.replica, programme, days, own.worker, starts=starts, place_id=place)

    save = lambda: note(ui, act, ui.tn("review.planned_now", len(days)), draft, on_close)  # noqa: E731
    choice: list[Any] = []
    if not known:
        near = working_days(today, _NEAR)
        choice = [
            DayChoice(draft, "day", ui.t("review.first_day"), near, today, today + _YEAR, "review.day"),
            *warning(ui, first),
        ]
    lines = [_proposed(ui, day, n) for n, day in enumerate(days)]
    words = ui.tn("review.plan_these", len(days)) if days else ui.t("review.plan")
    return sheet(
        ui, ui.t("review.plan"),
        [
            muted(ui, ui.t("review.every", n=programme.review_days or EVERY), SMALL), *choice,
            *([ft.Column(lines, spacing=0, tight=True)] if lines else []), half_days(ui, draft, starts),
        ],
        on_close,
        actions=[
            button(ui, words, save, identifier="review.plan.save", primary=True, field=True),
            button(ui, ui.t("action.cancel"), on_close, identifier="review.plan.cancel", field=True),
        ],
    )  # fmt: skip


def half_days(ui: Ui, draft: Draft, starts: time | None) -> ft.Control:
    """Sets `starts` (HH:MM) of the draft."""
    words = {case_reviews.MORNING: "review.morning", case_reviews.AFTERNOON: "review.afternoon"}
    options = [Option(at.isoformat("minutes"), ui.t(key, hours=hours(ui, at))) for at, key in words.items()]
    if starts is not None and starts not in words:
        options.append(Option(starts.isoformat("minutes"), hours(ui, starts)))
    chosen = [starts.isoformat("minutes")] if starts else []
    return ft.Column(
        [
            muted(ui, ui.t("review.half_day"), SMALL),
            chips(ui, options, chosen, lambda code: draft.set("starts", code, redraw=True), identifier="review.half",
                  field=True),
        ],
        spacing=8, tight=True,
    )  # fmt: skip


def _proposed(ui: Ui, day: ReviewDay, n: int) -> ft.Control:
    sign = ft.Icons.EVENT_REPEAT_OUTLINED if day.moved else ft.Icons.EVENT_OUTLINED
    ink = ui.palette.alert if day.moved else ui.palette.primary
    return line(
        ui, sentence(_day(ui, day.on)), moved_words(ui, day), identifier=f"review.proposed.{n}",
        lead=icon(ui, sign, 22, ink),
    )  # fmt: skip


def _day(ui: Ui, day: date) -> str:
    return ui.words.day(day, year=day.year != clock.today().year)


def _usual(known: list[CaseReview]) -> time:
    """The hour of the last one."""
    return (known[-1].starts if known else None) or case_reviews.MORNING
