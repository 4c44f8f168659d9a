"""Where outings happen. The place of a contact is its outing's: nobody is located."""

from __future__ import annotations

from datetime import time
from typing import ClassVar

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.vocabulary import PlaceType


class Place(Fact):
    """`commune_insee`: 5 characters (« 2A004 »). `qpv_code` is meaningless without `qpv_vintage`, a year.

    A market has a `weekday` (0 = Monday) and hours, local wall times.
    """

    kind: ClassVar[str] = "place"

    name: str
    type: PlaceType = PlaceType.OTHER
    neighbourhood: str | None = None
    commune_insee: str | None = None
    commune_name: str | None = None
    qpv_code: str | None = None
    qpv_vintage: int | None = None
    weekday: int | None = None
    opens: time | None = None
    closes: time | None = None
