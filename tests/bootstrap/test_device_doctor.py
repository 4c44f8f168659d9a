"""The doctor of a device looks, says what it finds, and writes nothing."""

from __future__ import annotations

import json
import os
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from espace_mobile.bootstrap.doctor import Finding, State, folder, holdings, outside
from espace_mobile.cli.commands import commands
from espace_mobile.domain.device_key import DeviceKey
from espace_mobile.domain.person import Person
from espace_mobile.protocol.values import new_id
from espace_mobile.store import damage
from espace_mobile.store.damage import Damage
from espace_mobile.store.frame import HEADER_SIZE, Header
from espace_mobile.store.inspection import inspect
from espace_mobile.sync.engine import wall_clock_ms
from espace_mobile.sync.http import client
from tests.certificates import self_signed
from tests.crew import PHRASE, Crew
from tests.served import served
from tests.store.small_disk import mounted

HOUR_MS = 3_600_000


@pytest.fixture(scope="module")
def crew(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    with served(tmp_path_factory.mktemp("server")) as server:
        crew = Crew(server, tmp_path_factory.mktemp("devices"))
        try:
            crew.found()
            yield crew
        finally:
            crew.close()


def by_name(findings: Iterator[Finding] | list[Finding]) -> dict[str, tuple[State, str]]:
    """The worst of each name: (state, code)."""
    found: dict[str, tuple[State, str]] = {}
    for one in findings:
        if found.get(one.name, (State.OK,))[0] == State.OK:
            found[one.name] = one.state, one.said
    return found


def run(*arguments: object, typed: str | None = None) -> tuple[int, dict[str, str], str]:
    """Exit code, {name: the worst code}, all that was said."""
    ran = CliRunner().invoke(commands, ["doctor", "--json", *map(str, arguments)], input=typed)
    rows = [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]
    found = by_name([Finding(r["name"], State(r["state"]), r["code"]) for r in rows])
    return ran.exit_code, {name: code for name, (_, code) in found.items()}, ran.output


def bytes_of(at: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in at.rglob("*") if path.is_file() and path.name != "lock"}


def test_a_device_that_is_well_is_said_to_be_by_the_app_and_by_the_command_while_it_runs(crew: Crew) -> None:
    post = crew.let_in(crew.posts[0])
    person = Person(id=new_id(), first_name="Élodie", last_name="Introuvable")
    post.session.replica.save(person, by=post.session.worker.id)
    post.synced()
    before = bytes_of(post.installation.folder)
    found = by_name(post.session.examine())
    assert {n: code for n, (state, code) in found.items() if state != State.OK} == {"certificate": "doctor.not_https"}
    assert {"versions", "extras", "room", "permissions", "vault", "journal", "clock", "queue", "keys", "server"} <= (
        found.keys()
    )
    assert found["journal"][1] == "doctor.journal"
    status, codes, said = run("--folder", post.installation.folder, "--server", crew.server.address)
    assert (status, codes["journal"], codes["server"]) == (1, "doctor.journal_heads", "doctor.server")
    assert run("--folder", post.installation.folder, "--unlock", typed=PHRASE)[1]["opened"] == "doctor.in_use"
    assert bytes_of(post.installation.folder) == before
    everything = said + "".join(f"{f.said} {f.params}" for f in post.session.examine())
    for hidden in ("Élodie", "Introuvable", post.name, post.session.replica.device, crew.server.org, person.id):
        assert hidden not in everything


def test_a_closed_device_is_opened_to_the_doctor_by_its_pass_phrase_only(crew: Crew) -> None:
    post = crew.let_in(crew.posts[0])
    post.synced()
    post.session.replica.save(Person(id=new_id(), first_name="Awa"), by=post.session.worker.id)
    at = post.installation.folder
    post.installation.close()
    status, codes, _ = run("--folder", at, "--unlock", typed="autre phrase")
    assert (status, codes["opened"]) == (1, "doctor.wrong_passphrase")
    status, codes, _ = run("--folder", at, "--unlock", typed=PHRASE)
    assert status == 1  # not https
    assert (codes["journal"], codes["queue"], codes["clock"]) == ("doctor.journal", "doctor.queue", "doctor.clock")
    assert (codes["keys"], codes["server"], "opened" in codes) == ("doctor.keys", "doctor.server", False)


def test_a_flipped_byte_is_found_in_a_head_without_the_key_and_anywhere_with_it(crew: Crew) -> None:
    post = crew.let_in(crew.posts[0])
    post.synced()
    at, key = post.installation.folder, post.session._opened.data_key
    post.installation.close()
    journal = max((at / "store").glob("journal-*"), key=lambda path: path.stat().st_size)
    whole = journal.read_bytes()
    for place, seen_without in ((HEADER_SIZE + 5, True), (HEADER_SIZE + 25, False), (100, True)):
        journal.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        heads, every = by_name(folder.examine(at)), by_name(folder.examine(at, key))
        assert (heads["journal"][0] == State.WRONG) == seen_without
        assert every["journal"] == (State.WRONG, "doctor.journal_damaged")
        assert run("--folder", at)[0] == (2 if seen_without else 0)
    journal.write_bytes(whole[:-3])  # a write that never returned is no damage
    assert inspect(at / "store", key).bad == 0
    damage.remember(at / "store", Damage(1, 30, 2, (journal.name,), ("damaged-1.bin",)))
    assert by_name(folder.examine(at))["damage"] == (State.LOOK, "doctor.damage")


def test_a_store_of_a_newer_format_a_lost_secret_and_a_damaged_door_are_told_apart(crew: Crew) -> None:
    post = crew.let_in(crew.posts[0])
    at = post.installation.folder
    post.installation.close()
    [journal] = (at / "store").glob("journal-*")
    whole = journal.read_bytes()
    header = Header.find(whole)
    assert header is not None
    journal.write_bytes(Header(99, header.file_id, 1).pack() + whole[HEADER_SIZE:])
    assert run("--folder", at)[:2][0] == 2
    assert by_name(folder.examine(at))["journal"] == (State.WRONG, "doctor.too_new")
    journal.write_bytes(whole)
    secret = (at / "device.key").read_bytes()
    (at / "device.key").unlink()
    assert by_name(folder.examine(at))["vault"][1] == "doctor.secret_missing"
    assert not (at / "device.key").exists()
    (at / "device.key").write_bytes(b"nothing of the kind")
    assert by_name(folder.examine(at))["vault"][1] == "doctor.vault_damaged"
    assert run("--folder", at, "--unlock", typed=PHRASE)[1]["vault"] == "doctor.vault_damaged"
    (at / "device.key").write_bytes(secret)
    for name in ("vault.json", "vault-copy.json"):
        (at / name).write_text("{}")
    assert run("--folder", at)[1]["vault"] == "doctor.vault_damaged"


@pytest.mark.skipif(os.name == "nt", reason="no such permissions there")
def test_what_others_of_the_machine_can_read_is_said_with_what_closes_it(crew: Crew) -> None:
    post = crew.let_in(crew.posts[0])
    at = post.installation.folder
    for path, mode, closed in ((at / "device.key", 0o640, 0o600), (at / "store", 0o755, 0o700), (at, 0o711, 0o700)):
        path.chmod(mode)
        said = run("--folder", at)[2]
        assert f"chmod {closed:o} {path.name}" in said
        path.chmod(closed)
        assert run("--folder", at)[1]["permissions"] == "doctor.permissions"


def test_a_disk_that_is_full_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    with mounted(tmp_path / "disk", "size=4m") as disk:
        assert by_name(folder.examine(disk))["room"] == (State.WRONG, "doctor.room_low")
    assert run("--folder", tmp_path / "nowhere")[1]["folder"] == "doctor.no_folder"
    assert not (tmp_path / "nowhere").exists()


def test_a_clock_that_is_off_a_long_queue_and_a_key_not_received_are_found(crew: Crew) -> None:
    post = crew.let_in(crew.posts[0])
    post.synced()
    replica, member, now = post.session.replica, post.session.membership, wall_clock_ms()
    replica.save(Person(id=new_id(), first_name="Ali"), by=post.session.worker.id)

    def found(later: int = 0) -> dict[str, tuple[State, str]]:
        return by_name(holdings.examine(replica.storage.tables, member, now + later))

    assert found()["queue"] == (State.OK, "doctor.queue")
    assert found(8 * 24 * HOUR_MS)["queue"] == (State.LOOK, "doctor.queue_old")
    replica.set_meta("offset_ms", -2 * HOUR_MS)
    assert found()["clock"] == (State.LOOK, "doctor.clock_off")
    replica.set_meta("offset_ms", 48 * HOUR_MS)
    assert found()["clock"] == (State.WRONG, "doctor.clock_off")
    replica.set_meta("offset_ms", None)
    replica.save(DeviceKey(id=new_id(), public_key="ab" * 32, key="00" * 8, voucher="00"), by="")
    assert found()["keys"] == (State.WRONG, "doctor.key_missing")
    with client(crew.server.address) as http:
        late = by_name(outside.examine(http, lambda: wall_clock_ms() - HOUR_MS))
    assert late["clock"] == (State.LOOK, "doctor.clock_off")


class _Answers(BaseHTTPRequestHandler):
    said: bytes = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.said)))
        self.end_headers()
        self.wfile.write(self.said)

    def log_message(self, *_: object) -> None:
        pass


