from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.people_import.fields import Field, propose_columns
from espace_mobile.domain.people_import.lines import Common, Read, read_lines
from espace_mobile.domain.people_import.proposing import propose
from espace_mobile.domain.people_import.table import of_csv
from espace_mobile.domain.people_import.values import Terms, age_of, sex_of
from espace_mobile.domain.person import Person
from espace_mobile.domain.phones import parse_phone
from espace_mobile.domain.vocabulary import AgeBand, Barrier, BarrierState, Need, NoticeGiven, Qpv, Sex
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import derived_id

TODAY = date(2026, 5, 14)
TERMS = Terms(
    {"need": {"se former": "se-former", "logement": "logement-hebergement"}},
    {"equipe nord": "n" * 32},
    {"exempleville": "35238"},
)
NOBODY: list[Person] = []


def read(text: str, common: Common | None = None) -> Read:
    table = of_csv(text)
    return read_lines(table, propose_columns(table.headings), TERMS, common or Common(), TODAY, derived_id)


def people(text: str, common: Common | None = None) -> list[Person]:
    return [said.person for said in read(text, common).said]


def test_a_whole_line_becomes_a_file() -> None:
    (said,) = read(
        "Nom;Prénom;Né(e) le;Sexe;Tél;Mail;Ville;QPV (oui/non);Besoins;Freins;Équipe;Premier contact;Notes\n"
        "Chimérin;Awa;14/05/1990;F;06.39.98.12.34;awa@exemple.fr;Exempleville;oui;logement, se former;santé;"
        "Équipe Nord;02/03/2026;Vient le mardi\n"
    ).said
    person = said.person
    assert (person.first_name, person.last_name, person.birth_on) == ("Awa", "Chimérin", date(1990, 5, 14))
    assert (person.sex, person.phone, person.email) == (Sex.FEMALE, "+33639981234", "awa@exemple.fr")
    assert (person.commune_insee, person.qpv, person.team) == ("35238", Qpv.YES, "n" * 32)
    assert person.needs == (Need.HOUSING, Need.TRAINING)
    assert person.barriers[Barrier.HEALTH] == BarrierState.YES
    assert (said.met_on, person.opened_on, said.note) == (date(2026, 3, 2), date(2026, 3, 2), "Vient le mardi")


def test_a_bad_cell_is_left_out_and_its_line_kept() -> None:
    found = read("Nom;Tél;Mail;QPV;Remarques\nChimérin;12;awa@;peut-être;son n° est 2 90 05 35 238 001 01\n")
    assert [(e.line, e.column, e.reason) for e in found.left_out] == [
        (2, "phone", "invalid"), (2, "note", "nir"), (2, "email", "invalid"), (2, "qpv", "yes_or_no")
    ]  # fmt: skip
    assert "35 238" not in repr(found)
    assert found.said[0].note is None


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        ("Chimérin;31/02/1990;;", "birth", "impossible"), ("Chimérin;2015;;", "birth", "under_16"),
        (";1990;;", "name", "empty"), ("=A1;1990;;", "last_name", "formula"), ("Chimérin;1990;Sud;", "team", "unknown"),
        ("Chimérin;;;12", "age", "under_16"), ("2 90 05 35 238 001 01;1990;;", "name", "empty"),
    ],
)  # fmt: skip
def test_who_cannot_be_read_is_refused_and_the_others_kept(line: str, column: str, reason: str) -> None:
    found = read(f"Nom;Né(e) le;Équipe;Âge\n{line}\nFictif;1980;;\n")
    assert [(e.line, e.column, e.reason) for e in found.refused] == [(2, column, reason)]
    assert [said.person.last_name for said in found.said] == ["Fictif"]


def test_a_name_in_one_column_is_parted_by_its_capitals() -> None:
    assert [(p.first_name, p.last_name) for p in people("Nom et prénom\nEL AMRANI Samir\nAwa Chimérin\nWawa\n")] == [
        ("Samir", "EL AMRANI"), ("Awa", "Chimérin"), ("Wawa", None)
    ]  # fmt: skip


