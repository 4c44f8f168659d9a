from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.dates import Birth, parse_birth, parse_date
from espace_mobile.errors import InputError

TODAY = date(2026, 5, 14)
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
FORMS = {
    "numbers": lambda d: f"{d.day:02}/{d.month:02}/{d.year:04}",
    "bare": lambda d: f"{d.day}.{d.month}.{d.year:04}",
    "solid": lambda d: f"{d.day:02}{d.month:02}{d.year:04}",
    "iso": lambda d: d.isoformat(),
    "words": lambda d: f"{'1er' if d.day == 1 else d.day} {MONTHS[d.month - 1]} {d.year:04}",
    "shouted": lambda d: f" {d.day}  {MONTHS[d.month - 1].upper()} {d.year:04} ",
    "weekday": lambda d: f"{DAYS[d.weekday()]} {d.day} {MONTHS[d.month - 1]} {d.year:04}",
    "english": lambda d: f"{d.day} {d:%B} {d.year:04}",
}


@given(st.dates(), st.sampled_from(sorted(FORMS)))
def test_a_date_comes_back_from_each_way_of_writing_it(on: date, form: str) -> None:
    assert parse_date(FORMS[form](on)) == on


@given(st.dates(date(1927, 1, 1), TODAY))
def test_two_digits_of_a_birth_year_are_the_last_hundred_years(on: date) -> None:
    written = parse_birth(f"{on:%d/%m/%y}", TODAY).on
    assert written is not None
    assert written.year <= TODAY.year
    assert (written.year - on.year) % 100 == 0


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        (None, Birth()),
        ("  ", Birth()),
        ("1990", Birth(year=1990)),
        ("mai 1990", Birth(year=1990)),
        ("05/1990", Birth(year=1990)),
        ("14 févr. 1990", Birth(on=date(1990, 2, 14))),
        ("14/5/90", Birth(on=date(1990, 5, 14))),
        ("14/5/26", Birth(on=TODAY)),
        ("15/5/26", None),
        ("29/02/2024", Birth(on=date(2024, 2, 29))),
    ],
)
def test_a_birth_is_a_date_or_a_year(text: str | None, birth: Birth | None) -> None:
    if birth is None:
        with pytest.raises(InputError):
            parse_birth(text, TODAY)
    else:
        assert parse_birth(text, TODAY) == birth


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31/02/1990", "impossible"),
        ("29/02/2023", "impossible"),
        ("32 mai 1990", "impossible"),
        ("05/14/1990", "impossible"),
        ("00/00/1990", "impossible"),
        ("15/05/2026", "future"),
        ("2027", "future"),
        ("14/05/1890", "too_old"),
        ("1890", "too_old"),
        ("hier", "unreadable"),
        ("14 brumaire 1990", "unreadable"),
        ("13/1990", "unreadable"),
        ("0000", "unreadable"),
        ("14", "unreadable"),
        ("lundi 14 mai 2026", "weekday"),
        ("١٤/٠٥/١٩٩٠", "unreadable"),
    ],
)
def test_what_is_no_birth_date_says_why(text: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_birth(text, TODAY)
    assert (caught.value.field, caught.value.reason) == ("birth", reason)


@given(st.text(max_size=30))
def test_any_text_is_a_birth_or_an_input_error(text: str) -> None:
    try:
        birth = parse_birth(text, TODAY)
    except InputError:
        return
    assert birth.on is None or birth.on <= TODAY
