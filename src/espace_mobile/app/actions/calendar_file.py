"""A worker's own agenda as a calendar file. Nobody's name is in it unless it is asked for."""

from __future__ import annotations

from datetime import date, timedelta

from espace_mobile.app.actions import agenda
from espace_mobile.app.actions.agenda import Meeting, Whose
from espace_mobile.app.actions.change import changed_at
from espace_mobile.domain.person import Person
from espace_mobile.domain.place import Place
from espace_mobile.domain.worker import Worker
from espace_mobile.i18n import Translator
from espace_mobile.store.replica import Replica

BEFORE, AFTER = timedelta(days=7), timedelta(days=366)


def period(today: date) -> tuple[date, date]:
    """The days a file covers: from the beginning of last week, for a year."""
    monday = today - timedelta(days=today.weekday())
    return monday - BEFORE, monday + AFTER


def calendar_file(replica: Replica, worker: Worker, words: Translator, today: date, *, names: bool) -> bytes:
    """`names`: with the first name and an initial of each person; else only « Rendez-vous ».

    What was given up since is in it as cancelled: a calendar that had it from an earlier file takes it out.
    """
    from espace_mobile.reports import calendar  # a third of a second, for what is done once a month

    first, last = period(today)
    meetings = agenda.meetings(replica, worker, Whose.MINE, first, last, given_up=True)
    sessions = agenda.sessions(replica, worker, Whose.MINE, first, last, given_up=True)
    entries = [
        *(
            calendar.of_appointment(
                m.appointment, _summary(words, m, names), changed_at(replica, m.appointment),
                _place(replica, m.appointment.place_id),
            )
            for m in meetings
        ),
        *(
            calendar.of_session(
                s, s.title or words.t("agenda.session"), changed_at(replica, s), _place(replica, s.place_id)
            )
            for s in sessions
        ),
    ]  # fmt: skip
    return calendar.calendar(entries, words.t("calendar.name", worker=worker.display_name))


def short_name(person: Person) -> str:
    """« Awa D. »; empty without a first name: neither a nickname nor a last name stands in for it."""
    first, last = (person.first_name or "").strip(), (person.last_name or "").strip()
    return " ".join(filter(None, [first, f"{last[0]}." if last else ""])) if first else ""


def _summary(words: Translator, meeting: Meeting, names: bool) -> str:
    name = short_name(meeting.person) if names else ""
    return words.t("calendar.meeting_with", name=name) if name else words.t("calendar.meeting")


def _place(replica: Replica, place_id: str | None) -> str:
    place = replica.get(Place, place_id) if place_id else None
    return place.name if place else ""
