"""Who is a participant for FSE+: a spell with individual support, of more than one day. Derived, never typed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from espace_mobile.domain import spells
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.retention import LOCAL
from espace_mobile.domain.vocabulary import AppointmentStatus


class WhyNot(StrEnum):
    """Why a spell makes nobody a participant, yet or at all."""

    NOT_ENTERED = "not_entered"
    ONE_DAY = "one_day"
    NO_SUPPORT = "no_support"  # met by nobody alone


@dataclass(frozen=True)
class Participation:
    """One spell; when files were merged, all of one person's that share days in one programme: they count once.

    `exited_on`: None while one of them goes on.
    """

    enrolments: tuple[Enrolment, ...]
    entered_on: date
    exited_on: date | None

    @property
    def id(self) -> str:
        """Of the spell that began first."""
        return self.enrolments[0].id


def participations(of_person: Iterable[Enrolment]) -> list[Participation]:
    """`of_person`: the spells of one person in one programme, in any order. Those never entered make none. Who left
    and came back, were it the same day, takes part twice."""
    groups: list[list[Enrolment]] = []
    for spell in sorted((e for e in of_person if e.entered_on), key=lambda e: (e.entered_on, e.id)):
        if groups and any(spells.overlap(spell, other) for other in groups[-1]):
            groups[-1].append(spell)
        else:
            groups.append([spell])
    return [_one(group) for group in groups]


def support_days(
    interviews: Iterable[Interview], appointments: Iterable[Appointment], spells: Iterable[Enrolment] = ()
) -> frozenset[date]:
    """The days on which somebody saw the person alone: an interview, an appointment that was kept. The interview that
    one of the `spells` came of is where its support begins: it counts on the day of the entry."""
    talks = {interview.id: interview.at for interview in interviews}
    met = [*talks.values(), *(a.starts_at for a in appointments if a.status == AppointmentStatus.KEPT)]
    began = {spell.entered_on for spell in spells if spell.interview_id in talks and spell.entered_on is not None}
    return frozenset(began | {at.astimezone(LOCAL).date() for at in met})


def why_not(part: Participation, met: Collection[date], today: date) -> WhyNot | None:
    """None for a participant. `met`: `support_days` of the person. The days of the entry and of the exit both count:
    who comes on Monday and leaves on Tuesday was there for more than a day."""
    end = min(part.exited_on or today, today)
    if part.entered_on > today:
        return WhyNot.NOT_ENTERED
    if end <= part.entered_on:
        return WhyNot.ONE_DAY
    return None if any(part.entered_on <= day <= end for day in met) else WhyNot.NO_SUPPORT


def _one(group: list[Enrolment]) -> Participation:
    first = group[0].entered_on
    assert first is not None
    left = [e.exited_on for e in group if e.exited_on is not None]
    return Participation(tuple(group), first, max(left) if len(left) == len(group) else None)
