"""The balance of a programme over some days: everything its sheet says and everything that was counted, from facts.

As it is shared, or as it is for the association alone. It names nobody that was met.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from espace_mobile.app.actions import (
    exports,
    indicator_facts,
    indicators,
    measures,
    partner_meetings,
    programme_places,
    programme_texts,
    workshops,
)
from espace_mobile.app.actions.balance_campaign import Campaigned, campaigned
from espace_mobile.domain.case_review import CaseReview
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.indicators import Figure, Group, Of, groups
from espace_mobile.domain.indicators.groups import Heading
from espace_mobile.domain.indicators.months import by_month
from espace_mobile.domain.indicators.sharing import shared
from espace_mobile.domain.indicators.told import day
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import (
    BudgetLine,
    Coverage,
    Measure,
    PartnerMeeting,
    ProgrammePartner,
    ProgrammeText,
)
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.sheet_vocabulary import ProgrammeTextSort
from espace_mobile.domain.work_allocation import WorkAllocation
from espace_mobile.domain.workshop import Workshop
from espace_mobile.store.replica import Replica

_MADE_BY = {Of.PRESENCES: Of.PARTICIPANTS, Of.HOURS_VALIDATED: Of.HOURS_PEOPLE}
WRITTEN_AFTER = timedelta(days=183)  # the balance of a year is written in the months that follow it
THIS_YEAR, LAST_YEAR, OWN_YEAR, WHOLE = "this_year", "last_year", "own_year", "whole"


@dataclass(frozen=True)
class Counts:
    """`hidden`: how many values are not told. `months`: figures whose parts are months; a series that would give away
    a hidden total is left out."""

    groups: tuple[Group, ...]
    months: tuple[Figure, ...]
    hidden: int = 0


@dataclass(frozen=True)
class Balance:
    """Lists are in the order in which they are read. `hidden_under` None: nothing is hidden, and it isn't for sharing.
    `names`: of the organisations and places that are pointed at, by id."""

    programme: Programme
    span: Span
    today: date
    hidden_under: int | None
    counts: Counts
    measures: Sequence[Measure]
    budget: Sequence[BudgetLine]
    partners: Sequence[tuple[ProgrammePartner, Organisation]]
    communes: Sequence[Coverage]
    places: Sequence[Place]
    workshops: Sequence[tuple[Workshop | None, int, int]]  # held, planned (held included) in these days; None: of none
    allocations: Sequence[WorkAllocation]
    campaign: Sequence[Campaigned]
    meetings: Sequence[PartnerMeeting]
    reviews: Sequence[CaseReview]
    texts: Sequence[ProgrammeText]
    names: Mapping[str, str]


def periods(programme: Programme, today: date) -> dict[str, Span]:
    """Those one tap away, by code: no two the same."""
    year = indicators.calendar_year(today)
    found = {THIS_YEAR: year, LAST_YEAR: indicators.calendar_year(date(today.year - 1, 1, 1))}
    if indicators.has_own_year(programme):
        found[OWN_YEAR] = indicators.years(programme, today, own=True)[0]
    everything = indicators.since_beginning(programme, today)
    if everything is not None and everything not in found.values():
        found[WHOLE] = everything
    return found


def gather(
    replica: Replica, programme: Programme, span: Span, today: date, *, internal: bool = False,
    left_out: frozenset[str] = frozenset(),
) -> Balance:  # fmt: skip
    """`left_out`: texts that are not to be in it, by id. Work: proportional to the facts of the programme and of these
    days, off the page's thread; the same facts, the same balance."""
    under = None if internal else exports.settings(replica).hidden_under
    years = {None, *range(span.since.year, span.until.year + 1)}
    budget = [b for b in measures.lines_of(replica, programme.id) if b.year in years]
    partners = [one for those in programme_places.partners_of(replica, programme.id).values() for one in those]
    meetings = [m for m in partner_meetings.meetings_of(replica, programme.id) if partner_meetings.day_of(m) in span]
    every = workshops.workshops_of(replica, programme.id, retired=True)
    counted = [(w, *_sessions(workshops.sessions_of(replica, w), span)) for w in every]
    rest = [s for s in replica.where(GroupSession, programme_id=programme.id) if s.workshop_id is None]
    found = counts(replica, programme, span, today, under)
    return Balance(
        programme, span, today, under, found,
        measures.measures_of(replica, programme.id), budget, partners,
        programme_places.communes_of(replica, programme.id),
        [place for _, place in programme_places.places_of(replica, programme.id)],
        [(w, held, planned) for w, held, planned in [*counted, (None, *_sessions(rest, span))]
         if planned or (w is not None and w.active)],
        sorted(replica.where(WorkAllocation, programme_id=programme.id), key=lambda a: (-a.minutes, a.task, a.id)),
        campaigned(replica, programme, found.groups, span, today, under),
        meetings[::-1],
        sorted((r for r in replica.where(CaseReview, programme_id=programme.id) if r.on in span),
               key=lambda r: (r.on, r.id)),
        [t for t in texts(replica, programme.id, span) if t.id not in left_out],
        _names(replica, budget, every),
    )  # fmt: skip


