"""What a file says, in words, beside what another says."""

from __future__ import annotations

import flet as ft

from espace_mobile.app.actions import files, finding
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.screens.file.field_words import field_name, value_words
from espace_mobile.app.screens.notice import notice_words
from espace_mobile.app.screens.wording import day_words, person_name, seen, team_name, traits
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.phones import shown_phone
from espace_mobile.domain.reconciling import Difference, Values
from espace_mobile.domain.vocabulary import NoticeGiven
from espace_mobile.i18n.translator import sentence

_TOLD = ((Contact, "merge.contacts"), (Appointment, "merge.appointments"), (PersonNote, "merge.notes"))


def difference_name(ui: Ui, difference: Difference) -> str:
    return field_name(ui, difference.name)


def said_words(ui: Ui, difference: Difference, values: Values) -> str:
    """The fields that go together as one: « à l’oral, 14 mai », « 03/05/1990 », else the age band."""
    if difference.name == "birth_on":
        field = next((f for f in difference.fields if values[f] is not None), "birth_on")
        return value_words(ui, field, values[field])
    given = values[difference.name]
    if difference.name == "notice_given" and given:
        on = values["notice_on"]
        return ", ".join(filter(None, [sentence(notice_words(ui, NoticeGiven(given))), _day(ui, on)]))
    words = value_words(ui, difference.name, given)
    later = next((f for f in difference.fields[1:] if f.endswith("_on")), "")
    return ", ".join(filter(None, [words, _day(ui, values[later]) if later and given else ""]))


def _day(ui: Ui, on: str | None) -> str:
    return value_words(ui, "notice_on", on) if on else ""


def file_head(ui: Ui, person: Person, size: float = 18) -> ft.Control:
    """Who it is, how to call them, when and where the file was opened."""
    phone = shown_phone(person.phone) if person.phone else ""
    opened = ui.t("file.opened_on", day=day_words(ui, person.opened_on)) if person.opened_on else ""
    lines = [
        " · ".join(filter(None, [traits(ui, person.sex, person.age_band), phone])),
        " · ".join(filter(None, [sentence(opened), team_name(ui, person.team)])),
        sentence(seen(ui, finding.seen_on(ui.replica, person))),
    ]
    under: list[ft.Control] = [muted(ui, line, SMALL) for line in lines if line]
    return ft.Column([label(ui, person_name(ui, person), size), *under], spacing=2, tight=True)


def told_words(ui: Ui, person: Person) -> str:
    """« 3 contacts, 1 rendez-vous »."""
    counts = ((key, len(files.told_of(ui.replica, kind, person.id))) for kind, key in _TOLD)
    said = [ui.tn(key, n) for key, n in counts if n]
    return ui.words.listing(said) if said else ui.t("merge.nothing_told")
