"""Requests meant to do harm: altered, cut, replayed, another org's, another device's. A stable reason, never a 5xx, and
nothing half done.
"""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from espace_mobile.protocol.compression import ENCODINGS, compress
from espace_mobile.protocol.cursor import Cursor
from espace_mobile.protocol.messages import CONFLICT, MAX_BATCH, REFUSED, Page, Push, Pushed
from espace_mobile.protocol.values import Sealed, new_id, pack
from sync_server.register import devices
from sync_server.register.devices import ACTIVE

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PROBLEM = "application/problem+json"
CODES = {
    400: {"version_unsupported"},
    401: {"unauthorised"},
    403: {"forbidden"},
    404: {"not_found", "invitation_unknown"},
    405: {"method_not_allowed"},
    409: {"identity_reused", "identity_changed", "clock_ahead", "enrolment_settled"},
    413: {"too_large"},
    415: {"malformed"},
    422: {"malformed"},
}
PROOF, MS = "0" * 32, 1_800_000_000_000


def _send(http: httpx.Client, body: bytes, encoding: str = "", **headers: str) -> httpx.Response:
    headers = {"Content-Type": "application/msgpack", "Content-Encoding": encoding, **headers}
    return http.post("/v1/push", content=body, headers=headers)


def _refusal(answer: httpx.Response) -> str:
    """The stable code of a refusal."""
    assert answer.headers["content-type"] == PROBLEM, answer.status_code
    code = answer.json()["code"]
    assert code in CODES[answer.status_code]
    return str(code)


def _batch(tablet: Any) -> bytes:
    changes = [tablet.change(new_id(), x=n, note=Sealed(1, b"s" * 20)) for n in range(2)]
    tablet.n = 0
    return Push([c.pack() for c in changes]).encode()


# Altered, cut


@pytest.mark.parametrize("part", range(4))
def test_a_push_altered_at_any_byte_is_taken_whole_or_not_at_all(served: Any, fleet: Any, part: int) -> None:
    length = len(_batch(fleet.tablet()))
    for at in range(part, length, 4):
        tablet = fleet.tablet()
        altered = bytearray(_batch(tablet))
        altered[at] ^= 1 << at % 8
        with served.client(tablet.token) as http:
            answer = _send(http, bytes(altered))
            have = Pushed.decode(_send(http, Push([]).encode()).content).have
        if answer.status_code == 200:
            pushed = Pushed.decode(answer.content)
            # A number that was altered leaves a hole; all else is stored or set aside, and said.
            assert pushed.have == have in (0, 1, 2)
        else:
            assert _refusal(answer)
            assert have == 0, at
    everything = fleet.tablet().everything()
    assert all(record.fields.keys() <= record.stamps.keys() for record in everything.values())


@pytest.mark.parametrize("encoding", ["", *ENCODINGS])
def test_a_body_cut_at_any_byte_stores_nothing(served: Any, fleet: Any, encoding: str) -> None:
    tablet = fleet.tablet()
    body = _batch(tablet)
    whole = compress(body, encoding) if encoding else body
    with served.client(tablet.token) as http:
        for cut in range(len(whole)):
            answer = _send(http, whole[:cut], encoding)
            if answer.status_code == 200:  # all of the content was there: only the end of the envelope is missing
                assert cut > len(whole) - 9
                assert Pushed.decode(answer.content).have == 2
            else:
                assert _refusal(answer) == "malformed"
                assert tablet.push().have == 0
        assert Pushed.decode(_send(http, whole, encoding).content).have == 2


