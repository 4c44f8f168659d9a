from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain import hours_alerts
from espace_mobile.domain.hours_bank import Balance
from espace_mobile.domain.path_vocabulary import ShiftStatus
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift

TODAY = date(2026, 5, 14)
GREEN = WorkAllocation(id="w", minutes=6000, task="Espaces verts")
DANJOUTIN = Programme(id="g", name="Danjoutin", work_minutes=12_000)


def test_one_alert_at_most_stands_about_an_allocation_and_each_hour_too_many_is_another() -> None:
    assert not list(hours_alerts.taken(GREEN, Balance(6000, 4000, 799)))
    (most,) = hours_alerts.taken(GREEN, Balance(6000, 4000, 800))
    (more,) = hours_alerts.taken(GREEN, Balance(6000, 4000, 1000))
    assert (most.rule, most.found, most.allowed, most.key) == ("hours_80", 4800, 6000, more.key)
    (full,) = hours_alerts.taken(GREEN, Balance(6000, 4000, 2000))
    assert full.rule == "hours_100"
    (over,) = hours_alerts.taken(GREEN, Balance(6000, 4000, 2060))
    (further,) = hours_alerts.taken(GREEN, Balance(6000, 4000, 2120))
    assert (over.rule, over.found, over.allowed) == ("overdrawn_hours", 6060, 6000)
    assert over.key != further.key


def in_all(*balances: Balance) -> list[str]:
    return [str(a.rule) for a in hours_alerts.taken_in_all(DANJOUTIN, balances)]


def test_of_the_whole_programme_is_said_what_no_allocation_says() -> None:
    half = Balance(6000, 4800)
    assert in_all(half, half) == ["hours_80"]
    assert in_all(Balance(12_000, 12_000)) == []  # its only allocation says it
    assert in_all(Balance(6000, 6060), Balance(6000, 6000)) == []  # the first one says it
    assert in_all(Balance(6000, 6000), Balance(7000, 6500)) == ["overdrawn_hours"]  # more was offered than promised
    assert in_all(Balance(13_000, 12_500)) == ["overdrawn_hours"]
    assert not list(hours_alerts.taken_in_all(DANJOUTIN.but(work_minutes=None), [half, half]))


def worked(days_ago: int, hours: int, status: ShiftStatus = ShiftStatus.VALIDATED) -> WorkShift:
    on = TODAY - timedelta(days=days_ago)
    return WorkShift(id=str(days_ago), allocation_id="w", person_id="p", on=on, minutes=hours * 60, status=status)


@pytest.mark.parametrize(
    ("shifts", "found"),
    [
        ([worked(10, 300), worked(500, 180)], None),
        ([worked(10, 300), worked(500, 181)], 481 * 60),
        ([worked(10, 300), worked(740, 300)], None),
        ([worked(-10, 300, ShiftStatus.PLANNED), worked(500, 300)], 600 * 60),
        ([worked(10, 600, ShiftStatus.CANCELLED)], None),
    ],
)
def test_more_than_480_hours_in_firms_is_an_alert(shifts: list[WorkShift], found: int | None) -> None:
    alerts = list(hours_alerts.in_firms("p", shifts, TODAY))
    assert [a.found for a in alerts] == ([found] if found else [])
    assert all((a.rule, a.person_ids, a.allowed) == ("enterprise_hours", ("p",), 480 * 60) for a in alerts)


@given(st.lists(st.tuples(st.integers(-400, 900), st.integers(1, 200)), max_size=8), st.randoms())
def test_two_tablets_that_know_the_same_shifts_derive_the_same_alert(told, chance) -> None:
    shifts = [worked(ago, hours) for ago, hours in told]
    mixed = list(shifts)
    chance.shuffle(mixed)
    assert list(hours_alerts.in_firms("p", shifts, TODAY)) == list(hours_alerts.in_firms("p", mixed, TODAY))
