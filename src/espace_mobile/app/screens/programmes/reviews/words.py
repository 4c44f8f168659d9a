"""How a comité de suivi, its day and its cases are said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

import flet as ft

from espace_mobile.app.actions import case_reviews
from espace_mobile.app.actions.review_cases import Case
from espace_mobile.app.components.text import icon, text
from espace_mobile.app.screens.wording import day_words, worker_name
from espace_mobile.app.ui import Ui
from espace_mobile.domain import review_agenda
from espace_mobile.domain.case_review import HALF_DAY, CaseReview, ReviewedCase
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.review_dates import DayOff, ReviewDay, day_off
from espace_mobile.domain.sheet_vocabulary import CaseReason
from espace_mobile.i18n.translator import sentence

_MOVED = {DayOff.HOLIDAY: "review.moved_holiday", DayOff.WEEKEND: "review.moved_weekend"}
_OFF = {DayOff.HOLIDAY: "review.holiday", DayOff.WEEKEND: "review.weekend"}


def day_of(ui: Ui, review: CaseReview) -> str:
    """« Jeudi 10 décembre »."""
    return sentence(day_words(ui, review.on))


def hours(ui: Ui, starts: time | None, minutes: int = HALF_DAY) -> str:
    """« 9 h – 12 h 30 »; empty when the hour is not known."""
    if starts is None:
        return ""
    end = datetime.combine(date.min, starts) + timedelta(minutes=minutes)
    return ui.words.hours(starts, end.time())


def moved_words(ui: Ui, day: ReviewDay) -> str:
    """« déplacé : férié le 14 mai »; empty when it was not."""
    return ui.t(_MOVED[day.moved], day=ui.words.short_day(day.planned)) if day.moved else ""


def review_day(review: CaseReview) -> ReviewDay:
    return ReviewDay(case_reviews.planned_on(review), review.on)


def when_words(ui: Ui, review: CaseReview) -> str:
    """« 9 h – 12 h 30 · Mairie · déplacé : férié le 14 mai »."""
    said = (hours(ui, review.starts, review.minutes), where(ui, review), moved_words(ui, review_day(review)))
    return " · ".join(filter(None, said))


def where(ui: Ui, review: CaseReview) -> str:
    place = ui.replica.get(Place, review.place_id) if review.place_id else None
    return place.name if place else ""


def warning(ui: Ui, day: date | None) -> list[ft.Control]:
    """Of a day off that somebody chooses: said, never refused."""
    off = day_off(day) if day else None
    if day is None or off is None:
        return []
    said = ft.Row(
        [icon(ui, ft.Icons.INFO_OUTLINE, 20, ui.palette.alert),
         text(ui, ui.t(_OFF[off], day=sentence(ui.words.day(day))), color=ui.palette.alert, expand=True)], spacing=12,
    )  # fmt: skip
    return [ft.Semantics(identifier="review.warning", live_region=True, container=True, content=said)]


def organisation_name(ui: Ui, id: str | None) -> str:
    found = ui.replica.get(Organisation, id) if id else None
    return found.name if found else ""


def organisation_names(ui: Ui, ids: Iterable[str]) -> list[str]:
    return sorted(filter(None, (organisation_name(ui, id) for id in ids)), key=str.casefold)


def owner_name(ui: Ui, case: ReviewedCase) -> str:
    return worker_name(ui, case.owner_id) or organisation_name(ui, case.owner_organisation_id)


def reasons_words(ui: Ui, case: Case) -> str:
    """« Situation urgente · Sans nouvelles depuis 18 jours »."""

    def said(reason: CaseReason) -> str:
        quiet = reason == CaseReason.NO_NEWS and case.quiet_days
        return ui.tn("case.quiet", case.quiet_days) if quiet else ui.words.label(reason)

    return " · ".join(map(said, case.reasons))


def decided_words(ui: Ui, case: ReviewedCase) -> str:
    """« Prendre des nouvelles · Nora · pour le 12 mai »."""
    by = ui.t("review.due_by", day=ui.words.short_day(case.due_on)) if case.due_on else ""
    return " · ".join(filter(None, (ui.words.label(case.decision), owner_name(ui, case), by)))


def end_words(ui: Ui, spell: Enrolment, programme: Programme, today: date) -> str:
    ends = review_agenda.ends_on(spell, programme.follow_months)
    if ends is None:
        return ""
    return ui.t("case.ended" if ends < today else "case.ends", day=ui.words.short_day(ends, year=True))
