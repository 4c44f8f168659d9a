from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.csv_table import LineError
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_import import ImportedSchedule, propose
from espace_mobile.domain.schedule_sources import of_csv
from espace_mobile.domain.team import Team
from espace_mobile.domain.vocabulary import OutingStatus, OutingType, PlaceType
from espace_mobile.protocol.values import derived_id

HEADER = "date;début;fin;type;lieu;quartier;code commune;code QPV;équipe;partenaires"
FRENCH = f"""{HEADER}
14/05/2026;9h;12 h 30;camionnette;Place de l’Exemple;Les Essais;90901;QN09091M;Équipe Nord;Mission locale|CCAS
jeudi 21 mai 2026;9h;12h30;Marché;Marché du Songe;;02A04;;Équipe Sud;
28 mai 2026;;;;Place de l'exemple;;;;équipe nord;"ccas; Conseil citoyen"
"""


def read(source: bytes | str, known: list[Fact] | None = None) -> ImportedSchedule:
    return propose(of_csv(source), derived_id, known or [])


def only(line: str) -> LineError:
    """The one error of a file with this one line."""
    result = read(f"{HEADER}\n{line}\n")
    assert not result.facts()
    (error,) = result.errors
    assert error.line == 2
    return error


def test_a_schedule_becomes_outings_places_teams_and_partners() -> None:
    result = read(FRENCH)
    first, last = result.outings
    place, team = result.places[0], result.teams[0]
    assert (first.on, first.starts, first.ends) == (date(2026, 5, 14), time(9), time(12, 30))
    assert (first.type, first.status, first.team) == (OutingType.VAN, OutingStatus.PLANNED, None)
    assert (first.place_id, first.team_id) == (place.id, team.id)
    assert (place.name, place.neighbourhood, place.commune_insee) == ("Place de l’Exemple", "Les Essais", "90901")
    assert (place.qpv_code, place.qpv_vintage) == ("QN09091M", 2024)
    assert [partner.name for partner in result.partners] == ["Mission locale", "CCAS", "Conseil citoyen"]
    assert last.partner_ids == (result.partners[1].id, result.partners[2].id)
    assert (last.place_id, last.team_id, last.starts) == (place.id, team.id, None)


def test_good_lines_are_kept_beside_a_bad_one() -> None:
    result = read(FRENCH)
    assert result.errors == [LineError(3, "commune_insee", "invalid", "02A04")]
    assert [team.name for team in result.teams] == ["Équipe Nord"]  # a bad line proposes nothing


@pytest.mark.parametrize(
    ("line", "column", "reason", "value"),
    [
        ("31/02/2026;9h;;van;X", "date", "impossible", "31/02/2026"),
        ("demain;9h;;van;X", "date", "unreadable", "demain"),
        ("lundi 14/05/2026;9h;;van;X", "date", "weekday", "lundi 14/05/2026"),
        ("14/05/0026;9h;;van;X", "date", "out_of_range", "14/05/0026"),
        (";9h;;van;X", "date", "empty", ""),
        ("14/05/2026;9;;van;X", "start", "unreadable", "9"),
        ("14/05/2026;9h;8h;van;X", "end", "end_before_start", "8h"),
        ("14/05/2026;9h;9h;van;X", "end", "end_before_start", "9h"),
        ("14/05/2026;9h;;avion;X", "kind", "unknown", "avion"),
        ("14/05/2026;9h;;van;  ", "place", "empty", ""),
        (f"14/05/2026;9h;;van;{'x' * 121}", "place", "too_long", "x" * 121),
        ("14/05/2026;9h;;van;X;;1001", "commune_insee", "lost_zero", "1001"),
        ("14/05/2026;9h;;van;X;;;QPV1", "qpv_code", "invalid", "QPV1"),
        ("14/05/2026;9h;;van;X;;;;;;surplus", None, "too_many_cells", "surplus"),
        ('14/05/2026;9h;;van;"X', None, "quotes", '14/05/2026;9h;;van;"X'),
    ],
)
def test_a_bad_line_says_where_and_why(line: str, column: str | None, reason: str, value: str) -> None:
    error = only(line)
    assert (error.column, error.reason, error.value) == (column, reason, value)


