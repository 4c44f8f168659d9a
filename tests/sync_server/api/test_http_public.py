"""What anybody may ask, and how the server says that something went wrong."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
import structlog

from espace_mobile.protocol.compression import ENCODINGS
from espace_mobile.protocol.enrolment import KeyPair
from espace_mobile.protocol.values import new_id
from sync_server.api.gauges import Watched
from sync_server.register import Register
from sync_server.service import backups

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_hello_says_what_is_spoken(served: Any, fleet: Any) -> None:
    with served.client() as client:
        said = client.get("/v1/hello").json()
    assert (said["service"], said["versions"], said["now"]) == ("espace-sync", [1, 2], fleet.now)
    assert said["encodings"] == list(ENCODINGS)
    assert said["limits"]["batch"] == 2000


def test_health_counts_orgs_and_sees_a_database_that_is_gone(served: Any, register: Register) -> None:
    with served.client() as client:
        assert client.get("/v1/health").json() == {"status": "ok", "epochs": 1}
        served.site.register = Register("postgresql://nobody@127.0.0.1:1/nothing")
        answer = client.get("/v1/health")
        served.site.register.close()
    assert (answer.status_code, answer.json()["code"]) == (503, "server_busy")
    assert int(answer.headers["retry-after"]) > 0


def test_metrics_count_and_name_nobody(served: Any, fleet: Any) -> None:
    a = fleet.tablet()
    with served.client(a.token) as client:
        client.get("/v1/pull")
        text = client.get("/v1/metrics").text
    assert 'espace_sync_requests_total{route="/v1/pull",status="200"} 1.0' in text
    assert a.id not in text
    assert fleet.org not in text


def test_metrics_say_how_the_database_its_devices_and_its_backups_are(
    served: Any, fleet: Any, register: Register, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    served.site.watched.backups = folder
    fleet.tablet().save(new_id(), x=1)
    fleet.tablet()
    with served.client() as client:
        told = _measured(client)
        assert (told["database_up"], told["database_outdated"], told["orgs"], told["commits"]) == (1, 0, 1, 1)
        assert (told['devices{state="active"}'], told['devices_seen{days="1"}']) == (2, 1)
        assert told["database_bytes"] > 10_000 < told["database_free_bytes"]
        assert (told["backups"], told["backup_made_timestamp_seconds"]) == (0, 0)
        assert told["connections_used"] <= told["connections_allowed"]
        backups.take(register, backups.name_of(folder, 7_000), KeyPair().public, 7_000)
        served.site.watched = Watched(folder)  # asked a few times a minute at most: this one was not asked yet
        assert _measured(client)["backup_made_timestamp_seconds"] == 7


def test_metrics_see_a_database_that_is_gone(served: Any) -> None:
    with served.client() as client:
        assert _measured(client)["database_up"] == 1
        served.site.register = Register("postgresql://nobody@127.0.0.1:1/nothing")
        told = _measured(client)
        served.site.register.close()
    assert told["database_up"] == 0
    assert "orgs" not in told


def _measured(client: Any) -> dict[str, float]:
    lines = client.get("/v1/metrics").raise_for_status().text.splitlines()
    pairs = (line.removeprefix("espace_sync_").rsplit(" ", 1) for line in lines if not line.startswith("#"))
    return {name: float(value) for name, value in pairs}


def test_what_is_not_there_is_a_problem_too(served: Any) -> None:
    with served.client() as client:
        nowhere, method = client.get("/v1/nowhere"), client.put("/v1/pull")
    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "not_found")
    assert (method.status_code, method.json()["code"], method.headers["allow"]) == (405, "method_not_allowed", "GET")


def test_the_openapi_document_describes_every_route(served: Any) -> None:
    with served.client() as client:
        described = client.get("/openapi.json").json()
    assert set(described["paths"]) == {
        "/v1/hello",
        "/v1/health",
        "/v1/metrics",
        "/v1/push",
        "/v1/pull",
        "/v1/device",
        "/v1/device/identity",
        "/v1/device/keys",
        "/v1/device/farewell",
        "/v1/devices",
        "/v1/devices/{id}/revoke",
        "/v1/devices/{id}/scope",
        "/v1/publication",
        "/v1/publication/withdraw",
        "/v1/calendars/{digest}",
        "/calendars/{secret}.ics",
        "/v1/orgs/{org}/invitations",
        "/v1/orgs/{org}/recovery",
        "/v1/access-log",
        "/v1/access-log/read",
        "/v1/orgs/{org}/enrolments",
        "/v1/orgs/{org}/enrolments/{id}",
        "/v1/orgs/{org}/enrolments/{id}/approve",
        "/v1/orgs/{org}/enrolments/{id}/refuse",
    }
    assert "application/msgpack" in described["paths"]["/v1/push"]["post"]["requestBody"]["content"]
    assert "Problem" in described["components"]["schemas"]


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("enrolments", {"proof": "x", "public_key": "", "label": "T"}, "proof"),
        ("enrolments", {"proof": "0" * 32, "public_key": "AAAA", "label": "T"}, "public_key"),
        ("enrolments", {"proof": "0" * 32, "public_key": "A" * 43 + "=", "label": "T"}, "public_key"),
        ("enrolments", {"proof": "0" * 32}, "public_key"),
        ("enrolments", [], "body"),
        ("enrolments", "{", "body"),
    ],
)
def test_bad_json_names_its_field(served: Any, fleet: Any, path: str, body: Any, field: str) -> None:
    content = body if isinstance(body, str) else json.dumps(body)
    with served.client() as client:
        answer = client.post(
            f"/v1/orgs/{fleet.org}/{path}", content=content, headers={"Content-Type": "application/json"}
        )
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, "malformed", field)


def test_a_long_json_body_is_refused(served: Any, fleet: Any) -> None:
    with served.client() as client:
        answer = client.post(f"/v1/orgs/{fleet.org}/enrolments", content=b" " * (64 * 1024 + 1))
    assert (answer.status_code, answer.json()["limit"], answer.json()["max"]) == (413, "json", 65536)


def test_what_nobody_foresaw_shows_and_logs_nothing_of_it(served: Any) -> None:
    written = io.StringIO()
    structlog.configure(
        processors=[structlog.processors.JSONRenderer()], logger_factory=structlog.PrintLoggerFactory(written)
    )

    def broken_clock() -> int:
        raise RuntimeError("Amina Personnelle")

    served.site.now_ms = broken_clock
    try:
        with served.client() as client:
            answer = client.get("/v1/hello")
    finally:
        structlog.reset_defaults()
    assert (answer.status_code, answer.json()["code"]) == (500, "unexpected")
    assert "Personnelle" not in answer.text + written.getvalue()
    assert "RuntimeError" in written.getvalue()


def test_the_log_names_routes_and_devices_only(served: Any, fleet: Any) -> None:
    a = fleet.tablet()
    written = io.StringIO()
    structlog.configure(
        processors=[structlog.processors.JSONRenderer()], logger_factory=structlog.PrintLoggerFactory(written)
    )
    try:
        with served.client(a.token) as client:
            client.get("/v1/pull", params={"cursor": "secretcursor"})
            client.get(f"/v1/orgs/{fleet.org}/enrolments/{new_id()}")
            client.get("/v1/Amina-Personnelle")
    finally:
        structlog.reset_defaults()
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert [(line["route"], line["status"]) for line in lines] == [
        ("/v1/pull", 422),
        ("/v1/orgs/{org}/enrolments/{id}", 401),
        ("none", 404),
    ]
    assert lines[0]["device"] == a.id
    for hidden in ("secretcursor", "Amina", fleet.org, a.token):
        assert hidden not in written.getvalue()
