from __future__ import annotations

import base64
from typing import Any

import httpx
import pytest

from espace_mobile.protocol.enrolment import KeyPair, wrap_keys
from espace_mobile.protocol.messages import Push, Pushed
from sync_server.api.guard import MAX_HANDOVER

ROLES = ("supervisor", "field", "field")
WHY = base64.b64encode(b"why").decode()


@pytest.fixture
def pairs() -> list[KeyPair]:
    return [KeyPair() for _ in range(3)]


@pytest.fixture
def devices(fleet: Any, pairs: list[KeyPair]) -> list[Any]:
    """A supervisor's, one to withdraw, one that stays."""
    return [fleet.tablet(role, "*", pair.public) for role, pair in zip(ROLES, pairs, strict=True)]


def _revoke(served: Any, by: Any, id: str, **body: Any) -> httpx.Response:
    with served.client(by.token) as client:
        answer: httpx.Response = client.post(f"/v1/devices/{id}/revoke", json=body)
    return answer


def _wrapped(fleet: Any, sender: KeyPair, recipient: KeyPair) -> str:
    return base64.b64encode(wrap_keys(fleet.org, {2: b"k" * 64}, sender, recipient.public)).decode()


def test_a_withdrawal_from_end_to_end(served: Any, fleet: Any, devices: Any, pairs: list[KeyPair], record: str) -> None:
    boss, going, staying = devices
    wrapped = {d.id: _wrapped(fleet, pairs[0], p) for d, p in zip(devices, pairs, strict=True) if d is not going}
    body = {"notice": WHY, "key": 2, "wrapped": wrapped, "without": []}
    for _ in range(2):
        answer = _revoke(served, boss, going.id, **body)
        assert (answer.status_code, answer.json()) == (200, {"id": going.id, "state": "revoked"})
    with served.client(staying.token) as client:
        [key] = client.get("/v1/device/keys").json()["keys"]
    assert key == {
        "key": 2,
        "wrapped": wrapped[staying.id],
        "sender_public_key": base64.b64encode(pairs[0].public).decode(),
    }
    with served.client(going.token, **{"Espace-Device": going.id}) as client:
        for path in ("/v1/pull", "/v1/device", "/v1/device/keys", "/v1/devices"):
            told = client.get(path)
            assert (told.status_code, told.json()["reason"], told.json()["notice"]) == (401, "revoked", WHY)
        change = Push([going.change(record, x=1).pack()]).encode()
        headers = {"Content-Type": "application/msgpack"}
        assert Pushed.decode(client.post("/v1/push", content=change, headers=headers).content).have == 1
        said = client.post("/v1/device/farewell", json={"have": 1})
        assert said.json() == {"device": going.id, "state": "left", "have": 1}
        assert client.post("/v1/device/farewell", json={"have": 1}).json()["state"] == "left"
        for answer in (client.get("/v1/pull"), client.post("/v1/push", content=change, headers=headers)):
            assert (answer.status_code, answer.json()["reason"], answer.json()["notice"]) == (401, "left", WHY)
    with served.client(boss.token) as client:
        states = {d["id"]: d["state"] for d in client.get("/v1/devices").json()["devices"]}
    assert states == {boss.id: "active", going.id: "left", staying.id: "active"}


def test_a_farewell_under_an_identity_given_up_is_not_taken(served: Any, devices: Any) -> None:
    boss, going, _ = devices
    _revoke(served, boss, going.id)
    with served.client(going.token) as client:
        new = client.post("/v1/device/identity", json={"device": going.id}).json()["device"]
        answer = client.post("/v1/device/farewell", json={"have": 0}, headers={"Espace-Device": going.id})
    assert (answer.status_code, answer.json()["code"], answer.json()["device"]) == (409, "identity_changed", new)


