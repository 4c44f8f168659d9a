"""An action people enter and leave: a dispositif, a workshop, a pathway."""

from __future__ import annotations

import datetime
from typing import ClassVar

from espace_mobile.domain.capacity import DEFAULT_CAPACITY
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.sheet_vocabulary import (
    CampaignSort,
    CivicTheme,
    HostType,
    ProgrammePart,
    RightSort,
    ServiceSort,
)


class Programme(Fact):
    """`validated`: an entry needs a CIP's decision. `capacity`: of its sessions, unless a session says otherwise.

    `fse`: FSE+ pays for it, and asks who its participants are. `template`: the name of the one it was started from.
    `calendar`: as the sheet says it, « à définir » too. The targets are None where the sheet names none. `review_days`:
    from one case review to the next; `follow_months`: how long a person is followed; `outings_in_all`: over the whole
    of it. `channels`, `services`, `rights`, `hosts`, `themes`: what its campaign, its services and its civic service
    offer first; nothing refuses another.
    """

    kind: ClassVar[str] = "programme"

    name: str
    capacity: int = DEFAULT_CAPACITY
    validated: bool = True
    active: bool = True
    fse: bool = False
    template: str | None = None
    parts: tuple[ProgrammePart, ...] = ()
    objective: str | None = None
    lead: str | None = None
    calendar: str | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    participants: int | None = None
    outings_a_year: int | None = None
    outings_in_all: int | None = None
    missions_a_year: int | None = None
    referents_a_year: int | None = None
    work_minutes: int | None = None
    review_days: int | None = None
    review_minutes: int | None = None
    follow_months: int | None = None
    channels: tuple[CampaignSort, ...] = ()
    services: tuple[ServiceSort, ...] = ()
    rights: tuple[RightSort, ...] = ()
    hosts: tuple[HostType, ...] = ()
    themes: tuple[CivicTheme, ...] = ()
