"""An action people enter and leave: a dispositif, a workshop, a pathway."""

from __future__ import annotations

from typing import ClassVar

from espace_mobile.domain.capacity import DEFAULT_CAPACITY
from espace_mobile.domain.fact import Fact


class Programme(Fact):
    """`validated`: an entry needs a CIP's decision. `capacity`: of its sessions, unless a session says otherwise."""

    kind: ClassVar[str] = "programme"

    name: str
    capacity: int = DEFAULT_CAPACITY
    validated: bool = True
    active: bool = True
