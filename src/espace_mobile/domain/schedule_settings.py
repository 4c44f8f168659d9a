"""What the schedule of an association goes by."""

from __future__ import annotations

from typing import ClassVar

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.schedule import TARGET_A_YEAR
from espace_mobile.domain.schedule_vocabulary import SchoolZone


class ScheduleSettings(Fact):
    """One for the org: its `id` is derived, so that every tablet means the same. `school_zone` None: not told, no
    warning of school holidays. `forecast`: whether devices ask public services for the weather of a date."""

    kind: ClassVar[str] = "schedule_settings"

    school_zone: SchoolZone | None = None
    dates_a_year: int = TARGET_A_YEAR
    forecast: bool = False
