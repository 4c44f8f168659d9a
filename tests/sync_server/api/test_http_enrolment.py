"""A device comes in: invited, approved by whoever invited it, then handed the org's keys. Nobody else can do it."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from espace_mobile.errors import SealBroken
from espace_mobile.protocol.enrolment import KeyPair, code_proof, new_code, six_words, unwrap_keys, wrap_keys
from espace_mobile.protocol.sealing import new_org_key
from espace_mobile.protocol.values import new_id
from sync_server.register import Register
from sync_server.service import orgs
from sync_server.service.clock import DAY_MS

only_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def unb64(text: str) -> bytes:
    return base64.b64decode(text)


@dataclass
class Applicant:
    """A device that wants in: it holds a code somebody told it, and a key pair of its own."""

    served: Any
    org: str
    code: str
    pair: KeyPair = field(default_factory=KeyPair)
    label: str = "Tablette 3"

    def ask(self) -> httpx.Response:
        body = {
            "proof": code_proof(self.org, self.code),
            "public_key": b64(self.pair.public),
            "label": self.label,
        }
        with self.served.client() as client:
            return client.post(f"/v1/orgs/{self.org}/enrolments", json=body)

    def poll(self, asked: dict[str, Any]) -> httpx.Response:
        with self.served.client(asked["poll_secret"]) as client:
            return client.get(f"/v1/orgs/{self.org}/enrolments/{asked['id']}")


@dataclass
class Office:
    """The org's first device: it made the org's key."""

    served: Any
    org: str
    pair: KeyPair
    device: str
    client: httpx.Client
    keys: dict[int, bytes] = field(default_factory=lambda: {1: new_org_key()})

    def invite(self, code: str, **offer: Any) -> httpx.Response:
        body = {"proof": code_proof(self.org, code), "role": "field", "teams": ["north"], **offer}
        return self.client.post(f"/v1/orgs/{self.org}/invitations", json=body)

    def pending(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.client.get(f"/v1/orgs/{self.org}/enrolments").json()["enrolments"]
        return found

    def settle(self, id: str, what: str, **body: Any) -> httpx.Response:
        return self.client.post(f"/v1/orgs/{self.org}/enrolments/{id}/{what}", json=body)

    def approve(self, waiting: dict[str, Any], **more: Any) -> httpx.Response:
        wrapped = wrap_keys(self.org, self.keys, self.pair, unb64(waiting["public_key"]))
        return self.settle(waiting["id"], "approve", wrapped_keys=b64(wrapped), **more)


@pytest.fixture
def new_org(served: Any, register: Register, fleet: Any) -> tuple[str, str]:
    return orgs.create(register, "Espace mobile d’essai", fleet.now)


@pytest.fixture
def office(served: Any, new_org: tuple[str, str]) -> Any:
    org, code = new_org
    first = Applicant(served, org, code, label="Bureau")
    came = first.ask()
    assert came.status_code == 201
    body = came.json()
    with served.client(body["token"]) as client:
        yield Office(served, org, first.pair, body["device"], client)


def test_the_first_device_is_a_supervisors_at_once(served: Any, new_org: tuple[str, str]) -> None:
    org, code = new_org
    came = Applicant(served, org, code.lower().replace("-", " ")).ask().json()
    assert (came["state"], came["role"], came["teams"]) == ("approved", "supervisor", "*")
    assert (came["issuer_public_key"], came["name"]) == (None, "Espace mobile d’essai")
    with served.client(came["token"]) as client:
        me = client.get("/v1/device").json()
    assert (me["org"], me["device"], me["role"], me["have"]) == (org, came["device"], "supervisor", 0)


@only_sqlite
def test_a_lost_answer_does_not_lock_the_first_device_out(served: Any, new_org: tuple[str, str]) -> None:
    first = Applicant(served, *new_org)
    lost, again = first.ask().json(), first.ask().json()
    assert lost["device"] == again["device"]
    with served.client(lost["token"]) as client:
        assert client.get("/v1/device").status_code == 401
    with served.client(again["token"]) as client:
        assert client.get("/v1/device").status_code == 200
    assert first.ask().json()["code"] == "enrolment_settled"


@only_sqlite
def test_the_first_invitation_serves_once(served: Any, new_org: tuple[str, str]) -> None:
    assert Applicant(served, *new_org).ask().status_code == 201
    thief = Applicant(served, *new_org).ask()
    assert (thief.status_code, thief.json()["code"]) == (404, "invitation_unknown")


def test_a_device_comes_in_from_end_to_end(served: Any, office: Office) -> None:
    code = new_code()
    assert office.invite(code).status_code == 201
    tablet = Applicant(served, office.org, code)
    asked = tablet.ask().json()
    assert (asked["state"], unb64(asked["issuer_public_key"])) == ("pending", office.pair.public)
    assert tablet.poll(asked).json()["state"] == "pending"

    [waiting] = office.pending()
    assert (waiting["id"], waiting["label"], waiting["role"], waiting["teams"]) == (
        asked["id"],
        "Tablette 3",
        "field",
        ["north"],
    )
    on_the_office = six_words(office.org, code, office.pair.public, unb64(waiting["public_key"]))
    on_the_tablet = six_words(office.org, code, tablet.pair.public, unb64(asked["issuer_public_key"]))
    assert on_the_office == on_the_tablet
    approved = office.approve(waiting).json()
    assert approved["state"] == "approved"
    assert office.pending() == []

    granted = tablet.poll(asked).json()
    assert (granted["state"], granted["device"], granted["teams"]) == ("approved", approved["device"], ["north"])
    assert unb64(granted["approver_public_key"]) == unb64(asked["issuer_public_key"])
    keys = unwrap_keys(office.org, unb64(granted["wrapped_keys"]), office.pair.public, tablet.pair)
    assert keys == office.keys
    with served.client(granted["token"]) as client:
        assert client.get("/v1/device").json()["device"] == approved["device"]
        assert client.get("/v1/pull").status_code == 200


@only_sqlite
def test_a_token_is_given_again_until_it_was_used(served: Any, office: Office) -> None:
    tablet, asked = _enrolled(served, office)
    office.approve(office.pending()[0])
    lost, kept = tablet.poll(asked).json(), tablet.poll(asked).json()
    with served.client(lost["token"]) as client:
        assert client.get("/v1/pull").status_code == 401
    with served.client(kept["token"]) as client:
        assert client.get("/v1/pull").status_code == 200
    assert tablet.poll(asked).json()["code"] == "enrolment_settled"


def _enrolled(served: Any, office: Office) -> tuple[Applicant, dict[str, Any]]:
    code = new_code()
    office.invite(code)
    tablet = Applicant(served, office.org, code)
    return tablet, tablet.ask().json()


@only_sqlite
def test_asking_again_with_the_same_key_is_the_same_enrolment(served: Any, office: Office) -> None:
    tablet, asked = _enrolled(served, office)
    again = tablet.ask().json()
    assert again["id"] == asked["id"]
    assert tablet.poll(asked).status_code == 401
    assert tablet.poll(again).json()["state"] == "pending"
    assert len(office.pending()) == 1


@only_sqlite
def test_a_wrong_code_lets_nobody_ask(served: Any, office: Office) -> None:
    office.invite(new_code())
    wrong = Applicant(served, office.org, new_code()).ask()
    assert (wrong.status_code, wrong.json()["code"]) == (404, "invitation_unknown")
    assert office.pending() == []


@only_sqlite
def test_an_invitation_expires(served: Any, office: Office, fleet: Any) -> None:
    code = new_code()
    made = office.invite(code).json()
    assert made["expires_at"] == fleet.now + DAY_MS
    fleet.now += DAY_MS
    assert Applicant(served, office.org, code).ask().json()["code"] == "invitation_unknown"


@pytest.mark.parametrize("days", [-1, 0, 31])
@only_sqlite
def test_an_invitation_ends_within_bounds(office: Office, fleet: Any, days: int) -> None:
    answer = office.invite(new_code(), expires_at=fleet.now + days * DAY_MS)
    assert (answer.status_code, answer.json()["field"]) == (422, "expires_at")


@only_sqlite
def test_an_invitation_is_its_issuers_and_serves_one_key(served: Any, office: Office) -> None:
    code = new_code()
    assert office.invite(code).status_code == office.invite(code).status_code == 201
    assert Applicant(served, office.org, code).ask().status_code == 201
    assert Applicant(served, office.org, code).ask().json()["code"] == "invitation_unknown"
    assert office.invite(code).json()["code"] == "invitation_exists"


@only_sqlite
def test_the_wrong_hands_open_nothing(served: Any, office: Office) -> None:
    tablet, asked = _enrolled(served, office)
    office.approve(office.pending()[0])
    wrapped = unb64(tablet.poll(asked).json()["wrapped_keys"])
    with pytest.raises(SealBroken):
        unwrap_keys(office.org, wrapped, office.pair.public, KeyPair())


@only_sqlite
def test_the_server_cannot_put_itself_in_the_middle(served: Any, office: Office) -> None:
    """A server that shows each side a key of its own changes both sides' words: it does not know the code."""
    code = new_code()
    tablet, server = KeyPair(), KeyPair()
    on_the_office = six_words(office.org, code, office.pair.public, server.public)
    on_the_tablet = six_words(office.org, code, tablet.public, server.public)
    assert on_the_office != on_the_tablet
    # Nor can it approve: what it wraps is not from the key the words were about.
    forged = wrap_keys(office.org, {1: new_org_key()}, server, tablet.public)
    with pytest.raises(SealBroken):
        unwrap_keys(office.org, forged, office.pair.public, tablet)


