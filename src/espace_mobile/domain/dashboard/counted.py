"""One thing that happened and is counted, with what it may be cut by. It names nobody: `person` is a record's id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from espace_mobile.domain.ages import PAD_BANDS, pad_band
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.dashboard.filters import By
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.indicators.figure import Of
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.vocabulary import AgeBand

# From a contact to six months later, in order: each counts what happened in the days asked for, so a step may count
# more than the one before it. CONTACTS counts contacts; the others count distinct people.
FUNNEL = (
    Of.CONTACTS, Of.FILES, Of.FIRST_INTERVIEWS, Of.IN_SESSIONS, Of.ENTERED, Of.WITH_OUTCOME, Of.AT_SIX_MONTHS,
)  # fmt: skip
# What the team did: each counts events.
ACTIVITY = (Of.OUTINGS_HELD, Of.INTERVIEWS, Of.SESSIONS_HELD, Of.PRESENCES, Of.EXITS, Of.ATTEMPTS)
CODES = (*FUNNEL, *ACTIVITY)
PEOPLE = frozenset(FUNNEL) - {Of.CONTACTS}

# The kind of record each comes from.
KIND_OF = {
    Of.CONTACTS: Contact.kind, Of.FILES: Person.kind, Of.FIRST_INTERVIEWS: Interview.kind,
    Of.IN_SESSIONS: Attendance.kind, Of.ENTERED: Enrolment.kind, Of.WITH_OUTCOME: Outcome.kind,
    Of.AT_SIX_MONTHS: Situation.kind, Of.OUTINGS_HELD: Outing.kind, Of.INTERVIEWS: Interview.kind,
    Of.SESSIONS_HELD: GroupSession.kind, Of.PRESENCES: Attendance.kind, Of.EXITS: Enrolment.kind,
    Of.ATTEMPTS: Attempt.kind,
}  # fmt: skip

# Of nobody in particular, and of no programme: there is one van and one register, as in the figures of a programme.
_OF_NOBODY = frozenset({Of.OUTINGS_HELD, Of.SESSIONS_HELD})
_OF_NO_PROGRAMME = frozenset({Of.CONTACTS, Of.FILES, Of.FIRST_INTERVIEWS, Of.INTERVIEWS, Of.OUTINGS_HELD})

# The columns of the pad, so that contacts and people stand in the same rows; a pad knows nobody under 16.
AGES = (AgeBand.UNDER_16, *PAD_BANDS)


@dataclass(frozen=True, slots=True)
class Counted:
    """`id`: of the record it comes from. `person`: the file that stands for whom it is about, None when anonymous.

    The rest: codes and ids as text, "" when not known; `age`: one of `AGES`, at the day. What is of several programmes
    is told once for each, under the same `id`, and counted once in all.
    """

    of: Of
    on: date
    id: str
    person: str | None = None
    place: str = ""
    channel: str = ""
    programme: str = ""
    qpv: str = ""
    age: str = ""
    sex: str = ""


def takes(of: Of, by: By) -> bool:
    """Whether it may be cut by this. What may not is told whole, whatever is asked for: outings are of no sex."""
    if by == By.PLACE:
        return True
    return of not in (_OF_NO_PROGRAMME if by == By.PROGRAMME else _OF_NOBODY)


def age_column(band: AgeBand) -> str:
    """Where a band counts; "" when it is not known, or of another version."""
    return band.value if band == AgeBand.UNDER_16 else "" if (in_pad := pad_band(band)) not in AGES else in_pad.value
