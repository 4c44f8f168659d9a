"""The migrations and the tables in the code describe one schema, on both databases."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from sync_server.register import Register, migrate
from sync_server.register.schema import metadata


def test_migrations_make_the_tables_of_the_code(register: Register) -> None:
    options = {"compare_type": True, "compare_server_default": True}
    with register.read() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


# The public knows an address, and no org.
_PUBLIC = {"publications_by_slug", "calendars_by_digest"}


def test_every_key_starts_with_the_org(register: Register) -> None:
    inspector = inspect(register.engine)
    for table in set(metadata.tables) - {"orgs"}:
        keys = [inspector.get_pk_constraint(table)["constrained_columns"]]
        keys += [index["column_names"] for index in inspector.get_indexes(table) if index["name"] not in _PUBLIC]
        assert all(key[0] == "org" for key in keys), table


def test_migrating_again_changes_nothing(register: Register) -> None:
    migrate.upgrade(register)
    assert migrate.current(register) == migrate.HEAD


def test_the_code_works_with_the_last_migration() -> None:
    latest = ScriptDirectory("sync_server/migrations").get_current_head()
    assert latest == migrate.HEAD


def test_an_empty_database_has_no_version(tmp_path: Path) -> None:
    register = Register(f"sqlite:///{tmp_path / 'new.sqlite3'}")
    assert migrate.current(register) is None
    register.close()
