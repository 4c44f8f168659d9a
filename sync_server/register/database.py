"""The database behind the register: connections, transactions, and what to do when it is busy or gone."""

from __future__ import annotations

import os
import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    NoSuchModuleError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout

from espace_mobile.errors import EspaceError, InputError, ServerBusy

T = TypeVar("T")

SQLITE, POSTGRESQL = "sqlite", "postgresql"
_DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}

BUSY_SECONDS = 30  # how long a writer waits for its turn
CONNECTIONS = 64  # of one process at most: PostgreSQL lets 100 in unless told otherwise
_KEPT = 16  # of those, open while nobody uses them
_TRACES_SECONDS = 1.0
_TRIES = 6
# SQLSTATE of transactions that PostgreSQL asks to run again: serialization failure, deadlock.
_AGAIN = {"40001", "40P01"}
_BEGIN = "sqlite_begin"
# wal_autocheckpoint: in pages; a commit in sixteen megabytes waits for what was written to move into the database.
# secure_delete: what an erasure frees is written over with zeros.
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "wal_autocheckpoint=4000",
    "foreign_keys=ON",
    "cache_size=-32000",
    "secure_delete=ON",
)
# Milliseconds. A statement that takes longer, or waits longer for a row, is « busy »: the device comes back later.
_BOUNDS = "-c statement_timeout=30000 -c lock_timeout=20000 -c idle_in_transaction_session_timeout=60000"
# A database whose machine vanished without a word is noticed within a minute.
_ALIVE = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "tcp_user_timeout": 60_000}


class Register:
    """One database holding every org. Any number of threads, and of processes, may use it at once.

    `connections`: how many this process may open, at most; a thread that finds none free waits for one.
    Raises `InputError` (field `database`) for a URL it can't use; afterwards `ServerBusy` when the database is
    not reachable, or did not give this writer its turn.
    """

    def __init__(self, url: str, connections: int = CONNECTIONS) -> None:
        self.url = parsed(url)
        self.dialect = self.url.get_backend_name()
        self.connections = connections
        self.engine = (_sqlite if self.dialect == SQLITE else _postgresql)(self.url, connections)
        # SQLite has one writer: its threads queue here, in order, rather than poll a locked file.
        self._turn = threading.Lock() if self.dialect == SQLITE else None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that writes nothing. On SQLite it sees one state of the database throughout."""
        with _translated(), self.engine.connect() as connection:
            yield connection

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction, and again when PostgreSQL asks for it: it must be repeatable."""
        with _translated():
            for attempt in range(1, _TRIES):
                try:
                    return self._once(work)
                except DBAPIError as e:
                    if getattr(e.orig, "sqlstate", None) not in _AGAIN:
                        raise
                    time.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311 - spreads the losers
            return self._once(work)

    def _once(self, work: Callable[[Connection], T]) -> T:
        if self._turn is None:
            with self.engine.begin() as connection:
                return work(connection)
        if not self._turn.acquire(timeout=BUSY_SECONDS):
            raise ServerBusy(after=1)
        try:
            options = {_BEGIN: "BEGIN IMMEDIATE"}
            with self.engine.connect().execution_options(**options) as connection, connection.begin():
                return work(connection)
        finally:
            self._turn.release()

    def forget_traces(self) -> bool:
        """After a commit that erased: what was written over leaves the side file too, now rather than some time.

        On SQLite only; on PostgreSQL that is `scrubbing`. It never raises, and gives up after a second or two: False,
        when somebody was reading the old state. The next call, or the last connection to close, makes up for it.
        """
        if self._turn is None:
            return True
        if not self._turn.acquire(timeout=_TRACES_SECONDS):
            return False
        try:
            return checkpointed(str(self.url.database), _TRACES_SECONDS)
        finally:
            self._turn.release()

    def ping(self) -> None:
        """Raises `ServerBusy` when the database is not reachable, `InputError` when it is no database."""
        try:
            with self.read() as connection:
                connection.execute(sa.text("SELECT 1"))
        except EspaceError as e:
            if type(e) is EspaceError:
                raise InputError("database", "damaged") from None
            raise

    def close(self) -> None:
        self.engine.dispose()


def parsed(text: str) -> URL:
    """With the driver to use. Raises `InputError` (`database`)."""
    try:
        url = sa.make_url(text)
    except ArgumentError:
        raise InputError("database", "not_a_url") from None
    driver = _DRIVERS.get(url.drivername, url.drivername)
    if driver not in _DRIVERS.values():
        raise InputError("database", "not_supported", scheme=url.drivername)
    if driver.startswith(SQLITE) and url.database in (None, "", ":memory:"):
        raise InputError("database", "not_a_file")
    return url.set(drivername=driver)


def checkpointed(path: str, seconds: float) -> bool:
    """Whether all of a SQLite database is in its one file, and the side file is empty."""
    try:
        with closing(sqlite3.connect(path, timeout=seconds, isolation_level=None)) as connection:
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy
    except sqlite3.Error:
        return False


def _sqlite(url: URL, connections: int) -> Engine:
    _own_file(Path(str(url.database)))
    engine = _engine(url, connections, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _settings(connection: sqlite3.Connection, _record: object) -> None:
        # The driver's own BEGINs come too late and are of the wrong sort; ours are below.
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))

    return engine


def _own_file(path: Path) -> None:
    """What it holds is nobody else's business on this machine; SQLite's side files take the mode of this one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as e:
        raise InputError("database", "not_writable", error=e.strerror) from None


def _postgresql(url: URL, connections: int) -> Engine:
    try:
        from sync_server.register.array_format import register_with
    except ImportError:
        raise InputError("database", "no_driver", scheme=url.drivername) from None
    settings = {"connect_timeout": 5, "options": _BOUNDS, **_ALIVE}
    # A connection that died while it lay in the pool is replaced before anybody is given it.
    engine = _engine(url, connections, pool_pre_ping=True, connect_args=settings)

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _record: object) -> None:
        register_with(connection)

    return engine


def _engine(url: URL, connections: int, **options: Any) -> Engine:
    kept = min(_KEPT, connections)
    pool = {"pool_size": kept, "max_overflow": connections - kept, "pool_timeout": BUSY_SECONDS}
    # hide_parameters: an error of the database never carries what a device sent.
    try:
        return sa.create_engine(url, hide_parameters=True, **pool, **options)
    except (NoSuchModuleError, ImportError):
        raise InputError("database", "no_driver", scheme=url.drivername) from None


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except PoolTimeout:
        raise ServerBusy(after=5) from None
    except DBAPIError as e:
        # From None: the database's own message quotes the row it objects to.
        if e.connection_invalidated or isinstance(e, OperationalError | InterfaceError):
            raise ServerBusy(after=5) from None
        if isinstance(e, IntegrityError):  # somebody inserted the same at the same time; asking again finds it
            raise ServerBusy(after=1) from None
        raise EspaceError(error=type(e).__name__, sqlstate=getattr(e.orig, "sqlstate", None)) from None
