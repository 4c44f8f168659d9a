"""One suite for every solver: what a plan may not break, whoever makes it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from espace_mobile.domain.place import Place
from espace_mobile.domain.proposal import greedy
from espace_mobile.domain.proposal.accounts import Accounts
from espace_mobile.domain.proposal.board import cost_of
from espace_mobile.domain.proposal.openings import Openings
from espace_mobile.domain.proposal.plan import Method, Solver
from espace_mobile.domain.proposal.request import PlaceChoice, Request, TeamChoice
from espace_mobile.planning import best_solver, solver
from tests.domain.proposal.drawn_requests import check, requests

BOTH = pytest.mark.parametrize("solve", [greedy.solve, solver.solve], ids=["plain", "solver"])
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver, "WORK", 0.05)


@BOTH
@FEW
@given(request_=requests())
def test_nothing_that_is_excluded_taken_or_too_much_is_ever_found(solve: Solver, request_: Request) -> None:
    check(request_, solve(request_, 1).visits)


@BOTH
@settings(FEW, max_examples=8)
@given(request_=requests())
def test_the_same_seed_finds_the_same(solve: Solver, request_: Request) -> None:
    assert solve(request_, 7) == solve(request_, 7)


@FEW
@given(request_=requests())
def test_the_solver_is_never_worse_than_the_plain_one(request_: Request) -> None:
    plain, best = greedy.solve(request_, 1).visits, solver.solve(request_, 1).visits
    accounts = Accounts(Openings(request_))
    assert (-len(best), cost_of(accounts, best)) <= (-len(plain), cost_of(accounts, plain))


@BOTH
def test_who_is_told_to_stop_gives_what_was_found(solve: Solver) -> None:
    assert solve(tight(), 1, lambda: True).visits == ()


def test_the_solver_makes_room_where_the_plain_one_finds_none() -> None:
    found = solver.solve(tight(), 1)
    assert found.method in (Method.PLAIN, Method.SOLVER)
    assert len(found.visits) >= len(greedy.solve(tight(), 1).visits)


def test_where_the_plain_plan_is_even_the_solver_leaves_it() -> None:
    places = tuple(PlaceChoice(Place(id=f"p{n}", name="", neighbourhood=f"N{n}")) for n in range(4))
    team = TeamChoice("t", weekdays=frozenset({1, 3}))
    found = solver.solve(Request(date(2027, 1, 1), date(2027, 12, 31), 24, places, (team,)), 1)
    assert (found.method, len(found.visits)) == (Method.PLAIN, 24)


def test_this_device_has_the_solver_and_starts_without_it() -> None:
    assert best_solver() is solver.solve
    code = "import sys, espace_mobile.app.screens.schedule.proposing.screen; sys.exit('ortools' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_without_ortools_the_plain_solver_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("espace_mobile.planning.find_spec", lambda name: None)
    assert best_solver() is greedy.solve


def tight() -> Request:
    """More is asked than there is: one van, markets of two weekdays, teams that rarely go out."""
    places = [Place(id=f"p{n}", name="", neighbourhood=f"N{n % 4}", weekday=1 + n % 2) for n in range(8)]
    teams = (TeamChoice("a", weekdays=frozenset({1}), a_month=3), TeamChoice("b", weekdays=frozenset({1, 2}), a_week=1))
    asked = Request(date(2027, 1, 1), date(2027, 6, 30), 60, tuple(PlaceChoice(place) for place in places), teams)
    return replace(asked, places=(*asked.places, PlaceChoice(Place(id="q", name="", neighbourhood="N9"), 5)))