def counts(replica: Replica, programme: Programme, span: Span, today: date, under: int | None) -> Counts:
    told = indicator_facts.told(replica, programme, span)
    found, months = groups(told, span, today), by_month(told, span, today)
    if under is None:
        return Counts(found, months)
    kept = shared(found, under)
    (by_months,) = shared((Group(Heading.PEOPLE, months),), under)
    told_months = tuple(_without_hints(by_months.figures, {f.code for g in kept for f in g.figures if f.hidden}))
    hidden = sum(_hidden(f) for g in kept for f in g.figures)
    return Counts(kept, told_months, hidden + sum(_hidden(f) for f in told_months) + len(months) - len(told_months))


def _without_hints(months: Sequence[Figure], hidden: Collection[Of]) -> Iterator[Figure]:
    """Months whose sum is hidden are left out; so is what few people of a month did together."""
    few = {f.code for f in months if any(part.value is None for part in f.parts)}
    for figure in months:
        if not figure.hidden and figure.code not in hidden and _MADE_BY.get(figure.code) not in few:
            yield replace(figure, parts=tuple(sorted(figure.parts, key=lambda part: str(part.name))))  # by time again


def texts(replica: Replica, programme_id: str, span: Span) -> list[ProgrammeText]:
    """What may stand in it: balances and comments of these days, balances written in the half-year that follows, and
    the last diagnosis until then; the newest first."""
    found = programme_texts.texts_of(replica, programme_id)
    until = {ProgrammeTextSort.BALANCE: span.until + WRITTEN_AFTER}
    own = [t for t in found if t.sort != ProgrammeTextSort.DIAGNOSIS
           and span.since <= t.on <= until.get(t.sort, span.until)]  # fmt: skip
    diagnosis = [t for t in found if t.sort == ProgrammeTextSort.DIAGNOSIS and t.on <= span.until]
    return [*own, *diagnosis[:1]]


def _hidden(figure: Figure) -> int:
    return int(figure.hidden) + sum(part.value is None for part in figure.parts)


def _sessions(found: Sequence[GroupSession], span: Span) -> tuple[int, int]:
    own = [s for s in found if day(s.starts_at) in span and not s.informal and s.status != SessionStatus.CANCELLED]
    return sum(s.status == SessionStatus.HELD for s in own), len(own)


def _names(replica: Replica, budget: Sequence[BudgetLine], workshops: Sequence[Workshop]) -> dict[str, str]:
    funders = {b.organisation_id for b in budget if b.organisation_id}
    organisations = (replica.get(Organisation, id) for id in sorted(funders))
    places = (replica.get(Place, id) for id in sorted({w.place_id for w in workshops if w.place_id}))
    return {found.id: found.name for found in (*organisations, *places) if found is not None}
