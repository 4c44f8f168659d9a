"""A van. An association that has named none has one: two dates of the van at one hour are then one too many."""

from __future__ import annotations

from typing import ClassVar

from espace_mobile.domain.fact import Fact


class Vehicle(Fact):
    kind: ClassVar[str] = "vehicle"

    name: str
    active: bool = True
