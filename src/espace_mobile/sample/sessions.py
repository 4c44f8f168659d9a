"""The collective sessions of the pathway: five people at most, but once six; two to come, one of them full."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, time, timedelta

from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.capacity import DEFAULT_CAPACITY
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import AttendanceStatus, SessionStatus
from espace_mobile.domain.session_protocol import SessionNote, SessionProtocol
from espace_mobile.protocol.values import derived_id
from espace_mobile.sample.cast import COUNSELLORS, PLACES
from espace_mobile.sample.draw import Draw, local
from espace_mobile.sample.names import SESSION_NOTES, SESSION_TITLES
from espace_mobile.sample.programmes import PATHWAY

# Present, in a hundred sessions: 3.8 on average (DOMAIN.md), never more than the five seats.
PRESENT = {5: 28, 4: 36, 3: 25, 2: 11}
EVERY = timedelta(days=9)
_STARTS, _MINUTES = time(14), 120
_AWAY = {AttendanceStatus.ABSENT: 60, AttendanceStatus.EXCUSED: 40}
_VENUES = [place for place in PLACES if place.neighbourhood in ("Les Essais", "La Maquette", "Le Songe")]

# The one every tablet begins with: a second, of nearly the same name, would only be confusing.
PROTOCOL = SessionProtocol(
    id=derived_id("session_protocol", "default"), title="Transmission des savoirs",
    sections=(
        "Vécu de la personne", "Savoir-faire", "Savoir-être", "Mise en regard des techniques professionnelles",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Sessions:
    """`sixth`: the session that took one person too many."""

    sessions: list[GroupSession]
    attendances: list[Attendance]
    notes: list[SessionNote]
    sixth: str


def draw_sessions(draw: Draw, enrolments: list[Enrolment], today: date) -> Sessions:
    """In order of time."""
    spells = [e for e in enrolments if e.programme_id == PATHWAY.id and e.entered_on]
    came: Counter[str] = Counter()
    days = _days(spells, today)
    sizes = draw.deal(len(days), PRESENT)
    sixth = max(n for n, day in enumerate(days) if len(_in(spells, day)) > DEFAULT_CAPACITY)
    sizes[sixth] = DEFAULT_CAPACITY + 1
    sessions, attendances, notes = [], [], []
    for n, (day, size) in enumerate(zip(days, sizes, strict=True)):
        session = _session(draw, n, day, SessionStatus.HELD)
        seats = size + (1 if size < DEFAULT_CAPACITY and draw.happens(0.5) else 0)
        people = _least_seen(draw, _in(spells, day), came, seats)
        sessions.append(session)
        for at, person_id in enumerate(people):
            away = draw.random.choices(list(_AWAY), list(_AWAY.values()))[0]
            status = AttendanceStatus.PRESENT if at < size else away
            attendances.append(_attendance(session, person_id, status, at))
        came.update(people[:size])
        notes += _notes(draw, session) if n % 4 == 0 else []
    for ahead, wanted in ((4, DEFAULT_CAPACITY + 1), (11, 2)):
        session = _session(draw, len(sessions), today + timedelta(days=ahead), SessionStatus.PLANNED)
        sessions.append(session)
        for at, person_id in enumerate(_least_seen(draw, _in(spells, today), came, wanted)):
            full = at >= DEFAULT_CAPACITY
            status = AttendanceStatus.WAITING if full else AttendanceStatus.EXPECTED
            attendances.append(_attendance(session, person_id, status, at))
    return Sessions(sessions, attendances, notes, sessions[sixth].id)


def _days(spells: list[Enrolment], today: date) -> list[date]:
    """Working days, once enough people are in the programme to fill a session."""
    day = min(e.entered_on for e in spells if e.entered_on)
    days = []
    while day < today - timedelta(days=2):
        held = day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)
        if held < today and len(_in(spells, held)) >= DEFAULT_CAPACITY:
            days.append(held)
        day += EVERY
    return days


def _in(spells: list[Enrolment], day: date) -> list[str]:
    """Ids of the people in the programme that day, each once."""
    there = (e for e in spells if e.entered_on and e.entered_on <= day < (e.exited_on or date.max))
    return list(dict.fromkeys(e.person_id for e in there if e.person_id))


def _least_seen(draw: Draw, people: list[str], came: Counter[str], wanted: int) -> list[str]:
    draw.random.shuffle(people)
    return sorted(people, key=lambda id: came[id])[:wanted]


def _session(draw: Draw, n: int, day: date, status: SessionStatus) -> GroupSession:
    starts_at = local(day, _STARTS)
    made_at = starts_at - timedelta(days=20)
    return GroupSession(
        id=draw.id(made_at), title=SESSION_TITLES[n % len(SESSION_TITLES)], starts_at=starts_at, minutes=_MINUTES,
        place_id=draw.one(_VENUES).id, programme_id=PATHWAY.id, protocol_id=PROTOCOL.id,
        facilitator_ids=(COUNSELLORS[n % len(COUNSELLORS)].id,), status=status,
    )  # fmt: skip


def _attendance(session: GroupSession, person_id: str, status: AttendanceStatus, at: int) -> Attendance:
    since = session.starts_at - timedelta(days=10, minutes=-at)
    marked = session.status == SessionStatus.HELD
    return Attendance(
        id=derived_id("attendance", session.id, person_id), session_id=session.id, person_id=person_id, since=since,
        status=status, marked_at=session.starts_at + timedelta(minutes=10) if marked else None,
        worker_id=session.facilitator_ids[0],
    )  # fmt: skip


def _notes(draw: Draw, session: GroupSession) -> list[SessionNote]:
    leader = next(worker for worker in COUNSELLORS if worker.id == session.facilitator_ids[0])
    team = leader.team_ids[0] if len(leader.team_ids) == 1 else None
    return [
        SessionNote(id=derived_id("session_note", session.id, section), session_id=session.id, section=section,
                    team=team, text=draw.one(SESSION_NOTES), worker_id=session.facilitator_ids[0])
        for section in PROTOCOL.sections[:2]
    ]  # fmt: skip
