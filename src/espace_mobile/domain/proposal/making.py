"""A proposal made of what a solver found: hours, vans, reasons, the spread, and what could not be had."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, time

from espace_mobile.domain.outing_place import hours_at
from espace_mobile.domain.periods import month_begun, month_of
from espace_mobile.domain.proposal import checks, greedy
from espace_mobile.domain.proposal.openings import Openings
from espace_mobile.domain.proposal.plan import Method, Proposal, ProposedDate, Solver, Stop, Visit
from espace_mobile.domain.proposal.reasons import reasons_of
from espace_mobile.domain.proposal.request import Request
from espace_mobile.domain.proposal.spread import Spread, share


def propose(request: Request, seed: int, stop: Stop = greedy.never, solve: Solver = greedy.solve) -> Proposal:
    """The same for the same request and seed. Never raises for what is asked."""
    found = solve(request, seed, stop)
    return made_of(Openings(request), seed, found.method, found.visits)


def made_of(openings: Openings, seed: int, method: Method, visits: Sequence[Visit]) -> Proposal:
    """`visits`: in order of day."""
    request, spread = openings.request, spread_of(openings, visits)
    reasons = reasons_of(openings, visits, spread)
    dates = tuple(
        ProposedDate(v.on, v.place_id, *_hours(openings, v), v.team_id, van, why)
        for v, van, why in zip(visits, _vans(request, visits), reasons, strict=True)
    )
    return Proposal(request, seed, method, dates, spread, checks.before(openings), checks.after(openings, visits))


def is_even(openings: Openings, visits: Sequence[Visit]) -> bool:
    """Whether little is left to wish for: all the dates, every need, and no gap of two. Weekdays aside: markets have
    theirs, and a gap says nothing."""
    spread = spread_of(openings, visits)
    return max(spread.areas.gap, spread.months.gap, spread.teams.gap) <= 1 and not checks.after(openings, visits)


def spread_of(openings: Openings, visits: Sequence[Visit]) -> Spread:
    """Of the visits and of the kept dates of the period."""
    request, kept = openings.request, openings.request.kept_within
    at = {id: openings.days_at(id) for id in openings.places}
    days = sorted({day for some in at.values() for day in some})
    areas = openings.by_area()
    open_areas = [area for area, ids in areas.items() if any(at[id] for id in ids)]
    given = [area for area in open_areas if all(id in openings.quotas for id in areas[area])]
    months = list(dict.fromkeys(month_begun(day) for day in days))
    teams = [team.id for team in request.teams if any(team.id in openings.teams_on[day] for day in days)]
    all_days = [*(each.on for each in kept), *(visit.on for visit in visits)]
    return Spread(
        share(open_areas, [*(k.area for k in kept), *(openings.areas[v.place_id] for v in visits)], given),
        share(sorted({day.weekday() for day in days}), [day.weekday() for day in all_days]),
        share(months, [month_begun(day) for day in all_days], [m for m in months if not _whole(request, m)]),
        share(teams, [*(k.team_id for k in kept), *(v.team_id for v in visits)]),
    )


def _whole(request: Request, month: date) -> bool:
    return request.first <= month and month_of(month)[1] <= request.last


def _hours(openings: Openings, visit: Visit) -> tuple[time | None, time | None]:
    request = openings.request
    return hours_at(openings.places[visit.place_id]) or (request.starts, request.ends)


def _vans(request: Request, visits: Sequence[Visit]) -> list[str | None]:
    """Of each visit: of those free that day, the one that went out least."""
    out = {(kept.vehicle_id, kept.on) for kept in request.kept if kept.counts}
    used = Counter[str]()
    found: list[str | None] = []
    for visit in visits:
        free = [van for van in request.vans if (van, visit.on) not in out]
        van = min(free, key=lambda van: used[van], default=None)
        if van is not None:
            out.add((van, visit.on))
            used[van] += 1
        found.append(van)
    return found
