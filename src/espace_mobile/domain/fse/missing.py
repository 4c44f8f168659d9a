"""What is still to be asked of a participant, or noted in their file, and what is late."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from espace_mobile.domain.fse.participant import ASKED, Participant, exit_by, six_months_on
from espace_mobile.domain.path_vocabulary import SituationMoment
from espace_mobile.domain.relances import EXIT_DAYS
from espace_mobile.domain.vocabulary import Sex


class Missing(StrEnum):
    """Latest moment first: whoever left long ago is lost soonest."""

    SIX_MONTHS_LATE = "six_months_late"
    SIX_MONTHS = "six_months"
    EXIT_LATE = "exit_late"
    EXIT = "exit"
    WORK_AT_ENTRY = "work_at_entry"
    ENTRY = "entry"  # the questionnaire
    ENTRY_PARTLY = "entry_partly"
    BIRTH = "birth"
    SEX = "sex"


LATE = frozenset({Missing.SIX_MONTHS_LATE, Missing.EXIT_LATE})


def missing(of: Participant) -> tuple[Missing, ...]:
    """In the order of `Missing`. A refusal is an answer: it is never missing."""
    found = {*_situations(of), *_entry(of)}
    if of.person.birth_on is None:
        found.add(Missing.BIRTH)
    if of.person.sex == Sex.UNSTATED:
        found.add(Missing.SEX)
    return tuple(each for each in Missing if each in found)


def _situations(of: Participant) -> set[Missing]:
    """Nothing noted once its moment came; after four weeks it is late."""
    found: set[Missing] = set()
    told, left, later = of.situations, of.part.exited_on, six_months_on(of)
    if SituationMoment.ENTRY not in told:
        found.add(Missing.WORK_AT_ENTRY)
    if left is not None and SituationMoment.EXIT not in told and left <= of.today:
        found.add(Missing.EXIT_LATE if of.today > exit_by(left) else Missing.EXIT)
    if later is not None and SituationMoment.SIX_MONTHS not in told and later <= of.today:
        found.add(Missing.SIX_MONTHS_LATE if _over(later, of.today) else Missing.SIX_MONTHS)
    return found


def _over(since: date, today: date) -> bool:
    return today > since + EXIT_DAYS


def _entry(of: Participant) -> set[Missing]:
    if of.entry is None:
        return {Missing.ENTRY}
    return {Missing.ENTRY_PARTLY} if any(getattr(of.entry, name) is None for name in ASKED) else set()
