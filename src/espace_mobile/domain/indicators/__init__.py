"""The figures of a programme over some days, from facts alone: in any order, whichever tablet they come from."""

from espace_mobile.domain.indicators.figure import Figure, Name, Of, Part, Unit
from espace_mobile.domain.indicators.groups import Group, Heading, by_code, groups
from espace_mobile.domain.indicators.people import distinct
from espace_mobile.domain.indicators.told import Told

__all__ = ["Figure", "Group", "Heading", "Name", "Of", "Part", "Told", "Unit", "by_code", "distinct", "groups"]
