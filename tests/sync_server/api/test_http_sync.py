"""Push and pull over HTTP: the same answers, as compact as they can be, and refusals that say why."""

from __future__ import annotations

import gzip
import socket
import threading
import zlib
from typing import Any

import httpx
import pytest

from espace_mobile.protocol.compression import ENCODINGS, compress, decompress
from espace_mobile.protocol.messages import HAD, MAX_BATCH, MAX_BODY, Page, Push, Pushed, Verdict
from espace_mobile.protocol.stamp import at_ms
from espace_mobile.protocol.values import new_id, pack
from sync_server.api.rates import Rates
from sync_server.register import Register, devices
from sync_server.register.devices import REVOKED

only_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PROBLEM = "application/problem+json"


def _push(client: httpx.Client, *changes: Any, encoding: str = "gzip", **headers: str) -> httpx.Response:
    body = Push([c if isinstance(c, bytes) else c.pack() for c in changes]).encode()
    return _send(client, compress(body, encoding), **{"Content-Encoding": encoding, **headers})


def _send(client: httpx.Client, body: bytes, **headers: str) -> httpx.Response:
    return client.post("/v1/push", content=body, headers={"Content-Type": "application/msgpack", **headers})


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_push_and_a_pull_go_through(served: Any, fleet: Any, encoding: str) -> None:
    a, b = fleet.tablet(), fleet.tablet(teams=["north"])
    changes = [a.change(new_id(), team="north", x="y" * 40) for _ in range(30)]
    with served.client(a.token) as client:
        answer = _push(client, *changes, encoding=encoding)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/msgpack")
        assert Pushed.decode(answer.content).have == 30
        again = Pushed.decode(_push(client, *changes, encoding=encoding).content)
        assert again.verdicts == [Verdict(n, HAD) for n in range(1, 31)]
    with served.client(b.token, **{"Accept-Encoding": encoding}) as client, client.stream("GET", "/v1/pull") as got:
        raw = b"".join(got.iter_raw())
        assert got.headers["content-encoding"] == encoding
    page = Page.decode(decompress(raw, encoding, MAX_BODY))
    assert {id for id, _ in page.records} == {c.record for c in changes}


@only_sqlite
def test_a_pull_goes_on_where_it_was_cut(served: Any, fleet: Any) -> None:
    a = fleet.tablet()
    a.push(*[a.change(new_id(), x=n) for n in range(5)])
    seen: list[str] = []
    with served.client(a.token) as client:
        cursor, more = "", True
        while more:
            page = Page.decode(client.get("/v1/pull", params={"cursor": cursor, "limit": 2}).content)
            seen += [id for id, _ in page.records]
            cursor, more = page.cursor, page.more
    assert len(seen) == len(set(seen)) == 5


@only_sqlite
def test_a_sync_with_nothing_new_is_one_small_request(served: Any, fleet: Any) -> None:
    a = fleet.tablet()
    a.save(new_id(), x=1)
    cursor = a.pull().cursor
    host = served.url.removeprefix("http://")
    request = (
        f"GET /v1/pull?cursor={cursor} HTTP/1.1\r\nHost: {host}\r\nAccept: */*\r\n"
        f"Accept-Encoding: gzip, deflate, zstd\r\nConnection: keep-alive\r\nUser-Agent: espace-mobile/0.1.0\r\n"
        f"Authorization: Bearer {a.token}\r\nEspace-Device: {a.id}\r\n\r\n"
    ).encode()
    with socket.create_connection(host.split(":")) as connection:
        connection.sendall(request)
        received = head = b""
        while not head or len(received) < len(head) + 4 + int(head.rpartition(b"content-length: ")[2].split()[0]):
            received += connection.recv(4096)
            head, _, body = received.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert Page.decode(body).records == []
    assert len(request) + len(received) < 600


