"""Participants of a programme, whatever is said of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fse import Participant, Participation, situations_among
from espace_mobile.domain.participant_entry import ParticipantEntry
from espace_mobile.domain.path_vocabulary import Answered, SituationMoment, WorkSituation
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.situation import Situation

TODAY = date(2026, 5, 14)
PATHWAY = Programme(id="a" * 32, name="Parcours", fse=True)
Said = WorkSituation | Answered


def spell(entered: date | None, left: date | None = None, id: str = "1") -> Enrolment:
    return Enrolment(id=id * 32, person_id="p" * 32, programme_id=PATHWAY.id, entered_on=entered, exited_on=left)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def said(moment: SituationMoment, what: Said, on: date | None = None, id: str = "s") -> Situation:
    answer: dict[str, Any] = {"answered": what}
    if isinstance(what, WorkSituation):
        answer = {"answered": Answered.ANSWERED, "situation": what}
    return Situation(id=id * 32, enrolment_id="1" * 32, moment=moment, on=on, **answer)


def participant(
    entered: date = date(2026, 1, 12), left: date | None = None, *told: Situation, today: date = TODAY,
    entry: dict[str, Any] | None = None, **person: Any,
) -> Participant:  # fmt: skip
    """`entry`: the answers of the questionnaire, if it was filled; the rest: fields of the person."""
    one = spell(entered, left)
    asked = ParticipantEntry(id="e" * 32, enrolment_id=one.id, **entry) if entry is not None else None
    return Participant(
        Person(id="p" * 32, **person), PATHWAY, Participation((one,), entered, left), today, entry=asked,
        situations=situations_among(told),
    )  # fmt: skip
