"""« Relance »: somebody to be reached by a day, because a rule or a worker says so."""

from __future__ import annotations

import datetime
from typing import ClassVar

from espace_mobile.domain.fact import Fact, Instant
from espace_mobile.domain.path_vocabulary import FollowUpRule, FollowUpStatus


class FollowUp(Fact):
    """`id`: derived from the rule and what it is about (`source_id`: an appointment, a session…), so that two tablets
    make one task of one missed appointment; a new one when made by hand. `worker_id`: who is to do it, if anybody is
    named.
    """

    kind: ClassVar[str] = "follow_up"
    sealed: ClassVar[frozenset[str]] = frozenset({"reason"})
    indexed: ClassVar[tuple[str, ...]] = ("person_id", "status", "worker_id")
    about: ClassVar[str | None] = "person_id"

    person_id: str
    rule: FollowUpRule = FollowUpRule.BY_HAND
    source_id: str | None = None
    due_on: datetime.date
    worker_id: str | None = None
    reason: str | None = None
    status: FollowUpStatus = FollowUpStatus.DUE
    closed_at: Instant | None = None
    closed_by: str | None = None
