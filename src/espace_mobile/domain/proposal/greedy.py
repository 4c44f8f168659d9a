"""The plain solver: each date where it costs least, then some of them taken up and put down again, while that helps.

Chance comes from the seed alone and work is counted in rounds, not in seconds: the same everywhere, on any device.
"""

from __future__ import annotations

from random import Random

from espace_mobile.domain.proposal.accounts import Accounts
from espace_mobile.domain.proposal.board import Board
from espace_mobile.domain.proposal.openings import Openings
from espace_mobile.domain.proposal.plan import Found, Method, Stop, Visit
from espace_mobile.domain.proposal.request import Request

ROUNDS, PATIENCE = 400, 60  # at most; without a gain
_FEWEST, _MOST = 2, 10  # visits taken up at once
_NEAR = 0.5  # the part of the rounds in which they are of days near each other
_BLIND = (0.0, 0.2, 0.5)  # see `Board.put_best`


def never() -> bool:
    return False


def solve(request: Request, seed: int, stop: Stop = never) -> Found:
    """See `plan.Solver`."""
    random = Random(seed)  # noqa: S311 - not a secret, and it must repeat itself
    board = Board(Accounts(Openings(request)), random)
    _fill(board, request.missing, stop)
    _one_by_one(board, request.missing, stop)
    _some_at_once(board, request.missing, random, stop)
    return Found(tuple(sorted(board.visits, key=lambda visit: (visit.on, visit.place_id))), Method.PLAIN)


def _fill(board: Board, wanted: int, stop: Stop, blind: float = 0) -> None:
    while len(board.visits) < wanted and not stop() and board.put_best(blind):
        pass


def _one_by_one(board: Board, wanted: int, stop: Stop) -> None:
    """Each taken up and put where it costs least now that the others are there, until nothing moves."""
    before = None
    while before != board.cost and not stop():
        before = board.cost
        for visit in list(board.visits):
            board.take(visit)
            board.put_best()
    _fill(board, wanted, stop)


def _some_at_once(board: Board, wanted: int, random: Random, stop: Stop) -> None:
    """What one alone can't: two markets that change places, room made for a date that found none."""
    if not board.visits:
        return
    idle = 0
    for _ in range(ROUNDS):
        if idle >= PATIENCE or stop():
            return
        before, cost, count = list(board.visits), board.cost, len(board.visits)
        for visit in _some(before, random):
            board.take(visit)
        _fill(board, wanted, never, random.choice(_BLIND))
        better = (-len(board.visits), board.cost) < (-count, cost)
        idle = 0 if better else idle + 1
        if (-len(board.visits), board.cost) > (-count, cost):
            _put_back(board, before)


def _some(visits: list[Visit], random: Random) -> list[Visit]:
    """Anywhere in the period, or about one day: those stand in each other’s way."""
    count = min(len(visits), random.randint(_FEWEST, _MOST))
    if random.random() < _NEAR:
        pivot = random.choice(visits).on
        return sorted(visits, key=lambda visit: abs(visit.on - pivot))[:count]
    return random.sample(visits, count)


def _put_back(board: Board, before: list[Visit]) -> None:
    for visit in [each for each in board.visits if each not in before]:
        board.take(visit)
    for visit in before:
        if visit not in board.visits:
            board.put(visit)
