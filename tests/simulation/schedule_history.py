"""A seeded history of the schedule: planners of several tablets plan, move, cancel and decide without each other.

`python -m tests.simulation.history schedule SEED` plays one again and tells its steps. Deeds: `schedule_deeds`.
"""

from __future__ import annotations

from pathlib import Path

from espace_mobile.domain.vocabulary import Role
from tests.simulation import schedule_deeds
from tests.simulation.path_history import Deed, PathHistory
from tests.simulation.world import Post


class ScheduleHistory(PathHistory):
    def __init__(self, seed: int, folder: Path, steps: int = 120, database: str = "") -> None:
        super().__init__(seed, folder, steps, database)
        self.roles = {name: self.code((*[Role.PLANNER] * 5, Role.FIELD)) for name in self.roles}

    def begin(self, office: Post) -> None:
        schedule_deeds.begin(self, office)

    def deeds(self) -> list[tuple[float, Deed]]:
        return schedule_deeds.DEEDS
