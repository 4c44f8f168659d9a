"""What PostgreSQL does to those who use it at once: limits on time, deadlocks, conflicts, restarts."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import Connection

from espace_mobile.errors import ServerBusy
from espace_mobile.protocol.values import new_id
from sync_server.register import Register

pytestmark = pytest.mark.postgres


@pytest.fixture
def register(postgres_url: str) -> Iterator[Register]:
    opened = Register(postgres_url)
    yield opened
    opened.close()


@pytest.fixture
def two_rows(register: Register) -> Iterator[str]:
    """A table of two counters."""
    register.write(lambda c: c.execute(text("CREATE TABLE counters AS SELECT i, 0 AS x FROM generate_series(1, 2) i")))
    yield "counters"
    register.write(lambda c: c.execute(text("DROP TABLE counters")))


def _together(*jobs: Callable[[], Any]) -> list[Any]:
    with ThreadPoolExecutor(len(jobs)) as pool:
        return [future.result(60) for future in [pool.submit(job) for job in jobs]]


def test_every_connection_has_its_bounds(register: Register) -> None:
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
    with register.read() as connection:
        set_ = {name: connection.execute(text(f"SHOW {name}")).scalar() for name in names}
    assert set_ == {"statement_timeout": "30s", "lock_timeout": "20s", "idle_in_transaction_session_timeout": "1min"}


def _slow(connection: Connection) -> None:
    connection.execute(text("SET LOCAL statement_timeout = 50"))
    connection.execute(text("SELECT pg_sleep(30), 'Amina Personnelle'"))


def _waiting(connection: Connection) -> None:
    connection.execute(text("SET LOCAL lock_timeout = 50"))
    connection.execute(text("UPDATE counters SET x = 1 WHERE i = 1"))


def _dawdling(connection: Connection) -> None:
    connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 50"))
    threading.Event().wait(0.4)
    connection.execute(text("SELECT 1"))


@pytest.mark.parametrize("work", [_slow, _waiting, _dawdling])
def test_what_takes_too_long_is_busy_and_the_next_one_is_served(
    work: Callable[[Connection], None], register: Register, two_rows: str
) -> None:
    def hold(connection: Connection) -> None:
        connection.execute(text(f"SELECT * FROM {two_rows} FOR UPDATE"))
        with pytest.raises(ServerBusy) as told:
            register.write(work)
        assert "Personnelle" not in repr(told.value)
        assert told.value.params == {"after": 5}

    register.write(hold)
    with register.read() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1


def test_a_real_deadlock_is_run_again(register: Register, two_rows: str) -> None:
    crossed = threading.Barrier(2)
    runs: list[int] = []

    def work(order: tuple[int, int]) -> Callable[[Connection], None]:
        first_time = [True]

        def once(connection: Connection) -> None:
            runs.append(1)
            connection.execute(text("SET LOCAL deadlock_timeout = '20ms'"))
            for i in order:
                connection.execute(text(f"UPDATE {two_rows} SET x = x + 1 WHERE i = :i"), {"i": i})
                if first_time.pop() if first_time else False:
                    crossed.wait(30)

        return once

    _together(lambda: register.write(work((1, 2))), lambda: register.write(work((2, 1))))
    with register.read() as connection:
        assert connection.execute(text(f"SELECT x FROM {two_rows} ORDER BY i")).scalars().all() == [2, 2]
    assert len(runs) == 3  # one of the two was chosen, undone and run again


def test_a_real_serialization_failure_is_run_again(register: Register, two_rows: str) -> None:
    crossed = threading.Barrier(2)
    runs: list[int] = []

    def work() -> Callable[[Connection], None]:
        first_time = [True]

        def once(connection: Connection) -> None:
            runs.append(1)
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"))
            sum_ = connection.execute(text(f"SELECT sum(x) FROM {two_rows}")).scalar_one()
            if first_time.pop() if first_time else False:
                crossed.wait(30)
            connection.execute(text(f"UPDATE {two_rows} SET x = :x WHERE i = 1"), {"x": sum_ + 1})

        return once

    _together(lambda: register.write(work()), lambda: register.write(work()))
    with register.read() as connection:
        assert connection.execute(text(f"SELECT x FROM {two_rows} WHERE i = 1")).scalar() == 2
    assert len(runs) == 3


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT])
def test_a_database_that_restarts_is_found_again(
    how: signal.Signals, postgres: Any, postgres_url: str, fleets: Any
) -> None:
    """SIGINT: told to stop at once; SIGQUIT: as a crash, it recovers from its log."""
    register = Register(postgres_url)
    tablet = fleets(register).tablet()
    kept = [new_id() for _ in range(3)]
    tablet.save(kept[0], x=1)
    postgres.process.send_signal(how)
    postgres.process.wait(30)
    with pytest.raises(ServerBusy):
        tablet.pull()
    postgres.start()
    for record in kept[1:]:
        tablet.save(record, x=1)
    assert sorted(tablet.everything()) == sorted(kept)
    register.close()


def test_more_threads_than_connections_wait_for_their_turn(postgres_url: str, fleets: Any) -> None:
    register = Register(postgres_url, connections=2)
    fleet = fleets(register)
    tablets = [fleet.tablet() for _ in range(8)]
    together = threading.Barrier(len(tablets))

    def work(tablet: Any) -> None:
        together.wait(30)
        for _ in range(5):
            tablet.save(new_id(), x=1)

    opened: list[int] = []
    event.listen(register.engine, "connect", lambda _connection, _record: opened.append(1))
    register.engine.dispose()
    _together(*[lambda t=t: work(t) for t in tablets])
    assert len(opened) == 2  # kept and used again
    assert len(tablets[0].everything()) == 40
    register.close()