class _Quiet(HTTPServer):
    def handle_error(self, *_: object) -> None:
        """Whoever refuses the certificate hangs up."""


def answering(said: object, tls: tuple[Path, Path] | None = None) -> Iterator[str]:
    answers = type("Answers", (_Answers,), {"said": json.dumps(said).encode()})
    server = _Quiet(("127.0.0.1", 0), answers)
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(10)


def hello(versions: list[int]) -> dict[str, object]:
    return {"service": "espace-sync", "versions": versions, "now": time.time_ns() // 1_000_000}


def test_a_server_that_is_down_or_another_or_too_new_is_told_apart() -> None:
    def asked(address: str) -> dict[str, tuple[State, str]]:
        with client(address) as http:
            return by_name(outside.examine(http, wall_clock_ms))

    assert asked("http://127.0.0.1:9")["server"] == (State.LOOK, "doctor.server_down")
    for said, state, code in (
        ({"portal": True}, State.WRONG, "doctor.not_our_server"),
        (hello([98, 99]), State.WRONG, "doctor.server_versions"),
        (hello([1, 2]), State.OK, "doctor.server"),
    ):
        for address in answering(said):
            assert asked(address)["server"] == (state, code)
    assert run("--folder", "/nowhere", "--server", "file:///etc")[1]["server"] == "doctor.not_our_server"


@pytest.mark.parametrize(
    ("days", "name", "state"), [(-1, "server", State.WRONG), (3, "certificate", State.LOOK), (90, "certificate", "ok")]
)
def test_a_certificate_that_has_ended_is_refused_and_one_that_soon_will_is_told(
    tmp_path: Path, days: int, name: str, state: str
) -> None:
    tls = self_signed(tmp_path, timedelta(days=days))
    trusting = ssl.create_default_context(cafile=tls[0])
    for address in answering(hello([1, 2]), tls):
        with httpx.Client(base_url=address, verify=trusting, trust_env=False) as http:
            found = list(outside.examine(http, wall_clock_ms))
    [told] = [f for f in found if f.name == name]
    assert told.state == state
    if state == State.WRONG:
        assert "expired" in str(told.params["reason"])
