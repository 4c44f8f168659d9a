"""What a template may say, and each thing that may be wrong with it."""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import Any

import pytest

from espace_mobile.domain.sheet_vocabulary import ProgrammePart
from espace_mobile.domain.template import Template
from espace_mobile.domain.template_reading import read_template, template_faults
from espace_mobile.errors import InputError
from espace_mobile.i18n import translator

SMALL: dict[str, Any] = {"schema": 1, "name": "Café des voisins", "summary": "Tous les mardis"}
FULL: dict[str, Any] = {
    **SMALL,
    "hours_in_all": 300,
    "partners": [{"name": "Mairie", "role": "host"}, {"name": "CAF"}],
    "places": [{"name": "Centre social", "type": "neighbourhood_centre"}],
    "communes": [{"name": "Troyes", "insee": "10387"}],
    "budget": [{"euros": Decimal("12.50"), "funder": "CAF"}],
    "measures": [{"title": "Coaching", "budget": [{}]}],
    "workshops": [
        {"title": "Estime de soi", "form": "series", "phases": [{"title": "Un", "sessions": 4}]},
        {"title": "Le jeudi", "form": "weekly", "weekday": "thursday", "starts": "14:00", "place": "Centre social"},
    ],
    "hours": [{"task": "Jardin", "host": "Mairie", "hours": 300}],
    "texts": [{"sort": "diagnosis", "text": "Peu d’emplois."}],
}
WRONG: dict[str, tuple[tuple[Any, ...], Any, str, str]] = {
    # what: (where, what is put there, reason, path)
    "a key of nothing": (("colour",), "red", "unknown_key", "colour"),
    "a key of a row": (("workshops", 0, "phase"), 1, "unknown_key", "workshops[0].phase"),
    "no name": (("name",), None, "missing", "name"),
    "an empty name": (("name",), " \u200b ", "empty", "name"),
    "a name too long": (("name",), "x" * 81, "too_long", "name"),
    "a text too long": (("objective",), "x" * 2001, "too_long", "objective"),
    "a name that is a number": (("name",), 12, "not_text", "name"),
    "a phase of no session": (("workshops", 0, "phases", 0, "sessions"), 0, "no_sessions", "workshops[0].phases[0]"),
    "a phase that says no number": (
        ("workshops", 0, "phases", 0, "sessions"), None, "no_sessions", "workshops[0].phases[0]",
    ),
    "hours below zero": (("hours", 0, "hours"), -1, "below_zero", "hours[0].hours"),
    "no hours at all": (("hours", 0, "hours"), 0, "too_small", "hours[0].hours"),
    "hours in text": (("hours", 0, "hours"), "300", "not_whole", "hours[0].hours"),
    "half an hour": (("hours", 0, "hours"), Decimal("1.5"), "not_whole", "hours[0].hours"),
    "hours without their total": (("hours_in_all",), None, "missing", "hours_in_all"),
    "hours that don't add up": (("hours_in_all",), 4200, "not_adding_up", "hours_in_all"),
    "hours of nobody": (("hours", 0, "host"), "Hôpital", "not_named", "hours[0].host"),
    "too many seats": (("capacity",), 500, "too_large", "capacity"),
    "yes for a flag": (("validated",), "yes", "not_yes_or_no", "validated"),
    "one for a flag": (("validated",), 1, "not_yes_or_no", "validated"),
    "a list that is none": (("communes",), "Troyes", "not_a_list", "communes"),
    "a table that is none": (("outings",), 60, "not_a_table", "outings"),
    "a form of another year": (("workshops", 0, "form"), "yearly", "unknown_code", "workshops[0].form"),
    "a day in French": (("workshops", 1, "weekday"), "jeudi", "unknown_code", "workshops[1].weekday"),
    "a weekly slot without a day": (("workshops", 1, "weekday"), None, "missing", "workshops[1].weekday"),
    "a time in words": (("workshops", 1, "starts"), "14 h", "not_a_time", "workshops[1].starts"),
    "a place of nothing": (("workshops", 1, "place"), "Mairie", "not_named", "workshops[1].place"),
    "an amount in words": (("budget", 0, "euros"), "beaucoup", "not_an_amount", "budget[0].euros"),
    "a third of a cent": (("budget", 0, "euros"), Decimal("0.001"), "not_an_amount", "budget[0].euros"),
    "an endless amount": (("budget", 0, "euros"), float("inf"), "not_an_amount", "budget[0].euros"),
    "a debt": (("budget", 0, "euros"), -5, "below_zero", "budget[0].euros"),
    "an amount of a state": (("budget", 0, "euros"), 10**12, "too_large", "budget[0].euros"),
    "a funder unheard of": (("budget", 0, "funder"), "Ville", "not_named", "budget[0].funder"),
    "a funder of a row": (
        ("measures", 0, "budget"), [{"funder": "Ville"}], "not_named", "measures[0].budget[0].funder",
    ),
    "a commune in letters": (("communes", 0, "insee"), "ABCDE", "not_a_commune", "communes[0].insee"),
    "a code without its zero": (("communes", 0, "insee"), 1001, "lost_zero", "communes[0].insee"),
    "one workshop twice": (("workshops", 1, "title"), "ESTIME  DE SOI", "twice", "workshops[1]"),
    "a number of social security": (("texts", 0, "text"), "1 85 05 78 006 084 91", "nir", "texts[0].text"),
    "a campaign of nothing": (("campaign",), {"channels": []}, "empty", "campaign.channels"),
    "a year of another version": (("schema",), 2, "newer_schema", "schema"),
    "no version": (("schema",), None, "missing", "schema"),
}  # fmt: skip


