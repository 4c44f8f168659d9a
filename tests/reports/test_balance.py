"""The balance on paper: nothing is lost or cut, whatever is written; the same data is the same bytes."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from espace_mobile.reports import paper
from espace_mobile.reports.archive import archive
from espace_mobile.reports.balance import balance
from espace_mobile.reports.balance_sheet import BalanceSheet, Block, Chart, Grid, Numbers, Rows, Said, Section
from espace_mobile.reports.charts import Bar, boxes
from espace_mobile.reports.flow import grid, pages, paragraph
from espace_mobile.reports.page import Page

FONTS = Path(__file__).parents[2] / "assets" / "fonts"
AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
LONG = "Rompre l’isolement et retrouver confiance. " * 48  # 2,000 characters
ODD = ("Ковальчук Олена", "فاطمة الزهراء", "", "🎉", "x" * 120, "a\nb\t c", "=1+1", "Ștefănuță", "‏")


def sheet(*blocks: Block, **more: object) -> BalanceSheet:
    said = {
        "kind": "Bilan", "title": "CéPourMoi", "period": "Du 1er janvier au 31 décembre 2026",
        "about": (("Association", "Association Nord"),), "keys": Numbers("En bref", (("42", "Personnes", "sur 60"),)),
        "sections": (Section("Objectifs", blocks),), "definitions_title": "Ce que compte chaque chiffre",
        "definitions": (("Personnes", "Chacune une fois."),), "notes": ("Masqué : moins de 5.",),
        "respelt": "Écrit en lettres latines.", "printed": "Imprimé", "printed_at": AT, "page": "{page}/{pages}",
    }  # fmt: skip
    return BalanceSheet(**{**said, **more})  # type: ignore[arg-type]


@pytest.fixture
def here() -> Iterator[Page]:
    page = paper.blank(FONTS, "Essai", "fr", AT)
    page.begin()
    yield page
    page.bytes()


def count(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


def test_the_same_balance_of_the_same_instant_is_the_same_bytes() -> None:
    same = sheet(Said(LONG), Chart("Mois", (Bar("janv.", "3", 1.0),), months=True), demo="DÉMO")
    assert balance(same, FONTS) == balance(same, FONTS)
    later = balance(sheet(Said(LONG), printed_at=AT.replace(day=22)), FONTS)
    assert later != balance(sheet(Said(LONG)), FONTS)


def test_it_says_its_title_language_and_contents_to_a_reader() -> None:
    pdf = balance(sheet(Said("Un"), language="en"), FONTS)
    assert b"/Lang (en)" in pdf
    assert b"/DisplayDocTitle true" in pdf
    assert "CéPourMoi".encode("utf-16-be").hex().encode() in pdf
    assert len(re.findall(rb"/Title ", pdf)) >= 4  # the document, the cover, two sections


def test_each_page_of_the_internal_version_says_so_and_demonstration_data_is_crossed() -> None:
    told = sheet(*(Said(LONG) for _ in range(4)))
    plain, warned = balance(told, FONTS), balance(sheet(*told.sections[0].blocks, warning="Interne"), FONTS)
    assert count(plain) == count(warned) > 1
    red = rb"0\.6588 0\.1961 0\.1059 rg"
    streams = [s for s in streams_of(warned) if re.search(red, s)]
    assert len(streams) == count(warned)
    assert not any(re.search(red, s) for s in streams_of(plain))
    grey = rb"0\.9373 0\.9216 0\.8902 rg"
    crossed = [
        s for s in streams_of(balance(sheet(*told.sections[0].blocks, demo="DÉMO"), FONTS)) if re.search(grey, s)
    ]
    assert len(crossed) == count(plain)


def streams_of(pdf: bytes) -> list[bytes]:
    found = re.findall(rb"stream\n(.+?)\nendstream", pdf, re.S)
    return [zlib.decompress(stream) for stream in found if stream[:1] == b"x"]


def pages_of(pdf: bytes) -> bytes:
    """What is drawn, without the fonts."""
    return b"".join(stream for stream in streams_of(pdf) if b" Tf" in stream)


def test_a_long_cell_goes_on_over_the_pages_under_the_same_headings(here: Page) -> None:
    slices = list(grid(here, ("Mesure", "Cibles", "Budget"), [("Vestiaire", LONG * 3, "non renseigné")] * 3))
    head = slices[0]
    parts = list(pages(slices, 100, 28, 280))
    assert len(parts) > 1
    assert all(part[0][1] is head for part in parts[1:])
    assert sum(one is not head for part in parts for _, one in part) == len(slices) - 1
    assert all(y + one.height <= 281 for part in parts for y, one in part)


@pytest.mark.parametrize("partners", [0, 1, 60])
def test_every_row_is_on_some_page(here: Page, partners: int) -> None:
    slices = list(grid(here, ("Structure", "Rôle"), [(f"Structure {n}", "Partenaire") for n in range(partners)]))
    placed = [one for part in pages(slices, 240, 28, 280) for _, one in part]
    assert len([one for one in placed if one is not slices[0]]) == partners


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([4.1, 5.6, 17.0, 36.0]), max_size=60), st.floats(0, 40))
def test_nothing_is_lost_between_two_pages(heights: list[float], keep: float) -> None:
    from espace_mobile.reports.flow import Slice

    slices = [Slice(h, lambda page, y: None, keep) for h in heights]
    parts = list(pages(slices, 100, 28, 280))
    assert [one for part in parts for _, one in part] == slices
    for part in parts:
        ends = [y + one.height for y, one in part]
        assert all(y >= end - 0.001 for end, (y, _) in zip(ends, part[1:], strict=False))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([4.1, 17.0, 36.0, -2.5, -9.0]), max_size=60))
def test_no_page_holds_nothing_but_room(heights: list[float]) -> None:
    """Below zero: room, of that height."""
    from espace_mobile.reports.flow import Slice, space

    slices = [Slice(h, lambda page, y: None) if h > 0 else space(-h) for h in heights]
    parts = list(pages(slices, 100, 28, 280))
    assert all(any(not one.blank for _, one in part) for part in parts[1:])
    told = [one for part in parts for _, one in part if not one.blank]
    assert told == [one for one in slices if not one.blank]


def test_a_note_that_is_not_needed_makes_no_page() -> None:
    for many in range(40, 64, 2):
        counted = tuple((f"Chiffre {n}", "Chacun une fois.") for n in range(many))
        long, none = (count(balance(sheet(definitions=counted, respelt=note), FONTS)) for note in (LONG, ""))
        assert long == none


@pytest.mark.parametrize("said", ODD)
def test_no_text_stops_it(said: str) -> None:
    bars = (Bar(said, said, 0.5), Bar("Autre", "masqué", None))
    blocks = (
        Said(said, heading=said), Rows(((said, said),)), Grid(said, (said, "B"), ((said, said),), frozenset({1})),
        Numbers(said, ((said, said, said),)), Chart(said, bars, said), Chart(said, bars, funnel=True),
        Chart(said, bars, months=True), Chart(said, bars, tracks=True),
    )  # fmt: skip
    pdf = balance(sheet(*blocks, title=said, about=((said, said),)), FONTS)
    assert count(pdf) >= 1


def test_another_alphabet_is_said_to_be_spelt_in_latin_letters(here: Page) -> None:
    latin, more = (len(pages_of(balance(sheet(Said(said)), FONTS))) for said in ("Olena", "Olena 王"))
    assert more > latin  # the same letters, and the note
    for one in paragraph(here, "Олена 王"):
        one.draw(here, 50)
    assert here.respelt


def test_five_numbers_stand_in_two_rows_of_one_height(here: Page) -> None:
    assert [round(one.height, 1) for one in boxes(here, [("masqué", "Personnes", "")] * 5)] == [25.9, 25.9]


def test_the_same_files_are_the_same_archive() -> None:
    files = {"b.csv": b"2", "a.csv": b"1"}
    assert archive(files) == archive(dict(files))
    assert BytesIO(archive(files)).read(2) == b"PK"
