"""News of a person on a day: one tap of a nearly daily follow-up."""

from __future__ import annotations

import datetime
from typing import ClassVar

from espace_mobile.domain.fact import Fact


class CheckIn(Fact):
    """`id`: derived from the person and the day, so that two tablets note one."""

    kind: ClassVar[str] = "check_in"
    indexed: ClassVar[tuple[str, ...]] = ("person_id",)
    about: ClassVar[str | None] = "person_id"
    counted: ClassVar[bool] = True

    person_id: str | None = None
    on: datetime.date
    worker_id: str | None = None
