"""Which attempts were made on which day: the effort of a few weeks is read from the attempts of those weeks."""

from __future__ import annotations

from espace_mobile.domain.attempt import Attempt
from espace_mobile.store.days import Days
from espace_mobile.store.replica import Replica


class AttemptDays(Days):
    def __init__(self, replica: Replica) -> None:
        super().__init__(replica, Attempt.kind, "at")
