"""What somebody decided about an alert. Alerts themselves are derived from the facts, on every device alike."""

from __future__ import annotations

from typing import ClassVar

from espace_mobile.domain.fact import Fact, Instant
from espace_mobile.domain.path_vocabulary import AlertDecision, AlertRule


class AlertSettlement(Fact):
    """`id`: the alert's, derived from its rule and the very facts that break it: more of them is another alert.

    `person_ids`: of whom `note` may tell; without a note it tells of nobody.
    """

    kind: ClassVar[str] = "alert_settlement"
    sealed: ClassVar[frozenset[str]] = frozenset({"note"})
    indexed: ClassVar[tuple[str, ...]] = ("subject_id",)
    also_about: ClassVar[tuple[str, ...]] = ("person_ids",)

    rule: AlertRule
    subject_id: str
    person_ids: tuple[str, ...] = ()
    decision: AlertDecision
    at: Instant
    worker_id: str | None = None
    note: str | None = None
