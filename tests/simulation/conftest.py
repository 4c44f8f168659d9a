from __future__ import annotations

import pytest
from sqlalchemy import text

from sync_server.register import Register, migrate
from tests.postgresql import Postgres


@pytest.fixture(scope="session")
def histories_url(postgres: Postgres) -> str:
    """A database at the latest schema; each history takes an org of its own."""
    url = postgres.create("histories")
    register = Register(url)
    migrate.upgrade(register)
    # Kills are of the histories' making, never of the machine: no need to wait for its disk.
    register.write(lambda c: c.execute(text("ALTER DATABASE histories SET synchronous_commit = off")))
    register.close()
    return url
