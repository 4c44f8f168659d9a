"""The figures that leave the office: the same bytes for the same data, small numbers nowhere, and written down."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO
from types import MappingProxyType

import pytest
from openpyxl import load_workbook

from espace_mobile.app.actions import exports, indicator_files
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.dashboard import By, Filters
from espace_mobile.domain.export_entry import ExportEntry
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.report_vocabulary import ExportFormat, ExportSort
from espace_mobile.domain.vocabulary import AgeBand, OutingStatus, OutingType, PlaceType, Role, Sex
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.i18n.translator import translator
from espace_mobile.protocol.values import new_id
from espace_mobile.reports.statistics import Statistics
from espace_mobile.reports.workbook_reading import read_workbook
from espace_mobile.store.replica import Replica

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
YEAR, BEFORE = Span(date(2026, 1, 1), date(2026, 12, 31)), Span(date(2025, 1, 1), date(2025, 12, 31))
CLAIRE = Worker(id=new_id(), display_name="Claire Martin", role=Role.SUPERVISOR)
MARKET = Place(id=new_id(), name="=Marché des Tilleuls", type=PlaceType.MARKET)
HELD = Outing(id=new_id(), on=date(2026, 3, 5), type=OutingType.VAN, place_id=MARKET.id, status=OutingStatus.HELD)
COMPARED = Filters(YEAR, BEFORE)
FR = translator("fr")
FORMATS = [ExportFormat.XLSX, ExportFormat.CSV, ExportFormat.JSON]


def met(n: int, sex: Sex) -> list[Contact]:
    at = datetime(2026, 3, 5, 10, tzinfo=UTC)
    return [Contact(id=new_id(), outing_id=HELD.id, at=at, sex=sex, age_band=AgeBand.FROM_26_TO_44) for _ in range(n)]


@pytest.fixture
def office(replica: Replica) -> Replica:
    """Two men and twenty women met at one place."""
    for fact in (CLAIRE, MARKET, HELD, *met(2, Sex.MALE), *met(20, Sex.FEMALE), *met(9, Sex.UNSTATED)):
        replica.save(fact, by="setup")
    return replica


def made(
    office: Replica, format: ExportFormat, filters: Filters = COMPARED, now: datetime = NOW, demo: str = ""
) -> bytes:
    return indicator_files.file(office, filters, format, CLAIRE, FR, now, demo=demo)


def long_rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("format", FORMATS)
def test_two_files_of_a_day_are_the_same_bytes(office: Replica, format: ExportFormat) -> None:
    first, again = made(office, format), made(office, format, now=NOW + timedelta(hours=3))
    assert first == again


@pytest.mark.parametrize("format", FORMATS)
def test_a_figure_that_the_filter_does_not_cut_says_so(office: Replica, format: ExportFormat) -> None:
    """A file of women tells every date of the van."""
    data = made(office, format, Filters(YEAR, only=MappingProxyType({By.SEX: frozenset({"female"})})))
    said = str(read_workbook(data)) if format == ExportFormat.XLSX else data.decode()
    assert f"{FR.t('indicator.outings_held')} (sans le filtre : Sexe)" in said.replace("\u00a0", " ")
    assert "Contacts (" not in said


def test_a_definition_in_a_file_is_that_of_the_whole_association(office: Replica) -> None:
    figures = {f["code"]: f for part in ("funnel", "activity")
               for f in json.loads(made(office, ExportFormat.JSON))[part]}  # fmt: skip
    assert "toutes actions ensemble" in figures["sessions_held"]["definition"]
    assert "toutes actions ensemble" in str(read_workbook(made(office, ExportFormat.XLSX)))


@pytest.mark.parametrize("format", FORMATS)
def test_files_of_two_days_differ_by_the_day_alone(office: Replica, format: ExportFormat) -> None:
    first, later = made(office, format), made(office, format, now=NOW + timedelta(days=1))
    assert parts(first, format) == parts(later, format)
    assert len({entry.digest for entry in office.all(ExportEntry)}) == 1


def parts(data: bytes, format: ExportFormat) -> object:
    """Without the day."""
    if format == ExportFormat.JSON:
        return {name: value for name, value in json.loads(data).items() if name != "made_on"}
    if format == ExportFormat.CSV:
        return data
    book = load_workbook(BytesIO(data))
    rows = [[[cell.value for cell in row] for row in sheet.rows] for sheet in book.worksheets]
    assert isinstance(rows[0].pop()[1], datetime)
    return rows


def test_a_workbook_has_a_sheet_a_table_and_numbers_that_are_numbers(office: Replica) -> None:
    data = made(office, ExportFormat.XLSX)
    book = load_workbook(BytesIO(data))
    assert book.sheetnames[:4] == ["À lire", "Parcours", "Activité", "Mois par mois"]
    path = book["Parcours"]
    assert [cell.value for cell in path[2]][:3] == ["Contacts", 31, 0]
    assert [cell.value for cell in book["Sexe"][1]][:2] == ["Sexe", "Contacts"]
    by_sex = {row[0].value: row[1].value for row in book["Sexe"].iter_rows(min_row=2)}
    assert by_sex == {"Femme": "masqué", "Homme": "masqué", "Non précisé": 9, "Ensemble": 31}
    assert not [cell for sheet in book.worksheets for row in sheet.rows for cell in row if cell.data_type == "f"]
    assert any("=Marché des Tilleuls" in row.cells for sheet in read_workbook(data) for row in sheet.rows)


def test_a_csv_file_is_a_number_a_line_and_computes_nothing(office: Replica) -> None:
    [head, *lines] = long_rows(made(office, ExportFormat.CSV))
    assert head[:3] == ["Tableau", "Du", "Au"]
    assert ["Parcours", "01/01/2026", "31/12/2026", "", "", "Contacts", "31"] in lines
    assert ["Répartition", "01/01/2026", "31/12/2026", "Sexe", "Homme", "Contacts", "masqué"] in lines
    assert {line[4] for line in lines if line[3] == "Lieu"} == {"'=Marché des Tilleuls"}


def test_statistics_are_of_their_shape_and_of_nobody(office: Replica) -> None:
    data = made(office, ExportFormat.JSON)
    told = Statistics.model_validate_json(data)
    sex = next(cut for cut in told.cuts if cut.by == "sex")
    at = sex.figures.index("contacts")
    numbers = {row.value.code: (row.numbers[at].value, row.numbers[at].hidden) for row in sex.rows}
    assert numbers == {"female": (None, "few"), "male": (None, "few"), "": (9, None)}
    assert told.period.since == YEAR.since
    assert told.funnel[0].definition
    ids = {fact.id for kind in (Contact, Outing, Place, Worker) for fact in office.all(kind)}
    assert not any(id in data.decode() for id in ids)
    assert "Claire" not in data.decode()


@pytest.mark.parametrize("format", FORMATS)
def test_every_file_of_the_demonstration_says_so(office: Replica, format: ExportFormat) -> None:
    data = made(office, format, demo="DÉMO — rien de vrai")
    said = data.decode() if format != ExportFormat.XLSX else str(parts(data, format))
    assert ('"demo": true' if format == ExportFormat.JSON else "DÉMO — rien de vrai") in said


def test_what_left_is_written_down_with_its_filters(office: Replica) -> None:
    filters = Filters(YEAR, None, MappingProxyType({By.SEX: frozenset({Sex.FEMALE.value})}))
    made(office, ExportFormat.JSON, filters)
    [entry] = exports.log(office, CLAIRE)
    assert (entry.sort, entry.named, entry.hidden_under) == (ExportSort.STATISTICS, False, 5)
    assert entry.filters == "since=2026-01-01&until=2026-12-31&sex=female"
    assert exports.log(office, CLAIRE, ExportSort.BALANCE) == []


def test_a_filter_that_leaves_few_makes_no_file(office: Replica) -> None:
    filters = Filters(YEAR, None, MappingProxyType({By.SEX: frozenset({Sex.MALE.value})}))
    assert indicator_files.outlook(office, filters).refused
    with pytest.raises(InputError, match="too_few"):
        made(office, ExportFormat.CSV, filters)
    assert office.all(ExportEntry) == []


def test_a_supervisor_who_is_one_no_more_is_refused(office: Replica) -> None:
    office.save(CLAIRE.but(active=False), by="setup")
    with pytest.raises(InputError, match="supervisor_only"):
        made(office, ExportFormat.XLSX)
    assert office.all(ExportEntry) == []


def test_more_is_hidden_under_eleven(office: Replica) -> None:
    few = indicator_files.outlook(office, Filters(YEAR))
    exports.hide_under(office, 11, CLAIRE)
    many = indicator_files.outlook(office, Filters(YEAR))
    assert 0 < few.hidden <= many.hidden <= many.numbers
    assert many.under == 11
