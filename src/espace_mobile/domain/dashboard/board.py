"""What the figures came to: cards, the funnel, months, and one table for each cut."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from espace_mobile.domain.dashboard.filters import By, Filters
from espace_mobile.domain.indicators.figure import Of


@dataclass(frozen=True)
class Card:
    """`before`: of the days compared with; None when none are. `value` None: hidden, for it is of too few people."""

    of: Of
    value: int | None
    before: int | None = None


@dataclass(frozen=True)
class Point:
    """`first`: the first day of its month."""

    first: date
    value: int | None


@dataclass(frozen=True)
class Trend:
    """Every month of the days asked for, in order, those with nothing included."""

    of: Of
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Cut:
    """A row for each value met (its code or id, "" when not known), the greatest first, bands and codes in their own
    order; `values` beside `codes`. People are counted in each row they belong to: rows need not add up to `totals`."""

    by: By
    codes: tuple[Of, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]
    totals: tuple[int | None, ...]


@dataclass(frozen=True)
class Board:
    filters: Filters
    funnel: tuple[Card, ...]
    activity: tuple[Card, ...]
    trends: tuple[Trend, ...]
    cuts: tuple[Cut, ...]
