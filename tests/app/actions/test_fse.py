"""FSE+: what is asked of whom, the participants that the register holds, and the file of them."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from espace_mobile.app.actions import enrolments, exports, fse, fse_mapping, people, person_export, undoing
from espace_mobile.app.actions import participant_entries as entries
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.export_entry import ExportEntry
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.fse import Missing, WhyNot
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.participant_entry import ParticipantEntry
from espace_mobile.domain.path_vocabulary import Answered, EntryDecision, SituationMoment
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.report_vocabulary import Declared, EducationLevel, ExportFormat, ExportSort
from espace_mobile.domain.rights_entry import RightsEntry
from espace_mobile.domain.rights_vocabulary import RegisterSort
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.vocabulary import Role, Sex
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.messages import MAX_CHANGE
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica
from tests.app.actions.spells import TODAY, ago, refused

NOW = datetime(2026, 5, 14, 8, 42, tzinfo=UTC)
OMAR = Worker(id="c" * 32, display_name="Omar", role=Role.COUNSELLOR)
CLAIRE = Worker(id="d" * 32, display_name="Claire", role=Role.SUPERVISOR)
PATHWAY = Programme(id="a" * 32, name="Parcours", fse=True)
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
LEA = Person(id="1" * 32, first_name="Léa", last_name="=Fictif", sex=Sex.FEMALE, birth_on=date(1990, 2, 3))
SAMIR = Person(id="2" * 32, first_name="Samir", last_name="Songe")


def spell(of: Person, entered: int | None = 60, left: int | None = None, **more: Any) -> Enrolment:
    """In days ago."""
    return Enrolment(
        id=new_id(), person_id=of.id, programme_id=PATHWAY.id, decision=EntryDecision.VALIDATED,
        entered_on=None if entered is None else ago(entered), exited_on=None if left is None else ago(left), **more,
    )  # fmt: skip


def talk(of: Person, days: int) -> Interview:
    return Interview(id=new_id(), person_id=of.id, at=NOW - timedelta(days=days))


@pytest.fixture
def told(replica: Replica) -> Any:
    """Saves facts beside the programme and its people."""

    def save(*facts: Fact) -> None:
        replica.save(PATHWAY, OMAR, CLAIRE, LEA, SAMIR, *facts, by="setup")

    return save


def ask(replica: Replica, of: Enrolment, worker: Worker = OMAR, **answers: Any) -> undoing.Done[ParticipantEntry]:
    return entries.say_entry(replica, of, worker, answers, now=NOW)


def test_only_a_participant_of_a_programme_funded_by_fse_is_asked(replica: Replica, told: Any) -> None:
    one, other = spell(LEA), spell(SAMIR)
    told(one, other, talk(LEA, 30))
    assert entries.standing(replica, one, TODAY) == entries.Standing(None, None)
    assert entries.standing(replica, other, TODAY) == entries.Standing(WhyNot.NO_SUPPORT, None)
    assert refused(lambda: ask(replica, other, rural=Declared.YES)) == ("record", "no_participant")
    assert refused(lambda: ask(replica, one)) == ("entry", "required")
    field = OMAR.but(role=Role.FIELD)
    assert refused(lambda: ask(replica, one, field, rural=Declared.YES)) == ("record", "counsellor_only")
    replica.save(PATHWAY.but(fse=False), by="setup")
    assert entries.standing(replica, one, TODAY) is None
    assert refused(lambda: ask(replica, one, rural=Declared.YES)) == ("record", "not_asked")


def test_answers_are_kept_one_by_one_and_taken_back(replica: Replica, told: Any, commits: Any) -> None:
    one = spell(LEA, team=None)
    told(one, talk(LEA, 30))
    commits()
    done = ask(replica, one, rural=Declared.REFUSED, education=EducationLevel.ISCED_3_4)
    assert commits() == 1
    again = ask(replica, one, disability=Declared.NO, rural=None)
    kept = entries.entry_of(replica, one)
    assert kept is not None
    assert (kept.education, kept.disability, kept.rural) == (EducationLevel.ISCED_3_4, Declared.NO, None)
    assert (kept.person_id, kept.enrolment_id, kept.on, kept.id) == (LEA.id, one.id, TODAY, done.fact.id)
    undoing.take_back(replica, again, OMAR)
    undoing.take_back(replica, done, OMAR)
    assert entries.entry_of(replica, one) is None


def test_a_spell_that_was_a_mistake_takes_its_questionnaire_along(replica: Replica, told: Any) -> None:
    one, other = spell(LEA), spell(SAMIR)
    told(one, other, talk(LEA, 30), talk(SAMIR, 30))
    ask(replica, one, rural=Declared.NO)
    ask(replica, other, rural=Declared.NO)
    undo = enrolments.delete(replica, one, OMAR)
    enrolments.not_entered(replica, other, OMAR)
    assert replica.all(ParticipantEntry) == []
    undoing.take_back(replica, undo, OMAR)
    assert [e.enrolment_id for e in replica.all(ParticipantEntry)] == [one.id]


def test_the_participants_of_a_period_entered_in_it_or_were_there(replica: Replica, told: Any) -> None:
    early, late = spell(LEA, 300, 30), spell(LEA, 20)
    told(early, late, talk(LEA, 250), talk(LEA, 10), spell(SAMIR, 50), spell(SAMIR, 9).but(person_id=None))
    entered = fse.read(replica, PATHWAY.id, YEAR, TODAY)
    assert [(p.part.id, p.nth, p.meetings) for p in entered.participants] == [(late.id, 2, 1)]
    assert (entered.others, entered.erased) == ({WhyNot.NO_SUPPORT: 1}, 1)
    present = fse.read(replica, PATHWAY.id, YEAR, TODAY, present=True)
    assert [p.part.id for p in present.participants] == [early.id, late.id]
    assert {i.code: i.count for i in present.indicators}["EECO01"] == 2
    assert [gaps[0] for _, gaps in present.missing] == [Missing.EXIT_LATE, Missing.WORK_AT_ENTRY]
    assert fse.read(replica, new_id(), YEAR, TODAY) == fse.Reading()


def test_merged_files_count_once_per_spell_and_their_answers_are_found(replica: Replica, told: Any) -> None:
    one, same, back = spell(LEA, 60, 40), spell(SAMIR, 58, 40), spell(SAMIR, 30)
    told(one, same, back, talk(SAMIR, 50), talk(LEA, 20))
    ask(replica, same, rural=Declared.YES)
    merged = Merge(id=new_id(), person_id=SAMIR.id, into_id=LEA.id, at=NOW)
    replica.save(merged, by="setup")
    found = fse.read(replica, PATHWAY.id, YEAR, TODAY).participants
    assert [(p.person.id, len(p.part.enrolments), p.nth) for p in found] == [(LEA.id, 2, 1), (LEA.id, 1, 2)]
    assert found[0].entry is not None
    assert found[0].entry.rural == Declared.YES


def file(replica: Replica, form: ExportFormat = ExportFormat.CSV, worker: Worker = CLAIRE, **more: Any) -> bytes:
    return fse.file(replica, PATHWAY.id, YEAR, form, worker, NOW, **more)


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig")), delimiter=";"))


def test_the_file_says_each_silence_and_no_formula_and_is_written_down(replica: Replica, told: Any) -> None:
    one = spell(LEA, 90, 29)
    said = Situation(id=new_id(), person_id=LEA.id, enrolment_id=one.id, moment=SituationMoment.ENTRY)
    told(one, talk(LEA, 60), said.but(answered=Answered.UNREACHABLE))
    ask(replica, one, disability=Declared.REFUSED, homeless=Declared.UNANSWERED, rural=Declared.UNKNOWN)
    data = file(replica)
    (row,) = rows(data)
    assert row["Nom"] == "'=Fictif"
    assert row["Situation à l’entrée"] == "Injoignable"
    questions = ("Handicap déclaré", "Sans domicile ou menacé de le perdre", "Zone rurale", "Niveau de diplôme")
    assert [row[title] for title in questions] == ["Refus", "Sans réponse", "Ne sait pas", "Pas demandé"]
    assert (row["Âge à l’entrée"], row["Recueillie dans les 28 jours"]) == ("36", "En retard")
    (entry,) = replica.all(ExportEntry)
    assert (entry.sort, entry.format, entry.named, entry.lines, entry.programme_id, entry.since, entry.until) == (
        ExportSort.FSE_PARTICIPANTS, ExportFormat.CSV, True, 1, PATHWAY.id, YEAR.since, YEAR.until,
    )  # fmt: skip
    assert file(replica) == data
    assert {e.digest for e in replica.all(ExportEntry)} == {entry.digest}


def test_the_workbook_has_real_dates_and_text_that_nothing_computes(replica: Replica, told: Any) -> None:
    told(spell(LEA, 60), talk(LEA, 30))
    data = file(replica, ExportFormat.XLSX)
    sheet = load_workbook(BytesIO(data))["Participants"]
    cells = {str(heading.value): cell for heading, cell in zip(sheet[1], sheet[2], strict=True)}
    assert (cells["Nom"].value, cells["Nom"].data_type, cells["Nom"].quotePrefix) == ("=Fictif", "s", True)
    assert cells["Date d’entrée"].value.date() == ago(60)
    assert file(replica, ExportFormat.XLSX) == data


def test_nobody_is_named_unless_the_columns_ask(replica: Replica, told: Any) -> None:
    told(spell(LEA, 60), talk(LEA, 30))
    fse_mapping.use(replica, '[[columns]]\ntitle = "Sexe"\nfield = "sex"', CLAIRE)
    data = file(replica).decode("utf-8-sig")
    assert data == "Sexe\r\nfemale\r\n"


def test_a_supervisor_who_is_one_no_more_gets_no_file_and_changes_no_column(replica: Replica, told: Any) -> None:
    told()
    replica.save(CLAIRE.but(role=Role.COUNSELLOR), by="setup")
    assert refused(lambda: file(replica)) == ("record", "supervisor_only")
    assert refused(lambda: fse_mapping.use(replica, None, CLAIRE)) == ("record", "supervisor_only")
    assert replica.all(ExportEntry) == []


def test_columns_of_an_association_are_checked_kept_and_given_up(replica: Replica, told: Any) -> None:
    told()
    exports.hide_under(replica, 11, CLAIRE)
    own = fse_mapping.shipped().replace('title = "Nom"', 'title = "Nom d’usage"')
    done = fse_mapping.use(replica, own, CLAIRE)
    assert (fse_mapping.text(replica), fse_mapping.is_own(replica)) == (own, True)
    assert refused(lambda: fse_mapping.use(replica, "columns = 1", CLAIRE)) == ("fse_mapping", "no_columns")
    assert fse_mapping.text(replica) == own
    undoing.take_back(replica, done, CLAIRE)
    assert not fse_mapping.is_own(replica)
    fse_mapping.use(replica, own, CLAIRE)
    fse_mapping.use(replica, None, CLAIRE)
    assert (fse_mapping.text(replica), exports.settings(replica).hidden_under) == (fse_mapping.shipped(), 11)
    fse_mapping.use(replica, fse_mapping.shipped(), CLAIRE)
    assert not fse_mapping.is_own(replica)


@pytest.mark.parametrize(("source", "reason"), [(b"\xff\xfe", "not_utf8"), (b"x" * 60_001, "too_long"), (b"", "empty")])
def test_a_file_that_is_no_mapping_is_refused_as_a_whole(source: bytes, reason: str) -> None:
    assert [f.reason for f in fse_mapping.faults_in(source)] == [reason]
    assert fse_mapping.faults_in("\ufeff".encode() + fse_mapping.shipped().replace("\n", "\r\n").encode()) == ()


def test_the_longest_mapping_fits_in_a_change(replica: Replica, told: Any) -> None:
    told()
    longest = '[[columns]]\ntitle = "é"\nfield = "sex"\n#'
    longest += "é" * ((60_000 - len(longest.encode())) // 2)
    fse_mapping.use(replica, longest, CLAIRE)
    change = max((change.pack() for change in replica.outbox.pending_changes()), key=len)
    assert 60_000 < len(change) < MAX_CHANGE


def test_it_is_in_what_the_person_is_handed_and_goes_with_them(replica: Replica, told: Any) -> None:
    one = spell(LEA, 60)
    told(one, talk(LEA, 30))
    ask(replica, one, disability=Declared.YES)
    export = person_export.gather(replica, LEA, every_team=True)
    assert [t.fields["disability"] for t in export.facts["participant_entry"]] == ["yes"]
    people.delete_file(replica, LEA, OMAR)
    left = replica.all(ParticipantEntry)
    assert all(e.person_id is None and e.disability is None for e in left)


def test_a_restricted_person_counts_in_the_indicators_and_is_in_no_file(replica: Replica, told: Any) -> None:
    told(spell(LEA), spell(SAMIR), talk(LEA, 30), talk(SAMIR, 30))
    before = fse.read(replica, PATHWAY.id, YEAR, TODAY)
    replica.save(
        RightsEntry(id=new_id(), person_id=LEA.id, sort=RegisterSort.RESTRICTION, on=TODAY), by="setup"
    )  # fmt: skip
    after = fse.read(replica, PATHWAY.id, YEAR, TODAY)
    assert ([p.person.id for p in after.participants], after.withheld) == ([SAMIR.id], 1)
    assert after.indicators == before.indicators
    assert all(of.person.id == SAMIR.id for of, _ in after.missing)
    data = fse.file(replica, PATHWAY.id, YEAR, ExportFormat.CSV, CLAIRE, NOW).decode("utf-8-sig")
    assert "Fictif" not in data
    assert len(data.strip().splitlines()) == 2
