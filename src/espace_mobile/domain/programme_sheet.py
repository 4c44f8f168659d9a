"""What the sheet of a programme says beside its rules: where, with whom, for how much, and what came of it."""

from __future__ import annotations

import datetime
from typing import ClassVar

from espace_mobile.domain.fact import Fact, Instant
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.sheet_vocabulary import (
    BudgetNature,
    BudgetSide,
    MeetingSort,
    PartnerRole,
    ProgrammeTextSort,
)


class Coverage(Fact):
    """A commune the programme serves. `extension`: it was not among the first. `commune_insee`: 5 characters."""

    kind: ClassVar[str] = "coverage"
    indexed: ClassVar[tuple[str, ...]] = ("programme_id",)

    programme_id: str
    name: str
    commune_insee: str | None = None
    extension: bool = False
    since: datetime.date | None = None


class ProgrammePartner(Fact):
    """A structure takes part in a programme. `does`: what, in a few words; it names nobody."""

    kind: ClassVar[str] = "programme_partner"
    indexed: ClassVar[tuple[str, ...]] = ("programme_id", "organisation_id")

    programme_id: str
    organisation_id: str
    role: PartnerRole = PartnerRole.PARTNER
    does: str | None = None


class ProgrammePlace(Fact):
    """A place where a programme happens. `id`: derived from both, so that two tablets name one."""

    kind: ClassVar[str] = "programme_place"
    indexed: ClassVar[tuple[str, ...]] = ("programme_id",)

    programme_id: str
    place_id: str


class Measure(Fact):
    """A row of an action sheet; every cell but the title may be blank. `position`: among the rows."""

    kind: ClassVar[str] = "measure"
    indexed: ClassVar[tuple[str, ...]] = ("programme_id",)

    programme_id: str
    title: str
    targets: str | None = None
    calendar: str | None = None
    lead: str | None = None
    position: int = 0


class BudgetLine(Fact):
    """`cents`: None for a blank cell, which is not zero. `year`: None when it is of the whole programme."""

    kind: ClassVar[str] = "budget_line"
    indexed: ClassVar[tuple[str, ...]] = ("programme_id",)

    programme_id: str
    measure_id: str | None = None
    side: BudgetSide = BudgetSide.EXPENSE
    nature: BudgetNature = BudgetNature.OTHER
    label: str = ""
    cents: int | None = None
    year: int | None = None
    organisation_id: str | None = None  # who funds it


class ProgrammeText(Fact):
    """A diagnosis, a balance, a comment. Sealed: whoever writes of a group may write of somebody."""

    kind: ClassVar[str] = "programme_text"
    sealed: ClassVar[frozenset[str]] = frozenset({"text"})
    indexed: ClassVar[tuple[str, ...]] = ("programme_id",)

    programme_id: str
    sort: ProgrammeTextSort = ProgrammeTextSort.COMMENT
    on: datetime.date
    text: str | None = None
    worker_id: str | None = None


NOTES = ("news", "practices", "difficulties", "needs", "notes")


class PartnerMeeting(Fact):
    """Partners meet, nobody accompanied does. `organisation_ids`: who is asked; `present_ids`: which of them came."""

    kind: ClassVar[str] = "partner_meeting"
    sealed: ClassVar[frozenset[str]] = frozenset({"place_text", *NOTES})
    indexed: ClassVar[tuple[str, ...]] = ("programme_id",)

    programme_id: str
    sort: MeetingSort = MeetingSort.WORKING_GROUP
    starts_at: Instant
    minutes: int = 120
    place_id: str | None = None
    place_text: str | None = None
    status: SessionStatus = SessionStatus.PLANNED
    organisation_ids: tuple[str, ...] = ()
    present_ids: tuple[str, ...] = ()
    news: str | None = None
    practices: str | None = None
    difficulties: str | None = None
    needs: str | None = None
    notes: str | None = None
