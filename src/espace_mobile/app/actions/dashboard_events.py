"""Which events each record gives to the figures of the association.

A save reads again what it touched: the record; of a file, what is told of its person, when something that figures are
cut by changed; of a date or a session, who was met there. The same words mean here what they mean in the figures of a
programme (`indicator.<code>.means`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from espace_mobile.app.actions import dashboard_reading as reading
from espace_mobile.app.actions.dashboard_paths import Paths
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.dashboard import Counted
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.indicators.figure import Of
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.path_vocabulary import AttendanceStatus, SessionStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.vocabulary import OutingStatus
from espace_mobile.store.document import Document
from espace_mobile.store.replica import Replica

_Seat = tuple[str, str | None, str]  # a session and the person; of somebody erased, the attendance itself


class Events(Paths):
    def __init__(self, replica: Replica) -> None:
        super().__init__(replica)
        self._talks: dict[str, dict[str, datetime]] = {}  # of a person: interviews
        self._talks_at: dict[str, set[str]] = {}  # of a date: interviews, also those that say another one since
        self._present: dict[_Seat, tuple[str, ...]] = {}  # attendances
        self._seats: dict[str, _Seat] = {}  # of each attendance of a session that is here
        self._read_as: dict[str, Callable[[str, Document | None], None]] = {
            Contact.kind: self._contact, Person.kind: self._person, Interview.kind: self._interview,
            Attendance.kind: self._attendance, Enrolment.kind: self._enrolment, Outcome.kind: self._outcome,
            Situation.kind: self._situation, Attempt.kind: self._attempt, Outing.kind: self._outing,
            GroupSession.kind: self._session,
        }  # fmt: skip

    def _reread(self, kind: str, id: str, document: Document | None) -> None:
        self._read_as[kind](id, document)

    # Of one record

    def _contact(self, id: str, document: Document | None) -> None:
        """It tells for itself, whoever it is attached to; but nobody is asked about a QPV in the street."""
        place = self._where(document, "outing_id") if document else None
        on = reading.wall_day(document, "at") if document else None
        event = None
        if document is not None and place is not None and on is not None:
            whose = self._whose(document)
            event = Counted(
                Of.CONTACTS, on, id, whose, place, reading.code(document, "heard_via"), "", self._about(whose).qpv,
                reading.band(document), reading.code(document, "sex"),
            )  # fmt: skip
        self._set(Of.CONTACTS, id, event)

    def _interview(self, id: str, document: Document | None) -> None:
        before, event = self._events[Of.INTERVIEWS].get(id), None
        if before is not None and before.person is not None:
            self._talks[before.person].pop(id)
            self._to_settle.add((self._first_interview, before.person))
        at = reading.instant(document, "at") if document else None
        if document is not None and at is not None and (on := reading.wall_day(document, "at")) is not None:
            whose = self._whose(document)
            if outing := reading.name(document, "outing_id"):
                self._talks_at.setdefault(outing, set()).add(id)
            event = self._event(Of.INTERVIEWS, on, id, whose, self._where(document, "outing_id") or "")
            if whose is not None:
                self._talks.setdefault(whose, {})[id] = at
                self._to_settle.add((self._first_interview, whose))
        self._set(Of.INTERVIEWS, id, event)

    def _attendance(self, id: str, document: Document | None) -> None:
        """An informal meeting is no session of a series, but whoever came was there."""
        self._stand_up(id)
        session = self._session_at(reading.name(document, "session_id")) if document else None
        event = None
        if document is not None and session is not None:
            whose = self._whose(document)
            seat = self._seats[id] = reading.name(document, "session_id"), whose, "" if whose else id
            if document.get("status") == AttendanceStatus.PRESENT:
                self._present[seat] = (*self._present.get(seat, ()), id)
                if whose is not None:
                    event = self._event(Of.IN_SESSIONS, session.on, id, whose, session.place, session.programme)
            self._ask_again(seat)
        self._set(Of.IN_SESSIONS, id, event)

    def _stand_up(self, id: str) -> None:
        seat = self._seats.pop(id, None)
        if seat is not None:
            left = tuple(other for other in self._present.pop(seat, ()) if other != id)
            if left:
                self._present[seat] = left
            self._ask_again(seat)

    def _ask_again(self, seat: _Seat) -> None:
        self._to_settle.add((self._presence, seat))
        if seat[1] is not None:
            self._to_settle.add((self._in_programmes, seat[1]))

    # Of what others are told of

    def _person(self, id: str, document: Document | None) -> None:
        known, before = id in self._people, self._people.get(id)
        self._people.pop(id, None)
        about, files = self._about(id), self._members(id)
        if known and about != before and files[0] == id:
            self._again([*self._told_of(files), *((Person.kind, file) for file in files[1:])])
        on = reading.day(document, "opened_on") if document else None
        self._set(Of.FILES, id, self._event(Of.FILES, on, id, files[0], about.place) if on else None)

    def _outing(self, id: str, document: Document | None) -> None:
        known, before = id in self._outings, self._outings.get(id)
        self._outings.pop(id, None)
        place = self._place_of(id)
        if known and place != before:
            self._again((Contact.kind, met) for met in self._ids(Contact, outing_id=id))
            self._again((Person.kind, file) for file in self._ids(Person, opened_at_outing_id=id))
            self._again((Interview.kind, talk) for talk in self._talks_at.get(id, ()))
        held = document is not None and document.get("status") == OutingStatus.HELD
        on = reading.day(document, "on") if document and held else None
        self._set(Of.OUTINGS_HELD, id, Counted(Of.OUTINGS_HELD, on, id, place=place or "") if on else None)

    def _session(self, id: str, document: Document | None) -> None:
        known, before = id in self._sessions, self._sessions.get(id)
        self._sessions.pop(id, None)
        session, event = self._session_at(id), None
        if known and session != before:
            self._again((Attendance.kind, seat) for seat in self._ids(Attendance, session_id=id))
        held = document is not None and document.get("status") == SessionStatus.HELD
        if held and session is not None and not session.informal:
            event = Counted(Of.SESSIONS_HELD, session.on, id, None, session.place, "", session.programme)
        self._set(Of.SESSIONS_HELD, id, event)

    # Of several records together

    def _first_interview(self, whose: str) -> None:
        talks = self._talks.get(whose)
        if not talks:
            self._talks.pop(whose, None)
            self._set(Of.FIRST_INTERVIEWS, whose, None)
            return
        first = min(talks, key=lambda id: (talks[id], id))
        self._set(Of.FIRST_INTERVIEWS, whose, replace(self._events[Of.INTERVIEWS][first], of=Of.FIRST_INTERVIEWS))

    def _presence(self, seat: _Seat) -> None:
        """One for a person and a session, however many files and tablets say it."""
        ids, session = self._present.get(seat), self._session_at(seat[0])
        event = None
        if ids and session is not None and not session.informal:
            event = self._event(Of.PRESENCES, session.on, min(ids), seat[1], session.place, session.programme)
        self._set(Of.PRESENCES, " ".join((seat[0], seat[1] or seat[2])), event)
