"""Sessions that belong together: a series in phases, a standing slot, a cycle, a monthly group."""

from __future__ import annotations

import datetime
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.sheet_vocabulary import WorkshopForm


class Phase(BaseModel):
    """Some sessions of a series. `organisation_ids`: whose people run them, unless a session says otherwise."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    title: str
    sessions: int
    organisation_ids: tuple[str, ...] = ()


class Workshop(Fact):
    """`weekday` (0 = Monday) and `starts`: of a standing slot, local wall time; `week_of_month` (1–4, 5 the last): of a
    monthly one. `minutes`: of a session. `month_minutes`: what everybody enrolled owes a month when it is `compulsory`.
    `back_after_days`: after the last session its people are invited to tell how they are."""

    kind: ClassVar[str] = "workshop"
    indexed: ClassVar[tuple[str, ...]] = ("programme_id",)

    programme_id: str
    title: str
    form: WorkshopForm = WorkshopForm.SERIES
    phases: tuple[Phase, ...] = ()
    weekday: int | None = None
    week_of_month: int | None = None
    starts: datetime.time | None = None
    minutes: int = 120
    capacity: int | None = None
    place_id: str | None = None
    compulsory: bool = False
    month_minutes: int | None = None
    back_after_days: int | None = None
    active: bool = True
