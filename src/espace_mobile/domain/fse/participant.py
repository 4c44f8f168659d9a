"""What is known of a participant, derived from facts: age and work at the entry, what was declared, how it went on.

Silence is kept apart all the way: refused ≠ unanswered ≠ unreachable ≠ unknown ≠ not asked yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from espace_mobile.domain.ages import age_at
from espace_mobile.domain.code import Code
from espace_mobile.domain.fse.participation import Participation
from espace_mobile.domain.participant_entry import ParticipantEntry
from espace_mobile.domain.path_vocabulary import Answered, SituationMoment, WorkSituation
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.relances import EXIT_DAYS, after_exit
from espace_mobile.domain.report_vocabulary import Declared, EducationLevel
from espace_mobile.domain.situation import Situation

DECLARED = ("disability", "third_country", "homeless", "rural")
ASKED = ("education", *DECLARED)  # the questions of the entry


class Silence(StrEnum):
    """Why there is no answer."""

    REFUSED = "refused"
    UNANSWERED = "unanswered"
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"
    MISSING = "missing"  # it was time to ask, and nobody noted anything
    NOT_YET = "not_yet"  # its moment did not come


@dataclass(frozen=True)
class Participant:
    """`nth`: which participation of the person in the programme, from 1. `meetings`: days met alone during it.

    `situations`: the one that counts for each moment."""

    person: Person
    programme: Programme
    part: Participation
    today: date
    nth: int = 1
    meetings: int = 0
    entry: ParticipantEntry | None = None
    situations: Mapping[SituationMoment, Situation] = field(default_factory=lambda: MappingProxyType({}))


def entry_among(said: Iterable[ParticipantEntry]) -> ParticipantEntry | None:
    """Of several, as merged files may have: the one that tells most."""
    return max(said, key=lambda e: (sum(_tells(getattr(e, name)) for name in ASKED), e.id), default=None)


def situations_among(said: Iterable[Situation]) -> Mapping[SituationMoment, Situation]:
    """One for each moment: an answer before a silence, then the last one said."""
    order = sorted(said, key=lambda s: (s.answered == Answered.ANSWERED, s.on or date.min, s.id))
    return {situation.moment: situation for situation in order}


def ages_at_entry(of: Participant) -> tuple[int, int] | None:
    """The least and the most they can have been: two ages when only the year of birth is known. None without it."""
    born, entered = of.person.birth_on, of.part.entered_on
    if born is not None:
        age = age_at(born, entered)
        return (age, age) if age >= 0 else None
    if of.person.birth_year is None:
        return None
    reached = entered.year - of.person.birth_year
    return (max(0, reached - 1), reached) if reached >= 0 else None


def work(of: Participant, moment: SituationMoment) -> WorkSituation | Silence:
    """A code of a newer version of the app is unknown here."""
    said = of.situations.get(moment)
    if said is None:
        return Silence.MISSING if of.today >= (_since(of, moment) or date.max) else Silence.NOT_YET
    if said.answered == Answered.ANSWERED:
        return said.situation if said.situation is not None and said.situation.known else Silence.UNKNOWN
    return _silence(said.answered)


def asked(of: Participant, name: str) -> Declared | EducationLevel | Silence:
    """The answer to one of `ASKED`."""
    said: Code | None = getattr(of.entry, name) if of.entry is not None else None
    if said is None:
        return Silence.MISSING
    return said if _tells(said) else _silence(said)  # type: ignore[return-value]


def exit_in_time(of: Participant) -> bool | Silence:
    """Whether what they said on leaving was noted within 28 days of it."""
    if of.part.exited_on is None:
        return Silence.NOT_YET
    said = of.situations.get(SituationMoment.EXIT)
    if said is None or said.on is None:
        return (
            Silence.UNKNOWN if said else Silence.MISSING if of.today > exit_by(of.part.exited_on) else Silence.NOT_YET
        )
    return said.on <= exit_by(of.part.exited_on)


def exit_by(exited_on: date) -> date:
    """The last day in time."""
    return exited_on + EXIT_DAYS


def six_months_on(of: Participant) -> date | None:
    return after_exit(of.part.exited_on)[1] if of.part.exited_on else None


def _since(of: Participant, moment: SituationMoment) -> date | None:
    """From when it may be asked."""
    days = {SituationMoment.ENTRY: of.part.entered_on, SituationMoment.EXIT: of.part.exited_on}
    return days[moment] if moment in days else six_months_on(of)


def _tells(said: Code | None) -> bool:
    return said is not None and said.known and said.value not in {*Silence}


def _silence(said: Code) -> Silence:
    return Silence(said.value) if said.value in {*Silence} else Silence.UNKNOWN
