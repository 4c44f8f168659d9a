"""A one-to-one talk with the CIP. A single free line is enough: the sections may come later, or never."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from espace_mobile.domain.fact import Fact, Instant
from espace_mobile.domain.path_vocabulary import ActionStep, Recommendation, Urgency

SECTIONS = ("life_project", "work_project", "motivations", "social_situation", "urgent_situation")


class Interview(Fact):
    """`urgent`: an urgent situation nobody settled yet; `urgencies` says which, also afterwards.

    `children`: how many were in the children's corner meanwhile, `children_ages` in years. `ended_at`: None while it
    goes on. Counted again without its texts when its person is erased, hence `person_id` may be None.
    """

    kind: ClassVar[str] = "interview"
    sealed: ClassVar[frozenset[str]] = frozenset({"line", "next_step", *SECTIONS})
    indexed: ClassVar[tuple[str, ...]] = ("person_id", "worker_id", "urgent")
    about: ClassVar[str | None] = "person_id"
    counted: ClassVar[bool] = True

    person_id: str | None = None
    at: Instant
    ended_at: Instant | None = None
    worker_id: str | None = None
    outing_id: str | None = None
    appointment_id: str | None = None
    line: str | None = None
    life_project: str | None = None
    work_project: str | None = None
    motivations: str | None = None
    social_situation: str | None = None
    urgent_situation: str | None = None
    next_step: str | None = None
    next_step_on: date | None = None
    urgent: bool = False
    urgencies: tuple[Urgency, ...] = ()
    urgent_settled_at: Instant | None = None
    urgent_settled_by: str | None = None
    steps_explained: tuple[ActionStep, ...] = ()
    children: int | None = None
    children_ages: tuple[int, ...] = ()
    recommendation: Recommendation | None = None
    recommended_programme_id: str | None = None
