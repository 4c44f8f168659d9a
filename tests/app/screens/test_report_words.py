"""What a balance says of each of the five sheets: every heading, blank cells as blank, the same in each form."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from espace_mobile import templates
from espace_mobile.app.actions import balance, exports
from espace_mobile.app.screens.programmes.report.making import Asked, made
from espace_mobile.app.screens.programmes.report.paper import sheet_of
from espace_mobile.app.screens.programmes.report.tables import tables
from espace_mobile.app.theme import PALETTES
from espace_mobile.app.ui import Ui
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import BudgetLine, Measure, ProgrammePartner, ProgrammeText
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.report_vocabulary import ExportFormat
from espace_mobile.domain.sheet_vocabulary import ProgrammePart, ProgrammeTextSort
from espace_mobile.domain.vocabulary import Role
from espace_mobile.i18n import translator
from espace_mobile.protocol.values import new_id
from espace_mobile.sample.programmes import started
from tests.app.tablet import Tablet, TabletSession, worker

TODAY = date(2026, 11, 21)
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
CLAIRE = worker("Claire", Role.SUPERVISOR)
HEADINGS = ["Objectifs", "Moyens", "Calendrier", "Budget", "Indicateurs", "Partenaires", "Bilan et commentaires"]
LONG = ("Rompre l’isolement et retrouver confiance. " * 48)[:2000]


@pytest.fixture
def tablet(tmp_path: Path) -> Tablet:
    programmes, sheets = started(TODAY)
    return Tablet(tmp_path, [CLAIRE, *programmes, *sheets], device_role="supervisor")


def ui_of(tablet: Tablet, language: str = "fr") -> Ui:
    state: Any = SimpleNamespace(session=TabletSession(tablet, CLAIRE.id), installation=tablet)
    return Ui(state, translator(language), PALETTES["day"], 1.0, 1280)


def named(tablet: Tablet, template: str) -> Programme:
    return next(p for p in tablet.replica.all(Programme) if p.name == templates.shipped(template).name)


@pytest.mark.parametrize("template", templates.SHIPPED)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_sheet_has_every_heading_even_before_anything_is_counted(
    tablet: Tablet, template: str, language: str
) -> None:
    ui, programme = ui_of(tablet, language), named(tablet, template)
    sheet = sheet_of(ui, balance.gather(tablet.replica, programme, YEAR, TODAY))
    assert len(sheet.sections) == len(HEADINGS)
    assert all(section.blocks for section in sheet.sections)
    if language == "fr":
        assert [section.title for section in sheet.sections] == HEADINGS
    said = repr(sheet)
    assert programme.name in said
    assert not any(f"'{prefix}." in said for prefix in ("balance", "indicator", "indicators", "sheet", "vocab"))


@pytest.mark.parametrize("template", templates.SHIPPED)
def test_every_sheet_is_drawn(tablet: Tablet, template: str) -> None:
    assert made(ui_of(tablet), named(tablet, template), Asked(YEAR), ExportFormat.PDF).startswith(b"%PDF")


def test_the_sheet_of_troyes_keeps_its_blank_cells_blank(tablet: Tablet) -> None:
    ui, troyes = ui_of(tablet), named(tablet, "troyes")
    found = balance.gather(tablet.replica, troyes, YEAR, TODAY)
    said = repr(sheet_of(ui, found).sections[3])
    assert "126\\xa0800\\xa0€, 1 ligne sans montant" in said
    assert "non renseigné" in said
    (budget,) = [t for t in tables(ui, found) if t.name == "Budget"]
    amounts = [row[-1] for row in budget.rows]
    assert sorted(filter(None, amounts), key=str) == [Decimal(122850), Decimal(3950)]
    assert amounts.count(None) == 2


def test_the_workbook_has_a_sheet_for_each_table_with_real_types(tablet: Tablet) -> None:
    ui, danjoutin = ui_of(tablet), named(tablet, "danjoutin")
    data = made(ui, danjoutin, Asked(YEAR), ExportFormat.XLSX)
    book = load_workbook(BytesIO(data))
    assert len(book.sheetnames) == len(set(book.sheetnames)) == 13
    assert all(len(name) <= 31 for name in book.sheetnames)
    rows = {row[0].value: row[1] for row in book["Fiche"].iter_rows(min_row=2)}
    assert (rows["Début de la période"].value, rows["Début de la période"].is_date) == (
        datetime.fromisoformat("2026-01-01"), True,
    )  # fmt: skip
    hours = {row[0]: row[1] for row in book["Heures de travail offertes"].iter_rows(min_row=2, values_only=True)}
    assert hours["Entretien des espaces verts"] == 1200
    assert data == made(ui, danjoutin, Asked(YEAR), ExportFormat.XLSX)


def test_the_csv_has_the_same_tables_and_computes_nothing(tablet: Tablet) -> None:
    ui, vern = ui_of(tablet), named(tablet, "vern")
    tablet.replica.save(
        ProgrammeText(id=new_id(), programme_id=vern.id, sort=ProgrammeTextSort.BALANCE, on=TODAY, text="=1+1"),
        by=CLAIRE.id,
    )
    with ZipFile(BytesIO(made(ui, vern, Asked(YEAR), ExportFormat.CSV))) as files:
        names = files.namelist()
        texts = files.read(names[-1]).decode("utf-8-sig")
    assert len(names) == 13
    assert "'=1+1" in texts


def test_the_same_facts_have_one_digest_and_another_fact_another(tablet: Tablet) -> None:
    ui, vern = ui_of(tablet), named(tablet, "vern")

    def digest() -> str:
        return exports.digest_of(tables(ui, balance.gather(tablet.replica, vern, YEAR, TODAY)))

    first = digest()
    assert first == digest()
    tablet.replica.save(Measure(id=new_id(), programme_id=vern.id, title="Une mesure"), by=CLAIRE.id)
    assert digest() != first


def test_nothing_stops_it_and_nothing_is_lost_of_a_programme_that_says_too_much(tmp_path: Path) -> None:
    full = Programme(
        id=new_id(), name="Ковальчук فاطمة " + "Z" * 60, objective=LONG, parts=tuple(ProgrammePart),
        since=date(2020, 5, 4), until=date(2030, 5, 3),
    )  # fmt: skip
    own: dict[str, Any] = {"programme_id": full.id}
    partners = [Organisation(id=new_id(), name=f"Структура {n} فاطمة") for n in range(60)]
    facts = [
        CLAIRE, full, *partners, Measure(id=new_id(), title="T" * 200, targets=LONG, calendar=LONG, lead=LONG, **own),
        *(ProgrammePartner(id=new_id(), organisation_id=p.id, does=LONG[:200], **own) for p in partners),
        *(BudgetLine(id=new_id(), year=year, **own) for year in (None, 2024, 2025, 2026, 2027)),
        ProgrammeText(id=new_id(), sort=ProgrammeTextSort.BALANCE, on=TODAY, text=LONG * 2, **own),
    ]  # fmt: skip
    tablet = Tablet(tmp_path, facts, device_role="supervisor")
    ui, whole = ui_of(tablet), balance.periods(full, TODAY)[balance.WHOLE]
    found = balance.gather(tablet.replica, full, whole, TODAY)
    said = repr(sheet_of(ui, found))
    assert said.count("Структура") == 60
    assert said.count(LONG.strip()) >= 4
    assert len([b for b in found.budget if b.cents is None]) == 5
    assert made(ui, full, Asked(whole), ExportFormat.PDF).startswith(b"%PDF")
    assert made(ui, full, Asked(whole, internal=True), ExportFormat.XLSX)


def test_the_period_is_one_tap_away_and_none_is_offered_twice() -> None:
    calendar = Programme(id=new_id(), name="A", since=date(2025, 1, 1), until=date(2026, 12, 31))
    assert list(balance.periods(calendar, TODAY)) == ["this_year", "last_year", "whole"]
    autumn = Programme(id=new_id(), name="B", since=date(2025, 9, 1))
    found = balance.periods(autumn, TODAY)
    assert found["own_year"] == Span(date(2026, 9, 1), date(2027, 8, 31))
    only = Programme(id=new_id(), name="C", since=date(2026, 1, 1), until=date(2026, 12, 31))
    assert list(balance.periods(only, TODAY)) == ["this_year", "last_year"]


def test_a_balance_written_in_the_months_after_belongs_to_the_year_before(tablet: Tablet) -> None:
    vern = named(tablet, "vern")
    said = {
        day: ProgrammeText(id=new_id(), programme_id=vern.id, sort=sort, on=day, text=str(day))
        for day, sort in (
            (date(2026, 3, 1), ProgrammeTextSort.BALANCE), (date(2026, 3, 2), ProgrammeTextSort.COMMENT),
            (date(2026, 8, 1), ProgrammeTextSort.BALANCE),
        )
    }  # fmt: skip
    tablet.replica.save(*said.values(), by=CLAIRE.id)
    found = balance.texts(tablet.replica, vern.id, Span(date(2025, 1, 1), date(2025, 12, 31)))
    assert [t.on for t in found if t.sort != ProgrammeTextSort.DIAGNOSIS] == [date(2026, 3, 1)]
