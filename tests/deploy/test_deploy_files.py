"""The files an operator copies: each is read as its own program reads it, or as near as this machine can."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from typer.core import TyperGroup
from typer.testing import CliRunner

from espace_mobile.protocol.enrolment import KeyPair
from espace_mobile.protocol.messages import MAX_BODY, Pushed, Verdict
from sync_server.api.gauges import Watched
from sync_server.api.metrics import Metrics
from sync_server.cli import app
from sync_server.register import Register, migrate
from sync_server.service import backups, wall_ms
from tests.certificates import self_signed
from tests.postgresql import Postgres

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("espace-*"))
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
_COMMAND = re.compile(r"(?:bin/|^\s*|exec |until )(espace-sync [a-z-]+[^;\n]*)", re.MULTILINE)


def _text(name: str) -> str:
    return (DEPLOY / name).read_text("utf-8")


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_are_what_systemd_reads(unit: Path, tmp_path: Path) -> None:
    read = configparser.RawConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment]
    read.read_string(unit.read_text())
    assert {"Unit", unit.suffix[1:].capitalize()} <= set(read.sections())
    if program := shutil.which("systemd-analyze"):
        for other in UNITS:
            told = other.read_text().replace("/opt/espace/.venv/bin/espace-sync", "/bin/true")
            (tmp_path / other.name).write_text(told)
        asked = [program, "verify", "--man=no", str(tmp_path / unit.name)]
        ran = subprocess.run(asked, capture_output=True, text=True, check=False)
        about = [line for line in ran.stderr.splitlines() if unit.name in line]
        assert about == []


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_services_hold_little_of_the_machine(unit: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        assert {"NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet="} <= set(
            unit.read_text().splitlines()
        )
        return
    asked = [program, "security", "--offline=yes", "--threshold=25", str(unit)]
    ran = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout.splitlines()[-1:]


def _braced(told: str) -> Iterator[str]:
    """Lines without remarks; every brace closed."""
    depth = 0
    for line in told.splitlines():
        words = re.sub(r"(^|\s)#.*", "", line).strip()
        depth += len(re.findall(r"\{$", words)) - (words == "}")
        assert depth >= 0
        if words:
            yield words
    assert depth == 0


def test_nginx_takes_what_devices_send_keeps_metrics_in_and_logs_no_address() -> None:
    lines = list(_braced(_text("nginx/espace.conf")))
    whole = [line for line in lines if not line.endswith(("{", ";")) and line != "}"]
    assert whole == []
    [size] = [line.split()[1] for line in lines if line.startswith("client_max_body_size")]
    assert int(size.rstrip("m;")) << 20 == MAX_BODY
    at = lines.index("location = /v1/metrics {")
    assert lines[at + 1] == "return 404;"
    [logged] = [line for line in lines if line.startswith("log_format")]
    assert not re.search(r"\$(request|request_uri|uri|args|remote_addr|http_\w+)\b", logged)
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in lines
    assert "proxy_cache_use_stale off;" in lines


def test_nginx_itself_reads_it_where_there_is_one(tmp_path: Path) -> None:
    program = shutil.which("nginx")
    if program is None:
        return
    certificate, key = self_signed(tmp_path)
    told = (
        _text("nginx/espace.conf").replace("/var/cache/nginx", str(tmp_path)).replace("/var/log/nginx", str(tmp_path))
    )
    told = re.sub(r"ssl_certificate .*;", f"ssl_certificate {certificate};", told)
    told = re.sub(r"ssl_certificate_key .*;", f"ssl_certificate_key {key};", told)
    (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{told}\n}}\n")
    subprocess.run([program, "-t", "-c", str(tmp_path / "nginx.conf")], check=True)


def test_caddy_takes_what_devices_send_and_keeps_metrics_in() -> None:
    lines = list(_braced(_text("caddy/Caddyfile")))
    assert f"max_size {MAX_BODY >> 20}MiB" in lines
    assert "respond /v1/metrics 404" in lines
    if program := shutil.which("caddy"):
        where = ["--config", str(DEPLOY / "caddy" / "Caddyfile"), "--adapter", "caddyfile"]
        subprocess.run([program, "validate", *where], check=True)


def test_compose_names_what_it_uses_and_shows_no_database_outside() -> None:
    told = yaml.safe_load(_text("compose.yaml"))
    services = told["services"]
    assert set(services) == {"database", "server", "backup", "proxy"}
    for service in services.values():
        assert set(service["networks"]) <= told["networks"].keys()
        named = {volume.split(":")[0] for volume in service["volumes"]} if "volumes" in service else set()
        assert {name for name in named if not name.startswith(".")} <= told["volumes"].keys()
        assert set(service.get("depends_on", ())) <= services.keys()
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    assert "outside" not in services["database"]["networks"] + services["backup"]["networks"]
    assert (DEPLOY / services["proxy"]["volumes"][0].split(":")[0]).is_file()
    assert (DEPLOY / services["server"]["build"]["context"] / services["server"]["build"]["dockerfile"]).is_file()


def test_the_image_copies_what_there_is() -> None:
    copied = re.findall(r"^COPY (.+) \S+$", _text("Dockerfile"), re.MULTILINE)
    assert copied
    assert all((DEPLOY.parent / name).exists() for line in copied for name in line.split())


def _commands() -> list[str]:
    told = "\n".join(p.read_text() for p in DEPLOY.rglob("*") if p.is_file())
    return sorted({found.strip() for found in _COMMAND.findall(told)})


def test_every_command_is_one_of_this_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESPACE_SYNC_BACKUP_KEY", "x")
    known = typer.main.get_command(app)
    assert isinstance(known, TyperGroup)
    commands = _commands()
    assert {line.split()[1] for line in commands} >= {"serve", "backup", "migrate"}
    for line in commands:
        _, name, *arguments = shlex.split(line)
        command = known.commands[name]
        with command.make_context(name, arguments):
            pass


def _rules() -> list[dict[str, Any]]:
    told = yaml.safe_load(_text("prometheus/prometheus-alerts.yml"))
    return [rule for group in told["groups"] for rule in group["rules"]]


def test_every_alert_says_what_to_do_and_how_urgent_it_is() -> None:
    rules = _rules()
    assert len({rule["alert"] for rule in rules}) == len(rules)
    for rule in rules:
        assert set(rule) - {"for"} == {"alert", "expr", "labels", "annotations"}
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert rule["annotations"].keys() == {"summary", "description"}
        assert rule["expr"].count("(") == rule["expr"].count(")")


def test_every_metric_and_label_of_the_alerts_is_measured(tmp_path: Path) -> None:
    register = Register(f"sqlite:///{tmp_path / 'register.sqlite3'}")
    migrate.upgrade(register)
    folder = tmp_path / "backups"
    folder.mkdir()
    backups.take(register, backups.name_of(folder, wall_ms()), KeyPair().public, wall_ms())
    counted = Metrics()
    for route in ("/v1/push", "/v1/pull"):
        counted.request(route, 401, 0.1)
        counted.request(route, 500, 0.1)
    counted.pushed(1, Pushed(0, 0, "", [Verdict(1, "refused", "x")]))
    watched = Watched(folder, self_signed(tmp_path)[0])
    text = (counted.text() + watched.text(register, wall_ms())).decode()
    register.close()
    measured = {line.split("{")[0].split()[0] for line in text.splitlines() if not line.startswith("#")}
    expressions = "\n".join(rule["expr"] for rule in _rules())
    named = set(re.findall(r"espace_sync_\w+", expressions))
    assert len(named) > 10
    assert named - measured == set()
    for label, how, value in re.findall(r'(\w+)(=~?)"([^"]+)"', expressions):
        if label != "job":
            held = re.findall(rf'[{{,]{label}="([^"]*)"', text)
            assert any(re.fullmatch(value, one) if how == "=~" else value == one for one in held), (label, value)


@pytest.mark.postgres
def test_the_set_up_of_postgresql_makes_a_database_the_server_can_use(postgres: Postgres) -> None:
    where = ["-h", "127.0.0.1", "-p", str(postgres.port), "-U", "postgres", "-v", "ON_ERROR_STOP=1", "-q"]
    psql = [str(postgres.binaries / "psql"), *where]
    url = f"postgresql://espace@127.0.0.1:{postgres.port}/espace"
    try:
        subprocess.run([*psql, "-f", str(DEPLOY / "postgresql" / "setup.sql"), "postgres"], check=True)
        for command in (["migrate"], ["org", "create", "Essai"]):
            ran = CliRunner().invoke(app, [*command, "--database", url])
            assert ran.exit_code == 0, ran.stderr
        told = subprocess.run(
            [*psql, "-tAc", "SHOW log_min_error_statement", "espace"], check=True, capture_output=True
        )
        assert told.stdout.decode().strip() == "panic"
    finally:
        for line in ("DROP DATABASE IF EXISTS espace WITH (FORCE)", "DROP ROLE IF EXISTS espace"):
            subprocess.run([*psql, "-c", line, "postgres"], check=True)
