from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from espace_mobile.domain.csv_table import LineError, Row
from espace_mobile.domain.schedule_changes import ImportedSchedule
from espace_mobile.domain.schedule_import import propose
from espace_mobile.domain.schedule_sources import Note, of_sheets
from espace_mobile.domain.sheet import Sheet
from espace_mobile.protocol.values import derived_id
from espace_mobile.reports.workbook_reading import MOST_BYTES, Unreadable, cell_text, looks_like_workbook, read_workbook

TODAY = date(2026, 11, 21)
# Cells know no time zone.
AT_NINE, NINE = datetime.fromisoformat("2027-05-13T09:00"), datetime.fromisoformat("1899-12-31T09:00")
CENTURY = datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2100-12-31")
HEADINGS = ["Date", "Horaires", "Lieu", "Équipe"]


def made(fill: Callable[[Any], object], book: Workbook | None = None) -> bytes:
    whole, data = book or Workbook(), BytesIO()
    fill(whole.active)
    whole.save(data)
    return data.getvalue()


def rows(*lines: list[Any]) -> bytes:
    return made(lambda sheet: [sheet.append(line) for line in lines])


def imported(source: bytes) -> ImportedSchedule:
    return propose(of_sheets(read_workbook(source)), derived_id, today=TODAY)


def repacked(source: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(BytesIO(source)) as before, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, change(name, before.read(name)))
    return data.getvalue()


def test_merged_cells_take_the_value_of_their_first() -> None:
    def fill(sheet: Any) -> None:
        for line in (
            ["Planning 2027"],
            HEADINGS,
            [date(2027, 1, 14), "9h-12h", "Marché", "Nord"],
            [None, "14h-17h", "Gare", None],
            [None, None, None, None],
            [date(2027, 1, 15), "9h", "Halle"],
        ):
            sheet.append(line)  # fmt: skip
        for area in ("A1:D1", "A3:A5", "D3:D4"):
            sheet.merge_cells(area)

    found = imported(made(fill))
    assert found.errors == []
    assert [(o.on.day, o.starts, o.ends) for o in found.outings] == [
        (14, time(9), time(12)), (14, time(14), time(17)), (15, time(9), None)
    ]  # fmt: skip
    assert len({o.team_id for o in found.outings[:2]}) == 1
    assert found.outings[2].team_id is None


def test_dates_and_hours_in_every_form() -> None:
    cells = [
        (date(2027, 5, 13), time(9)), (AT_NINE, None), ("jeudi 13 mai 2027", "9 h - 12 h"),
        ("13/05/27", 0.375), (46520, "9h"), ("13 mai", NINE),
    ]  # fmt: skip
    for on, at in cells:
        found = imported(rows(HEADINGS, [on, at, "Gare"]))
        (change,) = found.changes
        assert (change.outing.on, change.outing.starts) == (date(2027, 5, 13), time(9)), (on, at)


def test_the_calendar_of_1904_counts_four_years_less() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    lines = [HEADINGS, [date(2027, 5, 13), "9h", "Gare"], [46520 - 1462, "9h", "Halle"]]
    found = imported(made(lambda sheet: [sheet.append(line) for line in lines], book))
    assert [o.on for o in found.outings] == [date(2027, 5, 13)] * 2


def test_a_formula_that_was_never_computed_is_told() -> None:
    found = imported(rows(HEADINGS, ["=DATE(2027,1,14)", "9h", "Gare"], [date(2027, 1, 15), "9h", "Gare"]))
    assert [(e.line, e.reason) for e in found.errors] == [(2, "blank_formula"), (2, "empty")]
    assert [o.on.day for o in found.outings] == [15]


def test_a_formula_gives_the_value_it_had() -> None:
    source = rows(HEADINGS, ["=A9", "9h", "Gare"])
    computed = repacked(
        source, lambda name, data: data.replace(b"<v />", b"<v>46400</v>").replace(b"<v></v>", b"<v>46400</v>")
    )
    assert [o.on for o in imported(computed).outings] == [date(2027, 1, 13)]


