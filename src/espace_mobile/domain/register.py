"""What the register of rights says of its lines: which wait for an answer, and until when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from espace_mobile.domain.retention import due_on
from espace_mobile.domain.rights_entry import RightsEntry
from espace_mobile.domain.rights_vocabulary import KeptBecause, RegisterSort, RequestAnswer

REQUESTS = (
    RegisterSort.ACCESS, RegisterSort.RECTIFICATION, RegisterSort.OBJECTION, RegisterSort.RESTRICTION,
    RegisterSort.ERASURE,
)  # fmt: skip
MONTHS_TO_ANSWER = 1  # GDPR, article 12
SOON = timedelta(days=7)


def is_request(entry: RightsEntry) -> bool:
    return entry.sort in REQUESTS


def waits(entry: RightsEntry) -> bool:
    """A request of somebody who is still known; erasing a person answers all they asked."""
    return is_request(entry) and entry.answered_on is None and entry.person_id is not None


def answer_by(entry: RightsEntry) -> date:
    return due_on(entry.on, MONTHS_TO_ANSWER)


def undecided(entries: Iterable[RightsEntry]) -> RightsEntry | None:
    """The objection that was accepted and that nobody drew the consequence of: the file is there as it was, and no line
    says since which law asks for it. The last answered, when there are several."""
    lines = list(entries)
    kept = [line.on for line in lines if line.sort == RegisterSort.KEPT and line.because == KeptBecause.LEGAL]
    accepted = [
        (line.answered_on, line.id, line)
        for line in lines
        if line.sort == RegisterSort.OBJECTION and line.person_id and line.given == RequestAnswer.DONE
        and line.answered_on is not None and not any(on >= line.answered_on for on in kept)
    ]  # fmt: skip
    return max(accepted, default=(None, "", None))[2]


def in_order(entries: Iterable[RightsEntry]) -> list[RightsEntry]:
    """The latest first."""
    return sorted(entries, key=lambda entry: (entry.on, entry.id), reverse=True)


def by_urgency(entries: Iterable[RightsEntry]) -> list[RightsEntry]:
    """Those that wait, the first to be answered before the others."""
    return sorted(filter(waits, entries), key=lambda entry: (answer_by(entry), entry.id))
