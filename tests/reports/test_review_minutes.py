from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from espace_mobile.reports.page import Page
from espace_mobile.reports.review_minutes import MinutesSheet, MinutesWords, Row, review_minutes

FONTS = Path(__file__).parents[2] / "assets" / "fonts"
PRINTED_AT = datetime(2026, 5, 14, 14, 20, tzinfo=UTC)
WORDS = MinutesWords(
    heading="Compte rendu", when="Date", where="Lieu", present="Présents", excused="Excusés", absent="Absents",
    nobody="personne noté", person="Personne", decision="Décision", owner="Par qui", due="Pour le",
    no_case="Aucun cas.", transcribed="Nom transcrit.", unwritable="Nom à écrire", page="page {page}/{pages}",
    demo="DÉMO",
)  # fmt: skip
LONG = Row(
    "A. C.", "Sans nouvelles", "Prendre des nouvelles", "Passer au foyer un soir de semaine. " * 8, "Nora", "4 juin"
)


def sheet(*rows: Row, **more: Any) -> MinutesSheet:
    told = {
        "title": "Insertion à Danjoutin", "when": "jeudi 14 mai 2026", "where": "Mairie", "present": "PLIE, Nora",
        "excused": "Intermed", "absent": "", "more": "", "printed": "Imprimé", "printed_at": PRINTED_AT, "words": WORDS,
    }  # fmt: skip
    return MinutesSheet(**{**told, "rows": rows, **more})  # type: ignore[arg-type]


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf))


def test_the_same_minutes_are_the_same_bytes() -> None:
    first = review_minutes(sheet(LONG), FONTS)
    assert first.startswith(b"%PDF")
    assert first == review_minutes(sheet(LONG), FONTS)


@pytest.mark.parametrize(("cases", "expected"), [(0, 1), (1, 1), (7, 2), (42, 11)])
def test_it_goes_on_to_as_many_pages_as_it_takes(cases: int, expected: int) -> None:
    assert pages(review_minutes(sheet(*[LONG] * cases), FONTS)) == expected


@settings(max_examples=15, deadline=None)
@given(st.lists(st.builds(Row, *[st.text(max_size=60)] * 6), max_size=4))
def test_whatever_was_typed_it_can_be_printed(rows: list[Row]) -> None:
    assert review_minutes(sheet(*rows), FONTS).startswith(b"%PDF")


def test_a_wrapped_text_loses_nothing_and_fits() -> None:
    page = Page(FONTS, "t", "fr", PRINTED_AT)

    @settings(max_examples=60, deadline=None)
    @given(st.text(alphabet="abc é\n-", max_size=120), st.integers(8, 80))
    def law(text: str, room: int) -> None:
        lines = page.wrapped(text, 10, room)
        assert "".join("".join(lines).split()) == "".join(text.split())
        assert all(page.wrapped(line, 10, room) == [line] for line in lines)

    law()
    page.begin()
    page.bytes()  # closes its fonts
