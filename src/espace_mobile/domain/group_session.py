"""A dated session in a group, five people at most unless it says otherwise."""

from __future__ import annotations

import datetime
from typing import ClassVar

from espace_mobile.domain.capacity import DEFAULT_CAPACITY
from espace_mobile.domain.fact import Fact, Instant
from espace_mobile.domain.path_vocabulary import SessionStatus


class GroupSession(Fact):
    """Known to every team (`team` None), so that the seats left are the same on every tablet.

    `facilitator_ids`: workers; `guests`: who else leads it. `post_workshop_on`: when its participants are invited
    back to tell how they are. `workshop_id`, `phase` (from 0): the series it is of. `organisation_ids`: who leads it
    with us; `volunteers`: how many help. `informal`: people meet beside the series, in a room lent to them.
    """

    kind: ClassVar[str] = "group_session"
    sealed: ClassVar[frozenset[str]] = frozenset({"place_text", "guests"})
    indexed: ClassVar[tuple[str, ...]] = ("programme_id", "status", "workshop_id")

    title: str = ""
    starts_at: Instant
    minutes: int = 120
    place_id: str | None = None
    place_text: str | None = None
    capacity: int = DEFAULT_CAPACITY
    programme_id: str | None = None
    protocol_id: str | None = None
    facilitator_ids: tuple[str, ...] = ()
    guests: str | None = None
    status: SessionStatus = SessionStatus.PLANNED
    post_workshop_on: datetime.date | None = None
    workshop_id: str | None = None
    phase: int | None = None
    organisation_ids: tuple[str, ...] = ()
    volunteers: int = 0
    informal: bool = False
