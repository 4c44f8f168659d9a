from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from espace_mobile import templates
from espace_mobile.domain.code import Code
from espace_mobile.domain.template import BudgetTable, PhaseTable, Template
from tests.docs.pages import DOCS, blocks, text

PAGE = text(DOCS / "templates.md")
TITLES = {
    Template: "The file itself",
    BudgetTable: "`budget`, and `budget` of a measure",
    PhaseTable: "`workshops.phases`",
}


def inside(annotation: Any) -> Iterator[Any]:
    """The types in an annotation, at any depth."""
    yield annotation
    for part in get_args(annotation):
        yield from inside(part)


def tables(model: type[BaseModel], key: str = "") -> Iterator[tuple[str, type[BaseModel]]]:
    """(title of its section, table), each once."""
    yield TITLES.get(model, f"`{key}`"), model
    for name, field in model.model_fields.items():
        for each in inside(field.annotation):
            if isinstance(each, type) and issubclass(each, BaseModel):
                yield from tables(each, name)


SECTIONS = dict(tables(Template))


def rows(title: str) -> dict[str, tuple[bool, str]]:
    """{key: (required, the rest of its row)} of a section."""
    _, _, after = PAGE.partition(f"\n### {title}\n")
    section = after.split("\n#")[0]
    found = re.findall(r"^\| (\*\*)?`(\w+)`(?:\*\*)? \|(.*)$", section, re.MULTILINE)
    return {key: (bool(bold), rest) for bold, key, rest in found}


@pytest.mark.parametrize("title", SECTIONS)
def test_every_key_of_the_schema_is_told_and_no_other(title: str) -> None:
    fields = {field.alias or name: field for name, field in SECTIONS[title].model_fields.items()}
    told = rows(title)
    assert told.keys() == fields.keys()
    assert {key for key, (bold, _) in told.items() if bold} == {k for k, f in fields.items() if f.is_required()}


@pytest.mark.parametrize("title", SECTIONS)
def test_every_code_of_a_list_is_told(title: str) -> None:
    told = rows(title)
    for name, field in SECTIONS[title].model_fields.items():
        for each in inside(field.annotation):
            if isinstance(each, type) and issubclass(each, Code):
                assert issubclass(each, StrEnum)
                missing = [code for code in each if f"`{code}`" not in told[name][1]]
                assert missing == [], name


def test_no_section_is_told_that_is_not_there() -> None:
    keys, _, _ = PAGE.partition("## The keys")[2].partition("\n## ")
    assert set(re.findall(r"^### (.+)$", keys, re.MULTILINE)) == SECTIONS.keys()


@pytest.mark.parametrize("example", blocks(PAGE, "toml"))
def test_the_examples_can_be_started(example: str) -> None:
    assert templates.faults(example.encode()) == []


def test_the_page_gives_the_way_in_the_app() -> None:
    assert "Un modèle à nous (fichier .toml)" in PAGE