def test_the_notice_is_what_the_file_says_else_what_holds_for_all_else_to_be_given() -> None:
    told = Common(notice_given=NoticeGiven.ORAL, notice_on=TODAY)
    assert people("Nom\nChimérin\n")[0].notice_given is None
    assert people("Nom\nChimérin\n", told)[0].notice_given == NoticeGiven.ORAL
    own = people("Nom;Notice;Notice remise le\nA B;papier;\nC D;;02/03/2026\nE F;non;\n", told)
    assert [p.notice_given for p in own] == [NoticeGiven.PAPER, NoticeGiven.PAPER, None]
    assert {p.notice_version for p in own} == {None}


def test_ages_and_sexes_as_they_are_written() -> None:
    said = {"34": AgeBand.FROM_30_TO_44, "18-25 ans": AgeBand.FROM_18_TO_25, "16–25": AgeBand.FROM_16_TO_25,
            "55 et plus": AgeBand.FROM_55, "?": AgeBand.UNSTATED, "17 ans": AgeBand.FROM_16_TO_17}  # fmt: skip
    assert {text: age_of(text) for text in said} == said
    assert [sex_of(text) for text in ("F", "H", "M.", "Mme", "Féminin", "")] == [
        Sex.FEMALE, Sex.MALE, Sex.MALE, Sex.FEMALE, Sex.FEMALE, Sex.UNSTATED
    ]  # fmt: skip
    with pytest.raises(InputError):
        age_of("vieux")


@given(st.from_regex(r"0[1-9]([ .-]?[0-9]{2}){4}", fullmatch=True))
def test_the_short_way_to_a_french_number_is_the_long_one(typed: str) -> None:
    assert parse_phone(typed) == parse_phone("+33 " + typed[1:])


NAMES = st.sampled_from(["Awa Chimérin", "Samir Fictif", "Léa Exemple", "Omar Songe", "Inès Mirage"])
LINES = st.lists(
    st.tuples(NAMES, st.sampled_from(["", "1980", "1990"]), st.sampled_from(["", "0639981234"])), max_size=8
)


@given(LINES)
def test_an_import_made_twice_is_one_import(lines: list[tuple[str, str, str]]) -> None:
    text = "Nom complet;Naissance;Tél\nQuelqu’un D’Autre;1950;\n" + "".join(f"{';'.join(line)}\n" for line in lines)
    said = read(text)
    first = propose(said, NOBODY, lambda _: False, lambda *_: {})
    made = [each.person for each in first.making]
    assert len({p.id for p in made}) == len(made)
    assert len(made) + len(first.twice) == len(lines) + 1
    again = propose(said, made, lambda _: False, lambda *_: {})
    assert (again.making, again.could_complete) == ([], 0)


def test_a_family_has_one_number_and_two_people() -> None:
    lines = [f"{name} Songe;0639981234" for name, _ in product(("Awa", "Léa"), (1,))]
    found = propose(read("\n".join(["Nom complet;Tél", *lines])), NOBODY, lambda _: False, lambda *_: {})
    assert [said.person.first_name for said in found.new] == ["Awa", "Léa"]


def test_a_known_file_is_completed_only_where_it_is_empty() -> None:
    known = Person(id="a" * 32, first_name="Awa", last_name="Chimérin", birth_year=1990, email="awa@exemple.fr")
    said = read("Prénom;Nom;Né le;Mail;QPV\nawa;CHIMERIN;1990;autre@exemple.fr;non\n")
    (found,) = propose(said, [known], lambda _: False, lambda *_: {}).known
    assert (found.person, dict(found.news)) == (known, {"qpv": Qpv.NO, "age_band": AgeBand.FROM_30_TO_44})


def test_who_asked_to_be_erased_is_not_made_again() -> None:
    found = propose(read("Nom\nChimérin\n"), NOBODY, lambda _: True, lambda *_: {})
    assert ([e.reason for e in found.refused], found.new) == (["erased"], ())


def test_every_field_has_a_heading() -> None:
    from espace_mobile.domain.people_import.fields import HEADINGS

    assert {*HEADINGS.values()} == {*Field}
