"""What is done to be known: a radio spot, flyers in shops, posters, networks, associations, citizen councils."""

from __future__ import annotations

import datetime
from typing import ClassVar

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.sheet_vocabulary import CampaignSort


class CampaignAction(Fact):
    """`quantity`: spots, copies or posts; `cents`: what it cost, None when not known. `where`: shops, a frequency.

    Both days included; `until` None: no end is said, it goes on.
    """

    kind: ClassVar[str] = "campaign_action"
    indexed: ClassVar[tuple[str, ...]] = ("programme_id",)

    programme_id: str
    sort: CampaignSort
    title: str = ""
    since: datetime.date
    until: datetime.date | None = None
    quantity: int | None = None
    cents: int | None = None
    where: str | None = None
    place_id: str | None = None
    organisation_id: str | None = None
    worker_id: str | None = None