@only_sqlite
def test_only_the_issuer_approves(served: Any, office: Office) -> None:
    other, asked = _enrolled(served, office)
    office.approve(office.pending()[0], role="supervisor", teams="*")
    granted = other.poll(asked).json()
    assert granted["role"] == "supervisor"
    _enrolled(served, office)
    with served.client(granted["token"]) as client:
        second = Office(served, office.org, other.pair, granted["device"], client, office.keys)
        [waiting] = second.pending()
        answer = second.approve(waiting)
        assert (answer.status_code, answer.json()["reason"]) == (403, "not_issuer")
        assert second.settle(waiting["id"], "refuse").json()["state"] == "refused"


def test_approving_twice_makes_one_device(served: Any, office: Office) -> None:
    _enrolled(served, office)
    [waiting] = office.pending()
    assert office.approve(waiting).json()["device"] == office.approve(waiting).json()["device"]
    assert len(office.client.get("/v1/devices").json()["devices"]) == 2


@only_sqlite
def test_a_refused_device_is_told_and_stays_out(served: Any, office: Office) -> None:
    tablet, asked = _enrolled(served, office)
    [waiting] = office.pending()
    assert office.settle(waiting["id"], "refuse").json() == {"id": waiting["id"], "state": "refused"}
    assert set(tablet.poll(asked).json()) == {"id", "state", "now"}
    answer = office.approve(waiting)
    assert (answer.status_code, answer.json()["code"]) == (409, "enrolment_settled")