@pytest.mark.parametrize("outer", ENCODINGS)
@pytest.mark.parametrize("inner", ENCODINGS)
def test_what_is_compressed_twice_is_opened_once(served: Any, fleet: Any, outer: str, inner: str) -> None:
    tablet = fleet.tablet()
    nested = compress(compress(_batch(tablet), inner), outer)
    with served.client(tablet.token) as http:
        for encoding in (f"{inner}, {outer}", f"{outer},{outer}", f"{outer};q=1"):
            assert (_refusal(_send(http, nested, encoding)), tablet.push().have) == ("malformed", 0)
        assert (_refusal(_send(http, nested, outer)), tablet.push().have) == ("malformed", 0)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_compressed_json_body_is_not_opened(served: Any, fleet: Any, encoding: str) -> None:
    """Only a push may be compressed: nothing else has a bound on what it would become."""
    with served.client(fleet.tablet("supervisor").token) as http:
        bomb = compress(b"[" * 10_000_000, encoding)
        headers = {"Content-Type": "application/json", "Content-Encoding": encoding}
        answer = http.post(f"/v1/orgs/{fleet.org}/invitations", content=bomb, headers=headers)
    assert _refusal(answer) in ("malformed", "too_large")


@pytest.mark.parametrize(
    "json", ["[" * 60_000, '{"a":' * 10_000, '"' + "x" * 70_000, "1" * 60_000, "9e999999999", "NaN"]
)
def test_json_made_to_hurt_is_refused(served: Any, fleet: Any, json: str) -> None:
    with served.client(fleet.tablet("supervisor").token) as http:
        for path in (f"/v1/orgs/{fleet.org}/invitations", "/v1/device/identity", f"/v1/orgs/{fleet.org}/enrolments"):
            answer = http.post(path, content=json.encode(), headers={"Content-Type": "application/json"})
            assert _refusal(answer) in ("malformed", "too_large")


# Many


def test_a_full_batch_of_empty_changes_is_set_aside_and_the_next_one_stored(served: Any, fleet: Any) -> None:
    tablet = fleet.tablet()
    with served.client(tablet.token) as http:
        answer = _send(http, Push([b""] * MAX_BATCH).encode())
        pushed = Pushed.decode(answer.content)
        assert pushed.have == MAX_BATCH
        assert {(v.code, v.reason) for v in pushed.verdicts} == {(REFUSED, "malformed:body")}
        tablet.n = MAX_BATCH
        good = tablet.change(new_id(), x=1)
        assert Pushed.decode(_send(http, Push([good.pack()]).encode()).content).have == MAX_BATCH + 1
    assert set(tablet.everything()) == {good.record}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_million_empty_changes_in_one_body_are_refused_whole(served: Any, fleet: Any, encoding: str) -> None:
    tablet = fleet.tablet()
    body = b"\x92\x02\xdd" + (1_000_000).to_bytes(4, "big") + b"\xc4\x00" * 1_000_000
    with served.client(tablet.token) as http:
        answer = _send(http, compress(body, encoding), encoding)
    assert (_refusal(answer), answer.json()["limit"], tablet.push().have) == ("too_large", "batch", 0)


@pytest.mark.parametrize("length", [MAX_BATCH + 1, 1 << 24, (1 << 32) - 1])
def test_a_length_that_is_only_claimed_costs_nothing(served: Any, fleet: Any, length: int) -> None:
    with served.client(fleet.tablet().token) as http:
        assert _refusal(_send(http, b"\x92\x02\xdd" + length.to_bytes(4, "big"))) in ("too_large", "malformed")
        assert _refusal(_send(http, b"\x92\x02\x91\xc6" + length.to_bytes(4, "big"))) == "malformed"
        lying = b"\x97\x01" + b"\xdd" + length.to_bytes(4, "big")
        assert Pushed.decode(_send(http, Push([lying]).encode()).content).verdicts[0].code == REFUSED


# Replayed


def test_a_push_replayed_under_another_token_of_the_org_makes_no_second_record(served: Any, fleet: Any) -> None:
    a, thief = fleet.tablet(), fleet.tablet()
    body = _batch(a)
    with served.client(a.token) as http:
        assert Pushed.decode(_send(http, body).content).have == 2
        before = fleet.tablet().everything()
        with served.client(thief.token) as stolen:
            assert _refusal(_send(stolen, body, **{"Espace-Device": a.id})) == "identity_changed"
            assert thief.push().have == 0
            pushed = Pushed.decode(_send(stolen, body).content)
            assert not [v for v in pushed.verdicts if v.code == CONFLICT], "the same values are no conflict"
        after = fleet.tablet().everything()
        assert {id: record.fields for id, record in after.items()} == {id: r.fields for id, r in before.items()}
        assert Pushed.decode(_send(http, body).content).have == 2


