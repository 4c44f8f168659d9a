"""What a European funder asks of a participant when a spell begins. Everything may be refused, or left unanswered."""

from __future__ import annotations

import datetime
from typing import ClassVar

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.report_vocabulary import Declared, EducationLevel


class ParticipantEntry(Fact):
    """`id`: derived from the enrolment, so that two tablets speak of one. What is sensitive is sealed; nothing is asked
    about origin, belief or health beyond a declared disability. Age and work come from the file and the `Situation`.
    None: nobody asked yet."""

    kind: ClassVar[str] = "participant_entry"
    sealed: ClassVar[frozenset[str]] = frozenset({"disability", "third_country", "homeless"})
    indexed: ClassVar[tuple[str, ...]] = ("person_id", "enrolment_id")
    about: ClassVar[str | None] = "person_id"
    counted: ClassVar[bool] = True

    person_id: str | None = None
    enrolment_id: str
    education: EducationLevel | None = None
    disability: Declared | None = None  # declared by the person
    third_country: Declared | None = None  # a national of a country outside the Union
    homeless: Declared | None = None  # or about to lose their home
    rural: Declared | None = None
    on: datetime.date | None = None
    worker_id: str | None = None
