"""Every database that must behave alike, and a table in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.store.databases import MAKERS


@pytest.fixture(params=list(MAKERS))
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    db = MAKERS[request.param](tmp_path)
    yield db
    db.close()


@pytest.fixture
def table(db: Any) -> Any:
    """Three documents: ids 1, 2, 3."""
    table = db.table("people")
    table.insert_multiple(
        [
            {"name": "Amina", "age": 31, "needs": ["food", "papers"]},
            {"name": "Boris", "age": 52, "needs": []},
            {"name": "Chloé", "age": 19, "needs": ["food"], "address": {"city": "Lille"}},
        ]
    )
    return table
