"""The doctor looks, says what it finds, and writes nothing."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from espace_mobile.protocol.access_log import KEPT_MS, Chain
from espace_mobile.protocol.enrolment import KeyPair
from espace_mobile.protocol.values import new_id
from sync_server.cli import app
from sync_server.register import Register, devices, migrate
from sync_server.register.devices import RECOVERY, Device
from sync_server.service import access_log, backups, wall_ms
from sync_server.service.clock import HOUR_MS
from tests.certificates import self_signed


def _examined(*arguments: object) -> tuple[int, dict[str, tuple[str, str]]]:
    """Exit code, {name: (state, what is said)}; the worst of each name."""
    ran = CliRunner().invoke(app, ["doctor", "--json", *map(str, arguments)])
    found: dict[str, tuple[str, str]] = {}
    for line in map(json.loads, ran.stdout.splitlines()):
        if found.get(line["name"], ("ok",))[0] == "ok":
            found[line["name"]] = line["state"], line["said"]
    return ran.exit_code, found


def test_what_is_well_is_said_to_be_and_nothing_is_written(database: str, fleets: Any, tmp_path: Path) -> None:
    register = Register(database)
    tablet = fleets(register).tablet()
    tablet.save(new_id(), x=1)
    register.close()
    folder = tmp_path / "backups"
    folder.mkdir(mode=0o700)
    register = Register(database)
    backups.take(register, backups.name_of(folder, wall_ms()), KeyPair().public, wall_ms())
    register.close()
    held = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.sqlite3")}
    status, found = _examined("--database", database, "--backups", folder)
    assert status in (0, 1)  # whether the machine's clock is kept is not ours to say
    # PostgreSQL's database is that of other tests too, whose orgs wait, or have moved.
    others = {"clock", "enrolments", "connections", "move", "recovery sheet", "access log"}
    assert {name for name, (state, _) in found.items() if state != "ok"} <= others
    assert {"versions", "version", "database", "time", "devices", "backups", "queue"} <= found.keys()
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.sqlite3")} == held
    said = json.dumps(found)
    for hidden in (tablet.id, tablet.fleet.org, "Essai", "Tablette"):
        assert hidden not in said


def test_an_older_database_a_clock_that_went_back_and_an_open_file_are_found(sqlite_url: str, fleets: Any) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    path.chmod(0o644)
    register = Register(sqlite_url)
    fleet = fleets(register)
    fleet.now = wall_ms() + HOUR_MS
    fleet.tablet().save(new_id(), x=1)
    assert (
        _examined("--database", sqlite_url)[1].items()
        >= {
            "time": ("wrong", "The clock is behind what the database knows: it went back, or is not set"),
        }.items()
    )
    status, found = _examined("--database", sqlite_url)
    assert (status, found["permissions"][0]) == (2, "look")
    register.write(lambda c: c.execute(text("UPDATE alembic_version SET version_num = '0004'")))
    status, found = _examined("--database", sqlite_url)
    assert (status, found["version"][0]) == (2, "wrong")
    assert migrate.current(register) == "0004"
    register.close()


def test_what_is_no_database_not_there_or_not_reachable_is_said(tmp_path: Path) -> None:
    absent, other = tmp_path / "absent.sqlite3", tmp_path / "other.sqlite3"
    other.write_bytes(b"not a database, " * 100)
    for url in (f"sqlite:///{absent}", f"sqlite:///{other}", "postgresql://u:secret@127.0.0.1:1/x"):
        status, found = _examined("--database", url)
        assert (status, found["database"][0]) == (2, "wrong")
        assert "secret" not in json.dumps(found)
    assert not absent.exists()
    assert CliRunner().invoke(app, ["doctor", "--database", "mysql://x"]).exit_code == 2


def test_backups_that_are_old_missing_or_broken_are_found(sqlite_url: str, tmp_path: Path) -> None:
    folder, register = tmp_path / "backups", Register(sqlite_url)
    said = []
    said.append(_examined("--database", sqlite_url, "--backups", folder)[1]["backups"])
    folder.mkdir(mode=0o700)
    said.append(_examined("--database", sqlite_url, "--backups", folder)[1]["backups"])
    then = wall_ms() - 100 * HOUR_MS
    backups.take(register, backups.name_of(folder, then), KeyPair().public, then)
    said.append(_examined("--database", sqlite_url, "--backups", folder)[1]["backups"])
    backups.name_of(folder, wall_ms()).write_bytes(b"")
    said.append(_examined("--database", sqlite_url, "--backups", folder)[1]["backups"])
    register.close()
    assert [state for state, _ in said] == ["wrong"] * 4
    words = ("no such folder", "none in the folder", "100 hours", "can't be read")
    assert all(word in told for word, (_, told) in zip(words, said, strict=True))


def test_a_certificate_that_ends_soon_or_is_not_that_of_the_key_is_found(sqlite_url: str, tmp_path: Path) -> None:
    certificate, key = self_signed(tmp_path)
    key.chmod(0o600)
    where = ("--database", sqlite_url, "--ssl-certificate", certificate)
    found = _examined(*where, "--ssl-key", key)[1]
    assert (found["certificate"][0], found["key"][0]) == ("look", "ok")  # it lasts a day
    (tmp_path / "other").mkdir()
    assert _examined(*where, "--ssl-key", self_signed(tmp_path / "other")[1])[1]["key"][0] == "wrong"
    certificate.write_text("none")
    assert _examined(*where)[1]["certificate"][0] == "wrong"


class _Answers(BaseHTTPRequestHandler):
    open_metrics = True

    def do_GET(self) -> None:
        said = json.dumps({"service": "espace-sync", "now": wall_ms() - HOUR_MS}).encode()
        self.send_response(200 if self.open_metrics or self.path != "/v1/metrics" else 404)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Answers)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(10)


def test_the_address_is_asked_as_devices_would(sqlite_url: str, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    found = _examined("--database", sqlite_url, "--url", address)[1]
    assert (found["health"][0], found["metrics"][0]) == ("ok", "look")
    assert "https" in found["address"][1]
    monkeypatch.setattr(_Answers, "open_metrics", False)
    assert _examined("--database", sqlite_url, "--url", address)[1]["metrics"][0] == "ok"
    for wrong in ("http://127.0.0.1:1", "file:///etc/passwd"):
        ran = CliRunner().invoke(app, ["doctor", "--database", sqlite_url, "--url", wrong])
        assert (ran.exit_code, "does not answer there" in ran.stdout) == (2, True)


def test_an_org_without_a_recovery_sheet_is_found_and_named_by_the_list_only(sqlite_url: str, fleets: Any) -> None:
    register = Register(sqlite_url)
    fleet = fleets(register)
    assert _examined("--database", sqlite_url)[1]["recovery sheet"][0] == "ok", "nobody is in it yet"
    fleet.tablet("supervisor")
    state, said = _examined("--database", sqlite_url)[1]["recovery sheet"]
    assert (state, said.startswith("1 without one"), fleet.org in said) == ("look", True, False)
    assert CliRunner().invoke(app, ["org", "list", "--database", sqlite_url]).stdout.count("no recovery sheet") == 1
    pair = KeyPair()
    sheet = Device(fleet.org, "00000000000000ff", pair.public, "active", RECOVERY, "*", "Feuille", "", 0, None, 1)
    register.write(lambda c: devices.create(c, sheet, b"h" * 32))
    assert _examined("--database", sqlite_url)[1]["recovery sheet"][0] == "ok"
    assert "recovery" not in CliRunner().invoke(app, ["org", "list", "--database", sqlite_url]).stdout
    register.write(lambda c: devices.change(c, fleet.org, sheet.id, recovered_at=1))
    assert _examined("--database", sqlite_url)[1]["recovery sheet"][0] == "look"
    register.close()


def test_an_access_log_that_lost_its_end_is_found(sqlite_url: str, fleets: Any) -> None:
    register = Register(sqlite_url)
    fleet = fleets(register)
    tablet, chain = fleet.tablet(), Chain.new("a" * 32)
    with register.read() as connection:
        device = devices.get(connection, fleet.org, tablet.id)
    assert device
    entries = [chain.add(fleet.now, new_id(), new_id(), "opened") for _ in range(3)]
    access_log.receive(register, device, "a" * 32, entries, False, fleet.now)
    assert _examined("--database", sqlite_url)[1]["access log"][0] == "ok"
    for cut in ("seq = 3", "seq > 0"):
        register.write(lambda c, cut=cut: c.execute(text(f"DELETE FROM accesses WHERE {cut}")))
        assert _examined("--database", sqlite_url)[1]["access log"][0] == "wrong"
    register.close()


def test_an_access_log_purged_to_its_end_is_well(sqlite_url: str, fleets: Any) -> None:
    register = Register(sqlite_url)
    fleet = fleets(register)
    tablet, chain = fleet.tablet(), Chain.new("a" * 32)
    with register.read() as connection:
        device = devices.get(connection, fleet.org, tablet.id)
    assert device
    entries = [chain.add(fleet.now, new_id(), new_id(), "opened")]
    access_log.receive(register, device, "a" * 32, entries, False, fleet.now)
    assert access_log.purge(register, fleet.now + KEPT_MS + 1) == 1
    assert _examined("--database", sqlite_url)[1]["access log"][0] == "ok"
    register.close()
