from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.hours_bank import MOST, Balance, balance, by_month, parse_hours, typed_hours
from espace_mobile.domain.path_vocabulary import AlertRule, ShiftStatus
from espace_mobile.domain.work_allocation import WorkShift
from espace_mobile.errors import InputError

TODAY = date(2026, 5, 14)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("120", 7200), ("120 h", 7200), ("7 h 30", 450), ("7h30", 450), ("7:30", 450), ("7,5", 450), ("7.25 h", 435),
        ("4 200", 252_000), ("4 200 heures", 252_000), ("4,200", 252_000), ("1.234,567", None), ("0,125", 8),
        ("45 min", 45), ("0", 0), ("  ", None),
    ],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(typed: str, minutes: int | None) -> None:
    if typed == "1.234,567":  # thousands written in two ways: a million was not meant by anybody
        with pytest.raises(InputError, match="too_many"):
            parse_hours(typed)
    else:
        assert parse_hours(typed) == minutes


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("-5", "below_zero"), ("− 12 h", "below_zero"), ("beaucoup", "unreadable"), ("7 h 75", "unreadable"),
        ("1e3", "unreadable"), ("12 h 5 h", "unreadable"), ("nan", "unreadable"), ("100001", "too_many"),
        ("9" * 5000, "too_many"), ("٣", "unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_number_of_hours_is_said_by_its_field(typed: str, reason: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_hours(typed)
    assert (refused.value.field, refused.value.reason) == ("hours", reason)


@given(st.integers(0, MOST))
def test_hours_that_a_field_shows_are_read_as_they_were(minutes: int) -> None:
    assert parse_hours(typed_hours(minutes)) == minutes


@given(st.text(max_size=30))
def test_whatever_is_typed_is_read_or_refused_by_its_field(typed: str) -> None:
    try:
        minutes = parse_hours(typed)
    except InputError as e:
        assert e.field == "hours"  # noqa: PT017
    else:
        assert minutes is None or 0 <= minutes <= MOST


@pytest.mark.parametrize(
    ("taken", "level"),
    [
        (0, None), (79, None), (80, AlertRule.HOURS_80), (99, AlertRule.HOURS_80), (100, AlertRule.HOURS_100),
        (101, AlertRule.OVERDRAWN_HOURS),
    ],
)  # fmt: skip
def test_only_the_highest_mark_stands(taken: int, level: AlertRule | None) -> None:
    assert Balance(100, taken, 0).level == Balance(100, 0, taken).level == level


def test_nothing_promised_is_overdrawn_by_the_first_minute() -> None:
    assert Balance().level is None
    assert Balance(0, 1).level == AlertRule.OVERDRAWN_HOURS
    assert (Balance(0, 1).percent, Balance().percent, Balance(3, 1, 1).percent) == (100, 0, 66)


@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from("ab"), st.integers(30, 600)), max_size=12))
def test_a_line_a_month_says_all_that_was_validated(told) -> None:
    shifts = [
        WorkShift(
            id=str(n), allocation_id=allocation, on=TODAY - timedelta(days=ago), minutes=minutes,
            status=ShiftStatus.VALIDATED if minutes % 2 else ShiftStatus.PLANNED,
        )
        for n, (ago, allocation, minutes) in enumerate(told)
    ]  # fmt: skip
    lines = by_month(shifts)
    assert balance(0, lines).validated == balance(0, shifts).validated
    months = [(s.allocation_id, s.on.year, s.on.month) for s in lines]
    assert len(months) == len(set(months))


def shift(n: int, minutes: int, status: ShiftStatus) -> WorkShift:
    return WorkShift(id=str(n), allocation_id="w", on=TODAY, minutes=minutes, status=status)


@given(st.lists(st.tuples(st.integers(0, 600), st.sampled_from(ShiftStatus)), max_size=20), st.integers(0, 5000))
def test_what_is_left_is_what_was_promised_but_what_is_planned_or_validated(told, promised) -> None:
    shifts = [shift(n, minutes, status) for n, (minutes, status) in enumerate(told)]
    found = balance(promised, shifts)
    kept = [s for s in shifts if s.status != ShiftStatus.CANCELLED]
    assert found.left == promised - sum(s.minutes for s in kept)
    assert found == balance(promised, shifts[::-1]) == balance(promised, kept)
    assert found == balance(promised, shifts[:7]) + balance(0, shifts[7:])


def test_a_status_of_a_newer_version_takes_nothing() -> None:
    assert balance(60, [shift(1, 30, ShiftStatus("suspended"))]) == Balance(60)