@only_sqlite
def test_an_approved_device_is_not_refused_any_more(served: Any, office: Office) -> None:
    _enrolled(served, office)
    [waiting] = office.pending()
    office.approve(waiting)
    assert office.settle(waiting["id"], "refuse").json()["code"] == "enrolment_settled"


@only_sqlite
def test_a_poll_needs_its_secret(served: Any, office: Office) -> None:
    tablet, asked = _enrolled(served, office)
    assert tablet.poll({**asked, "poll_secret": "guess"}).status_code == 401
    assert tablet.poll({**asked, "id": new_id()}).status_code == 401


@only_sqlite
def test_other_roles_and_other_orgs_settle_nothing(served: Any, office: Office, fleet: Any) -> None:
    _enrolled(served, office)
    [waiting] = office.pending()
    field_token = fleet.tablet("field").token
    foreign = fleet.tablet("supervisor").token
    for token, reason in ((field_token, "org"), (foreign, "org")):
        with served.client(token) as client:
            for ask in (
                client.get(f"/v1/orgs/{office.org}/enrolments"),
                client.post(f"/v1/orgs/{office.org}/enrolments/{waiting['id']}/refuse"),
                client.post(f"/v1/orgs/{office.org}/invitations", json=_OFFER),
            ):
                assert (ask.status_code, ask.json()["code"], ask.json()["reason"]) == (403, "forbidden", reason)
    with served.client(field_token) as client:
        for ask in (
            client.get(f"/v1/orgs/{fleet.org}/enrolments"),
            client.post(f"/v1/orgs/{fleet.org}/invitations", json=_OFFER),
            client.get("/v1/devices"),
            client.post(f"/v1/devices/{'0' * 16}/revoke"),
        ):
            assert (ask.status_code, ask.json()["reason"]) == (403, "role")


_OFFER = {"proof": "0" * 32, "role": "field", "teams": "*"}


@only_sqlite
def test_the_office_sees_its_devices_and_shuts_one_out(served: Any, office: Office) -> None:
    tablet, asked = _enrolled(served, office)
    office.approve(office.pending()[0])
    granted = tablet.poll(asked).json()
    with served.client(granted["token"], **{"User-Agent": "espace-mobile/0.1.0"}) as client:
        client.get("/v1/pull")
        listed = {d["id"]: d for d in office.client.get("/v1/devices").json()["devices"]}
        shown = listed[granted["device"]]
        assert (shown["label"], shown["version"], shown["state"], shown["high_n"]) == (
            "Tablette 3",
            "0.1.0",
            "active",
            0,
        )
        assert shown["last_seen_at"] is not None
        assert unb64(shown["public_key"]) == tablet.pair.public
        for _ in range(2):
            revoked = office.client.post(f"/v1/devices/{granted['device']}/revoke")
            assert revoked.json() == {"id": granted["device"], "state": "revoked"}
        assert client.get("/v1/pull").json()["reason"] == "revoked"
    answer = office.client.post(f"/v1/devices/{office.device}/revoke")
    assert (answer.status_code, answer.json()["code"]) == (409, "own_device")
    assert office.client.post(f"/v1/devices/{'0' * 16}/revoke").status_code == 404


def test_a_new_identity_numbers_from_one_and_the_old_one_is_retired(served: Any, office: Office) -> None:
    new = office.client.post("/v1/device/identity", json={"device": office.device}).json()["device"]
    me = office.client.get("/v1/device").json()
    assert (me["device"], me["have"], me["role"]) == (new, 0, "supervisor")
    states = {d["id"]: d["state"] for d in office.client.get("/v1/devices").json()["devices"]}
    assert states == {office.device: "retired", new: "active"}
    # The issuer is its key, not its id: what it had invited it still approves.
    office.device = new
    tablet, asked = _enrolled(served, office)
    assert office.approve(office.pending()[0]).status_code == 200
    assert tablet.poll(asked).json()["state"] == "approved"
