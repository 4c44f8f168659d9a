"""The dates proposed for a period, why each of them, and what could not be had."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import NamedTuple, Protocol

from espace_mobile.domain.proposal.request import Request
from espace_mobile.domain.proposal.spread import Spread


class Visit(NamedTuple):
    """What a solver finds. Tuples sort by day."""

    on: date
    place_id: str
    team_id: str | None = None


class Method(StrEnum):
    """Which solver made it."""

    PLAIN = "plain"  # on any device
    SOLVER = "solver"  # where `ortools` is


class Why(StrEnum):
    """Why a date is proposed there, then and with them; the most telling first."""

    MARKET_DAY = "market_day"  # the weekday of the place
    QPV_OF_QUARTER = "qpv_of_quarter"  # without it the QPV would not be visited often enough in the quarter
    QUOTA = "quota"  # so many were asked for
    LEAST_VISITED = "least_visited"  # of the neighbourhoods, so far in the period
    SHORT_MONTH = "short_month"  # no month has fewer, some have more
    RARE_WEEKDAY = "rare_weekday"  # of the weekdays, no other had fewer so far
    TEAMS_TURN = "teams_turn"  # of those who can go out that day, none had fewer so far
    FREE_DAY = "free_day"  # nothing else to say


@dataclass(frozen=True)
class Reason:
    """`quarter`: (year, 0 to 3), of `QPV_OF_QUARTER`. The rest is read from the date."""

    why: Why
    quarter: tuple[int, int] | None = None


@dataclass(frozen=True)
class ProposedDate:
    on: date
    place_id: str
    starts: time | None = None
    ends: time | None = None
    team_id: str | None = None
    vehicle_id: str | None = None
    reasons: tuple[Reason, ...] = ()


class Trouble(StrEnum):
    """What stands in the way of a request: told before, and what is left of it afterwards."""

    PERIOD = "period"  # it ends before it begins
    PERIOD_CUT = "period_cut"  # longer than `MOST_DAYS`
    NO_DAY = "no_day"  # of the period on which anybody goes out
    NO_PLACE = "no_place"
    NO_TEAM = "no_team"
    TEAM_WITHOUT_DAY = "team_without_day"
    PLACE_WITHOUT_DAY = "place_without_day"
    TOO_MANY = "too_many"  # `wanted` dates where `possible` days are
    QUOTA_TOO_HIGH = "quota_too_high"  # of a place: `wanted`, `possible`
    QUOTAS_EXCEED = "quotas_exceed"  # the quotas together: `wanted` of them, `possible` dates in all
    ENOUGH_ALREADY = "enough_already"  # dates that are kept: `possible`
    QUOTA_SHORT = "quota_short"  # of a place: `wanted`, `possible` found
    QPV_MISSED = "qpv_missed"  # in a quarter: `wanted`, `possible`
    SHORT = "short"  # of the dates: `wanted`, `possible` found


@dataclass(frozen=True)
class Finding:
    """`about`: the id of a place or a team, the code of a QPV. Numbers are 0 where they say nothing."""

    trouble: Trouble
    about: str = ""
    wanted: int = 0
    possible: int = 0
    quarter: tuple[int, int] | None = None


@dataclass(frozen=True)
class Proposal:
    """`dates`: by day. `spread`: of these and of those that are kept. `before`: what the checks told of the request;
    `after`: what could not be had. `seed` and the request make the same again."""

    request: Request
    seed: int
    method: Method
    dates: tuple[ProposedDate, ...] = ()
    spread: Spread = field(default_factory=Spread)
    before: tuple[Finding, ...] = ()
    after: tuple[Finding, ...] = ()


class Found(NamedTuple):
    """`method`: whose work it is; a solver that had nothing to gain leaves what the plain one found."""

    visits: tuple[Visit, ...]
    method: Method


Stop = Callable[[], bool]


class Solver(Protocol):
    """Finds the visits for a request, by day: `request.missing` of them or as many as it can. Never raises for what a
    request asks. `stop`: asked now and then; once true, what was found so far is given."""

    def __call__(self, request: Request, seed: int, stop: Stop = ...) -> Found: ...
