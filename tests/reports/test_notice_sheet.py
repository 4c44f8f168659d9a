from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from espace_mobile.reports.duty_sheet import DutySheet, duty_sheet, duty_tables
from espace_mobile.reports.notice_sheet import NoticeSheets, notice_sheets
from espace_mobile.reports.notice_signs import SIGNS
from espace_mobile.reports.workbook import write_workbook
from espace_mobile.reports.workbook_reading import read_workbook
from espace_mobile.templates.duties import DUTIES, duty
from espace_mobile.templates.notices import LANGUAGES, SECTIONS, notice

FONTS = Path(__file__).parents[2] / "assets" / "fonts"
AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
CONTACT = ("05\u00a046\u00a000\u00a000\u00a000", "contact@exemple.fr", "12 rue des Tilleuls, 17000 La Rochelle")


def sheets(*languages: str, demo: str = "") -> bytes:
    told = tuple(notice(language).filled("Association Exemple Mobile", CONTACT) for language in languages)
    return notice_sheets(NoticeSheets(told, "Notice", AT, demo), FONTS)


def sides(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_notice_is_one_sheet_on_both_sides(language: str) -> None:
    assert sides(sheets(language)) == 2


def test_all_of_them_follow_each_other_in_one_file() -> None:
    assert sides(sheets(*LANGUAGES)) == 2 * len(LANGUAGES)


def test_the_same_notice_is_the_same_bytes_and_a_watermark_is_not() -> None:
    assert sheets("tr") == sheets("tr")
    assert sheets("tr", demo="DÉMO") != sheets("tr")


def test_every_part_has_its_drawing_within_its_square() -> None:
    assert set(SIGNS) == set(SECTIONS)
    points = [n for strokes in SIGNS.values() for stroke in strokes for point in stroke for n in point]
    assert -0.05 <= min(points) <= max(points) <= 1.05


def test_a_notice_that_is_too_long_takes_more_pages_and_loses_nothing() -> None:
    told = notice("fr").filled("Association " + "au très long nom " * 20, CONTACT * 10)
    assert sides(notice_sheets(NoticeSheets((told,), "Notice", AT), FONTS)) > 2


@pytest.mark.parametrize("code", DUTIES)
def test_a_duty_is_printed_and_can_be_filled_in(code: str) -> None:
    told = duty(code, {"association": "Association Exemple", "contact": "=1+1"})
    pdf = duty_sheet(DutySheet(told, "Modèle", "Imprimé", AT, "{page}/{pages}"), FONTS)
    assert sides(pdf) >= 3
    tables = duty_tables(told)
    assert len({t.name for t in tables}) == len(told.sections) + 1
    book = read_workbook(write_workbook(tables, told.title, AT))
    assert book
    empty = replace(told, sections=())
    assert len(duty_tables(empty)) == 1
