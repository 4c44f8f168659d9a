"""Which situations are to be asked of whom by when (FSE+): at the entry, within 28 days of leaving, at six months.

`Answered` keeps apart who refused, who left a question unanswered, who could not be reached and what nobody knows;
besides these, nothing was noted yet: that is `MISSING` here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.path_vocabulary import Answered, FollowUpRule, SituationMoment, WorkSituation
from espace_mobile.domain.relances import EXIT_DAYS, after_exit
from espace_mobile.domain.situation import Situation
from espace_mobile.errors import InputError

MISSING = "missing"
TASKS = {
    SituationMoment.EXIT: FollowUpRule.EXIT_28_DAYS,
    SituationMoment.SIX_MONTHS: FollowUpRule.SIX_MONTHS,
}  # which relance asks for which; at the entry the person is there


class Asking(StrEnum):
    NOT_YET = "not_yet"
    DUE = "due"
    LATE = "late"
    TOLD = "told"  # whatever was answered, or why there is no answer


@dataclass(frozen=True)
class Expected:
    """`since`: from when it may be asked; `until`: the last day in time. None when its moment did not come."""

    moment: SituationMoment
    asking: Asking
    since: date | None = None
    until: date | None = None
    said: Situation | None = None


def expected(spell: Enrolment, said: Iterable[Situation], today: date) -> tuple[Expected, ...]:
    """The three moments of a spell, in order."""
    by_moment = {situation.moment: situation for situation in said if situation.enrolment_id == spell.id}
    return tuple(_expected(moment, _window(spell, moment), by_moment.get(moment), today) for moment in SituationMoment)


def latest_waiting(moments: Iterable[Expected]) -> Expected | None:
    """The one to ask now: who left long ago is asked first how they are today."""
    waiting = [e for e in moments if e.asking in (Asking.DUE, Asking.LATE)]
    return waiting[-1] if waiting else None


def check_situation(answered: Answered, situation: WorkSituation | None) -> WorkSituation | None:
    """What is kept of it. Raises `InputError` (`situation`, `required`) when somebody answered, but not what."""
    if answered != Answered.ANSWERED:
        return None
    if situation is None:
        raise InputError("situation", "required")
    return situation


def counts(
    spells: Iterable[Enrolment], said: Iterable[Situation], moment: SituationMoment
) -> Mapping[Answered | str, int]:
    """How many answered, refused…, and `MISSING`: they add up to the spells. A newer version's code is unknown."""
    of_moment = [s for s in said if s.moment == moment]
    told = {s.enrolment_id: s.answered if s.answered.known else Answered.UNKNOWN for s in of_moment}
    counted = Counter[Answered | str](told.get(id, MISSING) for id in {spell.id for spell in spells})
    return {answer: counted[answer] for answer in (*Answered, MISSING)}


def _window(spell: Enrolment, moment: SituationMoment) -> tuple[date, date] | None:
    if moment == SituationMoment.ENTRY:
        return (spell.entered_on, spell.entered_on) if spell.entered_on else None
    if spell.exited_on is None:
        return None
    at_exit, later = after_exit(spell.exited_on)
    # Four weeks for the second too: nobody is reached on the very day.
    return (spell.exited_on, at_exit) if moment == SituationMoment.EXIT else (later, later + EXIT_DAYS)


def _expected(
    moment: SituationMoment, window: tuple[date, date] | None, said: Situation | None, today: date
) -> Expected:
    since, until = window or (None, None)
    if said is not None:
        return Expected(moment, Asking.TOLD, since, until, said)
    if since is None or until is None or today < since:
        return Expected(moment, Asking.NOT_YET, since, until)
    return Expected(moment, Asking.LATE if today > until else Asking.DUE, since, until)
