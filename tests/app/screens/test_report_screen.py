"""The report of a programme: chosen by taps, handed over as a file, written down; a supervisor's alone."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import flet as ft
import pytest
from openpyxl import load_workbook

from espace_mobile.app import clock
from espace_mobile.domain.export_entry import ExportEntry
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import ProgrammeText
from espace_mobile.domain.report_vocabulary import ExportFormat, ExportSort
from espace_mobile.domain.sheet_vocabulary import ProgrammePart, ProgrammeTextSort
from espace_mobile.domain.vocabulary import Role
from espace_mobile.protocol.values import new_id
from tests.app.screens.test_indicators_part import present, session
from tests.app.tablet import NORTH, Tablet, play, unlocked, worker

YEAR = clock.today().year
CLAIRE = worker("Claire", Role.SUPERVISOR)
ISLAND = Programme(
    id=new_id(), name="Estime de soi", parts=(ProgrammePart.WORKSHOPS,), participants=9, since=date(YEAR - 1, 9, 1)
)  # fmt: skip
PAGE = f"/programmes/{ISLAND.id}/report"


def of_island(on: date) -> GroupSession:
    return session(on).but(programme_id=ISLAND.id)


MANY, FEW = of_island(date(YEAR, 1, 1)), of_island(date(YEAR - 1, 10, 1))
CAME = [*(present(f"{n:032x}", MANY) for n in range(8)), present("f" * 32, FEW), present("e" * 32, FEW)]
TEXTS = [
    ProgrammeText(id=new_id(), programme_id=ISLAND.id, sort=ProgrammeTextSort.BALANCE, on=date(YEAR, 1, day), text=said)
    for day, said in ((1, "Huit séances ont eu lieu."), (2, "À ne pas partager."))
]


@pytest.fixture
def tablet(tmp_path: Path) -> Tablet:
    return Tablet(tmp_path, [NORTH, CLAIRE, ISLAND, MANY, FEW, *CAME, *TEXTS], device_role="supervisor")


@pytest.fixture
def saved(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []

    async def save_file(_: object, file_name: str = "", src_bytes: bytes = b"", **__: object) -> str:
        found.append((file_name, src_bytes))
        return "here"

    monkeypatch.setattr(ft.FilePicker, "save_file", save_file)
    return found


def test_a_pdf_leaves_in_three_taps_from_the_programme_and_is_written_down(
    tablet: Tablet, saved: list[tuple[str, bytes]]
) -> None:
    async def story() -> None:
        async with unlocked(tablet, route=f"/programmes/{ISLAND.id}") as app:
            await app.tap("programme.report")
            await app.until(lambda: app.has("report.pdf"))
            await app.tap("report.pdf")
            await app.until(lambda: bool(saved) and app.has("report.pdf"))
        (name, data), (entry,) = saved[0], tablet.replica.all(ExportEntry)
        assert name == f"bilan-estime-de-soi-{YEAR}-01-01-{YEAR}-12-31.pdf"
        assert data.startswith(b"%PDF")
        assert (entry.sort, entry.format, entry.programme_id) == (ExportSort.BALANCE, ExportFormat.PDF, ISLAND.id)
        assert (entry.since, entry.until, entry.hidden_under) == (date(YEAR, 1, 1), date(YEAR, 12, 31), 5)
        assert entry.named is False
        assert len(entry.digest or "") == 64

    play(story)


def test_last_year_hides_its_two_people_and_says_so_and_the_internal_version_does_not(
    tablet: Tablet, saved: list[tuple[str, bytes]]
) -> None:
    async def story() -> None:
        async with unlocked(tablet, route=PAGE) as app:
            await app.tap("report.period.last_year")
            await app.until(lambda: "masqué" in app.texts(app.marked("report.hidden"))[0])
            await app.tap("report.xlsx")
            await app.until(lambda: len(saved) == 1 and app.has("report.xlsx"))
            await app.tap("report.version.internal")
            assert app.sees("peut permettre de reconnaître quelqu’un")
            await app.tap("report.xlsx")
            await app.until(lambda: len(saved) == 2 and app.has("report.xlsx"))
        assert [figures(data)["Participants différents"] for _, data in saved] == [(None, "masqué"), (2, None)]
        assert [name.endswith("-interne.xlsx") for name, _ in saved] == [False, True]
        assert sorted(str(e.hidden_under) for e in tablet.replica.all(ExportEntry)) == ["5", "None"]

    play(story)


def figures(data: bytes) -> dict[object, tuple[object, object]]:
    rows = load_workbook(BytesIO(data))["Indicateurs"].iter_rows(min_row=2, values_only=True)
    return {row[1]: (row[2], row[6]) for row in rows}


def test_a_text_is_left_out_by_a_tap_and_the_others_are_in_every_form(
    tablet: Tablet, saved: list[tuple[str, bytes]]
) -> None:
    async def story() -> None:
        async with unlocked(tablet, route=PAGE) as app:
            await app.tap("report.text.0")  # the newest
            await app.tap("report.csv")
            await app.until(lambda: bool(saved) and app.has("report.csv"))
        with ZipFile(BytesIO(saved[0][1])) as files:
            said = "".join(files.read(name).decode("utf-8-sig") for name in files.namelist())
        assert "Huit séances ont eu lieu." in said
        assert "À ne pas partager." not in said

    play(story)


def test_whoever_may_no_longer_supervise_gets_no_file(tablet: Tablet, saved: list[tuple[str, bytes]]) -> None:
    async def story() -> None:
        async with unlocked(tablet, route=PAGE) as app:
            tablet.replica.save(CLAIRE.but(role=Role.COUNSELLOR), by="b" * 32)
            if app.has("report.pdf"):
                await app.tap("report.pdf")
        assert saved == []
        assert tablet.replica.all(ExportEntry) == []

    play(story)


def test_a_counsellor_is_offered_no_report(tmp_path: Path) -> None:
    omar = worker("Omar", Role.COUNSELLOR, (NORTH.id,))
    tablet = Tablet(tmp_path, [NORTH, omar, ISLAND])

    async def story() -> None:
        async with unlocked(tablet, route=f"/programmes/{ISLAND.id}") as app:
            assert app.has("programme.manage")
            assert not app.has("programme.report")

    play(story)
