"""One spell of a person in a programme. Entries and exits are permanent; a person may come back any number of times."""

from __future__ import annotations

import datetime
from typing import ClassVar

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.path_vocabulary import EntryDecision, ExitReason


class Enrolment(Fact):
    """Proposed by anybody, validated or refused by a CIP (`decided_by`), then entered, one day left (`exited_on`).

    No text in it: when its person is erased it stays as it is, and says nothing of anybody.
    """

    kind: ClassVar[str] = "enrolment"
    indexed: ClassVar[tuple[str, ...]] = ("person_id", "programme_id", "decision", "exited_on")
    about: ClassVar[str | None] = "person_id"
    counted: ClassVar[bool] = True

    person_id: str | None = None
    programme_id: str
    decision: EntryDecision = EntryDecision.PROPOSED
    proposed_on: datetime.date | None = None
    proposed_by: str | None = None
    decided_on: datetime.date | None = None
    decided_by: str | None = None
    entered_on: datetime.date | None = None
    exited_on: datetime.date | None = None
    exit_reason: ExitReason | None = None
    interview_id: str | None = None
