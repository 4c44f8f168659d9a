"""What the version before wrote is opened, served and sent by this one; a newer one is refused and left as it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from espace_mobile.bootstrap import Installation
from espace_mobile.bootstrap.doctor import State, folder
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import Role
from espace_mobile.errors import FormatTooNew
from espace_mobile.protocol import nameless
from espace_mobile.protocol.enrolment import KeyPair
from espace_mobile.store.frame import HEADER_SIZE, Header
from espace_mobile.store.replica import Replica
from espace_mobile.sync.loop import State as Sync
from sync_server.cli import app
from sync_server.register import Register, migrate
from sync_server.service import backups, wall_ms
from tests.crew import PHRASE
from tests.served import Served
from tests.upgrade.conftest import Before, Serving


def missing(replica: Replica, held: dict[str, dict[str, dict[str, Any]]]) -> list[tuple[str, str]]:
    """(kind, id) of what was held before and isn't now, or says something else; what is said anew is welcome."""
    lost = []
    for kind, facts in held.items():
        for id, fields in facts.items():
            found = replica.get(KINDS[kind], id)
            now = found.model_dump(mode="json", exclude_none=True) if found is not None else {}
            if {name: now.get(name) for name in fields} != fields:
                lost.append((kind, id))
    return lost


def migrated(database: str) -> str:
    ran = CliRunner().invoke(app, ["migrate", "--database", database])
    assert ran.exit_code == 0, ran.output
    return database


def told(command: str, database: str) -> dict[str, tuple[str, str]]:
    ran = CliRunner().invoke(app, [command, "--json", "--database", database])
    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    return {row["name"]: (row["state"], row["said"]) for row in rows}


@pytest.mark.parametrize("name", ["tablet", "office"])
def test_a_device_of_before_opens_offline_with_its_pass_phrase_and_everything_is_there(
    before: Before, name: str
) -> None:
    session = before.open(name)
    held = before.expected["held"][name]
    argued = held["person"].pop(before.expected["argued"])  # edited after this was written down
    assert missing(session.replica, held) == []
    assert len(held["person"]) > 10
    found = session.replica.get(Person, argued["id"])
    assert found is not None
    assert found.phone == {"tablet": "+33639980102", "office": "+33639980101"}[name]
    assert session.replica.pending() == (before.expected["waiting"] if name == "tablet" else 0)
    assert session.damage is None
    if name == "tablet":
        counted, _ = session.take_locked()
        assert [payload["outing_id"] for payload in counted] == list(held["outing"])
    session.installation.close()
    assert {f.state for f in folder.examine(session.installation.folder)} == {State.OK}


def test_what_waited_is_sent_to_the_upgraded_server_and_both_words_are_kept(
    before: Before, serving: Serving, database: str
) -> None:
    with serving(migrated(database)):
        tablet, office = before.open("tablet"), before.open("office")
        for session in (tablet, office, tablet):
            assert session.sync.run_once().state == Sync.DONE
        assert tablet.replica.pending() == 0
        for late in before.expected["late"]:
            assert office.replica.get(Person, late) == tablet.replica.get(Person, late)
        [argued] = office.replica.conflicts()
        assert argued.of == before.expected["argued"]
        assert {w.state for w in office.examine()} <= {State.OK, State.LOOK}
        for session in (tablet, office):
            session.installation.close()
    found = told("doctor", database)
    ours = {"version", "database", "time", "devices", "access log"}
    assert {name: found[name][0] for name in ours} == dict.fromkeys(ours, "ok")
    assert CliRunner().invoke(app, ["verify-log", "--database", database]).exit_code == 0


