"""Requests drawn by Hypothesis, small and awkward; and what no plan may break, whoever made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from espace_mobile.domain.neighbourhoods import neighbourhood_key
from espace_mobile.domain.periods import monday, month_begun
from espace_mobile.domain.place import Place
from espace_mobile.domain.proposal.plan import Visit
from espace_mobile.domain.proposal.request import KeptDate, PlaceChoice, Request, TeamChoice

FIRST = date(2027, 4, 1)
WEEKDAYS = st.integers(0, 6)
BOUNDS = st.none() | st.integers(0, 3)


@st.composite
def places(draw: st.DrawFn) -> list[Place]:
    return [
        Place(
            id=f"place{n}",
            name=f"Lieu {n}",
            neighbourhood=draw(st.sampled_from(["Nord", "Sud", "Est", None])),
            commune_insee="90901",
            qpv_code=draw(st.sampled_from([None, "QN09091M", "QN09092M"])),
            weekday=draw(st.none() | WEEKDAYS),
            months=draw(st.sampled_from([(), (), (4, 5), (6,), (12,)])),
        )
        for n in range(draw(st.integers(0, 5)))
    ]


@st.composite
def requests(draw: st.DrawFn) -> Request:
    there = draw(places())
    last = FIRST + timedelta(days=draw(st.integers(-1, 70)))
    near = st.integers(-10, 80).map(lambda n: FIRST + timedelta(days=n))
    teams = [
        TeamChoice(f"team{n}", "", frozenset(draw(st.sets(WEEKDAYS))), draw(BOUNDS), draw(BOUNDS))
        for n in range(draw(st.integers(0, 3)))
    ]
    vans = tuple(f"van{n}" for n in range(draw(st.integers(0, 2))))
    kept = []
    for on in draw(st.lists(near, max_size=6)):
        place = draw(st.sampled_from([None, *there]))
        team = draw(st.sampled_from([None, *(team.id for team in teams)]))
        where = (place.id, neighbourhood_key(place), place.qpv_code) if place else (None, None, None)
        kept.append(KeptDate(on, *where, team, draw(st.sampled_from([None, *vans])), draw(st.booleans())))
    return Request(
        first=FIRST, last=last, wanted=draw(st.integers(0, 25)),
        places=tuple(PlaceChoice(place, draw(st.none() | st.none() | st.integers(0, 6))) for place in there),
        teams=tuple(teams), vans=vans, kept=tuple(kept), excluded=frozenset(draw(st.sets(near, max_size=8))),
        school_holidays=frozenset(draw(st.sets(near, max_size=8))), sundays_off=draw(st.booleans()),
        public_holidays_off=draw(st.booleans()), qpv_a_quarter=draw(st.integers(0, 3)),
        once_a_week=draw(st.booleans()),
    )  # fmt: skip


def check(request: Request, visits: Sequence[Visit]) -> None:
    """Nothing that a request forbids."""
    of = {choice.place.id: choice for choice in request.places}
    teams = {team.id: team for team in request.teams}
    kept = [each for each in request.kept if each.counts]
    assert len(visits) <= request.missing
    assert list(visits) == sorted(visits, key=lambda visit: (visit.on, visit.place_id))
    assert not {(v.on, v.place_id) for v in visits} & {(each.on, each.place_id) for each in request.kept}
    for visit in visits:
        place = of[visit.place_id].place
        assert request.day_off(visit.on) is None
        assert place.weekday in (None, visit.on.weekday())
        assert not place.months or visit.on.month in place.months
        assert (visit.team_id is None) == (not teams)
        assert visit.team_id is None or visit.on.weekday() in teams[visit.team_id].weekdays
    days = Counter([*(each.on for each in kept), *(visit.on for visit in visits)])
    assert all(days[visit.on] <= max(1, len(request.vans)) for visit in visits)
    there = Counter([*(each.place_id for each in request.kept_within), *(visit.place_id for visit in visits)])
    assert all(there[v.place_id] <= q for v in visits if (q := of[v.place_id].quota) is not None)
    if request.once_a_week:
        areas = Counter(
            [*((each.area, monday(each.on)) for each in kept),
             *((neighbourhood_key(of[v.place_id].place), monday(v.on)) for v in visits)]
        )  # fmt: skip
        assert all(areas[neighbourhood_key(of[v.place_id].place), monday(v.on)] == 1 for v in visits)
    for visit in visits:
        if visit.team_id is not None:
            out = [each.on for each in (*kept, *visits) if each.team_id == visit.team_id]
            team = teams[visit.team_id]
            assert out.count(visit.on) == 1
            assert team.a_week is None or sum(monday(on) == monday(visit.on) for on in out) <= team.a_week
            assert team.a_month is None or sum(month_begun(on) == month_begun(visit.on) for on in out) <= team.a_month
