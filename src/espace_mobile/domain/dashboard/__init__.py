"""The figures of the whole association over some days, cut as a funder asks: from counted events, in any order."""

from espace_mobile.domain.dashboard.board import Board, Card, Cut, Point, Trend
from espace_mobile.domain.dashboard.counted import ACTIVITY, FUNNEL, Counted, takes
from espace_mobile.domain.dashboard.filters import By, Filters

__all__ = ["ACTIVITY", "FUNNEL", "Board", "By", "Card", "Counted", "Cut", "Filters", "Point", "Trend", "takes"]
