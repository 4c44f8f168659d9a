"""What the version before left on disk, unpacked for each test; see `make`."""

from __future__ import annotations

import json
import shutil
import tarfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from espace_mobile.bootstrap import Installation, Session
from espace_mobile.sync.http import client
from tests.postgresql import Postgres
from tests.served import Served, free_port

DATA = Path(__file__).parent / "data"
Serving = Callable[[str], AbstractContextManager[Served]]


@dataclass
class Before:
    """`expected`: what `make` wrote down of it."""

    folder: Path
    expected: dict[str, Any]
    address: str = "http://127.0.0.1:9"  # nobody answers there

    @property
    def sqlite(self) -> str:
        return f"sqlite:///{self.folder / 'register.sqlite3'}"

    def open(self, name: str) -> Session:
        """A device of before, in the app of now; its sync loop is stopped."""
        at = self.address
        installation = Installation(self.folder / name, connect=lambda _, token: client(at, token))
        [account] = installation.accounts()
        session = installation.unlock(account.id, self.expected["phrase"])
        session.sync.stop()
        return session


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("before")
    [archive] = DATA.glob("*.tar.xz")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return folder


@pytest.fixture
def before(unpacked: Path, tmp_path: Path) -> Before:
    return _copied(unpacked, tmp_path / "before")


def _copied(unpacked: Path, to: Path) -> Before:
    folder = Path(shutil.copytree(unpacked, to))
    return Before(folder, json.loads((folder / "expected.json").read_text("utf-8")))


@pytest.fixture(scope="module")
def upgraded(unpacked: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Before, Served]]:
    """Its register served by the server of now, for tests that each take a device of their own."""
    before = _copied(unpacked, tmp_path_factory.mktemp("upgraded") / "before")
    with _served(before, before.sqlite) as server:
        yield before, server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, before: Before) -> Iterator[str]:
    """The URL of the register of before, in each database."""
    if request.param == "sqlite":
        yield before.sqlite
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    url = postgres.create(f"before_{free_port()}")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute((before.folder / "register.sql").read_bytes())
    yield url
    postgres.drop(url)


@pytest.fixture
def serving(before: Before) -> Serving:
    """Serve a register of before with the server of now; devices of before find it."""
    return lambda database: _served(before, database)


@contextmanager
def _served(before: Before, database: str) -> Iterator[Served]:
    server = Served(before.folder, free_port(), org=before.expected["org"], database=database)
    before.address = server.address
    try:
        server.start()
        yield server
    finally:
        server.stop()
