"""What a column of the participants' file may hold, by the names that a mapping uses. `docs/guides/fse.md` lists them;
a test compares."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from espace_mobile.domain.code import Code
from espace_mobile.domain.fse.participant import (
    Participant,
    Silence,
    ages_at_entry,
    asked,
    exit_by,
    exit_in_time,
    six_months_on,
    work,
)
from espace_mobile.domain.path_vocabulary import ExitReason, SituationMoment, WorkSituation
from espace_mobile.domain.report_vocabulary import Declared, EducationLevel
from espace_mobile.domain.vocabulary import Qpv, Sex

Value = str | int | date | None


class Sort(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    CODE = "code"


@dataclass(frozen=True)
class Field:
    """`codes`: every code that may come out of it, for what is a code. `named`: whether it says who the person is."""

    sort: Sort
    read: Callable[[Participant], Value]
    codes: tuple[str, ...] = ()
    named: bool = False


def _codes(codes: Iterable[StrEnum]) -> tuple[str, ...]:
    return tuple(code.value for code in codes)


def _code(codes: type[Code], read: Callable[[Participant], Code | None], none: str) -> Field:
    """`none`: what stands for no value; for a code of a newer version, « unknown »."""

    def value(of: Participant) -> str:
        said = read(of)
        return none if said is None else said.value if said.known else Silence.UNKNOWN.value

    return Field(Sort.CODE, value, tuple(dict.fromkeys([*_codes(codes), none, Silence.UNKNOWN.value])))


def _work(moment: SituationMoment) -> Field:
    return Field(Sort.CODE, lambda of: work(of, moment).value, (*_codes(WorkSituation), *_codes(Silence)))


# A question has no « cannot be reached »: the person is there; nor a moment of its own.
_ASKED_SILENCES = (Silence.REFUSED, Silence.UNANSWERED, Silence.UNKNOWN, Silence.MISSING)


def _asked(name: str, answers: Iterable[StrEnum]) -> Field:
    told = [code for code in answers if code.value not in {*Silence}]
    return Field(Sort.CODE, lambda of: asked(of, name).value, _codes([*told, *_ASKED_SILENCES]))


def _in_time(of: Participant) -> str:
    said = exit_in_time(of)
    return said.value if isinstance(said, Silence) else (Declared.YES if said else Declared.NO).value


_IN_TIME = _codes([Declared.YES, Declared.NO, Silence.MISSING, Silence.NOT_YET, Silence.UNKNOWN])


def _age(of: Participant) -> int | None:
    """None when it may be one of two."""
    ages = ages_at_entry(of)
    return ages[0] if ages and ages[0] == ages[1] else None


def _asked_on(of: Participant) -> date | None:
    return of.entry.on if of.entry else None


def _told_on(moment: SituationMoment) -> Callable[[Participant], date | None]:
    def on(of: Participant) -> date | None:
        said = of.situations.get(moment)
        return said.on if said else None

    return on


def _exit_by(of: Participant) -> date | None:
    return exit_by(of.part.exited_on) if of.part.exited_on else None


def _exit_reason(of: Participant) -> ExitReason | None:
    """Of the spell that ended last."""
    if of.part.exited_on is None:
        return None
    last = max(of.part.enrolments, key=lambda e: (e.exited_on or date.min, e.id))
    return last.exit_reason or ExitReason(Silence.UNKNOWN)


def _who(read: Callable[[Participant], Value], sort: Sort = Sort.TEXT) -> Field:
    return Field(sort, read, named=True)


_NOT_LEFT = Silence.NOT_YET.value

FIELDS: dict[str, Field] = {
    "last_name": _who(lambda of: of.person.last_name),
    "first_name": _who(lambda of: of.person.first_name),
    "birth_on": _who(lambda of: of.person.birth_on, Sort.DAY),
    "birth_year": _who(lambda of: of.person.birth_on.year if of.person.birth_on else of.person.birth_year, Sort.NUMBER),
    "phone": _who(lambda of: of.person.phone),
    "email": _who(lambda of: of.person.email),
    "address": _who(lambda of: of.person.address),
    "sex": _code(Sex, lambda of: of.person.sex, Sex.UNSTATED.value),
    "commune_insee": Field(Sort.TEXT, lambda of: of.person.commune_insee),
    "qpv": _code(Qpv, lambda of: of.person.qpv, Qpv.UNKNOWN.value),
    "person_id": Field(Sort.TEXT, lambda of: of.person.id),
    "participation_id": Field(Sort.TEXT, lambda of: of.part.id),
    "programme": Field(Sort.TEXT, lambda of: of.programme.name),
    "nth": Field(Sort.NUMBER, lambda of: of.nth),
    "meetings": Field(Sort.NUMBER, lambda of: of.meetings),
    "entered_on": Field(Sort.DAY, lambda of: of.part.entered_on),
    "age_at_entry": Field(Sort.NUMBER, _age),
    "work_at_entry": _work(SituationMoment.ENTRY),
    "education": _asked("education", EducationLevel),
    "disability": _asked("disability", Declared),
    "third_country": _asked("third_country", Declared),
    "homeless": _asked("homeless", Declared),
    "rural": _asked("rural", Declared),
    "asked_on": Field(Sort.DAY, _asked_on),
    "exited_on": Field(Sort.DAY, lambda of: of.part.exited_on),
    "exit_reason": _code(ExitReason, _exit_reason, _NOT_LEFT),
    "exit_by": Field(Sort.DAY, _exit_by),
    "exit_told_on": Field(Sort.DAY, _told_on(SituationMoment.EXIT)),
    "exit_in_time": Field(Sort.CODE, _in_time, _IN_TIME),
    "work_at_exit": _work(SituationMoment.EXIT),
    "six_months_on": Field(Sort.DAY, six_months_on),
    "six_months_told_on": Field(Sort.DAY, _told_on(SituationMoment.SIX_MONTHS)),
    "work_at_six_months": _work(SituationMoment.SIX_MONTHS),
}
