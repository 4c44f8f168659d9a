"""« Des nouvelles aujourd’hui » in one tap, and six weeks of news as a strip with its figure in words."""

from __future__ import annotations

from datetime import date

import flet as ft
import flet.canvas as cv

from espace_mobile.app import clock
from espace_mobile.app.actions import check_ins
from espace_mobile.app.actions.followed import InIt
from espace_mobile.app.components import touchable
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.noting import note
from espace_mobile.app.screens.wording import day_words, person_name
from espace_mobile.app.theme import BODY, RADIUS, SMALL, TOUCH_FIELD
from espace_mobile.app.ui import Ui
from espace_mobile.domain.news import Cell, Strip
from espace_mobile.domain.person import Person
from espace_mobile.domain.review_agenda import QUIET_DAYS

# px: thirty days stand side by side at 360, whatever the size of the text; a day without news is low, for who sees no
# colours
_WIDE, _APART, _WEEK_APART, _HIGH = 7, 2, 5, 20
_TALL = {Cell.NEWS: _HIGH, Cell.SILENT: 5, Cell.BEFORE: 1}


def news_strip(ui: Ui, shown: Strip, identifier: str) -> ft.Control:
    """A mark a working day, high when there was news, and the figure under it."""
    words = strip_words(ui, shown)
    drawn = ft.Column([_marks(ui, shown), muted(ui, words, SMALL)], spacing=4, tight=True)
    return ft.Semantics(
        identifier=identifier, label=words, container=True, content=ft.Semantics(exclude_semantics=True, content=drawn)
    )


def strip_words(ui: Ui, shown: Strip) -> str:
    """« 23 jours sur 30 avec des nouvelles »."""
    return ui.tn("news.days", shown.news, of=shown.of) if shown.of else ui.t("news.no_day_yet")


def quiet_words(ui: Ui, one: InIt, today: date) -> str:
    """« Sans nouvelles depuis 18 jours » after a fortnight, else the day of the last news."""
    last, quiet = one.followed.last_news, one.followed.quiet_days(today)
    if last == today:
        return ui.t("news.last_today")
    if last is None or quiet >= QUIET_DAYS:
        return ui.tn("case.quiet", quiet)
    return ui.t("news.last", day=day_words(ui, last))


def news_button(ui: Ui, person: Person, noted: bool, *, identifier: str, wide: bool = False) -> ft.Control:
    """Notes it, or takes it back when it was noted today. `wide`: with all its words."""
    p = ui.palette
    words = ui.t("news.note") if wide else ui.t("news.noted_short" if noted else "news.short")
    ink, ground = (p.on_primary, p.primary) if noted or wide else (p.primary, p.soft)
    sign = ft.Icons.CHECK if noted else ft.Icons.WAVING_HAND_OUTLINED
    inside = ft.Row(
        [icon(ui, sign, 20, ink), label(ui, words, BODY if wide else 15, ink, no_wrap=not wide)], spacing=6,
        tight=True, alignment=ft.MainAxisAlignment.CENTER,
    )  # fmt: skip
    return touchable(
        ui, inside, identifier=identifier, name=f"{ui.t('news.note')}, {person_name(ui, person)}", selected=noted,
        on_tap=lambda: _tap(ui, person, noted), height=ui.size(TOUCH_FIELD), border_radius=RADIUS, bgcolor=ground,
        alignment=ft.Alignment.CENTER, padding=ft.Padding.symmetric(horizontal=14),
        border=ft.Border.all(p.edge, p.line) if p.bold_edges else None,
    )  # fmt: skip


def _tap(ui: Ui, person: Person, noted: bool) -> None:
    own, change = ui.session, check_ins.forget_news if noted else check_ins.note_news
    said = ui.t("news.forgotten" if noted else "news.noted", name=person_name(ui, person))
    note(ui, lambda: change(own.replica, person, own.worker, clock.today()), said)


def _marks(ui: Ui, shown: Strip) -> ft.Control:
    """One drawing a strip: there may be as many strips as people, and thirty boxes each would be too many."""
    high: list[cv.Path.PathElement] = []
    low: list[cv.Path.PathElement] = []
    before: list[cv.Path.PathElement] = []
    x = 0
    for week in shown.weeks:
        for cell in week:
            tall = _TALL[cell]
            into = {Cell.NEWS: high, Cell.SILENT: low}.get(cell, before)
            into.append(cv.Path.Rect(x, _HIGH - tall, _WIDE, tall, border_radius=min(2, tall / 2)))
            x += _WIDE + _APART
        x += _WEEK_APART - _APART
    p = ui.palette
    paths = [
        cv.Path(found, paint=ft.Paint(color=color, style=ft.PaintingStyle.FILL))
        for found, color in ((high, p.primary), (low, p.muted), (before, p.line))
        if found
    ]
    return cv.Canvas(list(paths), width=max(x, 1), height=_HIGH)
