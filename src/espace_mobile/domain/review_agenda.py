"""Whose case a comité de suivi is to examine, and why. Proposed from facts; a worker adds any other by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.retention import due_on as months_after
from espace_mobile.domain.review_dates import EVERY
from espace_mobile.domain.sheet_vocabulary import CaseReason

QUIET_DAYS = 14  # without news
FOLLOW_MONTHS = 6  # where the programme says nothing else
_FIRST = (CaseReason.URGENT, CaseReason.END_OF_FOLLOW_UP, CaseReason.NO_NEWS, CaseReason.BY_HAND)


@dataclass(frozen=True)
class Followed:
    """What is known of somebody who entered a programme and did not leave. `last_news`: None when there was none since
    the entry, or ever."""

    spell: Enrolment
    last_news: date | None = None
    urgent: bool = False

    @property
    def quiet_since(self) -> date | None:
        """The last news; of somebody who gave none yet, the entry."""
        return max(filter(None, (self.last_news, self.spell.entered_on)), default=None)

    def quiet_days(self, today: date) -> int:
        return max(0, (today - self.quiet_since).days) if self.quiet_since else 0


def is_followed(spell: Enrolment, today: date) -> bool:
    """Entered, and not left."""
    entered = spell.entered_on is not None and spell.entered_on <= today
    return entered and (spell.exited_on is None or spell.exited_on > today)


def ends_on(spell: Enrolment, months: int | None) -> date | None:
    """When the follow-up is over."""
    return months_after(spell.entered_on, months or FOLLOW_MONTHS) if spell.entered_on else None


def reasons(
    followed: Followed, review_on: date, today: date, *, months: int | None = None, every: int | None = None
) -> tuple[CaseReason, ...]:
    """Why the case is to be examined, the strongest reason first; none when nothing calls for it.

    Silence is counted up to today, for nobody knows yet what news comes before the review; the end of the follow-up up
    to the review after this one.
    """
    end = ends_on(followed.spell, months)
    found = {
        CaseReason.URGENT: followed.urgent,
        CaseReason.END_OF_FOLLOW_UP: end is not None and end <= review_on + timedelta(days=every or EVERY),
        CaseReason.NO_NEWS: followed.quiet_days(min(today, review_on)) >= QUIET_DAYS,
    }
    return tuple(reason for reason in _FIRST if found.get(reason))


def rank(found: Iterable[CaseReason], quiet_days: int) -> tuple[int, int]:
    """In which order cases are examined: the strongest reason first, then the longest silence."""
    return min((_FIRST.index(r) for r in found if r in _FIRST), default=len(_FIRST)), -quiet_days
