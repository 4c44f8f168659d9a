from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.schedule_cells import Day, Hours, read_day, read_hours
from espace_mobile.errors import InputError

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "on", "at"),
    [
        ("jeudi 14 mai 2026", date(2026, 5, 14), None),
        ("14/05/26", date(2026, 5, 14), None),
        ("14/05/2026 9h30", date(2026, 5, 14), time(9, 30)),
        ("jeudi 14 mai 2026 à 9 h", date(2026, 5, 14), time(9)),
        ("2026-05-14T09:00:00", date(2026, 5, 14), time(9)),
        ("2026-05-14 00:00:00", date(2026, 5, 14), None),
        ("46156", date(2026, 5, 14), None),
    ],
)
def test_a_day_as_people_and_spreadsheets_write_it(text: str, on: date, at: time | None) -> None:
    assert read_day(text, TODAY) == Day(on, at)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("14 mai", date(2027, 5, 14)),
        ("20/11", date(2026, 11, 20)),  # yesterday, not in a year
        ("1er janvier", date(2027, 1, 1)),
        ("jeu. 14 mai", date(2026, 5, 14)),
        ("ven. 14 mai", date(2027, 5, 14)),
        ("29 février", date(2028, 2, 29)),
    ],
)
def test_a_day_without_its_year_is_near_and_told_to_be_a_guess(text: str, on: date) -> None:
    assert read_day(text, TODAY) == Day(on, guessed=True)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("demain", "unreadable"),
        ("31/02", "impossible"),
        ("14 mai 0026", "out_of_range"),
        ("9h", "unreadable"),
        ("lundi 14 mai 2026", "weekday"),
    ],
)
def test_what_is_no_day_says_why(text: str, reason: str) -> None:
    with pytest.raises(InputError) as refused:
        read_day(text, TODAY)
    assert (refused.value.field, refused.value.reason) == ("date", reason)


def test_without_today_a_year_is_needed() -> None:
    with pytest.raises(InputError):
        read_day("14 mai")


@pytest.mark.parametrize(
    "text",
    ["9h-12h30", "9 h – 12 h 30", "de 9h à 12h30", "9:00/12:30", "9 à 12h30", "09:00:00 - 12:30:00", "9h to 12h30"],
)
def test_two_hours_in_one_cell(text: str) -> None:
    assert read_hours(text) == Hours(time(9), time(12, 30))


@pytest.mark.parametrize(
    ("text", "starts"), [("9h30", time(9, 30)), ("0.375", time(9)), ("0,5", time(12)), (".25", time(6)), ("", None)]
)
def test_one_hour_typed_or_a_part_of_a_day(text: str, starts: time | None) -> None:
    assert read_hours(text) == Hours(starts)


@pytest.mark.parametrize("text", ["9", "matin", "9h-", "9h-midi", "25h", "9h-12h-14h"])
def test_what_is_no_hour_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        read_hours(text)
    assert refused.value.reason == "unreadable"


@given(st.times().map(lambda t: t.replace(second=0, microsecond=0)), st.integers(1, 600))
def test_a_part_of_a_day_is_its_hour(at: time, noise: int) -> None:
    part = (at.hour * 60 + at.minute) / 1440 + noise / 1e8  # as a spreadsheet rounds it
    if 0 < part < 1:
        assert read_hours(f"{part:.12f}").starts == at


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_refused(text: str) -> None:
    try:
        day = read_day(text, TODAY)
    except InputError:
        return
    assert 2000 <= day.on.year <= 2100
