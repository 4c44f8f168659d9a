from __future__ import annotations

import pytest

from sync_server.register import Register, migrate
from tests.postgresql import Postgres


@pytest.fixture(scope="session")
def histories_url(postgres: Postgres) -> str:
    """A database at the latest schema; each history takes an org of its own."""
    url = postgres.create("histories")
    register = Register(url)
    migrate.upgrade(register)
    register.close()
    return url