@pytest.mark.parametrize("path", ["/v1/pull", "/v1/device", "/v1/devices"])
@pytest.mark.parametrize("token", [None, "", "x", "nobody00." + "a" * 43])
@only_sqlite
def test_without_a_token_of_ours_nothing_is_said(served: Any, fleet: Any, path: str, token: str | None) -> None:
    fleet.tablet()
    with served.client(token) as client:
        answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (401, PROBLEM)
    assert (answer.json()["code"], answer.json()["reason"]) == ("unauthorised", "unknown")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_revoked_token_is_told_so(served: Any, fleet: Any, register: Register) -> None:
    a = fleet.tablet()
    register.write(lambda c: devices.change(c, fleet.org, a.id, state=REVOKED))
    with served.client(a.token) as client:
        assert _push(client, a.change(new_id(), x=1)).status_code == 200  # what it did while it could is taken
        for path in ("/v1/pull", "/v1/device", "/v1/device/keys"):
            answer = client.get(path)
            assert answer.status_code == 401
            assert (answer.json()["code"], answer.json()["reason"]) == ("unauthorised", "revoked")


@only_sqlite
def test_a_cloned_device_and_a_fast_clock_are_conflicts(served: Any, fleet: Any) -> None:
    a = fleet.tablet()
    a.save(new_id(), x=1)
    a.n = 0
    with served.client(a.token) as client:
        cloned = _push(client, a.change(new_id(), x=2))
        ahead = pack([2, new_id(), "contact", at_ms(fleet.now + 3_600_000), "", {}, {}])
        fast = _push(client, ahead)
    assert (cloned.status_code, cloned.json()["code"], cloned.json()["n"]) == (409, "identity_reused", 1)
    assert (fast.status_code, fast.json()["code"], fast.json()["now"]) == (409, "clock_ahead", fleet.now)


@only_sqlite
def test_a_device_that_missed_its_new_identity_is_stopped(served: Any, fleet: Any) -> None:
    a = fleet.tablet()
    with served.client(a.token, **{"Espace-Device": a.id}) as client:
        new = client.post("/v1/device/identity", json={"device": a.id}).json()["device"]
        assert new != a.id
        for answer in (_push(client, a.change(new_id(), x=1)), client.get("/v1/pull")):
            assert answer.status_code == 409
            assert (answer.json()["code"], answer.json()["device"]) == ("identity_changed", new)
        again = client.post("/v1/device/identity", json={"device": a.id})
        assert again.json() == {"device": new}


@only_sqlite
def test_an_oversized_body_is_refused_and_says_the_limit(served: Any, fleet: Any) -> None:
    a = fleet.tablet()
    with served.client(a.token) as client:
        for body in (b"x" * (MAX_BODY + 1), b"x" * (2 * MAX_BODY)):
            answer = _send(client, body)
            assert answer.status_code == 413
            assert (answer.json()["limit"], answer.json()["max"]) == ("body", MAX_BODY)
        assert _push(client, a.change(new_id(), x=1)).status_code == 200


@only_sqlite
def test_a_compression_bomb_stops_at_the_limit(served: Any, fleet: Any) -> None:
    bombs = {name: compress(bytes(MAX_BODY + 1), name) for name in ENCODINGS}
    with served.client(fleet.tablet().token) as client:
        for encoding, bomb in bombs.items():
            assert len(bomb) < MAX_BODY / 100
            answer = _send(client, bomb, **{"Content-Encoding": encoding})
            assert (answer.status_code, answer.json()["limit"]) == (413, "body")


@only_sqlite
def test_too_many_changes_say_so(served: Any, fleet: Any) -> None:
    with served.client(fleet.tablet().token) as client:
        for many in (MAX_BATCH + 1, 1_000_000):
            answer = _push(client, *[b"x"] * many)
            assert (answer.status_code, answer.json()["limit"]) == (413, "batch")


NOT_A_PUSH = {
    "empty": b"",
    "garbage": b"\xc1\xc1",
    "json": b'{"changes": []}',
    "a number": pack(1),
    "no changes": pack([1]),
    "a map": pack([1, {"a": 1}]),
    "texts": pack([1, ["a"]]),
    "lists in lists": b"\x92\x01\xdc\x07\xd0" + b"\x90" * 2000,
    "a length that is not there": b"\x92\x01\xdc\x00\x05\xc4",
    "short": Push([b"abc"]).encode()[:-1],
    "trailing": Push([b"abc"]).encode() + b"x",
}


