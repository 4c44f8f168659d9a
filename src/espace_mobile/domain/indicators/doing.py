"""What else a programme does: services and rights, hours of work, case reviews, civic service, relances, meetings."""

from __future__ import annotations

from collections import Counter

from espace_mobile.domain import hours_bank
from espace_mobile.domain.civic_counts import count_missions
from espace_mobile.domain.indicators.figure import Figure, Of, Part, Unit, parts
from espace_mobile.domain.indicators.told import Told, day, on_days, overlaps, target
from espace_mobile.domain.path_vocabulary import SessionStatus, ShiftStatus
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.relance_effort import Effort
from espace_mobile.domain.service_counts import ServiceCounts
from espace_mobile.domain.sheet_vocabulary import MeetingSort, RightSort
from espace_mobile.domain.work_allocation import WorkAllocation


def services(told: Told, span: Span) -> list[Figure]:
    is_in = on_days(span)
    visits = [v for v in told.own_visits if is_in(v.at)]
    counts = ServiceCounts.of(visits)
    items = {"donated": counts.donated, "repaired": counts.repaired}
    return [
        Figure(Of.VISITS, counts.visits, parts=parts(Counter(v.service for v in visits))),
        Figure(Of.VISITS_ANONYMOUS, counts.anonymous, counts.visits),
        Figure(Of.VISITORS, counts.distinct(told.head_of)),
        Figure(Of.ITEMS, counts.items, parts=tuple(Part(name, n) for name, n in items.items() if n)),
        Figure(Of.ADVICE, counts.advice.total(), parts=parts(counts.advice)),
    ]


def rights(told: Told, span: Span) -> list[Figure]:
    """Who was entitled to something on a day among these; a person with two rights counts once in all."""
    own = [r for r in told.rights if r.programme_id == told.programme.id and overlaps(r.since, r.until, span)]
    each = {sort: len(told.heads(r.person_id for r in own if r.right == sort)) for sort in {r.right for r in own}}
    return [Figure(Of.RIGHT_HOLDERS, len(told.heads(r.person_id for r in own)), parts=parts(each, RightSort))]


def hours(told: Told, span: Span) -> list[Figure]:
    """`HOURS_PROMISED` and `HOURS_LEFT`: of the whole programme; the others: of these days."""
    own = [a for a in told.allocations if a.programme_id == told.programme.id]
    promised = told.programme.work_minutes
    offered = sum(a.minutes for a in own) if promised is None else promised
    of_span = [s for s in told.own_shifts if s.on in span]
    now = hours_bank.balance(0, of_span)
    counted = (s for s in of_span if s.status == ShiftStatus.VALIDATED)
    left = hours_bank.balance(offered, told.own_shifts).left
    return [
        Figure(Of.HOURS_PROMISED, offered, unit=Unit.MINUTES, parts=_by_task(own)),
        Figure(Of.HOURS_VALIDATED, now.validated, unit=Unit.MINUTES),
        Figure(Of.HOURS_PLANNED, now.planned, unit=Unit.MINUTES),
        Figure(Of.HOURS_LEFT, left, unit=Unit.MINUTES),
        Figure(Of.HOURS_PEOPLE, len(told.heads(s.person_id for s in counted))),
    ]


def reviews(told: Told, span: Span) -> list[Figure]:
    own = [r for r in told.reviews if r.programme_id == told.programme.id]
    ids = {r.id for r in own if r.on in span}
    decided = [c for c in told.cases if c.review_id in ids and c.decision is not None]
    held = sum(1 for r in own if r.on in span and r.status == SessionStatus.HELD)
    planned = sum(1 for r in own if r.on in span and r.status != SessionStatus.CANCELLED)
    return [
        Figure(Of.REVIEWS_HELD, held, planned),
        Figure(Of.CASES_DECIDED, len(decided), parts=parts(Counter(c.decision for c in decided))),
        Figure(Of.CASES_PEOPLE, len(told.heads(c.person_id for c in decided))),
    ]


def civic_service(told: Told, span: Span) -> list[Figure]:
    own = [m for m in told.missions if m.programme_id == told.programme.id]
    counts = count_missions(own, span, target(told.programme.missions_a_year, span))
    asked = {vocation: n for vocation, n in counts.vocations.items() if vocation is not None}
    held = meetings_held(told, span)[MeetingSort.REFERENTS]
    return [
        Figure(Of.MISSIONS, counts.begun, counts.target, parts=parts(counts.themes)),
        Figure(Of.MISSION_HOSTS, counts.begun, parts=parts(counts.hosts)),
        Figure(Of.VOCATIONS, sum(asked.values()), sum(counts.vocations.values()), parts=parts(asked)),
        Figure(Of.REFERENTS, held, target(told.programme.referents_a_year, span)),
    ]


def relances(told: Told, span: Span) -> list[Figure]:
    """The effort of reaching the people of the programme, whatever they were called about."""
    sessions = {s.id for s in told.own_sessions}
    known = told.heads(
        [
            *(e.person_id for e in told.enrolments if e.programme_id == told.programme.id),
            *(a.person_id for a in told.attendances if a.session_id in sessions),
        ]
    )
    made = [a for a in told.attempts if day(a.at) in span and a.person_id and told.head_of(a.person_id) in known]
    effort = Effort.of(made, told.head_of)
    return [
        Figure(Of.ATTEMPTS, effort.attempts, parts=parts(effort.results)),
        Figure(Of.ATTEMPT_MINUTES, effort.minutes, unit=Unit.MINUTES),
        Figure(Of.ATTEMPT_PEOPLE, len(effort.people)),
    ]


def meetings(told: Told, span: Span) -> list[Figure]:
    held = meetings_held(told, span)
    return [Figure(Of.MEETINGS, held.total(), parts=parts(held, MeetingSort))]


def meetings_held(told: Told, span: Span) -> Counter[MeetingSort]:
    own = (m for m in told.meetings if m.programme_id == told.programme.id and m.status == SessionStatus.HELD)
    return Counter(m.sort for m in own if day(m.starts_at) in span)


def _by_task(allocations: list[WorkAllocation]) -> tuple[Part, ...]:
    tasks: Counter[str] = Counter()
    for allocation in allocations:
        tasks[allocation.task] += allocation.minutes
    return parts(tasks)
