"""Backups: taken while the server serves, checked, and brought back into an empty database of either sort."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import text
from sqlalchemy.engine import Connection

from espace_mobile.errors import InputError
from espace_mobile.protocol.enrolment import KeyPair
from sync_server.register import Register, dumping, migrate, orgs
from sync_server.register.database import POSTGRESQL
from sync_server.register.dumping import Content
from sync_server.register.schema import metadata
from sync_server.service import backup_file
from sync_server.service.backup_file import Writer
from sync_server.service.orgs import begin_another_life

SUFFIX = ".backup"
_PREFIX, _PARTIAL = "espace-", ".partial"
_MOVING = "0002"  # the revision since when an org can move
_ABANDONED_MS = 86_400_000  # what a killed backup left, by then


@dataclass(frozen=True, slots=True)
class Backup:
    """`revision`: of the database it was taken from; `made_at` in ms; `size` in bytes."""

    revision: str
    made_at: int
    size: int
    content: Content


def take(register: Register, path: Path, public: bytes, now: int) -> Backup:
    """One state of the whole register, sealed for `public`; there is no file of that name before it is whole.

    Nobody waits for it. Raises `InputError` (`backup`): `exists`, `not_written`, `too_new`, `no_tables`, `moved_away`.
    """
    if path.exists():
        raise InputError("backup", "exists", what=path)
    content = Content()
    with _snapshot(register) as connection:
        revision = _revision(connection)
        with _written(path) as file:
            writer = Writer(file, public, revision, now)
            for part in dumping.dump(connection, content):
                writer.write(part)
            writer.end()
    return Backup(revision, now, path.stat().st_size, content)


def verify(path: Path, pair: KeyPair) -> Backup:
    """Every byte of it read. Raises `InputError` (`backup`): see `backup_file.read`."""
    head, items = backup_file.read(path, pair)
    return Backup(head.revision, head.made_at, path.stat().st_size, dumping.check(items))


def restore(path: Path, pair: KeyPair, target: Register, now: int) -> Backup:
    """Into `target`, which holds nothing: in one transaction, compared, upgraded, its orgs in a new life (`Org.epoch`).

    Raises `InputError`: (`backup`) see `backup_file.read`, and `too_new`; (`database`) `not_empty`.
    """

    def work(there: Connection) -> Content:
        dumping.without_bounds(there)
        _clear(there)
        head, items = backup_file.read(path, pair)
        if not migrate.known(head.revision):
            raise InputError("backup", "too_new")
        migrate.bring(there, head.revision)
        content = dumping.load(there, items)
        migrate.bring(there, migrate.HEAD)
        _begin_another_life(there, now)
        return content

    head = backup_file.header(path)
    content = target.write(work)
    return Backup(head.revision, head.made_at, path.stat().st_size, content)


def _begin_another_life(connection: Connection, now: int) -> None:
    for org in orgs.everyone(connection):
        begin_another_life(connection, org.id, now)
    if connection.dialect.name == POSTGRESQL:
        connection.execute(text("ANALYZE"))  # its plans would be those of empty tables


def name_of(folder: Path, now: int) -> Path:
    """Of a backup taken at `now`: names go in the order of time."""
    return folder / f"{_PREFIX}{datetime.fromtimestamp(now / 1000, UTC):%Y%m%dT%H%M%S}Z{SUFFIX}"


def in_folder(folder: Path) -> list[Path]:
    """The backups it holds, oldest first: those that `name_of` named."""
    return sorted(folder.glob(f"{_PREFIX}*Z{SUFFIX}"))


def prune(folder: Path, keep: int, now: int) -> int:
    """Removes all but the newest `keep`, and what killed ones left a day ago. Returns how many."""
    extra = in_folder(folder)[:-keep]
    left = [p for p in folder.glob(f".{_PREFIX}*{_PARTIAL}") if p.stat().st_mtime * 1000 < now - _ABANDONED_MS]
    for path in (*extra, *left):
        path.unlink(missing_ok=True)
    return len(extra)


def _revision(connection: Connection) -> str:
    revision = migrate.revision_of(connection)
    if revision is None:
        raise InputError("backup", "no_tables")
    if not migrate.known(revision):
        raise InputError("backup", "too_new")
    if revision >= _MOVING and connection.execute(text("SELECT count(*) FROM orgs")).scalar():
        here = connection.execute(text("SELECT count(*) FROM orgs WHERE moved_at IS NULL")).scalar()
        if not here:  # a timer that nobody changed: it would go on saving what is no longer true
            raise InputError("backup", "moved_away")
    return revision


@contextmanager
def _snapshot(register: Register) -> Iterator[Connection]:
    """A transaction that sees one state of the database throughout, however long it takes."""
    with register.read() as connection:
        if register.dialect == POSTGRESQL:
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        dumping.without_bounds(connection)
        yield connection


@contextmanager
def _written(path: Path) -> Iterator[BinaryIO]:
    """A file under another name until all of it is on the disk."""
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}{_PARTIAL}")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.rename(path)
        _synced(path.parent)
    except OSError as e:
        raise InputError("backup", "not_written", error=e.strerror) from None
    finally:
        partial.unlink(missing_ok=True)


def _synced(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _clear(connection: Connection) -> None:
    """Takes away the empty tables that `migrate` or a server made there. Raises `InputError`: `not_empty`."""
    held = dumping.tables(connection)
    if any(table.name not in metadata.tables for table in held):
        raise InputError("database", "not_empty")
    if connection.dialect.name == POSTGRESQL and held:
        names = ", ".join(table.name for table in held)
        connection.execute(text(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"))
    for table in reversed(held):
        if connection.execute(text(f"SELECT 1 FROM {table.name} LIMIT 1")).first():  # noqa: S608 - the schema's own
            raise InputError("database", "not_empty")
        table.drop(connection)
    connection.execute(text(f"DROP TABLE IF EXISTS {migrate.VERSION_TABLE}"))
