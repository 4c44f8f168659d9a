"""The part of a programme's page: the next comité, the others, and everybody's six weeks, the silent first."""

from __future__ import annotations

from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import case_reviews, check_ins, followed, review_cases, workers
from espace_mobile.app.actions.followed import InIt
from espace_mobile.app.components import button, card, empty_state, line, link, title, touchable
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.screens.news import news_button, news_strip, quiet_words
from espace_mobile.app.screens.programmes.reviews.planning import Planning
from espace_mobile.app.screens.programmes.reviews.words import day_of, moved_words, review_day, when_words
from espace_mobile.app.screens.wording import day_words, person_name
from espace_mobile.app.theme import BODY, GAP, LARGE, RADIUS, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain import news
from espace_mobile.domain.case_review import CaseReview
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.review_agenda import QUIET_DAYS

AT_FIRST, MORE = 8, 20
_IN_IT = ("person", "merge", "enrolment", "programme", "group_session", *(kind.kind for kind in news.KINDS))


def said(ui: Ui, programme: Programme) -> str:
    """« prochain comité jeudi 10 décembre · 5 cas »."""
    today = clock.today()
    review = next(iter(case_reviews.to_come(ui.replica, programme.id, today)), None)
    if review is None:
        return ui.t("review.said_none")
    cases = len(review_cases.agenda(ui.replica, review, ui.session.worker, today))
    return ui.t("review.said", day=day_words(ui, review.on), cases=ui.tn("review.cases", cases))