def test_an_older_client_withdraws_with_an_empty_body(served: Any, devices: Any) -> None:
    boss, going, _ = devices
    with served.client(boss.token) as client:
        assert client.post(f"/v1/devices/{going.id}/revoke").json() == {"id": going.id, "state": "revoked"}
    with served.client(going.token) as client:
        told = client.get("/v1/pull").json()
    assert (told["reason"], "notice" in told) == ("revoked", False)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"notice": "?"}, "notice"),
        ({"notice": ""}, "notice"),
        ({"key": 0}, "key"),
        ({"key": 65536}, "key"),
        ({"wrapped": {"0" * 16: "A" * 80}}, "key"),
        ({"without": ["0" * 16]}, "key"),
        ({"key": 2, "wrapped": {"x": "A" * 80}}, "wrapped"),
        ({"key": 2, "wrapped": {"0" * 16: "AAAA"}}, "wrapped"),
        ({"key": 2, "without": ["x"]}, "without"),
        ({"key": 2}, "wrapped"),
    ],
)
def test_a_withdrawal_that_can_not_be_read_withdraws_nobody(served: Any, devices: Any, body: Any, field: str) -> None:
    boss, going, _ = devices
    answer = _revoke(served, boss, going.id, **body)
    assert (answer.status_code, answer.json()["field"]) == (422, field)
    with served.client(going.token) as client:
        assert client.get("/v1/pull").status_code == 200


def test_a_key_may_be_wrapped_for_five_hundred_devices_but_not_without_end(
    served: Any, fleet: Any, devices: Any, pairs: list[KeyPair]
) -> None:
    boss, going, _ = devices
    many = {f"{n:016x}": _wrapped(fleet, pairs[0], pairs[0]) for n in range(500)}
    answer = _revoke(served, boss, going.id, key=2, wrapped={boss.id: many["0" * 16]} | many)
    assert answer.json()["code"] == "devices_changed"  # it was read to the end
    answer = _revoke(served, boss, going.id, notice="A" * MAX_HANDOVER)
    assert (answer.status_code, answer.json()["limit"]) == (413, "json")


def test_a_device_is_moved_by_a_supervisor_only(served: Any, devices: Any) -> None:
    boss, going, staying = devices
    with served.client(boss.token) as client:
        answer = client.post(f"/v1/devices/{staying.id}/scope", json={"teams": ["north"]})
        assert answer.json() == {"id": staying.id, "teams": ["north"], "role": "field"}
        assert client.post(f"/v1/devices/{boss.id}/scope", json={"teams": "*"}).json()["code"] == "own_device"
        assert client.post(f"/v1/devices/{staying.id}/scope", json={"teams": "north"}).status_code == 422
    with served.client(staying.token) as client:
        assert client.get("/v1/device").json()["teams"] == ["north"]
        assert client.post(f"/v1/devices/{going.id}/scope", json={"teams": "*"}).json()["reason"] == "role"


def test_a_device_changes_role_by_a_supervisor_and_never_to_or_from_a_planner_s(
    served: Any, fleet: Any, devices: Any
) -> None:
    boss, _, staying = devices
    plans = fleet.tablet("planner")
    with served.client(boss.token) as client:
        for role in ("counsellor", "supervisor", "supervisor", "field"):
            answer = client.post(f"/v1/devices/{staying.id}/scope", json={"teams": "*", "role": role})
            assert answer.json() == {"id": staying.id, "teams": "*", "role": role}
        for id, role in ((staying.id, "planner"), (plans.id, "field"), (plans.id, "supervisor")):
            answer = client.post(f"/v1/devices/{id}/scope", json={"teams": ["north"], "role": role})
            assert (answer.status_code, answer.json()["code"]) == (409, "enrolment_needed")
        answer = client.post(f"/v1/devices/{plans.id}/scope", json={"teams": "*", "role": "planner"})
        assert answer.json()["role"] == "planner"
        for role in ("recovery", "boss", ""):
            answer = client.post(f"/v1/devices/{staying.id}/scope", json={"teams": "*", "role": role})
            assert (answer.status_code, answer.json()["field"]) == (422, "role")
    with served.client(staying.token) as client:
        assert client.get("/v1/device").json() | {"role": "field", "teams": "*"} == client.get("/v1/device").json()
        own = client.post(f"/v1/devices/{plans.id}/scope", json={"teams": "*", "role": "supervisor"})
        assert own.json()["reason"] == "role"
