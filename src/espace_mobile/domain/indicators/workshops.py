"""Sessions held of those planned, who came and how often, who reached a job afterwards, who is short of a month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from espace_mobile.domain import attendance_counts, owed_minutes, spells
from espace_mobile.domain.attendance_counts import SessionCounts, session_counts
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.indicators.figure import Figure, Of, Part
from espace_mobile.domain.indicators.told import Told, day, sessions_in
from espace_mobile.domain.outcome_class import JOBS
from espace_mobile.domain.periods import month_of
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.retention import due_on as months_after
from espace_mobile.domain.spells import SpellState
from espace_mobile.domain.workshop import Workshop


def workshops(told: Told, span: Span, today: date) -> list[Figure]:
    sessions = sessions_in(told, span)
    counts, came = session_counts(sessions), attendance_counts.came(sessions, told.attendances, head_of=told.head_of)
    return [
        Figure(Of.SESSIONS_HELD, counts.held, counts.planned, parts=tuple(_held(told, sessions))),
        Figure(Of.SESSIONS_OFF, counts.cancelled),
        Figure(Of.INFORMAL, counts.informal),
        Figure(Of.PARTICIPANTS, len(came.people), parts=tuple(_came(told, sessions))),
        Figure(Of.PRESENCES, came.visits),
        Figure(Of.AFTER_WORKSHOP, len(employed_after(told, span))),
        *short_of_month(told, span, today),
    ]


def employed_after(told: Told, span: Span) -> frozenset[str]:
    """Those whose job began in these days, on the day they first came to a session or later, whatever path it is noted
    in. Later is not because of it."""
    first = first_presences(told)
    jobs = ((told.head_of(o.person_id), o.on) for o in told.outcomes if o.person_id and o.type in JOBS and o.on in span)
    return frozenset(whose for whose, on in jobs if whose in first and first[whose] <= on)


def first_presences(told: Told) -> dict[str, date]:
    """{person: the day they first came to a session of the programme}, informal meetings left out."""
    on = {s.id: day(s.starts_at) for s in told.own_sessions if not s.informal}
    first: dict[str, date] = {}
    for attendance in told.attendances:
        if attendance.person_id and attendance.session_id in on and attendance_counts.is_present(attendance):
            whose = told.head_of(attendance.person_id)
            first[whose] = min(first.get(whose, date.max), on[attendance.session_id])
    return first


def short_of_month(told: Told, span: Span, today: date) -> list[Figure]:
    """Nothing when the programme has no compulsory group. The last month that began stands for the figure."""
    asked = [w for w in told.workshops if w.programme_id == told.programme.id and w.compulsory and w.month_minutes]
    if not asked:
        return []
    months = [Part(first, *_short(told, asked, first, min(last, today))) for first, last in _months(span, today)]
    if not months:
        return [Figure(Of.SHORT_OF_MONTH, None)]
    owed = tuple(month for month in months if month.of)
    return [Figure(Of.SHORT_OF_MONTH, months[-1].value, months[-1].of, parts=owed)]


def _short(told: Told, asked: list[Workshop], first: date, last: date) -> tuple[int, int]:
    """How many owe a month and did not come to all of it; how many owe it: those in the programme on its last day."""
    inside = told.heads(e.person_id for e in told.spells if spells.state(e, last) == SpellState.ENTERED)
    month = Span(*month_of(first))
    short: set[str] = set()
    for workshop in asked:
        of_month = [s for s in told.own_sessions if s.workshop_id == workshop.id and day(s.starts_at) in month]
        came = owed_minutes.minutes_of(of_month, told.attendances, told.head_of)
        owed = owed_minutes.owed_by(inside, came, workshop.month_minutes or 0)
        short |= {one.person_id for one in owed if one.short}
    return len(short), len(inside)


def _months(span: Span, today: date) -> Iterator[tuple[date, date]]:
    first = span.since.replace(day=1)
    while first <= min(span.until, today):
        yield month_of(first)
        first = months_after(first, 1)


def _held(told: Told, sessions: list[GroupSession]) -> Iterator[Part]:
    """Of each workshop; of a series, of each phase."""
    for workshop, own in _each(told, sessions):
        if len(workshop.phases) > 1:
            for n, phase in enumerate(workshop.phases):
                yield _part(phase.title, session_counts(s for s in own if s.phase == n))
        else:
            yield _part(workshop.title, session_counts(own))


def _part(title: str, counts: SessionCounts) -> Part:
    return Part(title, counts.held, counts.planned)


def _came(told: Told, sessions: list[GroupSession]) -> Iterator[Part]:
    for workshop, own in _each(told, sessions):
        yield Part(
            workshop.title, len(attendance_counts.came(own, told.attendances, head_of=told.head_of).people)
        )  # fmt: skip


def _each(told: Told, sessions: list[GroupSession]) -> Iterator[tuple[Workshop, list[GroupSession]]]:
    """The workshops that have sessions among these, by title."""
    of: dict[str | None, list[GroupSession]] = {}
    for session in sessions:
        of.setdefault(session.workshop_id, []).append(session)
    own = (w for w in told.workshops if w.programme_id == told.programme.id and w.id in of)
    yield from ((w, of[w.id]) for w in sorted(own, key=lambda w: (w.title, w.id)))
