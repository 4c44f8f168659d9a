"""A backup is one state of a register that goes on serving, and comes back into either database, or not at all."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text

from espace_mobile.errors import InputError
from espace_mobile.protocol.enrolment import KeyPair
from espace_mobile.protocol.messages import Pushed
from espace_mobile.protocol.values import Sealed, new_id
from sync_server.register import Register, migrate, moving, orgs
from sync_server.register.schema import metadata
from sync_server.service import backups
from sync_server.service.devices import authenticate
from tests.store.small_disk import small_disk
from tests.sync_server.lived import lived_in, rows

NOW = 1_790_000_000_000
_names = iter(range(1000))
both = pytest.mark.parametrize("to", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])


@pytest.fixture
def pair() -> KeyPair:
    return KeyPair()


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


@pytest.fixture
def empty(request: pytest.FixtureRequest, tmp_path: Path, opened: Callable[[str], Register]) -> Any:
    """Makes empty databases, of the sort asked for."""

    def make(sort: str) -> Register:
        name = f"restored{next(_names)}"
        if sort == "sqlite":
            return opened(f"sqlite:///{tmp_path / name}.sqlite3")
        return opened(request.getfixturevalue("postgres").create(name))

    return make


def _refused(work: Callable[[], object]) -> str:
    with pytest.raises(InputError) as told:
        work()
    return told.value.reason


@pytest.mark.postgres
@pytest.mark.parametrize(("of", "to"), [("sqlite", "postgresql"), ("postgresql", "sqlite")])
def test_every_row_comes_back_into_the_other_database_in_a_new_life(
    of: str, to: str, empty: Any, fleets: Any, pair: KeyPair, tmp_path: Path
) -> None:
    source, target, path = empty(of), empty(to), tmp_path / "one.backup"
    migrate.upgrade(source)
    fleet = lived_in(source, fleets)
    lives = {org.id: org.epoch for org in source.write(orgs.everyone)}
    before = rows(source)
    taken = backups.take(source, path, pair.public, NOW)
    assert rows(source) == before
    assert taken.content.rows == {table: len(held) for table, held in before.items()}
    assert backups.verify(path, pair) == taken == backups.restore(path, pair, target, NOW)
    after = rows(target)
    assert migrate.current(target) == migrate.HEAD
    renewed = {org.id: org.epoch for org in target.write(orgs.everyone)}
    assert renewed.keys() == lives.keys()
    assert not set(renewed.values()) & set(lives.values())
    # What may have been taken back since is not public again.
    assert (after.pop("publications"), after.pop("calendars")) == ([], [])
    changed = {"orgs", "publications", "calendars"}
    assert {table: held for table, held in after.items() if table != "orgs"} == {
        table: held for table, held in before.items() if table not in changed
    }
    fleet.register = target
    fleet.tablet().save(new_id(), x=1)


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_a_backup_taken_while_devices_push_is_torn_nowhere(
    register: Register, fleets: Any, pair: KeyPair, tmp_path: Path, opened: Callable[[str], Register]
) -> None:
    fleet = fleets(register)
    stop, flowing, held = threading.Event(), threading.Event(), dict[str, int]()
    failed: list[BaseException] = []

    def work(tablet: Any) -> None:
        try:
            while not stop.is_set():
                answer: Pushed = tablet.push(*(tablet.change(new_id(), x=n) for n in range(7)))
                held[tablet.id] = answer.have
                if len(held) == 3:
                    flowing.set()
        except BaseException as e:
            failed.append(e)

    tablets = [fleet.tablet() for _ in range(3)]
    threads = [threading.Thread(target=work, args=(tablet,)) for tablet in tablets]
    for thread in threads:
        thread.start()
    assert flowing.wait(60)
    known, taken = dict(held), []
    for n in range(3):
        taken.append(backups.take(register, tmp_path / f"{n}.backup", pair.public, NOW + n))
    stop.set()
    for thread in threads:
        thread.join(60)
    assert failed == []
    numbers = []
    for n in range(3):
        back = opened(f"sqlite:///{tmp_path / f'{n}.sqlite3'}")
        backups.restore(tmp_path / f"{n}.backup", pair, back, NOW)
        numbers.append(_whole(back, fleet.org, known))
    assert numbers == sorted(numbers)
    assert numbers[0] < sum(held.values())


def _whole(register: Register, org: str, known: dict[str, int]) -> int:
    """Nothing of a commit is there without the rest of it. Returns how many changes there are."""
    with register.read() as connection:
        count = text("SELECT device, count(*), max(n) FROM history WHERE org = :org GROUP BY device")
        found = {device: (n, high) for device, n, high in connection.execute(count, {"org": org})}
        high = text("SELECT id, high_n FROM devices WHERE org = :org")
        told = {row.id: row.high_n for row in connection.execute(high, {"org": org})}
        held = connection.execute(text("SELECT count(*), max(seq) FROM records WHERE org = :org"), {"org": org}).one()
        seq = connection.execute(text("SELECT seq FROM orgs WHERE id = :org"), {"org": org}).scalar_one()
    assert {device: (n, n) for device, n in told.items()} == found
    assert all(told[device] >= n for device, n in known.items())
    assert tuple(held) == (sum(told.values()), seq)
    return sum(told.values())


@both
def test_a_database_that_holds_something_is_left_as_it_is(
    to: str, sqlite_url: str, empty: Any, fleets: Any, pair: KeyPair, tmp_path: Path, opened: Any
) -> None:
    source, target, path = opened(sqlite_url), empty(to), tmp_path / "one.backup"
    fleets(source).tablet().save(new_id(), x=1)
    backups.take(source, path, pair.public, NOW)
    target.write(lambda c: c.execute(text("CREATE TABLE of_another (x INTEGER)")))
    assert _refused(lambda: backups.restore(path, pair, target, NOW)) == "not_empty"
    assert migrate.current(target) is None
    target.write(lambda c: c.execute(text("DROP TABLE of_another")))
    migrate.upgrade(target)  # tables without a row are no obstacle: `espace-sync migrate` was run
    backups.restore(path, pair, target, NOW)
    before = rows(target)
    assert _refused(lambda: backups.restore(path, pair, target, NOW)) == "not_empty"
    assert rows(target) == before


@both
def test_a_backup_that_breaks_at_its_end_leaves_nothing_half_restored(
    to: str, sqlite_url: str, empty: Any, fleets: Any, pair: KeyPair, tmp_path: Path, opened: Any
) -> None:
    source, target, path = opened(sqlite_url), empty(to), tmp_path / "one.backup"
    tablet = fleets(source).tablet()
    tablet.push(*(tablet.change(new_id(), name=Sealed(1, os.urandom(400))) for _ in range(400)))
    backups.take(source, path, pair.public, NOW)
    whole = path.read_bytes()
    assert len(whole) > 2 * (64 << 10)
    for broken in (whole[:-1] + bytes([whole[-1] ^ 1]), whole[:-100], whole + b"\x00"):
        path.write_bytes(broken)
        assert _refused(lambda: backups.restore(path, pair, target, NOW)) == "damaged"
        assert migrate.current(target) is None
        assert not [name for name in metadata.tables if name in _tables(target)]
    path.write_bytes(whole)
    backups.restore(path, pair, target, NOW)
    assert len(rows(target)["records"]) == 400


def _tables(register: Register) -> list[str]:
    return inspect(register.engine).get_table_names()


class _Dying(Register):
    """Its process ends before any commit."""

    def write(self, work: Callable[[Any], Any]) -> Any:
        return super().write(lambda connection: (work(connection), os._exit(9)))


@both
def test_killed_before_its_end_a_restoration_leaves_an_empty_database_and_runs_again(
    to: str, sqlite_url: str, empty: Any, fleets: Any, pair: KeyPair, tmp_path: Path, opened: Any
) -> None:
    source, target, path = opened(sqlite_url), empty(to), tmp_path / "one.backup"
    fleets(source).tablet().save(new_id(), x=1)
    backups.take(source, path, pair.public, NOW)
    url = target.url.render_as_string(hide_password=False)
    target.close()
    if not (pid := os.fork()):
        try:
            backups.restore(path, pair, _Dying(url), NOW)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 9
    assert migrate.current(target) is None
    backups.restore(path, pair, target, NOW)
    assert len(rows(target)["records"]) == 1


@both
@pytest.mark.parametrize("then", ["0004", f"{int(migrate.HEAD) - 1:04}"])
def test_an_earlier_version_is_backed_up_before_it_is_upgraded_and_comes_back_upgraded(
    then: str, to: str, empty: Any, pair: KeyPair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target, path = empty(to), empty("sqlite"), tmp_path / "one.backup"
    with monkeypatch.context() as past:
        past.setattr(migrate, "HEAD", then)
        migrate.upgrade(source)
    lived = "INSERT INTO orgs (id, name, epoch, seq, created_at, key) VALUES ('vieille', 'Été', 'e1', 9, 1, 2)"
    source.write(lambda c: c.execute(text(lived)))
    assert backups.take(source, path, pair.public, NOW).revision == then == migrate.current(source)
    assert ("publications" in backups.verify(path, pair).content.rows) == (then > "0004")
    backups.restore(path, pair, target, NOW)
    assert (migrate.current(target), rows(target)["orgs"][0][:2]) == (migrate.HEAD, ("vieille", "Été"))
    # And the usual way: upgraded in place, then backed up.
    migrate.upgrade(source)
    assert backups.take(source, tmp_path / "two.backup", pair.public, NOW).revision == migrate.HEAD


def test_a_newer_version_is_left_to_a_newer_server(
    sqlite_url: str, pair: KeyPair, tmp_path: Path, opened: Any, empty: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, path = opened(sqlite_url), tmp_path / "one.backup"
    backups.take(source, path, pair.public, NOW)
    with monkeypatch.context() as then:
        then.setattr(migrate, "HEAD", "0004")
        assert _refused(lambda: backups.restore(path, pair, empty("sqlite"), NOW)) == "too_new"
        assert _refused(lambda: backups.take(source, tmp_path / "two.backup", pair.public, NOW)) == "too_new"
    assert not (tmp_path / "two.backup").exists()


def test_a_register_that_moved_away_is_no_longer_what_to_save(
    sqlite_url: str, fleets: Any, pair: KeyPair, tmp_path: Path, opened: Any, empty: Any
) -> None:
    source, target = opened(sqlite_url), empty("sqlite")
    fleets(source)
    moving.move(source, target, NOW)
    assert _refused(lambda: backups.take(source, tmp_path / "old.backup", pair.public, NOW)) == "moved_away"
    backups.take(target, tmp_path / "new.backup", pair.public, NOW)


def test_nothing_readable_is_written_and_what_was_erased_is_in_no_later_backup(
    database: str, register: Register, fleets: Any, pair: KeyPair, tmp_path: Path, opened: Any
) -> None:
    fleet, secret, record = fleets(register), os.urandom(300), new_id()
    tablet, boss = fleet.tablet(), fleet.tablet("supervisor")
    tablet.save(record, "person", name=Sealed(1, secret), word="lisible")
    path, later = tmp_path / "before.backup", tmp_path / "after.backup"
    backups.take(register, path, pair.public, NOW)
    assert boss.push(boss.change(record, "person", erased=True)).verdicts == []
    backups.take(register, later, pair.public, NOW)
    held = []
    for one in (path, later):
        assert b"lisible" not in one.read_bytes()
        assert secret not in one.read_bytes()
        back = opened(f"sqlite:///{one.with_suffix('.sqlite3')}")
        backups.restore(one, pair, back, NOW)
        back.close()
        held.append(one.with_suffix(".sqlite3").read_bytes())
    assert [secret in one and b"lisible" in one for one in held] == [True, False]
    assert secret not in held[1]
    assert record.encode() in held[1]  # that something was said, by whom and when, stays
    assert sorted(p.suffix for p in tmp_path.iterdir() if p.name.startswith(".")) == []
    del database


@pytest.mark.parametrize("kind", ["tmpfs", "file size"])
def test_a_disk_that_is_full_leaves_no_backup_and_the_server_goes_on(
    kind: str, sqlite_url: str, fleets: Any, pair: KeyPair, tmp_path: Path, opened: Any
) -> None:
    source = opened(sqlite_url)
    tablet = fleets(source).tablet()
    tablet.push(*(tablet.change(new_id(), name=Sealed(1, os.urandom(400))) for _ in range(500)))
    with small_disk(kind, tmp_path / "small") as disk:
        disk.fill_for_new_files(100 << 10)
        path = disk.folder / "one.backup"
        assert _refused(lambda: backups.take(source, path, pair.public, NOW)) == "not_written"
        assert [p.name for p in disk.folder.iterdir() if p.name != "filler"] == []
        disk.free()
        backups.take(source, path, pair.public, NOW)
        backups.verify(path, pair)
    tablet.save(new_id(), x=1)


def test_old_backups_and_what_a_kill_left_go_and_nothing_else(
    sqlite_url: str, pair: KeyPair, tmp_path: Path, opened: Any
) -> None:
    source, folder = opened(sqlite_url), tmp_path / "backups"
    folder.mkdir()
    (folder / "mine.backup").write_bytes(b"")
    left, fresh = folder / ".espace-x.backup.1.partial", folder / ".espace-y.backup.2.partial"
    for partial, at in ((left, NOW - 90_000_000), (fresh, NOW)):
        partial.write_bytes(b"")
        os.utime(partial, (at / 1000, at / 1000))
    made = []
    for n in range(4):
        made.append(backups.name_of(folder, NOW + n * 1000))
        backups.take(source, made[-1], pair.public, NOW + n * 1000)
    assert _refused(lambda: backups.take(source, made[0], pair.public, NOW)) == "exists"
    assert backups.prune(folder, 2, NOW) == 2
    assert sorted(folder.iterdir()) == sorted([fresh, *made[2:], folder / "mine.backup"])
    assert made[0].name == "espace-20260921T141320Z.backup"
    assert all((path.stat().st_mode & 0o777) == 0o600 for path in made[2:])


def test_a_token_opens_the_restored_register(
    sqlite_url: str, fleets: Any, pair: KeyPair, tmp_path: Path, opened: Any, empty: Any
) -> None:
    source, target = opened(sqlite_url), empty("sqlite")
    tablet = fleets(source).tablet()
    backups.take(source, tmp_path / "one.backup", pair.public, NOW)
    backups.restore(tmp_path / "one.backup", pair, target, NOW)
    assert authenticate(target, tablet.token).id == tablet.id
