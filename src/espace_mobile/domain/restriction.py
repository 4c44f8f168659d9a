"""Whether what is held about a person is only kept, as they asked (GDPR, article 18), and who may write all the same.

A function of the lines of the register about the person and of nothing else, in whatever order they came. A request
that nobody answered yet holds too: the law asks for it while the facts are checked. What it holds back is written
again once it is lifted, refused or withdrawn; or, for a while, when a supervisor says by what right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from espace_mobile.domain.rights_entry import RightsEntry
from espace_mobile.domain.rights_vocabulary import RegisterSort, RequestAnswer

ENDED = (RequestAnswer.REFUSED, RequestAnswer.WITHDRAWN)


@dataclass(frozen=True)
class Restriction:
    """`since`: the day it was first asked. `provisional`: no request of it was granted yet."""

    since: date
    provisional: bool


def restricts(entry: RightsEntry) -> bool:
    """Whether this line alone holds its person's file. An answer that a later version knows does, as one granted."""
    asked = entry.sort == RegisterSort.RESTRICTION and entry.person_id is not None
    return asked and entry.given not in ENDED and entry.lifted_on is None


def in_force(entries: Iterable[RightsEntry]) -> Restriction | None:
    holding = [entry for entry in entries if restricts(entry)]
    if not holding:
        return None
    return Restriction(min(entry.on for entry in holding), all(entry.given is None for entry in holding))


def to_lift(entries: Iterable[RightsEntry]) -> list[RightsEntry]:
    """Those granted; one that waits is answered instead."""
    return [entry for entry in entries if restricts(entry) and entry.given is not None]


def allowed_until(entries: Iterable[RightsEntry], today: date) -> date | None:
    """The last day on which the file is written in all the same; None when today it is not."""
    lasts = (entry.until for entry in entries if entry.sort == RegisterSort.ALLOWED)
    return max((until for until in lasts if until is not None and until >= today), default=None)
