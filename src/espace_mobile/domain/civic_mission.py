"""A civic-service mission in a host structure."""

from __future__ import annotations

import datetime
from typing import ClassVar

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.sheet_vocabulary import CivicTheme, HostType, MissionStatus, Vocation


class CivicMission(Fact):
    """`person_id`: the volunteer's file, of whose team it then is. `until_30`: the age limit that holds for them is 30.

    The four dates are the checklist: two days of civic training, first aid (PSC1), the future project.
    """

    kind: ClassVar[str] = "civic_mission"
    sealed: ClassVar[frozenset[str]] = frozenset({"tutor", "until_30"})
    indexed: ClassVar[tuple[str, ...]] = ("programme_id", "person_id", "organisation_id")
    about: ClassVar[str | None] = "person_id"
    counted: ClassVar[bool] = True

    programme_id: str
    organisation_id: str | None = None
    host: HostType = HostType.OTHER
    theme: CivicTheme
    tutor: str | None = None
    person_id: str | None = None
    until_30: bool = False
    since: datetime.date | None = None
    until: datetime.date | None = None
    weekly_hours: int = 24
    status: MissionStatus = MissionStatus.OPEN
    civic_day_1_on: datetime.date | None = None
    civic_day_2_on: datetime.date | None = None
    psc1_on: datetime.date | None = None
    future_project_on: datetime.date | None = None
    vocation: Vocation | None = None
