from __future__ import annotations

import re
from pathlib import Path

import espace_mobile.domain
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.vocabulary import LISTS

GLOSSARY = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text("utf-8")


def test_every_kind_stands_in_the_glossary_and_nothing_else() -> None:
    rows = re.findall(r"^\|[^|]+\| `([A-Z]\w+)` \| `(\w+)` \|", GLOSSARY, re.MULTILINE)
    expected = {(fact.__name__, kind) for kind, fact in KINDS.items()}
    assert set(rows) == expected | {(codes.__name__, name) for name, codes in LISTS.items()}


def test_sealed_fields_are_named() -> None:
    for kind, fact in KINDS.items():
        (row,) = [line for line in GLOSSARY.splitlines() if f"| `{kind}` |" in line and f"`{fact.__name__}`" in line]
        sealed = row.split("|")[-2]
        assert bool(sealed.strip()) == bool(fact.sealed)
        assert set(re.findall(r"`(\w+)`", sealed)) <= fact.sealed


def test_the_modules_it_names_exist() -> None:
    room = Path(espace_mobile.domain.__file__).parent
    assert all((room / name).exists() for name in re.findall(r"`domain/(\w+\.py)`", GLOSSARY))
