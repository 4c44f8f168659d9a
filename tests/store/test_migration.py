"""A folder of an older format is brought to today's, after a backup, and may be interrupted anywhere.

There is no older format yet. The synthetic version 0 kept its documents as JSON, one frame each, without operations.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from espace_mobile.errors import FormatTooNew, StoreError, StoreFull
from espace_mobile.store import migration
from espace_mobile.store.frame import HEADER_SIZE, Box, Header
from espace_mobile.store.journal import Journal
from espace_mobile.store.migration import MIGRATIONS
from espace_mobile.store.scan import Scan
from espace_mobile.store.snapshot import write_snapshot
from espace_mobile.store.storage import JournalStorage
from tests.store.files import KEY, contact, copy, names, opened

EXPECTED = {"contacts": {n: contact(n) for n in range(1, 6)}}


def version_0(folder: Path) -> Path:
    folder.mkdir()
    header = Header(0, b"0" * 16, 1)
    box = Box(KEY, header.file_id)
    bodies = [json.dumps([n, contact(n)]).encode() for n in range(1, 6)]
    frames = [box.seal(seq, body) for seq, body in enumerate(bodies, 1)]
    (folder / "journal-1").write_bytes(header.pack() + b"".join(frames))
    return folder


def from_0_to_1(folder: Path, key: bytes) -> None:
    data = (folder / "journal-1").read_bytes()
    header = Header.find(data)
    assert header is not None
    scan = Scan(data, Box(key, header.file_id), HEADER_SIZE)
    rows: dict[int, dict[str, object]] = dict(json.loads(body) for _, body in scan)
    Journal.create(folder, 2, key).close()
    write_snapshot(folder, 2, key, scan.last, {"contacts": rows})
    (folder / "journal-1").unlink()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(MIGRATIONS, 0, from_0_to_1)
    return version_0(tmp_path / "store")


def test_an_older_folder_opens_with_all_that_was_in_it(folder: Path) -> None:
    assert opened(folder) == (EXPECTED, None)
    assert opened(folder) == (EXPECTED, None)
    assert names(folder) == {"snapshot-2", "journal-2", "backup-v0"}


def test_the_backup_holds_the_files_as_they_were(folder: Path, tmp_path: Path) -> None:
    before = (folder / "journal-1").read_bytes()
    opened(folder)
    assert {p.name: p.read_bytes() for p in (folder / "backup-v0").iterdir()} == {"journal-1": before}


def test_saving_goes_on_in_the_new_format(folder: Path) -> None:
    storage = JournalStorage(folder, KEY)
    storage.commit([("contacts", 6, contact(6))])
    storage.close()
    assert list(opened(folder)[0]["contacts"]) == [1, 2, 3, 4, 5, 6]


def test_a_step_that_fails_leaves_the_store_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (folder / "journal-1").read_bytes()

    def half_way(work: Path, key: bytes) -> None:
        (work / "journal-1").write_bytes(b"rubbish")
        raise OSError(28, "no space left")

    with monkeypatch.context() as patched:
        patched.setitem(MIGRATIONS, 0, half_way)
        with pytest.raises(StoreFull):
            JournalStorage(folder, KEY)
    assert (folder / "journal-1").read_bytes() == before
    assert opened(folder) == (EXPECTED, None)
    assert names(folder) == {"snapshot-2", "journal-2", "backup-v0"}


def test_a_step_that_does_not_do_its_work_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (folder / "journal-1").read_bytes()
    monkeypatch.setitem(MIGRATIONS, 0, lambda work, key: None)
    with pytest.raises(StoreError) as refused:
        JournalStorage(folder, KEY)
    assert refused.value.params == {"reason": "migration_failed", "version": 0}
    assert (folder / "journal-1").read_bytes() == before


def test_a_format_nobody_can_read_any_more_is_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (folder / "journal-1").read_bytes()
    monkeypatch.delitem(MIGRATIONS, 0)
    with pytest.raises(StoreError) as refused:
        JournalStorage(folder, KEY)
    assert refused.value.params == {"reason": "no_migration", "version": 0}
    assert (folder / "journal-1").read_bytes() == before


def test_several_steps_run_in_their_order(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From 0 to 2 by way of 1, as an app two formats later would."""
    ran: list[int] = []

    def to_1(work: Path, key: bytes) -> None:
        ran.append(0)
        from_0_to_1(work, key)

    def to_2(work: Path, key: bytes) -> None:
        ran.append(1)
        for path in work.iterdir():
            data = path.read_bytes()
            header = Header.find(data)
            assert header is not None
            assert header.version == 1
            newer = Header(2, header.file_id, header.generation)
            path.write_bytes(newer.pack() + data[HEADER_SIZE:])

    monkeypatch.setattr(migration, "FORMAT", 2)
    monkeypatch.setitem(MIGRATIONS, 0, to_1)
    monkeypatch.setitem(MIGRATIONS, 1, to_2)
    migration.migrate(folder, KEY)
    assert ran == [0, 1]
    monkeypatch.undo()
    with pytest.raises(FormatTooNew):
        JournalStorage(folder, KEY)
    assert names(folder) == {"snapshot-2", "journal-2", "backup-v0"}


def stages(folder: Path, root: Path) -> dict[str, Path]:
    """The folder as a crash leaves it after each stage of a migration."""
    found = {"backing up": copy(folder, root / "a")}
    (root / "a" / "migration.tmp").mkdir()
    (root / "a" / "migration.tmp" / "journal-1").write_bytes(b"half a cop")
    found["backed up"] = copy(folder, root / "b")
    shutil.copytree(folder, root / "b" / "backup-v0")
    found["migrating"] = copy(root / "b", root / "c")
    shutil.copytree(folder, root / "c" / "migration.tmp")
    done = copy(folder, root / "work")
    from_0_to_1(done, KEY)
    found["migrated"] = copy(root / "b", root / "d")
    shutil.copytree(done, root / "d" / "migrated")
    found["old ones removed"] = copy(root / "d", root / "e")
    (root / "e" / "journal-1").unlink()
    found["one moved"] = copy(root / "e", root / "f")
    (root / "f" / "migrated" / "snapshot-2").rename(root / "f" / "snapshot-2")
    found["all moved"] = copy(root / "f", root / "g")
    (root / "g" / "migrated" / "journal-2").rename(root / "g" / "journal-2")
    return found


def test_a_crash_at_any_stage_loses_nothing(folder: Path, tmp_path: Path) -> None:
    root = tmp_path / "stages"
    root.mkdir()
    for stage, place in stages(folder, root).items():
        assert opened(place) == (EXPECTED, None), stage
        assert names(place) == {"snapshot-2", "journal-2", "backup-v0"}, stage


def test_todays_folder_is_not_touched(tmp_path: Path) -> None:
    storage = JournalStorage(tmp_path / "store", KEY)
    storage.commit([("a", 1, {})])
    storage.close()
    opened(tmp_path / "store")
    assert names(tmp_path / "store") == {"journal-1"}
