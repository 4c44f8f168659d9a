"""One thing that happened and is counted, with what it may be cut by. It names nobody: `person` is a record's id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from espace_mobile.domain.indicators.figure import Of

# From a contact to six months later, in order: each counts what happened in the days asked for, so a step may count
# more than the one before it. CONTACTS counts contacts; the others count distinct people.
FUNNEL = (
    Of.CONTACTS, Of.FILES, Of.FIRST_INTERVIEWS, Of.IN_SESSIONS, Of.ENTERED, Of.WITH_OUTCOME, Of.AT_SIX_MONTHS,
)  # fmt: skip
# What the team did: each counts events.
ACTIVITY = (Of.OUTINGS_HELD, Of.INTERVIEWS, Of.SESSIONS_HELD, Of.PRESENCES, Of.EXITS, Of.ATTEMPTS)


@dataclass(frozen=True, slots=True)
class Counted:
    """`key`: the record it comes from, (kind, id). `person`: the file that stands for whom it is about, None when
    anonymous. The rest: codes and ids as text, "" when not known. `age`: a fine band, at the day."""

    of: Of
    on: date
    key: tuple[str, str]
    person: str | None = None
    place: str = ""
    channel: str = ""
    programme: str = ""
    qpv: str = ""
    age: str = ""
    sex: str = ""
