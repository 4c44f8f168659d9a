"""Where outings happen. The place of a contact is its outing's: nobody is located."""

from __future__ import annotations

from datetime import date, time
from typing import ClassVar

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.schedule_vocabulary import Permit
from espace_mobile.domain.vocabulary import PlaceType


class Place(Fact):
    """`commune_insee`: 5 characters (« 2A004 »). `qpv_code` is meaningless without `qpv_vintage`, a year.

    A market has a `weekday` (0 = Monday) and hours, local wall times. `months`: those (1 to 12) in which one goes
    there; none: all year. `permit_until`: its last day, None when it has no end.

    `organisation_id`: who runs it. The person on the spot is a natural one, hence sealed, as is how one gets in.
    """

    kind: ClassVar[str] = "place"
    sealed: ClassVar[frozenset[str]] = frozenset({"contact_name", "phone", "access"})

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
    address: str | None = None
    months: tuple[int, ...] = ()
    permit: Permit | None = None
    permit_until: date | None = None
    organisation_id: str | None = None
    contact_name: str | None = None
    phone: str | None = None
    access: str | None = None
    active: bool = True