@component
def Reviews(programme_id: str) -> Any:
    return ft.Column(
        [NextReviews(programme_id), DailyFollowUp(programme_id)], spacing=16,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


@component
def NextReviews(programme_id: str) -> Any:
    """Tests: `review.open`, `review.plan`, `review.show_others`, `review.later.{n}`, `review.past.{n}`."""
    ui = use_ui()
    use_records("case_review", "reviewed_case", "place", *_IN_IT)
    planning, plan = use_value(False)
    unfolded, unfold = use_value(False)
    programme, today = ui.replica.get(Programme, programme_id), clock.today()
    if programme is None:
        return ft.Container(visible=False)
    coming = case_reviews.to_come(ui.replica, programme_id, today)
    past = case_reviews.past(ui.replica, programme_id, today)
    may = workers.may_counsel(ui.session.worker)
    parts: list[Any] = [title(ui, ui.t("review.next")), *(_next(ui, coming[0]) if coming else _none(ui, may))]
    if may and not coming:
        parts.append(
            button(ui, ui.t("review.plan"), lambda: plan(True), identifier="review.plan", primary=True, field=True,
                   icon_name=ft.Icons.EVENT_REPEAT_OUTLINED)
        )  # fmt: skip
    links: list[ft.Control] = []
    if may and coming:
        links.append(
            link(ui, ui.t("review.plan"), lambda: plan(True), identifier="review.plan", field=True,
                 icon_name=ft.Icons.EVENT_REPEAT_OUTLINED)
        )  # fmt: skip
    if past or coming[1:]:
        links.append(
            link(ui, ui.t("review.others"), lambda: unfold(not unfolded), identifier="review.show_others", field=True,
                 icon_name=ft.Icons.EXPAND_LESS if unfolded else ft.Icons.EXPAND_MORE)
        )  # fmt: skip
    parts += [ft.Row(links, wrap=True, spacing=0, run_spacing=0)] if links else []
    if unfolded:
        parts += _others(ui, coming[1:], past[:MORE])
    return card(ui, *parts, Planning(programme_id, planning, lambda: plan(False)))


def _others(ui: Ui, later: list[CaseReview], past: list[CaseReview]) -> list[ft.Control]:
    to_come = [_line(ui, r, f"review.later.{n}", moved_words(ui, review_day(r))) for n, r in enumerate(later)]
    over = [
        _line(ui, r, f"review.past.{n}", ui.tn("review.decisions", review_cases.decided_count(ui.replica, r)))
        for n, r in enumerate(past)
    ]
    parts: list[ft.Control] = []
    for words, lines in (("review.later", to_come), ("review.past", over)):
        if lines:
            parts += [muted(ui, ui.t(words), SMALL), ft.Column(lines, spacing=0, tight=True)]
    return parts


def _next(ui: Ui, review: CaseReview) -> list[ft.Control]:
    cases = review_cases.agenda(ui.replica, review, ui.session.worker, clock.today())
    decided = sum(case.decided for case in cases)
    counted = ui.tn("review.cases", len(cases))
    if decided:
        counted = ui.tn("review.cases_decided", decided, of=len(cases))
    detail = when_words(ui, review)
    words: list[ft.Control] = [label(ui, day_of(ui, review), LARGE + 4), *([muted(ui, detail)] if detail else [])]
    sign = icon(ui, ft.Icons.FOLDER_SHARED_OUTLINED, 22, ui.palette.primary)
    figure = ft.Row([sign, label(ui, counted)], spacing=GAP)
    return [
        ft.Column([*words, figure], spacing=6, tight=True),
        button(ui, ui.t("review.open"), lambda: _go(review), identifier="review.open", primary=True, field=True,
               icon_name=ft.Icons.EAST),
    ]  # fmt: skip


def _none(ui: Ui, may: bool) -> list[ft.Control]:
    hint = ui.t("review.none_planned_hint" if may else "review.none_planned_field")
    return [label(ui, ui.t("review.none_planned")), muted(ui, hint, SMALL)]


def _line(ui: Ui, review: CaseReview, identifier: str, detail: str) -> ft.Control:
    return line(ui, day_of(ui, review), detail, identifier=identifier, on_tap=lambda: _go(review), key=review.id,
                trail=icon(ui, ft.Icons.CHEVRON_RIGHT, 22, ui.palette.muted))  # fmt: skip


def _go(review: CaseReview) -> None:
    ft.context.page.navigate(f"/reviews/{review.id}")


@component
def DailyFollowUp(programme_id: str) -> Any:
    """Tests: `followed.{n}.file`, `followed.{n}.news`, `followed.{n}.strip`, `followed.more`."""
    ui = use_ui()
    use_records(*_IN_IT, "interview")
    shown, show = use_value(AT_FIRST)
    programme, today = ui.replica.get(Programme, programme_id), clock.today()
    if programme is None:
        return ft.Container(visible=False)
    found = followed.everybody_in(ui.replica, programme, ui.session.worker, today)
    if not found:
        return empty_state(
            ui, ft.Icons.PEOPLE_OUTLINE, ui.t("review.nobody_in"), ui.t("review.nobody_in_hint")
        )  # fmt: skip
    silent = sum(one.followed.quiet_days(today) >= QUIET_DAYS for one in found)
    counted = " · ".join(
        [ui.tn("review.followed", len(found)), *([ui.tn("review.silent", silent)] if silent else [])]
    )  # fmt: skip
    more = link(ui, ui.t("review.more"), lambda: show(shown + MORE), identifier="followed.more", field=True)
    return card(
        ui, title(ui, ui.t("review.daily")), label(ui, counted),
        *(_row(ui, n, one, today) for n, one in enumerate(found[:shown])),
        *([ft.Row([more], wrap=True)] if len(found) > shown else []),
    )  # fmt: skip


def _row(ui: Ui, n: int, one: InIt, today: date) -> ft.Control:
    person, name = one.person, person_name(ui, one.person)
    quiet = one.followed.quiet_days(today) >= QUIET_DAYS
    lately = label(ui, quiet_words(ui, one, today), SMALL, ui.palette.alert if quiet else ui.palette.muted)
    who = touchable(
        ui, ft.Row([ft.Column([label(ui, name, BODY + 1), lately], spacing=0, tight=True, expand=True)]),
        identifier=f"followed.{n}.file", name=name, value=quiet_words(ui, one, today), expand=True,
        on_tap=lambda: ft.context.page.navigate(f"/people/{person.id}"), border_radius=RADIUS,
        padding=ft.Padding.symmetric(vertical=6),
    )  # fmt: skip
    noted = check_ins.is_noted(ui.replica, person.id, today)
    tap = news_button(ui, person, noted, identifier=f"followed.{n}.news")
    head: list[ft.Control] = [ft.Row([who]), tap] if ui.large else [ft.Row([who, tap], spacing=GAP)]
    rule = ft.Border(bottom=ft.BorderSide(ui.palette.edge, ui.palette.line))
    return ft.Container(
        ft.Column([*head, news_strip(ui, one.strip(today), f"followed.{n}.strip")], spacing=6, tight=True,
                  horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
        border=rule, padding=ft.Padding.only(bottom=12), key=person.id,
    )  # fmt: skip
