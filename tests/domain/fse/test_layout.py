"""The columns of the file: what a mapping may say, and the clear refusal of what it may not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile import templates
from espace_mobile.domain.fse import Column, Silence, faults, headings, named, read_layout, rows
from espace_mobile.domain.fse.fields import FIELDS, Sort
from espace_mobile.domain.path_vocabulary import Answered, SituationMoment, WorkSituation
from espace_mobile.domain.report_vocabulary import Declared
from espace_mobile.errors import InputError
from espace_mobile.i18n.translator import translator
from tests.domain.fse.taking_part import participant, said

SHIPPED = files(templates.__name__).joinpath("fse_plus.toml").read_text(encoding="utf-8")
GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "fse.md"
COLUMN = '\n[[columns]]\ntitle = "A"\nfield = '
SEX = '[[columns]]\ntitle = "Sexe"\nfield = "sex"\n'


def told(text: str) -> list[tuple[str, int, str, str]]:
    """(reason, line, name, near) of each fault."""
    return [
        (f.reason, int(str(f.params.get("line", 0))), str(f.params.get("name", "")), str(f.params.get("near", "")))
        for f in faults(text)
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", ("empty", 0, "", "")),
        (" \n\t", ("empty", 0, "", "")),
        ("x" * 60_001, ("too_long", 0, "", "")),
        ('[[columns]]\ntitle = "Sexe\n', ("syntax", 2, "", "")),
        ("Nom;Prénom\n", ("syntax", 1, "", "")),
        ('{"columns": [\n{"title": "Sexe",}\n]}', ("syntax", 2, "", "")),
        ("[" * 9000, ("syntax", 1, "", "")),
        ("title = 1", ("no_columns", 0, "", "")),
        ("columns = []", ("no_columns", 0, "", "")),
        ("columns = [1]", ("not_a_column", 0, "", "")),
        (SEX * 201, ("many_columns", 0, "", "")),
        (SEX + COLUMN + '"work_at_entri"', ("unknown_field_near", 5, "work_at_entri", "work_at_entry")),
        (SEX + COLUMN + '"zzzz"', ("unknown_field", 5, "zzzz", "")),
        (SEX + 'codes = { femal = "F" }', ("unknown_code_near", 1, "femal", "female")),
        (SEX + 'codes = { xyz = "F" }', ("unknown_code", 1, "xyz", "")),
        (SEX + "codes = 3", ("not_codes", 1, "sex", "")),
        (SEX + "codes = { female = [1] }", ("not_codes", 1, "sex", "")),
        ('[[columns]]\ntitle = "A"\nfield = "phone"\ncodes = { a = "b" }', ("no_codes", 1, "phone", "")),
        (SEX + "\n" + SEX.replace("Sexe", " SEXE "), ("duplicate", 5, "SEXE", "")),
        ('[[columns]]\nfield = "sex"', ("no_title", 1, "", "")),
        ('[[columns]]\ntitle = 3\nfield = "sex"', ("not_text", 1, "title", "")),
        ('[[columns]]\ntitle = "A"', ("no_field", 1, "A", "")),
        (SEX + 'value = "x"', ("both", 1, "Sexe", "")),
        (SEX + 'fromat = "x"', ("unknown_key_near", 1, "fromat", "format")),
        (SEX + 'zzzz = "x"', ("unknown_key", 1, "zzzz", "")),
        (SEX + 'format = "aaaa-mm-jj"', ("unknown_format", 1, "aaaa-mm-jj", "")),
        ('[[columns]]\ntitle = "A"\nfield = "birth_on"\nformat = "%Y"', ("unknown_format", 1, "%Y", "")),
        (f'[[columns]]\ntitle = "{"t" * 201}"\nfield = "sex"', ("long_title", 1, "", "")),
        (
            '{"columns": [{"title": "A", "field": "sex"},\n {"title": "B", "field": "sexe"}]}',
            ("unknown_field_near", 2, "sexe", "sex"),
        ),
        ('columns = [{title = "B", field = "sexe"}]', ("unknown_field_near", 1, "sexe", "sex")),
    ],
)  # fmt: skip
def test_a_mapping_that_can_t_be_used_says_where_and_why(text: str, fault: tuple[str, int, str, str]) -> None:
    assert fault in told(text)
    for f in faults(text):  # in words, with every blank filled, in both languages
        for language in ("fr", "en"):
            words = translator(language).error(f)
            assert words != translator(language).t("error.input")
            assert "{" not in words
    with pytest.raises(InputError):
        read_layout(text)


def test_every_fault_is_told_at_once() -> None:
    bad = SEX + '\n[[columns]]\ntitle = "Sexe"\nfield = "sexe"\n\n[[columns]]\nfield = "phone"'
    assert [reason for reason, *_ in told(bad)] == ["unknown_field_near", "duplicate", "no_title"]


@given(st.text(max_size=200) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["columns", "title", "field", "value", "codes", "format", "sex", "x"]), inner, max_size=5
    ), max_leaves=20,
).map(lambda said: json.dumps({"columns": [said]})))  # fmt: skip
def test_whatever_is_loaded_is_read_or_refused(text: str) -> None:
    assert bool(faults(text)) != bool(_read(text))


def _read(text: str) -> tuple[Column, ...]:
    try:
        return read_layout(text)
    except InputError:
        return ()


@pytest.mark.parametrize("code", ["true", "0x" + "f" * 6000, "1.5", '["1"]'])
def test_a_code_that_is_neither_a_text_nor_a_number_is_refused(code: str) -> None:
    assert [reason for reason, *_ in told(SEX + f"codes = {{ female = {code} }}")] == ["not_codes"]


def test_a_fault_can_be_shown_whatever_was_written() -> None:
    half = "\ud800\u202e"  # half a character, as JSON can spell it; what turns text around
    column = {half: 1, "title": "A", "field": "sex", "codes": {half: "1"}}
    assert [name for _, _, name, _ in told(json.dumps({"columns": [column]}))] == ["", ""]


def test_the_mapping_that_ships_is_right_and_translates_every_code() -> None:
    columns = read_layout(SHIPPED)
    assert faults(SHIPPED) == ()
    assert named(columns)
    for column in columns:
        known = FIELDS[column.field]
        assert known.sort != Sort.CODE or set(column.codes) == set(known.codes), column.title
        assert len(set(column.codes.values())) == len(column.codes) or column.field in ("exit_reason",), column.title


def test_toml_and_json_say_the_same() -> None:
    as_json = '{"columns": [{"title": "Sexe", "field": "sex", "codes": {"female": 2}}]}'
    assert read_layout(as_json) == read_layout(SEX + "codes = { female = 2 }") == (
        Column("Sexe", "sex", codes={"female": "2"}),
    )  # fmt: skip


def test_identity_comes_only_when_it_is_asked_for() -> None:
    assert not named(read_layout(SEX))
    for name in ("last_name", "first_name", "birth_on", "birth_year", "phone", "email", "address"):
        assert named([Column("A", name)])


def test_each_silence_reaches_the_file_under_its_own_word() -> None:
    columns = read_layout(SHIPPED)
    at = headings(columns).index("Situation à l’entrée")
    answers = [Answered.REFUSED, Answered.UNANSWERED, Answered.UNREACHABLE, Answered.UNKNOWN]
    people = [participant(date(2026, 1, n + 5), None, said(SituationMoment.ENTRY, a)) for n, a in enumerate(answers)]
    assert [row[at] for row in rows(columns, [*people, participant(date(2026, 1, 20))])] == [
        "Refus", "Sans réponse", "Injoignable", "Ne sait pas", "Pas demandé",
    ]  # fmt: skip


def test_a_row_says_what_the_columns_ask_and_nothing_else() -> None:
    columns = (
        Column("Nom", "last_name"), Column("Opération", value="2026-07"),
        Column("Né le", "birth_on", format="aaaammjj"), Column("Entrée", "entered_on"), Column("Âge", "age_at_entry"),
        Column("Situation", "work_at_entry", codes={"employed": "1"}),
        Column("Handicap", "disability"), Column("Sortie", "exited_on"), Column("À temps", "exit_in_time"),
    )  # fmt: skip
    one = participant(
        date(2026, 1, 12), None, said(SituationMoment.ENTRY, WorkSituation.EMPLOYED), last_name="Fictif",
        birth_on=date(1990, 2, 3), phone="+33639981234", entry={"disability": Declared.NO},
    )  # fmt: skip
    assert rows(columns, [one]) == [
        ["Fictif", "2026-07", "19900203", date(2026, 1, 12), 35, "1", "no", None, Silence.NOT_YET.value]
    ]


def test_no_field_gives_a_code_that_it_does_not_announce() -> None:
    people = [
        participant(), participant(entry={}), participant(date(2025, 1, 6), date(2025, 2, 3)),
        participant(date(2025, 1, 6), date(2025, 2, 3), said(SituationMoment.EXIT, Answered.REFUSED), sex="other_sex",
                    qpv="new", entry={"education": "doctorate", "rural": "perhaps"}),
    ]  # fmt: skip
    for name, known in FIELDS.items():
        for one in people:
            value = known.read(one)
            assert known.sort != Sort.CODE or value in known.codes, name
            kinds = {Sort.TEXT: str, Sort.CODE: str, Sort.NUMBER: int, Sort.DAY: date}
            assert value is None or isinstance(value, kinds[known.sort]), name


def test_the_guide_names_the_fields_and_codes_of_the_code() -> None:
    assert dict(_documented()) == {name: known.codes for name, known in FIELDS.items()}


def _documented() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The rows « | `field` | what | `code` `code` | » of the guide."""
    for line in GUIDE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `") and len(cells) == 3:
            yield cells[0].strip("`"), tuple(code.strip("`") for code in cells[2].split())
