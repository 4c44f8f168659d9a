"""The van: dates held of those promised, contacts by how they heard of us, and from a contact to an outcome."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from espace_mobile.domain.contact import Contact
from espace_mobile.domain.indicators.figure import Figure, Of, Unit, parts
from espace_mobile.domain.indicators.people import entered_people, with_outcome
from espace_mobile.domain.indicators.told import Told, on_days, overlaps, sessions_in
from espace_mobile.domain.outing_pace import outing_pace
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.schedule import TARGET_A_YEAR, count_schedule, pace


def outings(told: Told, span: Span, today: date) -> list[Figure]:
    """One fleet: every date counts, whichever team goes."""
    a_year = told.programme.outings_a_year or TARGET_A_YEAR
    count = count_schedule(told.outings, span.since, span.until, today, a_year)
    ahead = pace(count, span.since, span.until, today)
    in_all = outing_pace(told.programme, told.outings, today).in_all
    whole = [Figure(Of.OUTINGS_IN_ALL, in_all.count.held, in_all.count.target, ahead=in_all.ahead)] if in_all else []
    return [
        Figure(Of.OUTINGS_HELD, count.held, count.target, ahead=ahead), *whole,
        Figure(Of.OUTINGS_OFF, count.cancelled), Figure(Of.OUTINGS_MOVED, count.moved),
    ]  # fmt: skip


def funnel(told: Told, span: Span) -> list[Figure]:
    """What happened in these days at each step. A person may have taken an earlier step before: not one group of people
    that is followed, so a step may count more than the one before it."""
    return [
        Figure(Of.CONTACTS, len(contacts_in(told, span))),
        Figure(Of.FILES, len(told.heads(id for id, on in told.files.items() if on in span))),
        Figure(Of.FIRST_INTERVIEWS, len(first_interviewed(told, span))),
        Figure(Of.IN_SESSIONS, len(told.heads(a.person_id for a in told.presences(sessions_in(told, span))))),
        Figure(Of.ENTERED, len(entered_people(told, span))),
        Figure(Of.WITH_OUTCOME, len(with_outcome(told, span))),
    ]


def first_interviewed(told: Told, span: Span) -> frozenset[str]:
    """Whose first interview of all is of these days."""
    first: dict[str, datetime] = {}
    for interview in told.interviews:
        if interview.person_id:
            whose = told.head_of(interview.person_id)
            first[whose] = min(first.get(whose, interview.at), interview.at)
    is_in = on_days(span)
    return frozenset(whose for whose, at in first.items() if is_in(at))


def campaign(told: Told, span: Span) -> list[Figure]:
    """Each action with a day among these; its whole cost, also of one that goes on longer."""
    own = [a for a in told.actions if a.programme_id == told.programme.id and overlaps(a.since, a.until, span)]
    costs = [a.cents for a in own if a.cents is not None]
    return [
        Figure(Of.CAMPAIGN_ACTIONS, len(own), parts=parts(Counter(a.sort for a in own))),
        Figure(Of.CAMPAIGN_COST, sum(costs) if costs else None, unit=Unit.CENTS),
    ]


def channels(told: Told, span: Span) -> Figure:
    """Contacts that said how they heard of us, of all; None among the parts: not said."""
    met = contacts_in(told, span)
    heard = Counter(c.heard_via for c in met)
    return Figure(Of.CHANNELS, len(met) - heard[None], len(met), parts=parts(heard))


def contacts_in(told: Told, span: Span) -> list[Contact]:
    is_in = on_days(span)
    return [c for c in told.contacts if is_in(c.at)]
