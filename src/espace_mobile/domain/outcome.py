"""A dated, evidenced result of an enrolment. One enrolment may have several; the class is derived."""

from __future__ import annotations

import datetime
from typing import ClassVar

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.path_vocabulary import Evidence
from espace_mobile.domain.vocabulary import OutcomeType


class Outcome(Fact):
    """`on`: when it began. `months`: of the contract or the training, when known. `rome_code`: letter and 4 digits."""

    kind: ClassVar[str] = "outcome"
    indexed: ClassVar[tuple[str, ...]] = ("person_id", "enrolment_id")
    about: ClassVar[str | None] = "person_id"
    counted: ClassVar[bool] = True

    person_id: str | None = None
    enrolment_id: str
    type: OutcomeType
    on: datetime.date
    months: int | None = None
    evidence: Evidence = Evidence.NONE
    rome_code: str | None = None
    worker_id: str | None = None
