from __future__ import annotations

from datetime import date, time
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from espace_mobile.domain.place import Place
from espace_mobile.domain.proposal.changing import days_instead, moved, without
from espace_mobile.domain.proposal.making import propose
from espace_mobile.domain.proposal.plan import Proposal, Reason, Trouble, Visit, Why
from espace_mobile.domain.proposal.request import KeptDate, PlaceChoice, Request, TeamChoice
from espace_mobile.domain.vocabulary import PlaceType
from tests.domain.proposal.drawn_requests import check, requests

YEAR = {"first": date(2027, 1, 1), "last": date(2027, 12, 31)}
MARKET = Place(id="m", name="Marché", type=PlaceType.MARKET, neighbourhood="Nord", weekday=1, opens=time(8),
               closes=time(12, 30), qpv_code="QN09091M")  # fmt: skip
SQUARE = Place(id="s", name="Place", neighbourhood="Sud")
PARK = Place(id="p", name="Parc", neighbourhood="Est")
ALL = tuple(PlaceChoice(place) for place in (MARKET, SQUARE, PARK))
TEAMS = (TeamChoice("a", weekdays=frozenset({0, 1, 2, 3})), TeamChoice("b", weekdays=frozenset({1, 4, 5})))


def visits(proposal: Proposal) -> list[Visit]:
    return [Visit(one.on, one.place_id, one.team_id) for one in proposal.dates]


@settings(max_examples=25, deadline=None)
@given(request=requests(), seed=st.integers(0, 3))
def test_whatever_is_asked_is_answered_the_same_each_time_and_explained(request: Request, seed: int) -> None:
    proposal = propose(request, seed)
    check(request, visits(proposal))
    assert propose(request, seed) == proposal
    assert all(one.reasons for one in proposal.dates)
    missing = request.missing - len(proposal.dates)
    assert any(f.trouble == Trouble.SHORT for f in proposal.after) == (missing > 0)


@settings(max_examples=6, deadline=None)
@given(areas=st.integers(2, 7), teams=st.integers(0, 4), wanted=st.integers(1, 40), seed=st.integers(0, 99))
def test_places_without_constraints_have_as_many_dates_each_but_for_one(
    areas: int, teams: int, wanted: int, seed: int
) -> None:
    places = tuple(PlaceChoice(Place(id=f"p{n}", name="", neighbourhood=f"N{n}")) for n in range(areas))
    out = tuple(TeamChoice(f"t{n}") for n in range(teams))
    spread = propose(Request(**YEAR, wanted=wanted, places=places, teams=out), seed).spread
    assert sum(spread.areas.counts.values()) == wanted
    assert max(spread.areas.gap, spread.months.gap, spread.weekdays.gap, spread.teams.gap) <= 1


def test_kept_dates_count_in_the_spread() -> None:
    kept = tuple(KeptDate(date(2027, 3, day), "s", "/sud", None, "a") for day in (1, 8, 15, 22))
    places = (PlaceChoice(MARKET), PlaceChoice(SQUARE))
    proposal = propose(Request(**YEAR, wanted=10, places=places, teams=TEAMS, kept=kept), 1)
    assert len(proposal.dates) == 6
    assert sorted(one.place_id for one in proposal.dates) == ["m"] * 5 + ["s"]
    assert proposal.spread.areas.gap == 0


def test_a_market_has_its_hours_other_places_those_that_are_usual() -> None:
    proposal = propose(Request(**YEAR, wanted=12, places=ALL, teams=TEAMS, starts=time(14), ends=time(17)), 1)
    hours = {one.place_id: (one.starts, one.ends) for one in proposal.dates}
    assert hours["m"] == (time(8), time(12, 30))
    assert hours["s"] == hours["p"] == (time(14), time(17))


def test_a_van_is_given_to_each_date_and_to_one_only() -> None:
    request = Request(
        date(2027, 1, 1), date(2027, 3, 31), wanted=80, places=ALL, teams=TEAMS, vans=("v1", "v2"), once_a_week=False
    )
    proposal = propose(request, 1)
    out = [(one.vehicle_id, one.on) for one in proposal.dates]
    assert {van for van, _ in out} == {"v1", "v2"}
    assert len(set(out)) == len(out)


def test_each_reason_is_true_of_the_plan() -> None:
    proposal = propose(Request(**YEAR, wanted=24, places=ALL, teams=TEAMS), 1)
    quarters = {r.quarter for one in proposal.dates for r in one.reasons if r.why == Why.QPV_OF_QUARTER}
    for one in proposal.dates:
        assert (Reason(Why.MARKET_DAY) in one.reasons) == (one.place_id == "m")
    so_far = {"m": 0, "s": 0, "p": 0}
    for one in proposal.dates:
        if Reason(Why.LEAST_VISITED) in one.reasons:
            assert so_far[one.place_id] == min(so_far.values())
        so_far[one.place_id] += 1
    alone = [q for q in range(4) if sum(d.place_id == "m" and (d.on.month - 1) // 3 == q for d in proposal.dates) == 1]
    assert quarters == {(2027, q) for q in alone}


def test_a_qpv_is_visited_in_each_quarter_though_few_dates_are_asked() -> None:
    others = tuple(PlaceChoice(Place(id=f"p{n}", name="", neighbourhood=f"N{n}")) for n in range(11))
    proposal = propose(Request(**YEAR, wanted=12, places=(*others, PlaceChoice(MARKET)), teams=TEAMS), 1)
    assert [(one.on.month - 1) // 3 for one in proposal.dates if one.place_id == "m"] == [0, 1, 2, 3]
    assert not proposal.after


def test_dates_are_not_crowded() -> None:
    proposal = propose(Request(**YEAR, wanted=24, places=ALL, teams=TEAMS), 1)
    of_market = [one.on for one in proposal.dates if one.place_id == "m"]
    assert min((after - before).days for before, after in pairwise(of_market)) > 14


def test_another_seed_is_another_plan_as_even() -> None:
    request = Request(**YEAR, wanted=24, places=ALL, teams=TEAMS)
    one, other = propose(request, 1), propose(request, 2)
    assert one.dates != other.dates
    assert one.spread.areas.gap == other.spread.areas.gap == 0


def test_a_date_left_out_is_gone_and_told() -> None:
    proposal = propose(Request(**YEAR, wanted=12, places=ALL, teams=TEAMS), 1)
    left = without(proposal, proposal.dates[3])
    assert len(left.dates) == 11
    assert proposal.dates[3] not in left.dates
    assert [(f.trouble, f.possible) for f in left.after if f.trouble == Trouble.SHORT] == [(Trouble.SHORT, 11)]


def test_a_date_is_put_on_another_day_that_fits_with_a_team_that_can() -> None:
    request = Request(**YEAR, wanted=12, places=ALL, teams=TEAMS)
    proposal = propose(request, 1)
    for one in proposal.dates:
        days = days_instead(proposal, one)
        assert days
        assert one.on not in days
        changed = moved(proposal, one, days[0])
        check(request, visits(changed))
        assert len(changed.dates) == 12
        assert (days[0], one.place_id) in {(d.on, d.place_id) for d in changed.dates}


def test_a_day_that_is_excluded_is_not_taken_instead() -> None:
    proposal = propose(Request(**YEAR, wanted=12, places=ALL, teams=TEAMS), 1)
    assert moved(proposal, proposal.dates[0], date(2027, 7, 14)) == proposal
