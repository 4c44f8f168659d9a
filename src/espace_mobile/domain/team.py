"""Who goes out together, and what a device receives: facts carry the id of a team as `team`."""

from __future__ import annotations

from typing import ClassVar

from espace_mobile.domain.fact import Fact


class Team(Fact):
    kind: ClassVar[str] = "team"

    name: str
    active: bool = True
