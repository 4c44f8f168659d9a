"""The commands: what they print, and what they say when they can't."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner

from espace_mobile.protocol.enrolment import code_proof
from sync_server.cli import app
from sync_server.register import Register, enrolments, migrate


def _run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.stdout, result.stderr


def test_an_org_is_created_and_listed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'register.sqlite3'}"
    status, printed, _ = _run("org", "create", "Espace mobile d’essai", "--database", url, "--json")
    made = json.loads(printed)
    assert (status, made["name"]) == (0, "Espace mobile d’essai")
    assert _run("org", "list", "--database", url)[1] == f"{made['org']}\t0\t{made['name']}\n"
    register = Register(url)
    invitation = register.write(lambda c: enrolments.invitation(c, made["org"], code_proof(made["org"], made["code"])))
    register.close()
    assert invitation is not None
    assert (invitation.issuer, invitation.role) == (None, "supervisor")
    held = b"".join(p.read_bytes() for p in (tmp_path / "new").iterdir())
    assert made["code"].encode() not in held


def test_a_human_reads_the_code_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'register.sqlite3'}"
    status, printed, warned = _run("org", "create", "Essai", "--database", url)
    assert status == 0
    assert printed.startswith("Organisation: ")
    assert "only now" in warned


def test_the_epoch_changes_when_a_backup_is_restored(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'register.sqlite3'}"
    org = json.loads(_run("org", "create", "Essai", "--database", url, "--json")[1])["org"]
    first, second = (_run("org", "restored", org, "--database", url)[1] for _ in range(2))
    assert first != second
    status, _, said = _run("org", "restored", "nobody", "--database", url)
    assert (status, "nobody" in said) == (2, True)


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("not a url", "not a URL"),
        ("mysql://u:secret@h/x", "not supported"),
        ("sqlite://", "needs a file"),
        ("sqlite:////proc/nowhere/x.sqlite3", "can't be written"),
        ("postgresql://u:secret@127.0.0.1:1/x", "not reachable"),
    ],
)
@pytest.mark.parametrize("command", [("serve",), ("migrate",), ("org", "list")])
def test_a_wrong_database_is_explained(url: str, word: str, command: tuple[str, ...]) -> None:
    status, printed, said = _run(*command, "--database", url)
    assert (status, printed) == (2, "")
    assert word in said
    assert "secret" not in said
    assert "Traceback" not in said


def test_a_file_that_is_no_database_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "register.sqlite3"
    path.write_bytes(b"not a database at all, " * 100)
    status, _, said = _run("serve", "--database", f"sqlite:///{path}")
    assert (status, "not a database" in said) == (2, True)
    assert path.read_bytes() == b"not a database at all, " * 100


@pytest.mark.postgres
def test_postgresql_is_migrated_on_demand_only(postgres: object) -> None:
    url = postgres.create("on_demand")  # type: ignore[attr-defined]
    status, _, said = _run("org", "list", "--database", url)
    assert (status, "espace-sync migrate" in said) == (2, True)
    assert _run("migrate", "--database", url) == (0, f"The database is at version {migrate.HEAD}.\n", "")
    assert _run("org", "list", "--database", url)[0] == 0


def test_a_port_in_use_is_explained(sqlite_url: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        status, _, said = _run("serve", "--database", sqlite_url, "--port", port)
    assert status == 2
    assert "listen" in said


def test_a_missing_certificate_is_explained(sqlite_url: str) -> None:
    status, _, said = _run("serve", "--database", sqlite_url, "--ssl-certificate", "/nowhere/cert.pem")
    assert (status, "/nowhere/cert.pem" in said) == (2, True)


def test_a_certificate_that_is_none_is_explained(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "cert.pem").write_text("not a certificate")
    where = ("--port", "0", "--ssl-certificate", str(tmp_path / "cert.pem"))
    status, _, said = _run("serve", "--database", sqlite_url, *where)
    assert (status, "certificate" in said) == (2, True)


def test_a_register_moves_once_and_says_why_it_does_not(tmp_path: Path) -> None:
    old, new, other = (f"sqlite:///{tmp_path / name}.sqlite3" for name in ("old", "new", "other"))
    assert _run("move", "--database", old, "--to", new)[0] == 2
    org = json.loads(_run("org", "create", "Essai", "--database", old, "--json")[1])["org"]
    _run("org", "create", "Une autre", "--database", other)
    refused = {"old": "same database", "other": "organisations already"}
    for url, word in ((old, refused["old"]), (other, refused["other"])):
        status, printed, said = _run("move", "--database", old, "--to", url)
        assert (status, printed, word in said) == (2, "", True)
    for _ in range(2):
        status, printed, _said = _run("move", "--database", old, "--to", new)
        assert (status, printed.startswith("Moved: 1.")) == (0, True)
    assert org in _run("org", "list", "--database", new)[1]
    assert "before" in _run("move", "--database", old, "--to", f"sqlite:///{tmp_path / 'third.sqlite3'}")[2]
