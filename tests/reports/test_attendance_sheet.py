from __future__ import annotations

import builtins
import re
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from espace_mobile.reports.attendance_sheet import Row, Sheet, Words, attendance_sheet
from espace_mobile.reports.paper import PrinterMissing

FONTS = Path(__file__).parents[2] / "assets" / "fonts"
PRINTED_AT = datetime(2026, 5, 14, 14, 20, tzinfo=UTC)
WORDS = Words(
    heading="Feuille d’émargement", programme="Action", when="Date", where="Lieu", led_by="Animation", name="Nom",
    status="Présence", signature="Signature", facilitator="animation", transcribed="Nom transcrit.",
    unwritable="Nom à écrire", page="page {page}/{pages}", demo="DÉMO",
)  # fmt: skip
ZIGZAG = (((0, 0), (500, 400), (1000, 0)), ((300, 100),))
ODD = [
    "", " ", "Nguyễn Thị Ánh", "Çağlar Işık", "محمد علي", "Иван Щукин", "王伟", "Ọlákúnlé", "\u0301\u0323", "a" * 300,
    "👩🏽 Zoé", "\x00\x1b", "‏علي‎", "\ud800",
]  # fmt: skip


def sheet(*rows: Row, **more: Any) -> Sheet:
    told = {
        "title": "Mobilisation", "when": "jeudi 14 mai 2026", "where": "Les Tilleuls", "programme": "Espace mobile",
        "facilitators": ("Nora", "Claire"), "counted": "2 présentes", "printed": "Imprimé le 14 mai 2026 par Nora",
        "printed_at": PRINTED_AT, "words": WORDS,
    }  # fmt: skip
    return Sheet(**{**told, "rows": rows, **more})  # type: ignore[arg-type]


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf))


def drawn(pdf: bytes) -> list[tuple[float, float]]:
    """The points of what was signed, in mm from the top left corner."""
    text = b"".join(
        zlib.decompress(stream) for stream in re.findall(rb"stream\n(.+?)\nendstream", pdf, re.S) if stream[:1] == b"x"
    )
    paths = re.findall(rb"/GS\d+ gs ([^q]+?) S Q", text)
    return [(float(x), float(y)) for path in paths for x, y in re.findall(rb"([\d.]+) ([\d.]+) [ml]\b", path)]


def test_the_same_sheet_is_the_same_bytes() -> None:
    same = sheet(Row("Awa", "Présente", ZIGZAG, "14 h 05"), Row("Samir", "Excusée", away=True))
    first = attendance_sheet(same, FONTS)
    assert first.startswith(b"%PDF")
    assert first == attendance_sheet(same, FONTS)


def test_it_says_its_title_and_language() -> None:
    pdf = attendance_sheet(sheet(title="Estime de soi", language="en"), FONTS)
    assert b"Estime de soi" in pdf or "Estime de soi".encode("utf-16-be") in pdf
    assert b"/Lang (en)" in pdf


@pytest.mark.parametrize(("people", "expected"), [(0, 1), (5, 1), (8, 1), (23, 2), (60, 5)])
def test_it_goes_on_to_as_many_pages_as_it_takes(people: int, expected: int) -> None:
    rows = [Row(f"Personne {n}", "Présente", ZIGZAG) for n in range(people)]
    assert pages(attendance_sheet(sheet(*rows), FONTS)) == expected


@pytest.mark.parametrize("people", range(8, 32))
def test_every_row_is_on_some_page(people: int) -> None:
    pdf = attendance_sheet(sheet(*(Row("Awa", "Présente", ZIGZAG) for _ in range(people))), FONTS)
    assert len(drawn(pdf)) == people * (3 + 2)


def test_a_signature_stays_in_its_cell_and_keeps_its_ratio() -> None:
    points = drawn(attendance_sheet(sheet(Row("Awa", "Présente", ZIGZAG)), FONTS))[:3]
    (x0, y0), (_, y1), (x2, y2) = points
    assert all(128 < x < 194 and 60 < y < 110 for x, y in points)
    assert y0 == pytest.approx(y2, abs=0.01)
    assert (y1 - y0) / (x2 - x0) == pytest.approx(0.4, rel=0.01)


@pytest.mark.parametrize("name", ODD)
def test_no_name_stops_it(name: str) -> None:
    assert pages(attendance_sheet(sheet(Row(name, "Présente"), title=name, facilitators=(name,)), FONTS)) == 1


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40))
def test_no_text_stops_it(text: str) -> None:
    row = Row(text, text, (), text)
    assert attendance_sheet(sheet(row, title=text, where=text, counted=text, printed=text), FONTS)


def test_demonstration_data_is_crossed_by_the_word() -> None:
    assert attendance_sheet(sheet(demo=True), FONTS) != attendance_sheet(sheet(), FONTS)


def test_a_device_without_the_library_says_that_the_office_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    missing(monkeypatch, "espace_mobile.reports.page")
    with pytest.raises(PrinterMissing):
        attendance_sheet(sheet(), FONTS)


def missing(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    found: Callable[..., Any] = builtins.__import__

    def absent(name: str, *more: Any, **named: Any) -> Any:
        if name == module:
            raise ImportError(name)
        return found(name, *more, **named)

    monkeypatch.setattr(builtins, "__import__", absent)
