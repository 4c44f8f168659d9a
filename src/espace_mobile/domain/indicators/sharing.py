"""A programme's figures as they may leave the office: nobody can be told apart in them."""

from __future__ import annotations

from collections.abc import Sequence

from espace_mobile.domain.indicators.groups import Group


def shared(groups: Sequence[Group], under: int) -> tuple[Group, ...]:
    """Counts of fewer than `under` people are hidden (`Figure.hidden`, `Part.hidden`; value None), and whatever else
    would give them away."""
    raise NotImplementedError
