from __future__ import annotations

import re
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from espace_mobile.reports.poster import Poster, PosterDate, poster

FONTS = Path(__file__).parents[2] / "assets" / "fonts"
PRINTED_AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
ADDRESS = "https://dates.exemple.org/espace-mobile/"
MARKET = PosterDate("mardi 24 novembre", "9 h – 12 h", "Marché du Centre", "Place de la Halle, Exempleville")
_A4, _A3 = (595.28, 841.89), (841.85, 1190.61)


def sheet(*dates: PosterDate, **more: Any) -> Poster:
    told = {
        "title": "Espace mobile Emploi", "intro": "Sans rendez-vous.", "heading": "Prochaines dates",
        "more": "et {n} autres", "nothing": "Aucune date.", "scan": "Sur votre téléphone", "address": ADDRESS,
        "contact": ("03 53 01 00 00",), "printed": "Imprimé", "printed_at": PRINTED_AT,
    }  # fmt: skip
    return Poster(**{**told, "dates": dates, **more})


def drawn(pdf: bytes) -> str:
    """What the page is drawn with."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S)
    for stream in streams:
        try:
            text = zlib.decompress(stream).decode("latin-1")
        except zlib.error:
            continue
        if "BT " in text:
            return text
    raise AssertionError("no page")


def read_code(pdf: bytes) -> list[str]:
    """The QR codes of the page, read as a phone does: its boxes on a picture of 2 px a point."""
    image = Image.new("L", (1800, 2400), 255)
    pen = ImageDraw.Draw(image)
    for x, y, w, h in re.findall(r"([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+) re f", drawn(pdf)):
        left, top, wide, tall = (2 * float(n) for n in (x, y, w, h))
        low, high = sorted((2400 - top, 2400 - top - tall))
        pen.rectangle((left, low, left + wide - 1, high - 1), fill=0)
    return [code.text for code in zxingcpp.read_barcodes(image)]


def size(pdf: bytes) -> tuple[float, float]:
    found = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert found
    return float(found[1]), float(found[2])


@pytest.mark.parametrize(("paper", "expected"), [("A4", _A4), ("A3", _A3)])
def test_it_is_one_page_of_the_paper_asked_for(paper: str, expected: tuple[float, float]) -> None:
    pdf = poster(sheet(*[MARKET] * 40, size=paper), FONTS)
    assert size(pdf) == pytest.approx(expected, abs=0.1)
    assert len(re.findall(rb"/Type /Page\b(?!s)", pdf)) == 1


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_a_phone_reads_the_address_from_it(paper: str) -> None:
    assert read_code(poster(sheet(MARKET, size=paper), FONTS)) == [ADDRESS]


def test_without_an_address_there_is_no_code() -> None:
    assert read_code(poster(sheet(MARKET, address=""), FONTS)) == []


def test_the_same_dates_are_the_same_bytes_and_others_are_not() -> None:
    first = poster(sheet(MARKET), FONTS)
    assert first.startswith(b"%PDF")
    assert first == poster(sheet(MARKET), FONTS)
    assert first != poster(sheet(MARKET, MARKET), FONTS)


def test_a_year_of_dates_leaves_out_some_and_says_how_many() -> None:
    """As many lines are ruled as there are dates on it, and one more sentence."""
    few, many = (drawn(poster(sheet(*[MARKET] * n), FONTS)).count(" l S") for n in (3, 60))
    assert few == 3
    assert 10 < many < 20


def test_where_there_is_nobody_to_call_the_dates_go_on_to_the_end() -> None:
    with_foot, without = (
        drawn(poster(sheet(*[MARKET] * 60, address=address, contact=()), FONTS)).count(" l S")
        for address in (ADDRESS, "")
    )
    assert without > with_foot


@settings(max_examples=15, deadline=None)
@given(st.lists(st.builds(PosterDate, *[st.text(max_size=80)] * 4), max_size=4), st.text(max_size=400))
def test_whatever_was_typed_it_can_be_printed(dates: list[PosterDate], intro: str) -> None:
    assert poster(sheet(*dates, intro=intro), FONTS).startswith(b"%PDF")
