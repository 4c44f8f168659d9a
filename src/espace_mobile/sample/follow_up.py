"""What came after the first contact: appointments and notes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.vocabulary import AppointmentStatus, PersonStatus
from espace_mobile.sample.cast import COUNSELLORS, OFFICE
from espace_mobile.sample.draw import Draw, local
from espace_mobile.sample.names import ELSEWHERE, MOTIVES, NOTES

BOOKED = 0.45
OUTCOMES = {
    AppointmentStatus.KEPT: 70,
    AppointmentStatus.MISSED: 16,
    AppointmentStatus.EXCUSED: 9,
    AppointmentStatus.CANCELLED: 5,
}
TODAY = 3
OPENING = time(9)
_NOTED = 0.35
_MINUTES = 45
_SLOTS = tuple(
    time(hour, minute) for hour in (9, 10, 11, 14, 15, 16) for minute in (0, 45) if (hour, minute) != (11, 45)
)


def draw_appointments(draw: Draw, people: list[Person], today: date) -> list[Appointment]:
    """One for each of 45 % of people, by time; those of the past have an outcome, the rest are booked."""
    willing = [person for person in people if person.status == PersonStatus.ACTIVE]
    with_one = draw.random.sample(willing, round(BOOKED * len(people)))
    # The last ones met come today, so that the first screen has something to show.
    with_one.sort(key=lambda person: (person.opened_on, person.id))
    diary = _Diary(draw)
    moments = [_moment(draw, diary, person, today) for person in with_one[:-TODAY]]
    moments += [diary.book(today) for _ in range(TODAY)]
    past = sum(starts_at.date() < today for starts_at, _ in moments)
    outcomes = iter(draw.deal(past, OUTCOMES))
    booked = [
        _appointment(draw, person, *moment, _status(moment[0], today, outcomes))
        for person, moment in zip(with_one, moments, strict=True)
    ]
    return sorted(booked, key=lambda appointment: (appointment.starts_at, appointment.id))


class _Diary:
    """Nobody meets two people at once."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._taken: set[tuple[datetime, str]] = set()

    def book(self, day: date) -> tuple[datetime, str]:
        free = [
            moment
            for slot in _SLOTS
            for counsellor in COUNSELLORS
            if (moment := (local(day, slot), counsellor.id)) not in self._taken
        ]
        moment = self._draw.one(free)
        self._taken.add(moment)
        return moment


def _moment(draw: Draw, diary: _Diary, person: Person, today: date) -> tuple[datetime, str]:
    assert person.opened_on is not None
    day = person.opened_on + timedelta(days=draw.random.randint(3, 20))
    while day.weekday() > 4 or day == today:
        day += timedelta(days=1)
    return diary.book(day)


def _status(starts_at: datetime, today: date, outcomes: Iterator[AppointmentStatus]) -> AppointmentStatus:
    return next(outcomes) if starts_at.date() < today else AppointmentStatus.BOOKED


def _appointment(
    draw: Draw, person: Person, starts_at: datetime, counsellor_id: str, status: AppointmentStatus
) -> Appointment:
    at_office = draw.happens(0.85)
    return Appointment(
        id=draw.id(starts_at - timedelta(days=3)),
        team=person.team,
        person_id=person.id,
        starts_at=starts_at,
        minutes=_MINUTES,
        place_id=OFFICE.id if at_office else None,
        place_text=None if at_office else draw.one(ELSEWHERE),
        worker_id=counsellor_id,
        outing_id=person.opened_at_outing_id,
        status=status,
        motive=draw.one(MOTIVES),
    )


def with_referents(people: list[Person], appointments: list[Appointment]) -> list[Person]:
    """Whoever has an appointment is followed by that counsellor."""
    counsellors = {appointment.person_id: appointment.worker_id for appointment in appointments}
    return [p.but(referent_id=counsellors[p.id]) if p.id in counsellors else p for p in people]


def draw_notes(draw: Draw, people: list[Person], appointments: list[Appointment]) -> list[PersonNote]:
    """After kept appointments, mostly."""
    by_id = {person.id: person for person in people}
    kept = [a for a in appointments if a.status == AppointmentStatus.KEPT]
    noted = draw.random.sample(kept, min(len(kept), round(_NOTED * len(people))))
    notes = [_note(draw, by_id[a.person_id], a) for a in noted]
    return sorted(notes, key=lambda note: (note.at, note.id))


def _note(draw: Draw, person: Person, appointment: Appointment) -> PersonNote:
    at = appointment.starts_at + timedelta(minutes=_MINUTES)
    return PersonNote(
        id=draw.id(at),
        team=person.team,
        person_id=person.id,
        at=at,
        text=draw.one(NOTES),
        worker_id=appointment.worker_id,
    )
