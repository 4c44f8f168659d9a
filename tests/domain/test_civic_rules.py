from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain import civic_rules
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.person import Person
from espace_mobile.domain.sheet_vocabulary import CivicTheme, MissionStatus, Vocation
from espace_mobile.errors import InputError

FIRST = date(2026, 2, 1)


def mission(**more: Any) -> CivicMission:
    told = {"id": "m", "programme_id": "p", "theme": CivicTheme.VISITS, "since": FIRST, "until": date(2026, 9, 30)}
    return CivicMission(**{**told, **more})


def born(on: date | None = None, year: int | None = None) -> Person:
    return Person(id="v", birth_on=on, birth_year=year)


def faults(of: CivicMission, volunteer: Person | None = None) -> list[str]:
    return [f"{e.field}.{e.params['reason']}" for e in civic_rules.broken(of, volunteer)]


@pytest.mark.parametrize(
    ("birth", "until_30", "said"),
    [
        (date(2010, 2, 1), False, []),  # sixteen that day
        (date(2010, 2, 2), False, ["person_id.too_young"]),
        (date(2000, 2, 2), False, []),  # twenty-six the day after
        (date(2000, 2, 1), False, ["person_id.too_old"]),
        (date(2000, 2, 1), True, []),
        (date(1995, 2, 2), True, []),
        (date(1995, 2, 1), True, ["person_id.too_old"]),
    ],
)
def test_the_age_on_the_first_day_decides(birth: date, until_30: bool, said: list[str]) -> None:
    assert faults(mission(until_30=until_30), born(birth)) == said


def test_a_year_alone_has_the_benefit_of_the_doubt_and_warns() -> None:
    doubtful = born(year=2000)  # twenty-five or twenty-six
    assert faults(mission(), doubtful) == []
    assert civic_rules.age_unknown(mission(), doubtful)
    assert faults(mission(), born(year=1999)) == ["person_id.too_old"]
    assert not civic_rules.age_unknown(mission(), born(year=2004))


def test_an_unknown_birth_warns_and_refuses_nothing() -> None:
    assert faults(mission(), born()) == []
    assert civic_rules.age_unknown(mission(), born())
    assert not civic_rules.age_unknown(mission(), None)
    assert not civic_rules.age_unknown(mission(since=None), born(date(2004, 1, 1)))


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (date(2026, 7, 31), []),
        (date(2026, 7, 30), ["until.too_short"]),
        (date(2027, 1, 31), []),
        (date(2027, 2, 1), ["until.too_long"]),
        (date(2026, 1, 31), ["until.before_since"]),
        (None, []),
    ],
)
def test_a_mission_lasts_six_to_twelve_months(until: date | None, said: list[str]) -> None:
    assert faults(mission(until=until)) == said


@pytest.mark.parametrize(("hours", "ok"), [(23, False), (24, True), (35, True), (36, False)])
def test_the_hours_a_week_are_24_to_35(hours: int, ok: bool) -> None:
    assert (faults(mission(weekly_hours=hours)) == []) == ok


def test_a_mission_that_runs_has_a_tutor() -> None:
    assert faults(mission(status=MissionStatus.RUNNING)) == ["tutor.required"]
    assert faults(mission(status=MissionStatus.RUNNING, tutor="Mme Petit")) == []
    assert faults(mission(status=MissionStatus.PLANNED)) == []


def test_what_was_cancelled_breaks_nothing_and_what_was_broken_off_is_never_too_short() -> None:
    short = {"until": date(2026, 3, 1), "tutor": "Mme Petit"}
    assert faults(mission(status=MissionStatus.CANCELLED, weekly_hours=50, **short)) == []
    assert faults(mission(status=MissionStatus.BROKEN_OFF, **short)) == []


@pytest.mark.parametrize("missing", ["organisation_id", "person_id", "since", "until", "tutor"])
def test_it_does_not_start_before_all_is_known(missing: str) -> None:
    known = mission(organisation_id="o", person_id="v", tutor="Mme Petit")
    civic_rules.check_start(known)
    with pytest.raises(InputError) as refused:
        civic_rules.check_start(known.but(**{missing: None}))
    assert refused.value.field == missing


@pytest.mark.parametrize(
    ("status", "today", "said"),
    [
        (MissionStatus.OPEN, FIRST, None),
        (MissionStatus.PLANNED, FIRST - timedelta(days=1), None),
        (MissionStatus.PLANNED, FIRST, MissionStatus.RUNNING),
        (MissionStatus.RUNNING, date(2026, 9, 29), None),
        (MissionStatus.RUNNING, date(2026, 9, 30), MissionStatus.ENDED),
        (MissionStatus.ENDED, date(2027, 1, 1), None),
    ],
)
def test_the_dates_decide_what_is_proposed(status: MissionStatus, today: date, said: MissionStatus | None) -> None:
    assert civic_rules.proposed(mission(status=status), today) == said


def test_its_vocation_is_asked_once_it_is_over() -> None:
    assert not civic_rules.vocation_due(mission(status=MissionStatus.RUNNING))
    assert civic_rules.vocation_due(mission(status=MissionStatus.BROKEN_OFF))
    assert not civic_rules.vocation_due(mission(status=MissionStatus.ENDED, vocation=Vocation.NONE))


def test_three_months_after_the_end_but_neither_in_the_past_nor_on_a_sunday() -> None:
    assert civic_rules.asked_on(date(2026, 9, 30), date(2026, 10, 1)) == date(2026, 12, 30)
    assert civic_rules.asked_on(date(2026, 8, 15), date(2026, 8, 15)) == date(2026, 11, 16)  # the 15th is a Sunday
    assert civic_rules.asked_on(date(2025, 9, 30), date(2026, 10, 1)) == date(2026, 10, 1)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(6, 12))
def test_every_length_allowed_is_accepted_from_any_first_day(since: date, months: int) -> None:
    assert faults(mission(since=since, until=civic_rules.last_day(since, months))) == []