@pytest.mark.parametrize("what", NOT_A_PUSH)
@only_sqlite
def test_a_body_that_is_no_push_is_malformed(served: Any, fleet: Any, what: str) -> None:
    with served.client(fleet.tablet().token) as client:
        answer = _send(client, NOT_A_PUSH[what])
    assert (answer.status_code, answer.headers["content-type"]) == (422, PROBLEM)
    assert answer.json()["code"] == "malformed"


@only_sqlite
def test_a_wrong_encoding_or_type_is_named(served: Any, fleet: Any) -> None:
    body = Push([]).encode()
    with served.client(fleet.tablet().token) as client:
        for headers, status, field in (
            ({"Content-Encoding": "br"}, 415, "content-encoding"),
            ({"Content-Type": "application/json"}, 415, "content-type"),
            ({"Content-Encoding": "gzip"}, 422, "body"),
        ):
            answer = _send(client, body, **headers)
            assert (answer.status_code, answer.json()["field"]) == (status, field)
        half = gzip.compress(Push([b"x" * 1000]).encode())[:-12]
        assert _send(client, half, **{"Content-Encoding": "gzip"}).status_code == 422
        bare = zlib.compress(body)
        assert _send(client, bare, **{"Content-Encoding": "gzip"}).status_code == 422
        assert client.post("/v1/push", content=body).status_code == 200


@pytest.mark.parametrize("query", [{"limit": "0"}, {"limit": "many"}, {"cursor": "!"}, {"cursor": "x" * 999}])
@only_sqlite
def test_a_bad_question_names_its_field(served: Any, fleet: Any, query: dict[str, str]) -> None:
    with served.client(fleet.tablet().token) as client:
        answer = client.get("/v1/pull", params=query)
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")
    assert answer.json()["field"] == next(iter(query))


@only_sqlite
def test_a_device_that_asks_too_often_waits(served: Any, fleet: Any) -> None:
    served.site.devices = Rates(0.5, 3)
    a, b = fleet.tablet(), fleet.tablet()
    with served.client(a.token) as client:
        answers = [client.get("/v1/pull") for _ in range(4)]
    assert [r.status_code for r in answers] == [200, 200, 200, 429]
    assert answers[-1].json()["code"] == "server_busy"
    assert 1 <= int(answers[-1].headers["retry-after"]) == answers[-1].json()["after"] <= 2
    with served.client(b.token) as client:
        assert client.get("/v1/pull").status_code == 200


@only_sqlite
def test_a_sender_that_leaves_in_mid_body_stores_nothing(served: Any, fleet: Any) -> None:
    a = fleet.tablet()
    body = Push([a.change(new_id(), x=1).pack()]).encode()
    host = served.url.removeprefix("http://")
    head = (
        f"POST /v1/push HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {a.token}\r\n"
        f"Content-Type: application/msgpack\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    for cut in (0, 1, len(body) - 1):
        with socket.create_connection(host.split(":")) as connection:
            connection.sendall(head + body[:cut])
    assert a.pull().have == 0
    with served.client(a.token) as client:
        assert Pushed.decode(_send(client, body).content).have == 1


@only_sqlite
def test_fifty_tablets_push_at_once_without_an_error(served: Any, fleet: Any) -> None:
    tablets = [fleet.tablet() for _ in range(50)]
    answers: list[tuple[int, int]] = []

    def work(tablet: Any) -> None:
        with served.client(tablet.token) as client:
            for _ in range(2):
                answer = _push(client, *[tablet.change(new_id(), x=n) for n in range(10)])
                answers.append((answer.status_code, Pushed.decode(answer.content).have))

    threads = [threading.Thread(target=work, args=(tablet,)) for tablet in tablets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(answers) == [(200, 10)] * 50 + [(200, 20)] * 50
    assert len(fleet.tablet().everything()) == 1000
