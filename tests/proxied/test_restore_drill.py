"""The drill: a backup taken while tablets work, the machine lost, the backup brought back into another database."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.postgresql import Postgres
from tests.proxied import verdict
from tests.proxied.fleet import Fleet, fleet
from tests.proxied.nursery import Nursery

LATER = 1_000  # bytes a tablet notes while it goes on working after the backup


def _run(forks: Nursery, log: Path, *arguments: object) -> str:
    """A command of the server in a process of its own; what it said."""
    start = log.stat().st_size if log.exists() else 0
    status = forks.launch(["sync_server", *map(str, arguments)], log).wait(60)
    said = log.read_text()[start:]
    assert status == 0, said
    return said


def _work_on(ships: Fleet) -> None:
    """Until each has noted some more."""
    goals = [tablet.ledger.stat().st_size + LATER for tablet in ships.tablets]
    for tablet, goal in zip(ships.tablets, goals, strict=True):
        while tablet.ledger.stat().st_size < goal:
            assert tablet.process is not None
            assert tablet.process.poll() is None, tablet.log.read_text()
            time.sleep(0.02)


@pytest.mark.postgres
def test_devices_end_up_with_everything_after_the_machine_was_lost_and_its_backup_brought_back(
    forks: Nursery, postgres: Postgres, tmp_path: Path
) -> None:
    key, backup, log = tmp_path / "office" / "backup.key", tmp_path / "usb" / "one.backup", tmp_path / "commands.log"
    key.parent.mkdir()
    backup.parent.mkdir()
    public = _run(forks, log, "backup-key", "new", "--to", key).split()[-1]
    with fleet(tmp_path / "fleet", forks, None, 2) as ships:
        for n, tablet in enumerate(ships.tablets):
            tablet.start(forks, f"drill {n}")
            tablet.wait_until_busy()
        _work_on(ships)
        _run(forks, log, "backup", "--to", backup, "--key", public, "--database", ships.server.database)
        _work_on(ships)
        for tablet in ships.tablets:
            tablet.kill()
        lost = dict(ships.witness.have)

        ships.server.stop()
        for file in ships.server.folder.glob("register.db*"):
            file.unlink()
        ships.server.database = postgres.create("drill")
        checked = _run(forks, log, "verify", backup, "--key-file", key, "--json")
        where = ("--key-file", key, "--database", ships.server.database)
        restored = _run(forks, log, "restore", backup, *where, "--json")
        assert json.loads(checked) == json.loads(restored.splitlines()[0])
        held = verdict.History(ships.server.database, ships.server.org).numbers
        assert sum(map(len, held.values())) < sum(lost.values()), "nothing was lost: the drill shows nothing"

        ships.witness.have.clear()  # another life: it holds less than it said
        ships.witness.epochs.clear()
        ships.server.start()
        verdict.check(ships, restored=True)
        everything = verdict.History(ships.server.database, ships.server.org).numbers
        assert all(len(everything[device]) >= n for device, n in lost.items())
        ships.server.stop()
        postgres.drop(ships.server.database)
