"""A person sent to a partner, or by one, with a reason, an answer, and word back to whoever sent them."""

from __future__ import annotations

import datetime
from typing import ClassVar

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.path_vocabulary import ReferralAnswer, ReferralDirection
from espace_mobile.domain.vocabulary import Need


class Referral(Fact):
    """`answer`: the partner's to us, or ours to the partner. `expected_on`: after that day an answer is overdue.

    `feedback_on`: when whoever sent the person was told what became of it.
    """

    kind: ClassVar[str] = "referral"
    sealed: ClassVar[frozenset[str]] = frozenset({"reason_text", "answer_text", "feedback_text"})
    indexed: ClassVar[tuple[str, ...]] = ("person_id", "answer", "organisation_id", "direction", "feedback_on")
    about: ClassVar[str | None] = "person_id"
    counted: ClassVar[bool] = True

    person_id: str | None = None
    direction: ReferralDirection
    organisation_id: str | None = None
    on: datetime.date
    reason: Need | None = None
    reason_text: str | None = None
    expected_on: datetime.date | None = None
    answer: ReferralAnswer = ReferralAnswer.WAITING
    answered_on: datetime.date | None = None
    answer_text: str | None = None
    feedback_on: datetime.date | None = None
    feedback_text: str | None = None
    worker_id: str | None = None
