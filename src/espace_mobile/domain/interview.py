"""A one-to-one talk with the CIP. A single free line is enough: the sections may come later, or never."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from espace_mobile.domain.fact import Fact, Instant
from espace_mobile.domain.notes import MAX_LENGTH, check_note
from espace_mobile.domain.path_vocabulary import ActionStep, Recommendation, Urgency
from espace_mobile.errors import InputError

SECTIONS = ("life_project", "work_project", "motivations", "social_situation", "urgent_situation")
SECTION_LENGTH = 2000  # characters
LENGTHS = {"line": MAX_LENGTH, "next_step": MAX_LENGTH, **dict.fromkeys(SECTIONS, SECTION_LENGTH)}
AGES = range(16)  # years, of whom the children's corner hosts


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

    @property
    def written(self) -> tuple[str, ...]:
        """Which of its texts are not empty."""
        return tuple(field for field in LENGTHS if getattr(self, field))

    @property
    def empty(self) -> bool:
        """Whether nothing was said of it at all."""
        ticked = (self.urgent, self.urgencies, self.steps_explained, self.children, self.recommendation)
        return not (self.written or any(ticked) or self.next_step_on or self.ended_at)

    def with_child(self, age: int | None = None) -> Interview:
        """One more in the children's corner; one whose age is told may be among those counted already.

        Raises `InputError` (`children_ages`, `out_of_range`).
        """
        if age is None:
            return self.but(children=(self.children or 0) + 1)
        if age not in AGES:
            raise InputError("children_ages", "out_of_range", min=AGES[0], max=AGES[-1])
        ages = (*self.children_ages, age)
        return self.but(children_ages=ages, children=max(self.children or 0, len(ages)))

    def without_child(self) -> Interview:
        """One less: the last whose age was told, when every age was."""
        left = max(0, (self.children or 0) - 1)
        return self.but(children=left or None, children_ages=self.children_ages[:left])


def check_text(field: str, text: str | None) -> str | None:
    """A text of an interview as it is kept. Raises `InputError` like `check_note`, naming the field."""
    return check_note(text, field, LENGTHS[field])