def test_a_line_twice_names_the_first() -> None:
    line = "14/05/2026;9h;;van;X"
    result = read(f"{HEADER}\n{line}\n\n;;;\n{line.replace('X', ' x ')}\n")
    assert len(result.outings) == 1
    assert result.errors == [LineError(5, None, "duplicate", "2")]


def test_an_unclosed_quote_costs_one_line() -> None:
    good = [f"{day:02}/05/2026;9h;;van;Place {day}" for day in range(1, 31)]
    result = read("\n".join([HEADER, *good[:10], '11/05/2026;9h;;van;"ouvert', *good[11:]]))
    assert len(result.outings) == 29
    assert [(e.line, e.reason) for e in result.errors] == [(12, "quotes")]


def test_a_quoted_line_break_keeps_line_numbers_right() -> None:
    result = read(f'{HEADER}\n14/05/2026;9h;;van;"Salle\ndes ""fêtes"""\n15/05/2026;9h;;avion;Y\n')
    assert result.places[0].name == 'Salle des "fêtes"'
    assert [(e.line, e.reason) for e in result.errors] == [(4, "unknown")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le-bom"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_spreadsheet_says_the_same(encoding: str, delimiter: str, newline: str) -> None:
    text = FRENCH.replace(";", delimiter).replace("\n", newline).replace(f"ccas{delimiter} Con", "ccas; Con")
    bom = b"\xff\xfe" if encoding.endswith("bom") else b""
    assert read(bom + text.encode(encoding.removesuffix("-bom"))) == read(FRENCH)


def test_columns_may_be_english_shuffled_and_below_a_title() -> None:
    result = read("Planning,,\n\nPlace,Date,Partners\nX,2026-05-14,A|a;B\n")
    assert (result.outings[0].on, result.errors) == (date(2026, 5, 14), [])
    assert [partner.name for partner in result.partners] == ["A", "B"]


def test_the_line_that_excel_writes_for_itself_is_passed_over() -> None:
    assert len(read("sep=;\ndate;lieu\n14/05/2026;X").outings) == 1


def test_an_unread_column_is_told_and_the_rest_taken() -> None:
    result = read("date;lieu;parteniares\n14/05/2026;X;A\n")
    assert result.errors == [LineError(1, None, "unknown_column", "parteniares")]
    assert len(result.outings) == 1


@pytest.mark.parametrize(
    ("source", "reason", "value"),
    [
        ("", "empty", ""),
        (b"\xef\xbb\xbf \n;;\n", "no_header", "date, place"),
        (b"\xef\xbb\xbf \n", "empty", ""),
        ("14/05/2026;9h;X\n", "no_header", "date, place"),
        ("date;endroits\n14/05/2026;X\n", "no_header", "place"),
        (b"PK\x03\x04\x00\x00", "not_text", ""),
        ("\x00", "not_text", ""),
    ],
)
def test_a_file_that_is_no_schedule_is_one_error(source: bytes | str, reason: str, value: str) -> None:
    result = read(source)
    assert not result.facts()
    assert result.errors == [LineError(1, None, reason, value)]


def test_importing_again_changes_nothing() -> None:
    first = read(FRENCH)
    again = read(FRENCH, first.facts())
    assert again.facts() == []
    assert again.unchanged == len(first.outings)


def test_importing_again_elsewhere_makes_the_same_facts() -> None:
    assert read(FRENCH).facts() == read(FRENCH).facts()


def test_places_teams_and_partners_of_the_register_are_recognised() -> None:
    place = Place(id="p", name="PLACE DE L'EXEMPLE", commune_insee="90901")
    known = [
        place,
        Team(id="t", name="equipe nord"),
        Organisation(id="o", name="C.C.A.S"),
        Organisation(id="c", name="ccas"),
    ]
    result = read(FRENCH, known)
    assert {outing.place_id for outing in result.outings} == {"p"}
    assert {outing.team_id for outing in result.outings} == {"t"}
    assert "c" in result.outings[0].partner_ids
    assert result.places == [place.but(neighbourhood="Les Essais", qpv_code="QN09091M", qpv_vintage=2024)]
    assert result.teams == []


def test_a_commune_is_named_or_coded() -> None:
    lines = "date;lieu;commune\n14/05/2026;Halle;Saint-Modèle\n15/05/2026;Halle;Fictivy\n16/05/2026;Parc;90901\n"
    assert [(p.name, p.commune_name, p.commune_insee) for p in read(lines).places] == [
        ("Halle", "Saint-Modèle", None), ("Halle", "Fictivy", None), ("Parc", None, "90901"),
    ]  # fmt: skip
    errors = read("date;lieu;commune\n14/05/2026;Halle;1001\n").errors
    assert errors == [LineError(2, "commune", "lost_zero", "1001")]


def test_a_namesake_in_another_commune_is_another_place() -> None:
    result = read(f"{HEADER}\n14/05/2026;;;;Marché;;90901\n15/05/2026;;;;Marché;;90902\n16/05/2026;;;;Marché\n")
    assert [place.commune_insee for place in result.places] == ["90901", "90902"]
    assert result.outings[2].place_id == result.places[0].id


def test_a_place_renamed_since_is_not_made_again() -> None:
    first = read(FRENCH)
    renamed = [fact.but(name="Nouveau nom") if isinstance(fact, Place | Team) else fact for fact in first.facts()]
    assert read(FRENCH, renamed).facts() == []


@pytest.mark.parametrize("status", [OutingStatus.HELD, OutingStatus.CANCELLED, OutingStatus.MOVED])
def test_what_became_of_an_outing_is_never_undone(status: OutingStatus) -> None:
    first = read(FRENCH)
    settled = [fact.but(status=status) if isinstance(fact, Outing) else fact for fact in first.facts()]
    assert read(FRENCH.replace("12 h 30", "13 h"), settled).facts() == []


def test_a_date_to_come_takes_its_new_end_and_keeps_what_the_file_does_not_say() -> None:
    first = read(FRENCH)
    confirmed = [
        fact.but(status=OutingStatus.CONFIRMED) if isinstance(fact, Outing) else fact for fact in first.facts()
    ]
    (changed,) = read(FRENCH.replace("12 h 30", "13 h").replace("Mission locale|CCAS", ""), confirmed).outings
    assert (changed.ends, changed.status) == (time(13), OutingStatus.CONFIRMED)
    assert changed.partner_ids == first.outings[0].partner_ids


def test_an_outing_made_by_hand_is_recognised() -> None:
    first = read(FRENCH)
    by_hand = [fact.but(id="h") if fact.id == first.outings[0].id else fact for fact in first.facts()]
    assert read(FRENCH, by_hand).facts() == []


def test_the_type_of_a_new_place_comes_from_its_first_outing() -> None:
    result = read(f"{HEADER}\n14/05/2026;;;marché;A\n15/05/2026;;;évènement;B\n16/05/2026;;;;C\n")
    assert [place.type for place in result.places] == [PlaceType.MARKET, PlaceType.EVENT, PlaceType.OTHER]


def test_ten_thousand_lines_are_all_taken() -> None:
    lines = [
        f"{1 + n % 28:02}/{1 + n // 28 % 12:02}/{2026 + n // 336 % 2};{8 + n // 672}h;;van;Place {n % 7}"
        for n in range(10_000)
    ]
    result = read("\n".join([HEADER, *lines]))
    assert (len(result.outings), len(result.places), result.errors) == (10_000, 7, [])


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_any_file_is_read_or_told_why_not(source: bytes | str) -> None:
    result = read(source)
    assert len({fact.id for fact in result.facts()}) == len(result.facts())
    assert all(error.line >= 1 and error.reason for error in result.errors)


cells = st.text(st.sampled_from('a1/;,"\t\n h:2026'), max_size=12)


@given(st.lists(cells.filter(lambda c: '"' not in c and "\n" not in c), max_size=8))
def test_garbage_never_costs_a_good_line(garbage: list[str]) -> None:
    good = [f"{day:02}/06/2026;9h;10h;van;Lieu {day}" for day in range(1, len(garbage) + 2)]
    mixed = [line for pair in zip(good, [*garbage, ""], strict=True) for line in pair]
    result = read("\n".join([HEADER, *mixed]))
    assert {outing.on.day for outing in result.outings if outing.on.month == 6} >= {n + 1 for n in range(len(good))}


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_a_second_import_never_adds_anything(body: str) -> None:
    source = f"{FRENCH}{body}"
    first = read(source)
    assert read(source, first.facts()).facts() == []
