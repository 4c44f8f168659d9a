"""Which figures a programme calls for: those of its parts, under a heading each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from espace_mobile.domain.indicators import doing, money, outreach, people, workshops
from espace_mobile.domain.indicators.figure import Figure, Of
from espace_mobile.domain.indicators.told import Told
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.sheet_vocabulary import ProgrammePart


class Heading(StrEnum):
    """In the order they are read. Labels: `indicator.group.<code>`."""

    PEOPLE = "people"
    OUTINGS = "outings"
    FUNNEL = "funnel"
    WORKSHOPS = "workshops"
    OUTCOMES = "outcomes"
    HOURS = "hours"
    REVIEWS = "reviews"
    SERVICES = "services"
    CIVIC_SERVICE = "civic_service"
    CAMPAIGN = "campaign"
    RELANCES = "relances"
    PARTNERS = "partners"
    BUDGET = "budget"


@dataclass(frozen=True)
class Group:
    heading: Heading
    figures: tuple[Figure, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing was counted at all, and no target waits."""
        return not any(f.value or f.parts for f in self.figures)


_Compute = Callable[[Told, Span, date], list[Figure]]
_P = ProgrammePart

# Each heading, the parts that call for it (none: every programme), and its figures.
_OF: tuple[tuple[Heading, frozenset[ProgrammePart], _Compute], ...] = (
    (Heading.PEOPLE, frozenset(), lambda t, s, _: [*people.people(t, s), *people.path(t, s)]),
    (Heading.OUTINGS, frozenset({_P.OUTINGS}), outreach.outings),
    (Heading.FUNNEL, frozenset({_P.OUTINGS}), lambda t, s, _: outreach.funnel(t, s)),
    (Heading.WORKSHOPS, frozenset({_P.WORKSHOPS}), workshops.workshops),
    (Heading.OUTCOMES, frozenset(), lambda t, s, _: people.outcomes(t, s)),
    (Heading.HOURS, frozenset({_P.HOURS}), lambda t, s, _: doing.hours(t, s)),
    (Heading.REVIEWS, frozenset({_P.REVIEWS}), lambda t, s, _: doing.reviews(t, s)),
    (Heading.SERVICES, frozenset({_P.SERVICES}), lambda t, s, _: [*doing.services(t, s), *doing.rights(t, s)]),
    (Heading.CIVIC_SERVICE, frozenset({_P.CIVIC_SERVICE}), lambda t, s, _: doing.civic_service(t, s)),
    (Heading.CAMPAIGN, frozenset({_P.CAMPAIGN, _P.OUTINGS}),
     lambda t, s, _: [*(outreach.campaign(t, s) if _P.CAMPAIGN in t.programme.parts else ()), outreach.channels(t, s)]),
    (Heading.RELANCES, frozenset(), lambda t, s, _: doing.relances(t, s)),
    (Heading.PARTNERS, frozenset(), lambda t, s, _: doing.meetings(t, s)),
    (Heading.BUDGET, frozenset(), lambda t, s, _: money.money(t, s)),
)  # fmt: skip


def groups(told: Told, span: Span, today: date) -> tuple[Group, ...]:
    """A heading that no part calls for is left out while there is nothing under it. `today`: until when it is past."""
    return tuple(_groups(told, span, today))


def calls_for(programme: Programme, parts: frozenset[ProgrammePart]) -> bool:
    return not parts.isdisjoint(programme.parts)


def by_code(found: tuple[Group, ...]) -> dict[Of, Figure]:
    return {figure.code: figure for group in found for figure in group.figures}


def _groups(told: Told, span: Span, today: date) -> Iterator[Group]:
    for heading, parts, compute in _OF:
        if parts and not calls_for(told.programme, parts):
            continue
        group = Group(heading, tuple(compute(told, span, today)))
        if parts or heading == Heading.PEOPLE or not group.empty:
            yield group