def test_a_push_replayed_in_another_org_stays_there(served: Any, fleet: Any, register: Any) -> None:
    other = type(fleet)(register)
    a, stranger = fleet.tablet(), other.tablet()
    body = _batch(a)
    with served.client(stranger.token) as http:
        assert Pushed.decode(_send(http, body).content).have == 2
    assert a.push().have == 0
    assert fleet.tablet().everything() == {}


def test_old_pushes_replayed_in_any_order_change_nothing(served: Any, fleet: Any) -> None:
    a, record = fleet.tablet(), new_id()
    changes = []
    stamp: dict[str, Any] = {}
    for n in range(6):
        change = a.change(record, base=stamp, x=n)
        stamp = {"x": change.stamp}
        changes.append(change.pack())
    bodies = [Push(changes[:2]).encode(), Push(changes[2:4]).encode(), Push(changes[4:]).encode()]
    with served.client(a.token) as http:
        # The last first: a hole. Then in order, then everything again backwards and doubled.
        haves = [Pushed.decode(_send(http, bodies[i]).content).have for i in (2, 1, 0, 2, 0, 1, 1, 2, 2, 1, 0)]
    assert haves == [0, 0, 2, 2, 2, 4, 4, 6, 6, 6, 6]
    assert [r.fields for r in fleet.tablet().everything().values()] == [{"x": 5}]


# Stolen


def _cursor(http: httpx.Client) -> str:
    return Page.decode(http.get("/v1/pull").content).cursor


def _read(http: httpx.Client, cursor: str) -> set[str]:
    seen: set[str] = set()
    for _ in range(20):
        page = Page.decode(http.get("/v1/pull", params={"cursor": cursor, "limit": 2, "v": 2}).content)
        seen |= {id for id, _ in page.records}
        cursor = page.cursor
        if not page.more:
            return seen
    raise AssertionError("it never ends")


def test_a_stolen_cursor_shows_nothing_its_thief_may_not_see(served: Any, fleet: Any, register: Any) -> None:
    other = type(fleet)(register)
    office, north, stranger = fleet.tablet("supervisor"), fleet.tablet(teams=["north"]), other.tablet()
    ours = {team: new_id() for team in ("north", "south", None)}
    for team, id in ours.items():
        office.save(id, team=team, x=1)
    theirs = new_id()
    stranger.save(theirs, x=1)
    with (
        served.client(office.token) as o,
        served.client(north.token) as n,
        served.client(stranger.token) as s,
    ):
        for cursor in (_cursor(o), _cursor(n), _cursor(s), ""):
            assert _read(n, cursor) <= {ours["north"], ours[None]}
            assert _read(s, cursor) <= {theirs}
            assert theirs not in _read(o, cursor)
        # And one of another org is no reason to miss anything of one's own.
        assert _read(n, _cursor(s)) == {ours["north"], ours[None]}
        assert _read(s, _cursor(o)) == {theirs}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_forged_cursor_is_malformed_or_shows_ones_own(served: Any, fleet: Any, data: st.DataObject) -> None:
    office, north = fleet.tablet("supervisor"), fleet.tablet(teams=["north"])
    mine, hidden = new_id(), new_id()
    office.save(mine, team="north")
    office.save(hidden, team="south")
    with served.client(north.token) as http:
        real = Cursor.decode(_cursor(http))
        seq = data.draw(st.one_of(st.integers(0, 9), st.integers(-2, 1 << 63)))
        after = data.draw(st.sampled_from(["", mine, hidden, "0" * 32, "f" * 32, "x"]))
        epoch = data.draw(st.sampled_from([real.epoch, "", "x", real.epoch.upper()]))
        scope = data.draw(st.sampled_from([real.scope, "", "*", "0" * 8]))
        forged = real._replace(epoch=epoch, seq=seq, after=after, scope=scope).encode()
        altered = data.draw(st.sampled_from([forged, forged[:-1], forged + "A", forged.swapcase()]))
        answer = http.get("/v1/pull", params={"cursor": altered})
        if answer.status_code != 200:
            assert (_refusal(answer), answer.json()["field"]) == ("malformed", "cursor")
        else:
            assert {r.fields["team"] for r in Page.decode(answer.content).opened()} <= {"north"}


