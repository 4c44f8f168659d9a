"""What a programme did month by month: the same counts as its figures, one part a month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.attendance_counts import Came, came
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.indicators.figure import Figure, Of, Part, Unit
from espace_mobile.domain.indicators.outreach import contacts_in
from espace_mobile.domain.indicators.told import Told, day, sessions_in
from espace_mobile.domain.path_vocabulary import SessionStatus, ShiftStatus
from espace_mobile.domain.periods import month_of
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.retention import due_on as months_after
from espace_mobile.domain.sheet_vocabulary import ProgrammePart
from espace_mobile.domain.vocabulary import OutingStatus


def by_month(told: Told, span: Span, today: date) -> tuple[Figure, ...]:
    """Each that was counted at least once, a part for every month that began; of the months to come, none."""
    firsts = months_in(span, today)
    series = (_figure(code, unit, days, firsts) for code, unit, days in _counted(told, span))
    return tuple(figure for figure in series if figure.value)


def months_in(span: Span, today: date) -> list[date]:
    """The first day of each month that the days touch, until today."""
    found, first = list[date](), span.since.replace(day=1)
    while first <= min(span.until, today):
        found.append(first)
        first = months_after(first, 1)
    return found


def _counted(told: Told, span: Span) -> Iterator[tuple[Of, Unit, Iterable[tuple[date, int]]]]:
    """Each series: its code and how many on which days."""
    has = frozenset(told.programme.parts)
    if ProgrammePart.OUTINGS in has:
        held = (o.on for o in told.outings if o.status == OutingStatus.HELD and o.on in span)
        yield Of.OUTINGS_HELD, Unit.COUNT, _ones(held)
        yield Of.CONTACTS, Unit.COUNT, _ones(day(c.at) for c in contacts_in(told, span))
    if ProgrammePart.WORKSHOPS in has:
        sessions = [s for s in sessions_in(told, span) if not s.informal]
        kept = [s for s in sessions if s.status == SessionStatus.HELD]
        yield Of.SESSIONS_HELD, Unit.COUNT, _ones(day(s.starts_at) for s in kept)
        came_on = list(_came(told, sessions))
        yield Of.PRESENCES, Unit.COUNT, ((on, came.visits) for on, came in came_on)
        yield Of.PARTICIPANTS, Unit.COUNT, _distinct((on, who) for on, came in came_on for who in came.people)
    if ProgrammePart.SERVICES in has:
        yield Of.VISITS, Unit.COUNT, _ones(on for v in told.own_visits if (on := day(v.at)) in span)
    if ProgrammePart.HOURS in has:
        done = [s for s in told.own_shifts if s.status == ShiftStatus.VALIDATED and s.on in span]
        yield Of.HOURS_VALIDATED, Unit.MINUTES, ((s.on, s.minutes) for s in done)
        yield Of.HOURS_PEOPLE, Unit.COUNT, _distinct((s.on, told.head_of(s.person_id)) for s in done if s.person_id)
    yield Of.ENTRIES, Unit.COUNT, _ones(e.entered_on for e in told.spells if e.entered_on in span)


def _came(told: Told, sessions: list[GroupSession]) -> Iterator[tuple[date, Came]]:
    of: dict[str, list[Attendance]] = {}
    for attendance in told.attendances:
        of.setdefault(attendance.session_id, []).append(attendance)
    for session in sessions:
        yield day(session.starts_at), came([session], of.get(session.id, ()), head_of=told.head_of)


def _distinct(days: Iterable[tuple[date, str]]) -> Iterator[tuple[date, int]]:
    """Whoever was there in a month counts once in it: their months add up to more than the people."""
    yield from ((first, 1) for first, _ in sorted({(month_of(on)[0], who) for on, who in days}))


def _ones(days: Iterable[date | None]) -> Iterator[tuple[date, int]]:
    yield from ((on, 1) for on in days if on is not None)


def _figure(code: Of, unit: Unit, days: Iterable[tuple[date, int]], firsts: list[date]) -> Figure:
    counted: Counter[date] = Counter()
    for on, many in days:
        counted[month_of(on)[0]] += many
    every = [*firsts, *(month for month in sorted(counted) if month not in firsts)]
    return Figure(code, counted.total(), unit=unit, parts=tuple(Part(month, counted[month]) for month in every))
