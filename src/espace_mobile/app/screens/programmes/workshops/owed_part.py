"""Who is short of the hours that a compulsory group asks this month, and who was met about their contracts this week;
each with the one tap that is called for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import workers, workshop_people, workshops
from espace_mobile.app.actions.undoing import Done
from espace_mobile.app.actions.workshop_people import Short
from espace_mobile.app.components import card, line, link, pill, title
from espace_mobile.app.components.text import muted
from espace_mobile.app.noting import note
from espace_mobile.app.screens.sessions.words import length_words
from espace_mobile.app.screens.wording import day_words, person_name
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.person import Person
from espace_mobile.domain.workshop import Workshop

AT_FIRST, MORE = 10, 20


@component
def MonthOwed(workshop_id: str) -> Any:
    ui = use_ui()
    use_records("workshop", "group_session", "attendance", "enrolment", "person", "merge", "follow_up")
    shown, show = use_value(AT_FIRST)
    workshop = ui.replica.get(Workshop, workshop_id)
    if workshop is None or not workshop.compulsory or not workshop.month_minutes:
        return ft.Container(visible=False)
    today = clock.today()
    month = workshop_people.month(ui.replica, workshop, ui.session.worker, today)
    parts: list[ft.Control] = [
        title(ui, ui.t("workshop.month", month=ui.words.month(today))),
        muted(ui, _month_words(ui, workshop, month.people, len(month.short))),
    ]  # fmt: skip
    if month.still is not None:
        parts.append(muted(ui, ui.t("workshop.still", day=day_words(ui, workshops.day_of(month.still))), SMALL))
    parts += [_short_line(ui, workshop, one, n) for n, one in enumerate(month.short[:shown])]
    return card(ui, *parts, *_more(ui, len(month.short), shown, show))


@component
def WeekMet(workshop_id: str) -> Any:
    ui = use_ui()
    use_records("workshop", "group_session", "attendance", "enrolment", "person", "merge")
    shown, show = use_value(AT_FIRST)
    workshop = ui.replica.get(Workshop, workshop_id)
    if workshop is None:
        return ft.Container(visible=False)
    week = workshop_people.week(ui.replica, workshop, ui.session.worker, clock.today())
    people = [*((p, False) for p in week.not_met), *((p, True) for p in week.met)]
    said = _week_words(ui, len(people), len(week.met))
    lines = [_met_line(ui, workshop, person, met, n) for n, (person, met) in enumerate(people[:shown])]
    return card(ui, title(ui, ui.t("workshop.week")), muted(ui, said), *lines, *_more(ui, len(people), shown, show))


def _week_words(ui: Ui, people: int, met: int) -> str:
    if not people:
        return ui.t("workshop.nobody_in")
    return ui.tn("workshop.met_of", met, of=people) if met else ui.t("workshop.nobody_met", of=people)


def _month_words(ui: Ui, workshop: Workshop, people: int, short: int) -> str:
    if not people:
        return ui.t("workshop.nobody_in")
    owed = length_words(workshop.month_minutes or 0)
    return ui.tn("workshop.short_of", short, of=people, time=owed) if short else ui.t("workshop.none_short", time=owed)


def _short_line(ui: Ui, workshop: Workshop, one: Short, n: int) -> ft.Control:
    identifier, today = f"workshop.short.{n}", clock.today()
    came = ui.t("workshop.came_of", came=length_words(one.came), owed=length_words(one.owed))
    trail: ft.Control | None = None
    if workshop_people.is_called_back(ui.replica, workshop, one.person, today):
        trail = pill(ui, ft.Icons.CHECK, ui.t("session.called_back"))
    elif workers.may_counsel(ui.session.worker):
        reason = f"{workshop.title}, {came}"
        call = lambda: note(ui, lambda: _call_back(ui, workshop, one.person, reason), ui.t("session.called_back"))  # noqa: E731
        trail = link(
            ui, ui.t("workshop.call_back"), call, identifier=f"{identifier}.call", field=True,
            description=f"{ui.t('workshop.call_back')}, {person_name(ui, one.person)}",
        )  # fmt: skip
    return _person_line(ui, one.person, came, identifier, trail)


def _met_line(ui: Ui, workshop: Workshop, person: Person, met: bool, n: int) -> ft.Control:
    identifier = f"workshop.met.{n}"
    trail: ft.Control | None = None
    if met:
        trail = pill(ui, ft.Icons.CHECK, ui.t("workshop.met"), "ok")
    elif workers.may_counsel(ui.session.worker):
        own = ui.session
        mark = lambda: note(  # noqa: E731
            ui, lambda: workshop_people.met(own.replica, workshop, person, own.worker, now=clock.now()),
            ui.t("workshop.met_now", name=person_name(ui, person)),
        )  # fmt: skip
        trail = link(
            ui, ui.t("workshop.mark_met"), mark, identifier=f"{identifier}.mark", field=True,
            description=f"{ui.t('workshop.mark_met')}, {person_name(ui, person)}",
        )  # fmt: skip
    return _person_line(ui, person, "", identifier, trail)


def _person_line(
    ui: Ui, person: Person, detail: str, identifier: str, trail: ft.Control | None
) -> ft.Control:  # fmt: skip
    go = lambda: ft.context.page.navigate(f"/people/{person.id}")  # noqa: E731
    return line(ui, person_name(ui, person), detail, identifier=identifier, on_tap=go, trail=trail, key=person.id)


def _call_back(ui: Ui, workshop: Workshop, person: Person, reason: str) -> Done[Any]:
    own = ui.session
    return workshop_people.call_back(own.replica, workshop, person, reason, own.worker, today=clock.today())


def _more(ui: Ui, count: int, shown: int, show: Callable[[int], None]) -> list[ft.Control]:
    if count <= shown:
        return []
    more = link(ui, ui.t("session.more"), lambda: show(shown + MORE), identifier="workshop.people.more", field=True)
    return [ft.Row([more], wrap=True)]
