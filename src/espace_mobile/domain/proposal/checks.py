"""What stands in the way of a request, all of it at once; the best possible is proposed all the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from espace_mobile.domain.neighbourhoods import quarter_of
from espace_mobile.domain.periods import monday, month_begun
from espace_mobile.domain.proposal.openings import Openings
from espace_mobile.domain.proposal.plan import Finding, Trouble, Visit
from espace_mobile.domain.proposal.request import MOST_DAYS

Quarter = tuple[int, int]


def before(openings: Openings) -> tuple[Finding, ...]:
    """What is known without trying."""
    return (*_of_period(openings), *_of_teams(openings), *_of_places(openings), *_of_number(openings))


def after(openings: Openings, visits: Sequence[Visit]) -> tuple[Finding, ...]:
    """What `visits` do not fulfil."""
    request = openings.request
    found = len(request.kept_within) + len(visits)
    short = [Finding(Trouble.SHORT, "", request.wanted, found)] if len(visits) < request.missing else []
    return (*short, *_quotas_short(openings, visits), *_qpv_missed(openings, visits))


def most_possible(openings: Openings) -> int:
    """No plan has more dates than this, those kept included; there may be none with as many."""
    request = openings.request
    at = {id: openings.days_at(id) for id in openings.places}
    open_days = {day for days in at.values() for day in days}
    bounds = [sum(openings.room[day] for day in open_days), sum(_reach(openings, id, at[id]) for id in at)]
    if request.once_a_week:
        weeks = {(openings.areas[id], monday(day)) for id, days in at.items() for day in days}
        bounds.append(len(weeks))
    if request.teams:
        bounds.append(sum(_days_out(openings, team.id) for team in request.teams))
    return len(request.kept_within) + min(bounds)


def _of_period(openings: Openings) -> Iterator[Finding]:
    request = openings.request
    length = (request.last - request.first).days + 1
    if length < 1:
        yield Finding(Trouble.PERIOD)
    elif not openings.days:
        yield Finding(Trouble.NO_DAY)
    if length > MOST_DAYS:
        yield Finding(Trouble.PERIOD_CUT, "", length, MOST_DAYS)


def _of_teams(openings: Openings) -> Iterator[Finding]:
    if not openings.request.teams:
        yield Finding(Trouble.NO_TEAM)
    for team in openings.request.teams if openings.days else ():
        if not _days_out(openings, team.id):
            yield Finding(Trouble.TEAM_WITHOUT_DAY, team.id)


def _of_places(openings: Openings) -> Iterator[Finding]:
    if not openings.places:
        yield Finding(Trouble.NO_PLACE)
    kept = Counter(each.place_id for each in openings.request.kept_within)
    for id in openings.places if openings.days else ():
        days = openings.days_at(id)
        quota = openings.quotas.get(id)
        possible = kept[id] + _weeks(openings, days)
        if not days and quota != 0:
            yield Finding(Trouble.PLACE_WITHOUT_DAY, id)
        elif quota is not None and quota > possible:
            yield Finding(Trouble.QUOTA_TOO_HIGH, id, quota, possible)


def _of_number(openings: Openings) -> Iterator[Finding]:
    request, kept = openings.request, len(openings.request.kept_within)
    asked = sum(openings.quotas.values())
    if asked > request.wanted:
        yield Finding(Trouble.QUOTAS_EXCEED, "", asked, request.wanted)
    if kept >= request.wanted:
        yield Finding(Trouble.ENOUGH_ALREADY, "", request.wanted, kept)
    elif openings.places and openings.days and (possible := most_possible(openings)) < request.wanted:
        yield Finding(Trouble.TOO_MANY, "", request.wanted, possible)


def _weeks(openings: Openings, days: Sequence[date]) -> int:
    return len({monday(day) for day in days}) if openings.request.once_a_week else len(days)


def _reach(openings: Openings, place_id: str, days: Sequence[date]) -> int:
    """How many dates a place may still have."""
    kept = sum(each.place_id == place_id for each in openings.request.kept_within)
    quota = openings.quotas.get(place_id)
    return len(days) if quota is None else min(len(days), max(0, quota - kept))


def _days_out(openings: Openings, team_id: str) -> int:
    """No team has more dates than this still."""
    days = [day for day in openings.days if team_id in openings.teams_on[day]]
    team = next(team for team in openings.request.teams if team.id == team_id)
    bounds = [len(days)]
    if team.a_week is not None:
        bounds.append(_at_most(Counter(monday(day) for day in days), team.a_week))
    if team.a_month is not None:
        bounds.append(_at_most(Counter(month_begun(day) for day in days), team.a_month))
    return min(bounds)


def _at_most(days: Counter[date], most: int) -> int:
    return sum(min(most, count) for count in days.values())


def _quotas_short(openings: Openings, visits: Sequence[Visit]) -> Iterator[Finding]:
    there = Counter([*(each.place_id for each in openings.request.kept_within), *(v.place_id for v in visits)])
    for id, quota in openings.quotas.items():
        if there[id] < quota:
            yield Finding(Trouble.QUOTA_SHORT, id, quota, there[id])


def _qpv_missed(openings: Openings, visits: Sequence[Visit]) -> Iterator[Finding]:
    wanted = openings.request.qpv_a_quarter
    qpvs = dict.fromkeys(place.qpv_code for place in openings.places.values() if place.qpv_code)
    seen = qpv_visits(openings, visits)
    for quarter in dict.fromkeys(quarter_of(day) for day in openings.days):
        for qpv in qpvs:
            if seen[qpv, quarter] < wanted:
                yield Finding(Trouble.QPV_MISSED, qpv, wanted, seen[qpv, quarter], quarter)


def qpv_visits(openings: Openings, visits: Sequence[Visit]) -> Counter[tuple[str | None, Quarter]]:
    """How often each QPV is visited in each quarter, kept dates included."""
    kept = [(each.qpv, quarter_of(each.on)) for each in openings.request.kept if each.counts]
    return Counter([*kept, *((openings.places[v.place_id].qpv_code, quarter_of(v.on)) for v in visits)])
