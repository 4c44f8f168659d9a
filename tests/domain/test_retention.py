from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.retention import Retention, due_on, last_contact_on, retention
from espace_mobile.domain.vocabulary import AppointmentStatus

LAST = date(2024, 5, 14)


@pytest.mark.parametrize(
    ("last", "due"),
    [(LAST, date(2026, 5, 14)), (date(2024, 2, 29), date(2026, 2, 28)), (date(2023, 12, 31), date(2025, 12, 31))],
)
def test_a_file_is_due_24_months_after_the_last_contact(last: date, due: date) -> None:
    assert due_on(last) == due


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 3, 13), Retention.KEPT),
        (date(2026, 3, 14), Retention.FIRST_WARNING),
        (date(2026, 4, 13), Retention.FIRST_WARNING),
        (date(2026, 4, 14), Retention.LAST_WARNING),
        (date(2026, 5, 13), Retention.LAST_WARNING),
        (date(2026, 5, 14), Retention.DUE),
    ],
)
def test_two_warnings_come_before(today: date, state: Retention) -> None:
    assert retention(LAST, today) == state


def test_warnings_follow_another_delay() -> None:
    assert retention(LAST, date(2027, 3, 14), months=36) == Retention.FIRST_WARNING


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_time_only_brings_a_file_nearer_to_its_end(last: date, today: date) -> None:
    assert retention(last, today) <= retention(last, due_on(today, 1))


def test_the_last_contact_is_the_last_time_the_person_was_met() -> None:
    person = Person(id="p", opened_on=date(2024, 1, 1))
    contact = Contact(id="c", outing_id="o", at=datetime(2024, 3, 1, 12, tzinfo=UTC), person_id="p")
    note = PersonNote(id="n", person_id="p", at=datetime(2024, 2, 1, 12, tzinfo=UTC), text="vue")
    missed = Appointment(
        id="a", person_id="p", starts_at=datetime(2024, 6, 1, 12, tzinfo=UTC), status=AppointmentStatus.MISSED
    )
    assert last_contact_on(person, [contact], [note], [missed]) == date(2024, 3, 1)
    kept = missed.but(status=AppointmentStatus.KEPT)
    assert last_contact_on(person, [contact], [note], [kept]) == date(2024, 6, 1)
    assert last_contact_on(person) == date(2024, 1, 1)
    assert last_contact_on(Person(id="p")) is None


def test_a_contact_after_midnight_in_france_is_of_that_day() -> None:
    late = Contact(id="c", outing_id="o", at=datetime(2024, 6, 30, 22, 30, tzinfo=UTC), person_id="p")
    assert last_contact_on(Person(id="p"), [late]) == date(2024, 7, 1)
