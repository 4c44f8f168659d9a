from __future__ import annotations

import pytest

from espace_mobile.domain.people_import.fields import (
    Field,
    What,
    check_columns,
    field_of,
    is_forbidden,
    propose_columns,
)
from espace_mobile.domain.people_import.table import of_csv
from espace_mobile.errors import InputError


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("NOM", Field.LAST_NAME), ("Prénom", Field.FIRST_NAME), ("Né(e) le", Field.BIRTH), ("Née le :", Field.BIRTH),
        ("Tél. portable", Field.PHONE), ("QPV (oui/non)", Field.QPV), ("E-mail", Field.EMAIL),
        ("Civilité", Field.SEX), ("Nom et prénom", Field.FULL_NAME), ("Besoin(s)", Field.NEEDS),
        ("1er contact", Field.FIRST_MET), ("N° de téléphone", Field.PHONE), ("Couleur", None), ("Nationalité", None),
        ("Date", None), ("", None),
    ],
)  # fmt: skip
def test_a_heading_is_recognised_however_it_is_written(heading: str, field: Field | None) -> None:
    assert field_of(heading) == field


@pytest.mark.parametrize(
    "heading",
    ["N° sécu", "NIR", "Numéro de sécurité sociale", "Religion", "Diagnostic médical", "Origine ethnique",
     "Casier judiciaire", "RQTH (oui/non)", "Nom (n° sécu)"],
)  # fmt: skip
def test_what_the_law_keeps_from_us_is_never_a_field(heading: str) -> None:
    assert is_forbidden(heading)
    assert propose_columns([heading]) == {}
    with pytest.raises(InputError) as refused:
        check_columns({0: "last_name"}, hidden={0})
    assert refused.value.reason == "forbidden"


def test_a_forbidden_column_leaves_nothing_in_memory() -> None:
    table = of_csv("Nom;N° sécu;Religion\nChimérin;290053523800101;aucune\n")
    assert table.hidden == {1, 2}
    assert "29005" not in repr(table)
    assert "aucune" not in repr(table)


def test_a_column_of_social_security_numbers_is_hidden_whatever_it_is_called() -> None:
    table = of_csv("Nom;Identifiant\nChimérin;2 90 05 35 238 001 01\nFictif;12\n")
    assert table.hidden == {1}
    assert "35 238" not in repr(table)


@pytest.mark.parametrize(
    ("columns", "what", "reason"),
    [
        ({0: "shoe_size"}, What.PEOPLE, "unknown_field"), ({0: "count"}, What.PEOPLE, "unknown_field"),
        ({0: "last_name", 1: "last_name"}, What.PEOPLE, "twice"), ({0: "phone"}, What.PEOPLE, "no_name"),
        ({0: "place"}, What.CONTACTS, "no_date"),
    ],
)  # fmt: skip
def test_a_mapping_that_makes_no_sense_is_refused(columns: dict[int, str], what: What, reason: str) -> None:
    with pytest.raises(InputError) as refused:
        check_columns(columns, what)
    assert (refused.value.field, refused.value.reason) == ("mapping", reason)


def test_headings_are_found_under_a_title_with_any_delimiter() -> None:
    for delimiter in (";", ",", "\t"):
        table = of_csv(f"Liste 2025\n\nNom{delimiter}Prénom\nChimérin{delimiter}Awa\n")
        assert (table.headings, [row.line for row in table.rows]) == (("Nom", "Prénom"), [4])
