"""One line of the list behind a number: whom or what, when, and where a tap leads."""

from __future__ import annotations

from datetime import date, datetime

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import dashboard_lists, files
from espace_mobile.app.components import line
from espace_mobile.app.screens.wording import moment, person_name, place_name, place_words, traits
from espace_mobile.app.ui import Ui
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.i18n.translator import sentence
from espace_mobile.store.replica import Key


def line_of(ui: Ui, key: Key, identifier: str) -> ft.Control:
    fact = dashboard_lists.fact_of(ui.replica, key)
    if fact is None:
        return ft.Container(visible=False)
    person = files.person_of(ui.replica, dashboard_lists.told_of(key, fact))
    what = person_name(ui, person) if person else _named(ui, fact)
    where = f"/people/{person.id}" if person else _route(fact)
    return line(ui, what, _detail(ui, fact), identifier=identifier, key=key[1],
                on_tap=(lambda: ft.context.page.navigate(where)) if where else None)  # fmt: skip


def _named(ui: Ui, fact: Fact) -> str:
    """Of what is about nobody in particular."""
    if isinstance(fact, Outing):
        return place_name(ui, fact)
    if isinstance(fact, GroupSession):
        return fact.title or ui.t("timeline.a_session")
    return ui.t("dashboard.anonymous")


def _route(fact: Fact) -> str:
    if isinstance(fact, Outing):
        return f"/schedule/{fact.id}"
    if isinstance(fact, GroupSession):
        return f"/sessions/{fact.id}"
    return f"/schedule/{fact.outing_id}" if isinstance(fact, Contact) else ""


def _detail(ui: Ui, fact: Fact) -> str:
    return " · ".join(filter(None, [_when(ui, fact), *_more(ui, fact)]))


def _when(ui: Ui, fact: Fact) -> str:
    if isinstance(fact, Contact | Interview | Attempt):
        return sentence(moment(ui, fact.at))
    if isinstance(fact, GroupSession):
        return sentence(moment(ui, fact.starts_at))
    if isinstance(fact, Outing):
        return _day(ui, fact.on)
    if isinstance(fact, Attendance):
        return _day(ui, fact.since)
    return _day(ui, fact.exited_on) if isinstance(fact, Enrolment) else ""


def _more(ui: Ui, fact: Fact) -> list[str]:
    replica = ui.replica
    if isinstance(fact, Person):
        return [traits(ui, fact.sex, fact.age_band)]
    if isinstance(fact, Contact):
        outing = replica.get(Outing, fact.outing_id)
        return [place_name(ui, outing) if outing else "", traits(ui, fact.sex, fact.age_band)]
    if isinstance(fact, Attendance):
        session = replica.get(GroupSession, fact.session_id)
        return [session.title or "" if session else ""]
    if isinstance(fact, Enrolment):
        programme = replica.get(Programme, fact.programme_id)
        return [programme.name if programme else ""]
    if isinstance(fact, GroupSession):
        return [place_words(ui, fact)]
    return [ui.words.label(fact.result)] if isinstance(fact, Attempt) else []


def _day(ui: Ui, at: date | datetime | None) -> str:
    if at is None:
        return ""
    day = clock.local(at).date() if isinstance(at, datetime) else at
    return sentence(ui.words.day(day, year=True))
