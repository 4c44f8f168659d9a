"""What every test shares: how Hypothesis draws, and that nothing is skipped in silence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests import postgresql

if TYPE_CHECKING:
    from tests.crew import Crew

# The machine's speed is not a property of the code: no deadlines.
settings.register_profile("espace", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("espace")


@pytest.fixture(scope="session")
def postgres() -> Iterator[postgresql.Postgres]:
    """One for everybody, and some kill it."""
    server = postgresql.Postgres(postgresql.binaries())
    yield server
    server.stop()


@pytest.fixture(scope="module")
def crew(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    """An org on a real server of its own, without a device yet."""
    from tests.crew import Crew  # the app and its server: only for those that ask
    from tests.served import served

    with served(tmp_path_factory.mktemp("server")) as server:
        made = Crew(server, tmp_path_factory.mktemp("crew"))
        yield made
        made.close()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI everything a test needs is there, so a skipped test is a broken one."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("CI") == "true" and skipped and session.exitstatus == pytest.ExitCode.OK:
        reporter.write_line(f"CI: {len(skipped)} skipped test(s) count as failures", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
