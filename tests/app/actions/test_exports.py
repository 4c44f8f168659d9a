"""What leaves the register is written down, by whoever may; and computes nothing where it is opened."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.app.actions import exports
from espace_mobile.domain.export_entry import ExportEntry
from espace_mobile.domain.report_vocabulary import ExportFormat, ExportSort
from espace_mobile.domain.sheet import bare
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.reports.workbook import Table
from espace_mobile.store.replica import Replica

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
CLAIRE = Worker(id=new_id(), display_name="Claire", role=Role.SUPERVISOR)


def test_an_export_is_written_down_without_what_is_in_it(replica: Replica) -> None:
    exports.write_down(replica, ExportSort.PERSON_FILE, ExportFormat.PDF, CLAIRE, now=NOW, named=True, lines=1)
    (entry,) = replica.all(ExportEntry)
    assert (entry.sort, entry.worker_id, entry.at, entry.named) == (ExportSort.PERSON_FILE, CLAIRE.id, NOW, True)


def test_a_supervisor_who_is_one_no_more_exports_nothing(replica: Replica) -> None:
    replica.save(CLAIRE, by="setup")
    exports.check_may_export(replica, CLAIRE)
    for since in ({"role": Role.COUNSELLOR}, {"active": False}):
        replica.save(CLAIRE.but(**since), by="setup")
        with pytest.raises(InputError, match="supervisor_only"):
            exports.check_may_export(replica, CLAIRE)


def test_a_right_that_is_taken_back_while_a_file_is_made_hands_nothing_over(replica: Replica) -> None:
    replica.save(CLAIRE.but(role=Role.COUNSELLOR), by="setup")
    with pytest.raises(InputError, match="supervisor_only"):
        exports.write_down(replica, ExportSort.FSE_PARTICIPANTS, ExportFormat.CSV, CLAIRE, now=NOW, named=True)
    exports.write_down(replica, ExportSort.SCHEDULE, ExportFormat.XLSX, CLAIRE, now=NOW)
    assert [entry.sort for entry in replica.all(ExportEntry)] == [ExportSort.SCHEDULE]


def test_few_people_are_hidden_under_five_or_eleven(replica: Replica) -> None:
    assert exports.settings(replica).hidden_under == 5
    exports.hide_under(replica, 11, CLAIRE)
    assert exports.settings(replica).hidden_under == 11
    with pytest.raises(InputError, match="hidden_under"):
        exports.hide_under(replica, 1, CLAIRE)


@given(texts=st.lists(st.text("=+-@;\"'\t\r aé1＝＋－＠\u00a0"), min_size=1, max_size=4))
def test_no_text_of_a_csv_file_begins_as_a_formula(texts: list[str]) -> None:
    data = exports.csv_bytes(Table("t", texts, [texts]))
    for row in csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"):
        assert not any(cell.startswith(("\t", "\r")) or cell.lstrip()[:1] in tuple("=+-@＝＋－＠") for cell in row)
        assert [bare(cell) for cell in row] == texts


def test_the_same_tables_have_the_same_digest_and_others_another() -> None:
    tables = [Table("a", ["x", "y"], [[1, date(2026, 1, 2)]]), Table("b", ["x"], [])]
    assert exports.digest_of(tables) == exports.digest_of(tables)
    assert exports.digest_of(tables) != exports.digest_of([Table("a", ["x", "y"], [[2, date(2026, 1, 2)]]), tables[1]])