def test_a_new_device_comes_in_and_reads_what_the_older_ones_wrote(
    upgraded: tuple[Before, Served], tmp_path: Path
) -> None:
    before, server = upgraded  # a SQLite file is brought up to date at the start
    office = before.open("office")
    code = office.office.invite(Role.FIELD, "*")
    installation = Installation(tmp_path / "new")
    joining = installation.join(server.address, server.org, code, "Neuve")
    [candidate] = [c for c in office.office.candidates() if c.words == joining.words]
    office.office.approve(candidate)
    member = joining.poll()
    assert member is not None
    newcomer = installation.receive(member)
    session = newcomer.account(newcomer.workers()[0], PHRASE)
    session.sync.stop()
    held = before.expected["held"]["office"]
    held["person"].pop(before.expected["argued"], None)
    assert missing(session.replica, held) == []
    installation.close()
    office.installation.close()


def test_the_first_version_of_the_protocol_is_still_spoken(upgraded: tuple[Before, Served]) -> None:
    tablet = upgraded[0].open("tablet")
    endpoint = tablet._opened.engine.endpoint
    endpoint.version = 1  # type: ignore[attr-defined]
    assert tablet.sync.run_once().state == Sync.DONE
    assert tablet.replica.pending() == 0
    tablet.installation.close()


def test_a_planners_device_of_before_forgets_who_was_met_when_it_opens(upgraded: tuple[Before, Served]) -> None:
    before, _ = upgraded
    held = before.expected["held"]["planner"]
    assert any("first_name" in fields for fields in held["person"].values())  # it knew
    words = ("Brouillon", "Élodie", "Cherche une formation", "Premier entretien")
    for _ in range(2):  # offline first, then once it has read all again
        planner = before.open("planner")
        assert not [word for word in words if word in repr(planner.replica.storage.tables)]
        dated = {kind: held[kind] for kind in held if kind in nameless.WHOLE and kind != "worker"}
        assert "outing" in dated
        assert missing(planner.replica, dated) == []
        assert planner.replica.count(Person) >= len(held["person"])
        assert planner.sync.run_once().state == Sync.DONE
        planner.installation.close()


def test_a_backup_of_the_upgraded_register_is_whole_and_one_of_before_is_restored(
    before: Before, tmp_path: Path, database: str
) -> None:
    register, pair = Register(database), KeyPair()
    old = backups.take(register, tmp_path / "old.espace-backup", pair.public, wall_ms())
    migrate.upgrade(register)
    new = backups.take(register, tmp_path / "new.espace-backup", pair.public, wall_ms())
    register.close()
    assert (old.revision, new.revision) == ("0006", migrate.HEAD)
    assert backups.verify(tmp_path / "new.espace-backup", pair).content == new.content
    again = Register(f"sqlite:///{tmp_path / 'again.sqlite3'}")
    restored = backups.restore(tmp_path / "old.espace-backup", pair, again, wall_ms())
    assert restored.content == old.content
    assert migrate.current(again) == migrate.HEAD
    again.close()


# Going back


def test_a_store_of_a_newer_version_is_refused_and_left_as_it_is(before: Before) -> None:
    store = before.folder / "tablet" / "store"
    for path in store.glob("*-[0-9]*"):
        data = path.read_bytes()
        header = Header.find(data)
        assert header is not None
        path.write_bytes(Header(header.version + 1, header.file_id, header.generation).pack() + data[HEADER_SIZE:])
    held = {path: path.read_bytes() for path in store.iterdir() if path.name != "lock"}
    with pytest.raises(FormatTooNew):
        before.open("tablet")
    assert {path: path.read_bytes() for path in store.iterdir() if path.name != "lock"} == held
    assert "doctor.too_new" in {f.said for f in folder.examine(before.folder / "tablet")}


def test_a_register_of_a_newer_server_is_refused_by_every_command_and_left_as_it_is(database: str) -> None:
    migrated(database)
    register = Register(database)
    register.write(lambda c: c.execute(text("UPDATE alembic_version SET version_num = '0999'")))
    for command in (["migrate"], ["serve", "--port", "1"], ["org", "list"]):
        ran = CliRunner().invoke(app, [*command, "--database", database])
        assert (ran.exit_code, "newer version of the server" in ran.output) == (2, True), ran.output
    assert told("doctor", database)["version"][0] == "wrong"
    assert "migrate" not in told("doctor", database)["version"][1]
    assert migrate.current(register) == "0999"
    register.close()
