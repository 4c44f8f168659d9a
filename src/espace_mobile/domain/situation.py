"""What a person says of their work at the entry, at the exit and six months later. Silence has codes of its own."""

from __future__ import annotations

import datetime
from typing import ClassVar

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.path_vocabulary import Answered, SituationMoment, WorkSituation


class Situation(Fact):
    """`id`: derived from the enrolment and the moment, so that two tablets speak of one. `situation` when answered."""

    kind: ClassVar[str] = "situation"
    indexed: ClassVar[tuple[str, ...]] = ("person_id", "enrolment_id")
    about: ClassVar[str | None] = "person_id"
    counted: ClassVar[bool] = True

    person_id: str | None = None
    enrolment_id: str
    moment: SituationMoment
    answered: Answered = Answered.UNKNOWN
    situation: WorkSituation | None = None
    on: datetime.date | None = None
    worker_id: str | None = None
