"""Hours of paid work that a host promised, and the hours worked against them."""

from __future__ import annotations

import datetime
from typing import ClassVar

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.path_vocabulary import ShiftStatus


class WorkAllocation(Fact):
    """`minutes`: what the host offers in all, for one sort of task. Known to every team: what is left is too.

    `enterprise`: worked in a firm, so counted against the 480 hours in 24 months.
    """

    kind: ClassVar[str] = "work_allocation"
    indexed: ClassVar[tuple[str, ...]] = ("programme_id", "organisation_id")

    organisation_id: str | None = None
    programme_id: str | None = None
    task: str = ""
    minutes: int
    enterprise: bool = False
    since: datetime.date | None = None
    until: datetime.date | None = None


class WorkShift(Fact):
    """`minutes` of one person on one day, planned then validated. Known to every team: it names nobody."""

    kind: ClassVar[str] = "work_shift"
    indexed: ClassVar[tuple[str, ...]] = ("allocation_id", "person_id")
    about: ClassVar[str | None] = "person_id"
    counted: ClassVar[bool] = True

    allocation_id: str
    person_id: str | None = None
    on: datetime.date
    minutes: int
    status: ShiftStatus = ShiftStatus.PLANNED
    worker_id: str | None = None
