"""Comité de suivi: partners meet every three weeks and examine cases one by one."""

from __future__ import annotations

import datetime
from typing import ClassVar

from espace_mobile.domain.fact import Fact, Instant
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.sheet_vocabulary import CaseDecision, CaseReason

HALF_DAY = 210  # minutes


class CaseReview(Fact):
    """`planned_on`: the day of the rhythm, from which the next is counted; `on`: the day they meet. The `id` is derived
    from the programme and `planned_on`, so that two tablets plan one.

    `organisation_ids`: who is asked; `present_ids`: which of them came; `excused_ids`: which said they would not.
    `worker_ids`: our own who are there. Wall time in Europe/Paris.
    """

    kind: ClassVar[str] = "case_review"
    indexed: ClassVar[tuple[str, ...]] = ("programme_id",)

    programme_id: str
    on: datetime.date
    planned_on: datetime.date | None = None
    starts: datetime.time | None = None
    minutes: int = HALF_DAY
    place_id: str | None = None
    status: SessionStatus = SessionStatus.PLANNED
    organisation_ids: tuple[str, ...] = ()
    present_ids: tuple[str, ...] = ()
    excused_ids: tuple[str, ...] = ()
    worker_ids: tuple[str, ...] = ()


class ReviewedCase(Fact):
    """One case of a review, of the person's team. `id`: derived from both, so that two tablets write one.

    `owner_id`: the worker, or `owner_organisation_id` the partner, who does what was decided by `due_on`.
    """

    kind: ClassVar[str] = "reviewed_case"
    sealed: ClassVar[frozenset[str]] = frozenset({"decided"})
    indexed: ClassVar[tuple[str, ...]] = ("review_id", "person_id")
    about: ClassVar[str | None] = "person_id"
    counted: ClassVar[bool] = True

    review_id: str
    person_id: str | None = None
    reasons: tuple[CaseReason, ...] = ()
    decision: CaseDecision | None = None
    decided: str | None = None
    decided_at: Instant | None = None
    owner_id: str | None = None
    owner_organisation_id: str | None = None
    due_on: datetime.date | None = None
    worker_id: str | None = None
