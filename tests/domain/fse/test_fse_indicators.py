"""The common indicators, and who can't be counted by them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from espace_mobile.domain.fse import INDICATORS, Participant, Silence, indicators
from espace_mobile.domain.path_vocabulary import Answered, SituationMoment, WorkSituation
from espace_mobile.domain.report_vocabulary import Declared, EducationLevel
from espace_mobile.domain.vocabulary import Sex
from tests.domain.fse.taking_part import Said, participant, said

ENTRY, EXIT, LATER = SituationMoment
ENTERED, LEFT = date(2025, 3, 3), date(2025, 9, 1)
W = WorkSituation


def path(
    at_entry: Said | None = None, at_exit: Said | None = None, later: Said | None = None, **more: Any
) -> Participant:
    told = zip(SituationMoment, (at_entry, at_exit, later), strict=True)
    return participant(ENTERED, LEFT, *(said(m, what) for m, what in told if what is not None), **more)


def counted(*of: Participant) -> set[str]:
    """The indicators that count at least one of them, EECO01 aside."""
    return {i.code for i in indicators(of) if i.count and i.code != "EECO01"}


@pytest.mark.parametrize(
    ("one", "codes"),
    [
        (path(), set()),
        (path(W.UNEMPLOYED), {"EECO02"}),
        (path(W.LONG_TERM_UNEMPLOYED), {"EECO02", "EECO03"}),
        (path(W.INACTIVE), {"EECO04"}),
        (path(W.IN_TRAINING), {"EECO04"}),
        (path(W.EMPLOYED), {"EECO05"}),
        (path(Answered.REFUSED), set()),
        (path(birth_on=date(2007, 3, 4)), {"EECO06"}),  # 18 the day after they came
        (path(birth_on=date(2007, 3, 3)), {"EECO07"}),
        (path(birth_on=date(1995, 3, 4)), {"EECO07"}),
        (path(birth_on=date(1995, 3, 3)), set()),  # 30
        (path(birth_on=date(1970, 3, 4)), set()),
        (path(birth_on=date(1970, 3, 3)), {"EECO08"}),
        (path(birth_year=2007), set()),  # 17 or 18
        (path(birth_year=2006), {"EECO07"}),
        (path(entry={"education": EducationLevel.ISCED_0_2}), {"EECO09"}),
        (path(entry={"education": EducationLevel.ISCED_3_4}), {"EECO10"}),
        (path(entry={"education": EducationLevel.ISCED_5_8}), {"EECO11"}),
        (path(entry={"disability": Declared.YES}), {"EECO12"}),
        (path(entry={"third_country": Declared.YES}), {"EECO13"}),
        (path(entry={"homeless": Declared.YES}), {"EECO16"}),
        (path(entry={"rural": Declared.YES}), {"EECO17"}),
        (path(entry={"rural": Declared.NO, "homeless": Declared.REFUSED}), set()),
        (path(W.INACTIVE, W.UNEMPLOYED), {"EECO04", "EECR01"}),
        (path(W.UNEMPLOYED, W.UNEMPLOYED), {"EECO02"}),
        (path(W.UNEMPLOYED, W.IN_TRAINING), {"EECO02", "EECR02"}),
        (path(W.IN_TRAINING, W.IN_TRAINING), {"EECO04"}),
        (path(W.UNEMPLOYED, W.EMPLOYED, W.EMPLOYED), {"EECO02", "EECR04", "EECR05"}),
        (path(W.EMPLOYED, W.EMPLOYED, W.EMPLOYED), {"EECO05"}),
        (path(None, W.EMPLOYED), set()),  # newly, or not: nobody can say
    ],
)
def test_what_each_indicator_counts(one: Participant, codes: set[str]) -> None:
    assert counted(one) == codes


def test_what_nothing_tells_is_said_not_to_be_collected() -> None:
    found = {i.code: i.collected for i in indicators([path()])}
    assert list(found) == [*(f"EECO{n:02}" for n in range(1, 18)), *(f"EECR{n:02}" for n in range(1, 7))]
    assert {code for code, collected in found.items() if not collected} == {
        "EECO14", "EECO15", "EECR03", "EECR06",
    } == {code for code, says in INDICATORS.items() if says is None}  # fmt: skip


def test_who_is_silent_is_counted_apart_by_why_and_the_sexes_add_up() -> None:
    people = [
        path(W.UNEMPLOYED, sex=Sex.FEMALE), path(W.LONG_TERM_UNEMPLOYED), path(Answered.REFUSED),
        path(Answered.UNANSWERED), path(Answered.UNREACHABLE), path(Answered.UNKNOWN), path(), path(W.EMPLOYED),
    ]  # fmt: skip
    of = {i.code: i for i in indicators(people)}
    assert of["EECO01"].count == 8
    assert of["EECO02"].count == 2
    assert of["EECO02"].by_sex == {Sex.FEMALE: 1, Sex.MALE: 0, Sex.UNSTATED: 1}
    assert of["EECO02"].silent == {
        Silence.REFUSED: 1, Silence.UNANSWERED: 1, Silence.UNREACHABLE: 1, Silence.UNKNOWN: 1, Silence.MISSING: 1,
    }  # fmt: skip
    silent = {i.code: i.silent for i in indicators([participant(ENTERED)])}
    assert silent["EECR05"] == {Silence.NOT_YET: 1}
