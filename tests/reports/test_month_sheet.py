from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from espace_mobile.reports.month_sheet import MonthDate, MonthSheet, month_sheet
from tests.reports.test_poster import ADDRESS, read_code, size

FONTS = Path(__file__).parents[2] / "assets" / "fonts"
PRINTED_AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def sheet(*dates: MonthDate, first: date = date(2026, 11, 1), **more: Any) -> MonthSheet:
    weeks = tuple(map(tuple, calendar.Calendar().monthdatescalendar(first.year, first.month)))
    told = {
        "title": "Espace mobile", "month": "Novembre 2026", "first": first, "weeks": weeks, "weekdays": WEEKDAYS,
        "holidays": ((date(2026, 11, 11), "Armistice"),), "more": "+ {n}", "address": ADDRESS, "contact": "03 53 01",
        "printed": "Imprimé", "printed_at": PRINTED_AT,
    }  # fmt: skip
    return MonthSheet(**{**told, "dates": dates, **more})


def on(day: int) -> MonthDate:
    return MonthDate(date(2026, 11, day), "9 h – 12 h", ("Marché", "Fictivy", "Équipe Nord"))


@pytest.mark.parametrize(("paper", "expected"), [("A4", (841.89, 595.28)), ("A3", (1190.61, 841.85))])
def test_a_month_lies_on_its_side_on_one_page(paper: str, expected: tuple[float, float]) -> None:
    pdf = month_sheet(sheet(*map(on, range(1, 31)), size=paper), FONTS)
    assert size(pdf) == pytest.approx(expected, abs=0.1)
    assert len(re.findall(rb"/Type /Page\b(?!s)", pdf)) == 1


def test_the_same_month_is_the_same_bytes_and_another_is_not() -> None:
    assert month_sheet(sheet(on(3)), FONTS) == month_sheet(sheet(on(3)), FONTS)
    assert month_sheet(sheet(on(3)), FONTS) != month_sheet(sheet(on(4)), FONTS)


def test_a_phone_reads_the_address_from_it() -> None:
    assert read_code(month_sheet(sheet(on(3)), FONTS)) == [ADDRESS]


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.builds(
            MonthDate,
            st.dates(date(2026, 11, 1), date(2026, 11, 3)),
            st.text(max_size=40),
            st.lists(st.text(max_size=60), max_size=4).map(tuple),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_whatever_was_planned_it_can_be_printed(dates: list[MonthDate]) -> None:
    assert month_sheet(sheet(*dates), FONTS).startswith(b"%PDF")
