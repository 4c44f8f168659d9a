"""Who was in it: distinct people against spells, entries and returns; and what the spells that ended came to."""

from __future__ import annotations

from collections import defaultdict

from espace_mobile.domain import spells
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.indicators.figure import Figure, Of, parts
from espace_mobile.domain.indicators.told import Told, on_days, sessions_in, was_in
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.outcome_class import JOBS, TRAININGS
from espace_mobile.domain.outcome_counts import RATES, OutcomeCounts
from espace_mobile.domain.path_vocabulary import OutcomeClass, ShiftStatus
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.sheet_vocabulary import ProgrammePart
from espace_mobile.domain.vocabulary import OutcomeType

NO_RESULT = frozenset({OutcomeType.NONE, OutcomeType.LOST, OutcomeType.UNKNOWN})
_RATES = dict(zip(RATES, (Of.LASTING_JOB, Of.TRANSITION_JOB, Of.POSITIVE_EXIT), strict=True))


def distinct(told: Told, span: Span) -> frozenset[str]:
    """Everybody whom a fact of these days names; those met at the van or in a talk too, when the van is part of it."""
    van = ProgrammePart.OUTINGS in told.programme.parts
    met: list[Contact | Interview] = [*told.contacts, *told.interviews] if van else []
    is_in = on_days(span)
    return told.heads(
        [
            *(e.person_id for e in told.spells if was_in(e, span)),
            *(a.person_id for a in told.presences(sessions_in(told, span))),
            *(v.person_id for v in told.own_visits if is_in(v.at)),
            *(s.person_id for s in told.own_shifts if s.status == ShiftStatus.VALIDATED and s.on in span),
            *(m.person_id for m in met if is_in(m.at)),
        ]
    )


def people(told: Told, span: Span) -> list[Figure]:
    return [Figure(Of.PEOPLE, len(distinct(told, span)), told.programme.participants)]


def path(told: Told, span: Span) -> list[Figure]:
    """Entries and exits are permanent, and one person may come back any number of times."""
    within = [e for e in told.spells if was_in(e, span)]
    entered = [e for e in told.spells if e.entered_on in span]
    of_person = _by_person(told)
    back = [e for e in entered if e.person_id and spells.gap(e, of_person[told.head_of(e.person_id)]) is not None]
    return [Figure(Of.SPELLS, len(within)), Figure(Of.ENTRIES, len(entered)), Figure(Of.RETURNS, len(back))]


def outcomes(told: Told, span: Span) -> list[Figure]:
    """Of the spells that ended in these days, whatever day their outcomes are of; unknown stays unknown."""
    counts = exits(told, span)
    every = counts.denominator
    return [
        Figure(Of.EXITS, every, parts=parts(counts.classes, OutcomeClass)),
        *(Figure(code, counts.classes[each], every) for each, code in _RATES.items()),
        Figure(Of.JOBS, counts.having(JOBS), every),
        Figure(Of.TRAININGS, counts.having(TRAININGS), every),
        Figure(Of.TRAINING_OR_CDI, counts.having(TRAININGS | {OutcomeType.CDI}), every),
        Figure(Of.RE_REGISTERED, counts.having({OutcomeType.RE_REGISTERED}), every),
        Figure(Of.UNKNOWN, counts.classes[OutcomeClass.UNKNOWN], every),
    ]


def exits(told: Told, span: Span) -> OutcomeCounts:
    return OutcomeCounts.of([e for e in told.spells if e.exited_on in span], told.outcomes)


def entered_people(told: Told, span: Span) -> frozenset[str]:
    return told.heads(e.person_id for e in told.spells if e.entered_on in span)


def with_outcome(told: Told, span: Span) -> frozenset[str]:
    """Whoever has a job, a training or another result that began in these days, from a spell of the programme."""
    own = {e.id for e in told.spells}
    began = (o for o in told.outcomes if o.enrolment_id in own and o.on in span and o.type not in NO_RESULT)
    return told.heads(o.person_id for o in began)


def _by_person(told: Told) -> dict[str, list[Enrolment]]:
    found: dict[str, list[Enrolment]] = defaultdict(list)
    for spell in told.spells:
        if spell.person_id:
            found[told.head_of(spell.person_id)].append(spell)
    return found
