"""A register moves to another database as it is, under live writers and whatever kills it on the way."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from espace_mobile.errors import InputError, ServerBusy, Unauthorised
from espace_mobile.protocol.values import new_id
from sync_server.register import Register, migrate, moving, orgs
from sync_server.register.schema import devices
from sync_server.service.devices import authenticate
from sync_server.service.enrolment import poll
from tests.sync_server.lived import lived_in, rows

pytestmark = pytest.mark.postgres
_names = iter(range(1000))


@pytest.fixture
def emptied(postgres: Any) -> str:
    """A PostgreSQL database with nothing in it."""
    url: str = postgres.create(f"moving{next(_names)}")
    return url


@pytest.fixture
def opened() -> Iterator[Callable[[str], Register]]:
    """Opens registers, and closes them after the test."""
    made: list[Register] = []

    def open_(url: str) -> Register:
        made.append(Register(url))
        return made[-1]

    yield open_
    for register in made:
        register.close()


def test_every_row_of_every_table_arrives_as_it_was_and_moves_back(
    sqlite_url: str, emptied: str, tmp_path: Path, fleets: Any, opened: Callable[[str], Register]
) -> None:
    source, target = opened(sqlite_url), opened(emptied)
    lived_in(source, fleets)
    before = rows(source)
    assert all(before.values())
    assert len(moving.move(source, target, 7)) == 2
    assert rows(target) == rows(source) == before
    assert migrate.current(target) == migrate.HEAD
    with source.read() as there, target.read() as here:
        assert {org.moved_at for org in orgs.everyone(there)} == {7}
        assert {org.moved_at for org in orgs.everyone(here)} == {None}
    back = opened(f"sqlite:///{tmp_path / 'back.sqlite3'}")
    moving.move(target, back, 8)
    assert rows(back) == before


def test_the_register_it_left_answers_nobody(
    sqlite_url: str, emptied: str, fleets: Any, opened: Callable[[str], Register]
) -> None:
    source, target = opened(sqlite_url), opened(emptied)
    fleet = fleets(source)
    tablet = fleet.tablet()
    tablet.save(new_id(), x=1)
    moving.move(source, target, fleet.now)
    asked: list[Callable[[], Any]] = [
        lambda: tablet.push(tablet.change(new_id(), x=2)),
        tablet.pull,
        lambda: authenticate(source, tablet.token),
        lambda: poll(source, fleet.org, "any", "secret"),
    ]
    for ask in asked:
        with pytest.raises(ServerBusy) as told:
            ask()
        assert told.value.params["reason"] == "moved"
    assert authenticate(target, tablet.token).id == tablet.id


def test_a_move_never_lands_on_something_else(
    sqlite_url: str, emptied: str, tmp_path: Path, fleets: Any, opened: Callable[[str], Register]
) -> None:
    source, target = opened(sqlite_url), opened(emptied)
    third = opened(f"sqlite:///{tmp_path / 'third.sqlite3'}")

    def refused(source: Register, target: Register) -> str:
        with pytest.raises(InputError) as told:
            moving.move(source, target, 1)
        return told.value.reason

    assert refused(source, target) == "no_org"
    fleets(source).tablet().save(new_id(), x=1)
    migrate.upgrade(third)
    fleets(third)
    before = rows(third)
    assert refused(source, third) == "not_empty"
    assert rows(third) == before
    assert refused(source, opened(sqlite_url)) == "same_database"
    moving.move(source, target, 1)
    assert refused(target, opened(f"{emptied}?application_name=another")) == "same_database"
    assert refused(source, third) == "has_moved"
    assert refused(target, source) == "not_empty"
    moved = rows(target)
    assert [org.moved_at for org in moving.move(source, target, 2)] == [1]  # once more, harmlessly
    assert rows(target) == moved


# One process a moment, forked off: loading the server takes longer than moving.
_KILLED = """
import os, sys
import alembic.command
from sync_server.register import Register, migrate, moving

class Dying(Register):
    def write(self, work):
        def last(connection):
            done = work(connection)
            os._exit(9) if moment == f"before {role[self]}" else None
            return done
        done = super().write(last)
        os._exit(9) if moment == f"after {role[self]}" else None
        return done

for moment, *urls in zip(*[iter(sys.argv[1:])] * 3):
    if not os.fork():
        migrate.upgrade(Register(urls[1]))
        source, target = map(Dying, urls)
        role = {source: "leaving", target: "arriving"}
        moving.move(source, target, 5)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.wait()[1]) == 9, moment
"""


def test_killed_at_any_commit_one_register_answers_and_the_next_try_ends_well(
    blank_sqlite: Path, tmp_path: Path, postgres: Any, fleets: Any, opened: Callable[[str], Register]
) -> None:
    moments = ("before arriving", "after arriving", "before leaving", "after leaving")
    tried, arguments = [], []
    for number, moment in enumerate(moments):
        url = f"sqlite:///{shutil.copy(blank_sqlite, tmp_path / f'{number}.sqlite3')}"
        source, target = opened(url), opened(postgres.create(f"killed{number}"))
        tablet = fleets(source).tablet()
        tablet.save(new_id(), x=1)
        tried.append((moment, tablet, source, target))
        arguments += [moment, url, target.url.render_as_string(hide_password=False)]
    subprocess.run([sys.executable, "-c", _KILLED, *arguments], check=True)
    for one in tried:
        _check_killed(*one)


def _check_killed(moment: str, tablet: Any, source: Register, target: Register) -> None:
    answered, refusals = [], set()
    for register in (source, target):
        tablet.fleet.register = register
        change = tablet.change(new_id(), x=1)
        try:
            tablet.push(change)
            answered.append(register)
        except (ServerBusy, Unauthorised) as e:
            tablet.n -= 1
            refusals.add(e.params["reason"])
    assert answered == ([] if moment == "after leaving" else [source]), moment
    # A target that nothing was committed to holds no org, and knows no device.
    assert refusals == ({"unknown"} if moment == "before arriving" else {"moved"}), moment
    moving.move(source, target, 6)
    tablet.fleet.register = target
    assert len(tablet.everything()) == tablet.n, moment
    assert rows(target) == rows(source)
    tablet.save(new_id(), x=2)


def test_what_was_acknowledged_during_a_move_is_in_the_target(
    sqlite_url: str, emptied: str, fleets: Any, opened: Callable[[str], Register]
) -> None:
    source, target = opened(sqlite_url), opened(emptied)
    migrate.upgrade(target)
    fleet = fleets(source)
    acknowledged: list[str] = []
    told: list[object] = []
    flowing = threading.Event()

    def work() -> None:
        tablet, why = fleet.tablet(), None
        while why is None:
            record = new_id()
            try:
                tablet.save(record, x=1)
                acknowledged.append(record)
            except ServerBusy as e:
                why = e.params.get("reason")
            if len(acknowledged) > 100:
                flowing.set()
        told.append(why)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert flowing.wait(60)
    moving.move(source, target, fleet.now)
    for thread in threads:
        thread.join(60)
    assert told == ["moved"] * 4
    assert rows(target) == rows(source)
    fleet.register = target
    assert set(acknowledged) <= set(fleet.tablet().everything())
    with target.read() as connection:
        numbered = connection.execute(select(devices.c.high_n).where(devices.c.org == fleet.org)).scalars().all()
    assert sum(numbered) == len(acknowledged)