def test_another_orgs_ids_open_nothing(served: Any, fleet: Any, register: Any) -> None:
    other = type(fleet)(register)
    ours, thief = fleet.tablet(), other.tablet("supervisor")
    with served.client(fleet.tablet("supervisor").token) as http:
        made = http.post(
            f"/v1/orgs/{fleet.org}/invitations",
            json={"proof": PROOF, "role": "field", "teams": "*", "expires_at": None},
        )
        assert made.status_code == 201
    org, enrolment = fleet.org, new_id()
    asked: list[tuple[str, str, Any]] = [
        ("POST", f"/v1/devices/{ours.id}/revoke", None),
        ("POST", f"/v1/devices/{ours.id}/scope", {"teams": ["theirs"]}),
        ("POST", f"/v1/orgs/{org}/invitations", {"proof": "1" * 32, "role": "supervisor", "teams": "*"}),
        ("GET", f"/v1/orgs/{org}/enrolments", None),
        ("POST", f"/v1/orgs/{org}/enrolments/{enrolment}/approve", {"wrapped_keys": "A" * 80}),
        ("POST", f"/v1/orgs/{org}/enrolments/{enrolment}/refuse", None),
        ("POST", "/v1/device/identity", {"device": ours.id}),
    ]
    with served.client(thief.token) as http:
        for method, path, json in asked:
            answer = http.request(method, path, json=json)
            # An identity of somebody else is not given up: the answer is the thief's own.
            if path.endswith("identity") and answer.status_code == 200:
                assert answer.json()["device"] != ours.id
            else:
                assert _refusal(answer) in ("forbidden", "not_found"), path
        assert ours.id not in http.get("/v1/devices").text
        assert ours.id not in http.get("/v1/device").text
    with register.read() as connection:
        found = devices.get(connection, org, ours.id)
    assert found is not None
    assert (found.state, found.teams) == (ACTIVE, "*")


@pytest.mark.parametrize("role", ["field", "counsellor", "planner"])
def test_what_is_a_supervisors_is_nobody_elses(served: Any, fleet: Any, role: str) -> None:
    tablet, other = fleet.tablet(role), fleet.tablet()
    asked: list[tuple[str, str, Any]] = [
        ("GET", "/v1/devices", None),
        ("POST", f"/v1/devices/{other.id}/revoke", None),
        ("POST", f"/v1/devices/{tablet.id}/scope", {"teams": "*"}),
        ("POST", f"/v1/orgs/{fleet.org}/invitations", {"proof": PROOF, "role": "supervisor", "teams": "*"}),
        ("GET", f"/v1/orgs/{fleet.org}/enrolments", None),
    ]
    with served.client(tablet.token) as http:
        for method, path, json in asked:
            assert _refusal(http.request(method, path, json=json)) == "forbidden", path


def test_a_body_that_is_pushed_elsewhere_is_no_push(served: Any, fleet: Any) -> None:
    tablet = fleet.tablet()
    with served.client(tablet.token) as http:
        for method, path in (("PUT", "/v1/push"), ("POST", "/v1/pull"), ("POST", "/v1/push/"), ("POST", "/v2/push")):
            answer = http.request(method, path, content=pack([1, []]), headers={"Content-Type": "application/msgpack"})
            assert answer.status_code in (307, 404, 405)
            if answer.status_code != 307:
                assert _refusal(answer) in ("not_found", "method_not_allowed")
    assert tablet.push().have == 0
