from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings

from espace_mobile.domain.place import Place
from espace_mobile.domain.proposal.checks import before, most_possible
from espace_mobile.domain.proposal.greedy import solve
from espace_mobile.domain.proposal.making import propose
from espace_mobile.domain.proposal.openings import Openings
from espace_mobile.domain.proposal.plan import Finding, Trouble
from espace_mobile.domain.proposal.request import MOST_DAYS, KeptDate, PlaceChoice, Request, TeamChoice
from tests.domain.proposal.drawn_requests import requests

TUESDAY = PlaceChoice(Place(id="t", name="Mardi", neighbourhood="Nord", weekday=1))
SUNDAY = PlaceChoice(Place(id="d", name="Dimanche", neighbourhood="Sud", weekday=6))
WINTER = PlaceChoice(Place(id="w", name="Hiver", neighbourhood="Est", months=(1,)))
TEAM = TeamChoice("a", weekdays=frozenset({0, 1, 2, 3, 4}))
JUNE = Request(date(2027, 6, 1), date(2027, 6, 30), 3, (TUESDAY,), (TEAM,))


def told(request: Request) -> tuple[Finding, ...]:
    return before(Openings(request))


def test_nothing_is_told_of_what_can_be_had() -> None:
    assert told(JUNE) == ()


def test_all_that_stands_in_the_way_is_told_at_once() -> None:
    nobody = TeamChoice("b", weekdays=frozenset())
    places = (replace(TUESDAY, quota=9), SUNDAY, WINTER)
    assert told(replace(JUNE, wanted=120, places=places, teams=(TEAM, nobody))) == (
        Finding(Trouble.TEAM_WITHOUT_DAY, "b"), Finding(Trouble.QUOTA_TOO_HIGH, "t", 9, 5),
        Finding(Trouble.PLACE_WITHOUT_DAY, "d"), Finding(Trouble.PLACE_WITHOUT_DAY, "w"),
        Finding(Trouble.TOO_MANY, "", 120, 5),
    )  # fmt: skip


def test_the_best_possible_is_proposed_all_the_same() -> None:
    proposal = propose(replace(JUNE, wanted=120), 1)
    assert [one.on.day for one in proposal.dates] == [1, 8, 15, 22, 29]
    assert Finding(Trouble.SHORT, "", 120, 5) in proposal.after


def test_a_quota_is_met_before_all_else_and_what_is_short_of_it_told() -> None:
    square = PlaceChoice(Place(id="s", name="", neighbourhood="Sud"), quota=4)
    proposal = propose(replace(JUNE, wanted=5, places=(TUESDAY, square)), 1)
    assert sorted(one.place_id for one in proposal.dates) == ["s", "s", "s", "s", "t"]
    busy = tuple(KeptDate(date(2027, 6, day), "x", "/x", None, "a") for day in range(1, 28))
    short = propose(replace(JUNE, wanted=40, places=(replace(square, quota=4),), kept=busy), 1)
    assert Finding(Trouble.QUOTA_SHORT, "s", 4, 1) in short.after


def test_quotas_that_exceed_the_dates_wanted_are_told() -> None:
    assert Finding(Trouble.QUOTAS_EXCEED, "", 5, 3) in told(replace(JUNE, places=(replace(TUESDAY, quota=5),)))


def test_a_period_that_ends_before_it_begins_has_no_date() -> None:
    backwards = replace(JUNE, first=date(2027, 7, 1))
    assert Finding(Trouble.PERIOD) in told(backwards)
    assert propose(backwards, 1).dates == ()


def test_a_period_of_a_century_is_cut() -> None:
    assert Finding(Trouble.PERIOD_CUT, "", 36525, MOST_DAYS) in told(
        replace(JUNE, first=date(2000, 1, 1), last=date(2099, 12, 31))
    )


def test_a_period_without_a_possible_day_says_so_once() -> None:
    everywhere = frozenset(date(2027, 6, day) for day in range(1, 31))
    assert told(replace(JUNE, excluded=everywhere)) == (Finding(Trouble.NO_DAY),)


def test_without_places_or_teams_it_is_said() -> None:
    assert told(replace(JUNE, places=(), teams=())) == (Finding(Trouble.NO_TEAM), Finding(Trouble.NO_PLACE))


def test_when_there_are_enough_already_nothing_is_proposed() -> None:
    kept = tuple(KeptDate(date(2027, 6, day), "t", "/nord", None, "a") for day in (1, 8, 15, 22))
    there = replace(JUNE, kept=kept)
    assert Finding(Trouble.ENOUGH_ALREADY, "", 3, 4) in told(there)
    assert propose(there, 1).dates == ()


def test_a_qpv_missed_in_a_quarter_is_told() -> None:
    summer = PlaceChoice(Place(id="q", name="", neighbourhood="Sud", months=(7,), qpv_code="QN09091M"))
    year = replace(JUNE, first=date(2027, 4, 1), last=date(2027, 9, 30), places=(TUESDAY, summer))
    assert Finding(Trouble.QPV_MISSED, "QN09091M", 1, 0, (2027, 1)) in propose(year, 1).after
    assert not any(f.quarter == (2027, 2) for f in propose(year, 1).after)


def test_a_team_bound_by_week_and_by_month_may_take_the_later_days_of_a_week() -> None:
    few = TeamChoice("a", a_week=1, a_month=1)  # the week of 31 May is of both months
    places = (PlaceChoice(Place(id="s", name="", neighbourhood="Sud")),)
    asked = Request(date(2027, 5, 24), date(2027, 6, 1), 9, places, (few,))
    assert most_possible(Openings(asked)) == 2
    assert len(propose(asked, 1).dates) == 2


@settings(max_examples=40, deadline=None)
@given(request=requests())
def test_no_plan_has_more_dates_than_is_told_to_be_possible(request: Request) -> None:
    found = len(request.kept_within) + len(solve(replace(request, wanted=400), 1, lambda: False).visits)
    assert found <= most_possible(Openings(replace(request, wanted=400)))
