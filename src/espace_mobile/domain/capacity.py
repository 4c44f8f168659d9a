"""Places in a collective session. A sixth participant is a fact and stays; a supervisor is told."""

from __future__ import annotations

DEFAULT_CAPACITY = 5  # people at most, in the mobilisation pathway


def seats_left(expected: int, capacity: int = DEFAULT_CAPACITY) -> int:
    """Never negative."""
    return max(0, capacity - expected)


def over_capacity(present: int, capacity: int = DEFAULT_CAPACITY) -> int:
    """How many too many; 0 when the rule holds."""
    return max(0, present - capacity)