def changed(where: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """`FULL` with another value there, or none."""
    source = copy.deepcopy(FULL)
    at: Any = source
    for step in where[:-1]:
        at = at[step]
    if value is None:
        del at[where[-1]]
    else:
        at[where[-1]] = value
    return source


@pytest.mark.parametrize("what", WRONG)
def test_a_fault_is_named_with_its_path(what: str) -> None:
    where, value, reason, path = WRONG[what]
    faults = template_faults(changed(where, value))
    assert [(f.field, f.reason, f.params["path"]) for f in faults] == [("template", reason, path)]
    with pytest.raises(InputError, match=reason):
        read_template(changed(where, value))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("what", WRONG)
def test_a_fault_reads_well(what: str, language: str) -> None:
    words = translator(language)
    where, value, _, path = WRONG[what]
    fault = template_faults(changed(where, value))[0]
    said = words.error(fault)
    assert said != words.t("error.input")
    assert "{" not in said
    assert path in said


def test_all_that_is_wrong_is_told_at_once() -> None:
    source = changed(("hours", 0, "hours"), -1) | {"colour": 1, "name": ""}
    assert {f.params["path"] for f in template_faults(source)} == {"hours[0].hours", "colour", "name"}


def test_a_template_says_no_more_than_it_must() -> None:
    template = read_template(SMALL)
    assert template.parts == ()
    assert (template.validated, template.capacity, template.follow_months) == (True, 5, None)


def test_the_parts_follow_from_what_it_says() -> None:
    said = {"outings": {"a_year": 60}, "services": {"sorts": ["vestiaire"]}, "reviews": {"every_days": 21}}
    assert read_template({**FULL, **said}).parts == (
        ProgrammePart.OUTINGS, ProgrammePart.WORKSHOPS, ProgrammePart.SERVICES, ProgrammePart.HOURS,
        ProgrammePart.REVIEWS,
    )  # fmt: skip


def test_amounts_are_exact_cents_and_a_blank_cell_is_none() -> None:
    template = read_template(FULL)
    assert [line.euros for line in (*template.budget, *template.measures[0].budget)] == [1250, None]
    assert read_template(changed(("budget", 0, "euros"), 3950)).budget[0].euros == 395_000


def test_texts_are_tidied() -> None:
    assert read_template({**SMALL, "name": "  Café\u00a0 des voisins "}).name == "Café des voisins"


def test_a_template_never_changes() -> None:
    with pytest.raises(ValueError, match="frozen"):
        read_template(SMALL).name = "Autre"  # type: ignore[misc]


def test_a_monthly_group_that_is_compulsory_says_for_how_long() -> None:
    row = {"title": "Parole", "form": "monthly", "compulsory": True}
    faults = template_faults({**SMALL, "workshops": [row]})
    assert [f.params["path"] for f in faults] == ["workshops[0].month_minutes"]
    assert isinstance(read_template({**SMALL, "workshops": [{**row, "month_minutes": 120}]}), Template)
