"""What is loaded before a date, ticked by whoever loads it."""

from __future__ import annotations

from typing import ClassVar

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.vocabulary import OutingType


class EquipmentItem(Fact):
    """One line of the list of the org; none at all: the list of `Equipment`. `types`: for which dates, none: all."""

    kind: ClassVar[str] = "equipment_item"

    name: str
    position: int = 0
    types: tuple[OutingType, ...] = ()
    active: bool = True


class EquipmentCheck(Fact):
    """`item`: the id of an `EquipmentItem`, or a code of `Equipment`. `id`: derived from date and item, so that two
    tablets tick one box."""

    kind: ClassVar[str] = "equipment_check"
    indexed: ClassVar[tuple[str, ...]] = ("outing_id",)

    outing_id: str
    item: str
    checked: bool = True
    worker_id: str | None = None