def test_of_several_sheets_those_with_the_headings_are_read_and_the_others_told() -> None:
    book = Workbook()
    for name, state in (("Notes", "visible"), ("2028", "visible"), ("Brouillon", "hidden")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        sheet.append(["rien"] if name == "Notes" else HEADINGS)
        sheet.append([date(2028, 1, 14), "9h", "Halle"])
        sheet.append(["demain", "9h", "Halle"])
    lines = [HEADINGS, [date(2027, 1, 14), "9h", "Gare"]]
    found = imported(made(lambda sheet: [sheet.append(line) for line in lines], book))
    assert [o.on.year for o in found.outings] == [2027, 2028]
    assert found.errors == [LineError(3, "date", "unreadable", "demain", "2028")]
    assert found.notes == [Note("hidden_sheet", "Brouillon"), Note("other_sheet", "Notes")]


def test_a_workbook_without_the_headings_says_which() -> None:
    assert imported(rows(["Jour", "Ville"], ["lundi", "Rennes"])).errors == [
        LineError(1, None, "no_header", "place", "Sheet")
    ]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "protected"),
        (b"PK\x03\x04" + b"\0" * 50, "damaged"),
        (rows(HEADINGS)[:-200], "damaged"),
        (repacked(rows(HEADINGS), lambda name, data: data[:99] if "sheet1" in name else data), "damaged"),
    ],
)
def test_what_is_no_readable_workbook_says_why(source: bytes, reason: str) -> None:
    assert looks_like_workbook(source)
    with pytest.raises(Unreadable) as refused:
        read_workbook(source)
    assert refused.value.reason == reason


def test_another_file_of_an_office_is_told_from_a_workbook() -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(Unreadable, match="not_workbook"):
        read_workbook(data.getvalue())


def test_a_bomb_is_not_unpacked() -> None:
    big = b" " * (MOST_BYTES + 1)
    with pytest.raises(Unreadable, match="too_big"):
        read_workbook(repacked(rows(HEADINGS), lambda name, data: big if "styles" in name else data))


def test_entities_that_grow_are_refused() -> None:
    grown = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    laugh = f'<!DOCTYPE x [<!ENTITY a0 "ha">{grown}]>'.encode()

    def change(name: str, data: bytes) -> bytes:
        if "sheet1" not in name:
            return data
        head = re.sub(rb"^(<\?xml[^>]*\?>)?", lambda m: m[0] + laugh, data, count=1)
        return head.replace(b"<sheetData>", b"<sheetData><row><c><v>&a8;</v></c></row>")

    with pytest.raises(Unreadable, match="damaged"):
        read_workbook(repacked(rows(HEADINGS), change))


def test_a_sheet_of_styled_empty_rows_is_short() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(HEADINGS)
        sheet.append([date(2027, 1, 14), "9h", "Gare"])
        sheet.cell(3_000, 1).number_format = "dd/mm/yyyy"

    (sheet,) = read_workbook(made(fill))
    assert [row.line for row in sheet.rows] == [1, 2]
    assert sheet == Sheet("Sheet", [Row(1, HEADINGS), Row(2, ["2027-01-14", "9h", "Gare"])])


def test_who_waits_may_give_up() -> None:
    class Enough(Exception):
        pass

    def tick(_: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        read_workbook(rows(HEADINGS, *[["x"]] * 600), tick)


@given(st.datetimes(*CENTURY).map(lambda at: at.replace(second=0, microsecond=0)))
def test_a_moment_is_told_to_the_minute_however_excel_rounds_it(at: datetime) -> None:
    expected = f"{at:%Y-%m-%d %H:%M}" if at.time() != time.min else f"{at:%Y-%m-%d}"
    assert cell_text(at) == expected
    if at.time() != time.min:
        assert cell_text(at - timedelta(microseconds=10)) == expected


WHOLE = rows(HEADINGS, [date(2027, 1, 14), "9h", "Gare"])


@settings(max_examples=40)
@given(st.integers(0, len(WHOLE) - 4), st.binary(min_size=1, max_size=4))
def test_a_damaged_workbook_is_read_or_told_why_not(at: int, noise: bytes) -> None:
    try:
        found = read_workbook(WHOLE[:at] + noise + WHOLE[at + len(noise) :])
    except Unreadable:
        return
    assert all(isinstance(sheet, Sheet) for sheet in found)
