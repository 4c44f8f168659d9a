"""CP-SAT over the accounts of a request, where the plain solver left something to wish for; never worse than it.

`ortools` comes with the extra `office` and takes a second to import: only when a proposal is asked for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise
from typing import Any

from espace_mobile.domain.proposal import greedy
from espace_mobile.domain.proposal.accounts import NEEDED, NO_LIMIT, Accounts
from espace_mobile.domain.proposal.board import cost_of
from espace_mobile.domain.proposal.making import is_even
from espace_mobile.domain.proposal.openings import Openings
from espace_mobile.domain.proposal.plan import Found, Method, Stop, Visit
from espace_mobile.domain.proposal.request import Request

WORK = 0.7  # of the solver's own clock, which counts its steps: the same seed ends at the same one on any machine
_PLACED = 100 * NEEDED  # one date more is worth any cost


def solve(request: Request, seed: int, stop: Stop = greedy.never) -> Found:
    """See `plan.Solver`. Raises `ImportError` without `ortools`."""
    start, openings = greedy.solve(request, seed, stop), Openings(request)
    if stop() or is_even(openings, start.visits):
        return start
    accounts = Accounts(openings)
    found = _improved(accounts, start.visits, seed)

    def cost(visits: tuple[Visit, ...]) -> tuple[int, int]:
        return -len(visits), cost_of(accounts, visits)

    return Found(found, Method.SOLVER) if cost(found) < cost(start.visits) else start


def _improved(accounts: Accounts, start: tuple[Visit, ...], seed: int) -> tuple[Visit, ...]:
    from ortools.sat.python import cp_model

    model, solver = cp_model.CpModel(), cp_model.CpSolver()
    asked = _Asked(model, accounts, start)
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed % (1 << 31)
    solver.parameters.max_deterministic_time = WORK
    status = solver.solve(model)
    return asked.found(solver) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else start


class _Asked:
    """`model` made to say what the accounts say: a place on a day, a team on a day, as many of either."""

    def __init__(self, model: Any, accounts: Accounts, start: tuple[Visit, ...]) -> None:
        self._model, self._accounts = model, accounts
        self._openings, request = accounts.openings, accounts.openings.request
        self._at: dict[tuple[str, date], Any] = {}
        self._out: dict[tuple[str, date], Any] = {}
        self._entered: dict[int, list[Any]] = defaultdict(list)
        self._costs: list[Any] = []
        self._begun = Counter(key for visit in start for key in accounts.keys(visit))
        self._put_places({(visit.place_id, visit.on) for visit in start})
        self._put_teams({(visit.team_id or "", visit.on) for visit in start})
        model.add(sum(self._at.values()) <= request.missing)
        for key, entered in self._entered.items():
            self._count(key, entered)
        model.minimize(sum(self._costs) - _PLACED * sum(self._at.values()))

    def found(self, solver: Any) -> tuple[Visit, ...]:
        """Which team goes to which of the places of a day is all the same."""
        teams: dict[date, list[str]] = defaultdict(list)
        for (team_id, day), out in self._out.items():
            if solver.value(out):
                teams[day].append(team_id)
        visits = [
            Visit(day, place_id, teams[day].pop(0) if teams[day] else None)
            for (place_id, day), at in self._at.items()
            if solver.value(at)
        ]
        return tuple(sorted(visits, key=lambda visit: (visit.on, visit.place_id)))

    def _put_places(self, start: set[tuple[str, date]]) -> None:
        for place_id in self._openings.areas:
            for alike in self._accounts.alike[place_id]:
                for day in alike.days:
                    at = self._at[place_id, day] = self._model.new_bool_var(f"{place_id} {day}")
                    self._model.add_hint(at, (place_id, day) in start)
                    of_day = self._accounts.of_day[place_id, day]
                    for key in (*self._accounts.of_place[place_id], *alike.keys, *of_day):
                        self._entered[key].append(at)

    def _put_teams(self, start: set[tuple[str, date]]) -> None:
        if not self._openings.request.teams:
            return
        by_day: dict[date, list[Any]] = defaultdict(list)
        for (_, day), at in self._at.items():
            by_day[day].append(at)
        for day, places in by_day.items():
            for team_id in self._openings.teams_on[day]:
                out = self._out[team_id, day] = self._model.new_bool_var(f"{team_id} {day}")
                self._model.add_hint(out, (team_id, day) in start)
                for key in self._accounts.of_team[team_id, day]:
                    self._entered[key].append(out)
            self._model.add(sum(places) == sum(self._out[id, day] for id in self._openings.teams_on[day]))

    def _count(self, key: int, entered: list[Any]) -> None:
        """The limit, the need and the price of an account: each step of the square dearer than the one before."""
        accounts, held, missing = self._accounts, self._accounts.held[key], self._openings.request.missing
        room = min(len(entered), missing, max(0, accounts.limits[key] - held))
        if accounts.limits[key] < NO_LIMIT:
            self._model.add(sum(entered) <= room)
        weight, need = accounts.weights[key], max(0, accounts.needs[key] - held)
        if not (weight or need):
            return
        steps = [self._model.new_bool_var("") for _ in range(room)]
        self._model.add(sum(entered) == sum(steps))
        for before, after in pairwise(steps):
            self._model.add_implication(after, before)
        for n, step in enumerate(steps):
            self._model.add_hint(step, n < self._begun[key])
            price = weight * (2 * (held + n) + 1) - (NEEDED if n < need else 0)
            self._costs.append(price * step)
