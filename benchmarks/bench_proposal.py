"""The generator: 120 dates a year, 20 places, 6 teams, one van, by both solvers, with the spread of what they found.

A calm request, which can be had, and a tight one, which can't: markets of two weekdays, teams that rarely go out. In
processor time, of the thread that works it out.
"""

from __future__ import annotations

import time
from datetime import date

from benchmarks.record import all_reached, print_table, report
from espace_mobile.domain.place import Place
from espace_mobile.domain.proposal import greedy
from espace_mobile.domain.proposal.making import propose
from espace_mobile.domain.proposal.plan import Proposal, Solver
from espace_mobile.domain.proposal.request import PlaceChoice, Request, TeamChoice
from espace_mobile.domain.vocabulary import PlaceType
from espace_mobile.planning import solver

DATES, PLACES, TEAMS, AREAS, MARKETS = 120, 20, 6, 10, 6
MOST = 5.0  # seconds
SEEDS = range(1, 6)
YEAR = (date(2027, 1, 1), date(2027, 12, 31))


def place(n: int, weekdays: int, markets: int = MARKETS) -> Place:
    """Four of the neighbourhoods are a QPV; one of the places has a season."""
    market = n < markets
    return Place(
        id=f"place{n:02}", name=f"Lieu {n}", type=PlaceType.MARKET if market else PlaceType.SQUARE,
        neighbourhood=f"Quartier {n % AREAS}", qpv_code=f"QN0909{n % AREAS}M" if n % AREAS < 4 else None,
        weekday=n % weekdays if market else None, months=(4, 5, 6, 7, 8, 9) if n == MARKETS + 1 else (),
    )  # fmt: skip


def calm() -> Request:
    places = tuple(PlaceChoice(place(n, 6)) for n in range(PLACES))
    saturday = [frozenset({0, 1, 2, 3, 4}), frozenset({0, 1, 2, 3, 4, 5})]
    return Request(*YEAR, DATES, places, tuple(TeamChoice(f"team{n}", "", saturday[n % 2]) for n in range(TEAMS)))


def tight() -> Request:
    places = tuple(PlaceChoice(place(n, 2, PLACES), 9 if n % 7 == 0 else None) for n in range(PLACES))
    teams = tuple(TeamChoice(f"team{n}", "", frozenset({n % 2, 2}), 1, 2) for n in range(TEAMS))
    return Request(*YEAR, DATES, places, teams, qpv_a_quarter=2)


def measure(name: str, request: Request, which: str, solve: Solver) -> None:
    seconds = []
    for seed in SEEDS:
        start = time.process_time()
        proposal = propose(request, seed, solve=solve)
        seconds.append(time.process_time() - start)
    worst = max(seconds)
    report(f"proposal, {name}, {which}", DATES, worst, "s", target=f"< {MOST:g} s", ok=worst < MOST)
    gap, wanted = proposal.spread.areas.gap, name == "calm"  # what is asked of the tight one can't be had
    report(f"max−min per neighbourhood, {name}, {which}", DATES, gap, "dates", target="≤ 1" if wanted else None,
           ok=gap <= 1 if wanted else None)  # fmt: skip
    told(name, which, proposal)


def told(name: str, which: str, proposal: Proposal) -> None:
    print(f"{name}, {which}: {len(proposal.dates)} dates of {proposal.request.wanted}, {len(proposal.after)} wanting")
    for sort, share in vars(proposal.spread).items():
        counts = " ".join(str(n) for n in share.counts.values())
        print(f"  {sort:9} {counts}  min {share.least} max {share.most} max−min {share.gap}")


def main() -> int:
    for name, request in (("calm", calm()), ("tight", tight())):
        measure(name, request, "plain", greedy.solve)
        measure(name, request, "solver", solver.solve)
    print_table()
    return 0 if all_reached() else 1


if __name__ == "__main__":
    raise SystemExit(main())
