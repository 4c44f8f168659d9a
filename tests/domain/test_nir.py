from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from espace_mobile.domain.nir import holds_nir, key

separators = st.text(st.sampled_from(" .-–_/\u00a0\u202f\u2011\n"), max_size=3)
words = st.text(st.characters(codec="utf-8", categories=["L", "Zs", "Po"]), max_size=15)


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """A valid 13-character NIR."""
    sex = draw(st.sampled_from("123478"))
    month = draw(st.sampled_from([*range(1, 13), 20, *range(30, 43), *range(50, 100)]))
    departement = draw(st.sampled_from([f"{n:02}" for n in range(1, 100) if n != 20] + ["2A", "2B"]))
    year, commune = draw(st.integers(0, 99)), draw(st.integers(1, 990))
    return f"{sex}{year:02}{month:02}{departement}{commune:03}{draw(st.integers(1, 999)):03}"


@given(numbers(), st.booleans(), st.lists(separators, min_size=14, max_size=14), words, words)
def test_a_nir_is_found_however_it_is_written(
    number: str, with_key: bool, gaps: list[str], before: str, after: str
) -> None:
    whole = number + f"{key(number):02}" if with_key else number
    written = "".join(c + gap for c, gap in zip(whole, [*gaps[: len(whole) - 1], ""], strict=True))
    assert holds_nir(f"{before} {written} {after}")
    assert holds_nir(f"{before} {written.lower()}, {after}")


@given(numbers(), st.integers(0, 99))
def test_a_wrong_key_does_not_excuse_a_number(number: str, wrong: int) -> None:
    assert holds_nir(f"{number}{wrong:02}")
    assert holds_nir(f"sécu {number[:1]} {number[1:3]} {number[3:5]} {number[5:]} {wrong:02}.")


@pytest.mark.parametrize(
    ("number", "expected"), [("2550814168025", 38), ("1841276451089", 46), ("185072A004123", None)]
)
def test_the_key_is_the_one_of_the_specimens(number: str, expected: int | None) -> None:
    assert expected in (None, key(number))
    assert 1 <= key(number) <= 97


@pytest.mark.parametrize(
    "text",
    [
        "2 90 05 78 006 084 36",
        "n° 290057800608436",
        "2900578006084",
        "NIR2900578006084",
        "2.90.05.78.006.084",
        "1-85-07-2b-004-123",
        "1 85 07 2 A 004 123",
        "tel 06 39 98 12 34 2 90 05 78 006 084 36",
        "né en 1990, 2 90 05 78 006 084",
        "8 85 31 99 123 456",
        "2 90 05 78 006 084 4 enfants",
        "06 1 85 05 78 006 084",
        "２９００５７８００６０８４",
        "2 90 05 78 006\u200b084",
        "2 90 05\n78 006 084",
    ],
)
def test_a_nir_in_disguise_is_found(text: str) -> None:
    assert holds_nir(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+33 6 12 34 56 78 +33 6 12 34 56 78",
        "0033 6 12 36 51 78 - 0033 6 12 36 51 78",
        "+86 138 0013 8000",
        "0086 138 0013 8000",
        "+4915123456789",
        "1/05/2026 14/06/2026",
        "1-5-2026 - 14-6-2026",
        "rdv 14.05.2026 10.30 puis 21.05.2026 9.00",
        "SIRET 123 456 789 00012",
        "12345678900012",
        "FR7630006000011234567890189",
        "1 500 000 000 000 €",
        "de 9h30 à 12h, 14 places, 2 enfants de 3 et 5 ans",
        "CAF 1234567, dossier 2026-000123",
        "290057800608",  # one short
        "29005780060843612",  # two long
        "5 90 05 78 006 084",  # no such sex
        "2 90 13 78 006 084",  # no such month
        "2 90 05 00 006 084",  # no such département
        "2 90 05 78 006 000",  # no such order
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not holds_nir(text)


phones = st.builds(
    lambda second, pairs, gap: gap.join([f"0{second}", *(f"{pair:02}" for pair in pairs)]),
    st.integers(1, 9),
    st.lists(st.integers(0, 99), min_size=4, max_size=4),
    st.sampled_from(["", " ", ".", "-"]),
)
forms = st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d/%m/%y"])
dates = st.builds(date.strftime, st.dates(date(1900, 1, 1), date(2099, 1, 1)), forms)


@given(st.lists(phones | dates, max_size=6), st.sampled_from([" ", " / ", ", ", "\n", " - "]))
@example(["06 12 36 51 78", "07 11 22 33 44"], " ")
def test_phones_and_dates_in_a_row_are_left_alone(numbers: list[str], gap: str) -> None:
    assert not holds_nir(gap.join(numbers))
