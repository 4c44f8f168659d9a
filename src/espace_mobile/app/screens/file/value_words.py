"""How a value of a fact is read, whatever field it stands in; and the fields that many kinds have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from espace_mobile.app.actions import files
from espace_mobile.app.screens.relances.words import duration
from espace_mobile.app.screens.sessions.words import length_words
from espace_mobile.app.screens.weekdays import week_words, weekday_words
from espace_mobile.app.screens.wording import day_words, moment, person_name, place_name, team_name, worker_name
from espace_mobile.app.ui import Ui
from espace_mobile.domain.code import Code
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.phones import shown_phone
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.work_allocation import WorkAllocation

Read = Callable[[Ui, Any], str]


@dataclass(frozen=True)
class Field:
    """`name`: the key of what it is called; `read`: a value in words, empty when this version can't say it."""

    name: str
    read: Read


def text(ui: Ui, value: Any) -> str:
    return value if isinstance(value, str) else ""


def number(ui: Ui, value: Any) -> str:
    return str(value) if type(value) is int else ""


def minutes(ui: Ui, value: Any) -> str:
    return ui.t("alert.minutes", minutes=value) if type(value) is int else ""


def length(ui: Ui, value: Any) -> str:
    return length_words(value) if type(value) is int else ""


def money(ui: Ui, value: Any) -> str:
    return ui.words.money(value) if type(value) is int else ""


def hours(ui: Ui, value: Any) -> str:
    return duration(ui, value) if type(value) is int else ""


def months(ui: Ui, value: Any) -> str:
    return ui.tn("enrolment.months", value) if type(value) is int else ""


def yes(ui: Ui, value: Any) -> str:
    return ui.t("fact_field.yes" if value else "fact_field.no")


def phone(ui: Ui, value: Any) -> str:
    return shown_phone(value)


def day(ui: Ui, value: Any) -> str:
    return day_words(ui, date.fromisoformat(value))


def instant(ui: Ui, value: Any) -> str:
    return moment(ui, datetime.fromisoformat(value))


def hour(ui: Ui, value: Any) -> str:
    return str(value)[:5]


def code(codes: type[Code]) -> Read:
    """A code of a newer version has no words."""
    return lambda ui, value: ui.words.label(found) if (found := codes(value)).known else ""


def many(each: Read) -> Read:
    """Nothing when one of them can't be said: half a list would be another value."""

    def said(ui: Ui, values: Any) -> str:
        words = [each(ui, value) for value in values] if isinstance(values, list | tuple) else []
        return ui.words.listing(words) if all(words) else ""

    return said


def named(kind: type[Fact]) -> Read:
    """The name or title of what an id points at; « … » when it is not on this device."""

    def said(ui: Ui, id: Any) -> str:
        fact = ui.replica.get(kind, id)
        return getattr(fact, "name", "") or getattr(fact, "title", "") or "…"

    return said


def task(ui: Ui, id: Any) -> str:
    allocation = ui.replica.get(WorkAllocation, id)
    return allocation.task if allocation else "…"


def number_from_one(ui: Ui, value: Any) -> str:
    return str(value + 1) if type(value) is int else ""


def days(ui: Ui, value: Any) -> str:
    return ui.tn("workshop.days", value) if type(value) is int else ""


def weekday(ui: Ui, value: Any) -> str:
    return weekday_words(ui, value) if value in range(7) else ""


def month(ui: Ui, value: Any) -> str:
    return ui.words.month(date(2000, value, 1)).partition(" ")[0] if value in range(1, 13) else ""


def week(ui: Ui, value: Any) -> str:
    return week_words(ui, value) if value in range(1, 6) else ""


def phase(ui: Ui, value: Any) -> str:
    """« Mieux se regarder (4 séances) »."""
    sessions = ui.tn("workshop.sessions", int(value["sessions"]))
    return f"{value['title']} ({sessions})" if value.get("title") else sessions


def worker(ui: Ui, id: Any) -> str:
    return worker_name(ui, id) or "…"


def team(ui: Ui, id: Any) -> str:
    return team_name(ui, id) or "…"


def person(ui: Ui, id: Any) -> str:
    found = files.person_of(ui.replica, id)
    return person_name(ui, found) if found else "…"


def outing(ui: Ui, id: Any) -> str:
    found = ui.replica.get(Outing, id)
    return f"{place_name(ui, found)}, {day_words(ui, found.on)}" if found else "…"


PLACE, PARTNER = Field("appointment.place", named(Place)), Field("kind.organisation", named(Organisation))
PLACE_TEXT, PROGRAMME = Field("appointment.place_words", text), Field("kind.programme", named(Programme))
TEAM, LENGTH = Field("schedule.team", team), Field("session.length", minutes)
NAME, ACTIVE = Field("fact_field.name", text), Field("fact_field.active", yes)
NOTE, ON, TITLE = Field("note.label", text), Field("fact_field.on", day), Field("fact_field.title", text)
AT = Field("fact_field.at", instant)
