"""One planned date of the van, a market stand or an event. The schedule is shared by every team."""

from __future__ import annotations

import datetime
from typing import ClassVar

from espace_mobile.domain.fact import Fact, Instant
from espace_mobile.domain.vocabulary import CancelReason, OutingStatus, OutingType, Weather


class Outing(Fact):
    """`on`, `starts`, `ends`: date and wall times in Europe/Paris. `team_id`: who goes; `team` stays None.

    A moved outing keeps a link to the date that replaces it, which names it in `replaces_id`. `worker_ids`: who of the
    team, when it is said. `proposal`: the run of the generator it came from. `hidden`: kept from the public pages.
    Children, flyers and refusals are `Tally`.
    """

    kind: ClassVar[str] = "outing"
    indexed: ClassVar[tuple[str, ...]] = ("team_id", "place_id", "replaces_id")

    type: OutingType = OutingType.VAN
    on: datetime.date
    starts: datetime.time | None = None
    ends: datetime.time | None = None
    place_id: str | None = None
    team_id: str | None = None
    vehicle_id: str | None = None
    worker_ids: tuple[str, ...] = ()
    partner_ids: tuple[str, ...] = ()
    status: OutingStatus = OutingStatus.PLANNED
    cancel_reason: CancelReason | None = None
    moved_to_id: str | None = None
    replaces_id: str | None = None
    proposal: str | None = None
    hidden: bool = False
    closed_at: Instant | None = None
    weather: Weather | None = None
