"""Old and new ends of the protocol, in pairs: each answers in the version it was asked in, and a pair that shares none
says so and loses nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import msgpack
import pytest

from espace_mobile.domain.person import Person
from espace_mobile.errors import VersionUnsupported
from espace_mobile.i18n import translator
from espace_mobile.protocol.compression import GZIP, decompress
from espace_mobile.protocol.messages import MAX_BODY, VERSION, VERSIONS, Page, Push, Pushed
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id, pack, unpack
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica
from espace_mobile.sync.engine import SyncEngine
from espace_mobile.sync.http import HttpEndpoint, client
from espace_mobile.sync.loop import State, SyncLoop
from sync_server.api.problems import problem

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
OF_VERSION_1 = {"pushed": 5, "page": 7}  # parts of an answer
WORKER = new_id()


def _push(http: httpx.Client, version: object, *changes: bytes) -> httpx.Response:
    body = pack([version, list(changes)])
    return http.post("/v1/push", content=body, headers={"Content-Type": "application/msgpack"})


def _refused(answer: httpx.Response) -> tuple[int, str, Any]:
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    return answer.status_code, problem["code"], problem.get("versions", problem.get("field"))


class Speaking(httpx.BaseTransport):
    """A server of other versions: what it does not speak it refuses, the rest goes to the real one."""

    def __init__(self, *versions: int) -> None:
        self.versions, self.asked = list(versions), []
        self._real = httpx.HTTPTransport(verify=False)
        self.asked: list[int]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        version = _version(request)
        self.asked.append(version)
        if request.method == "POST" and version not in self.versions:
            return self._refusal()
        if request.method == "GET":
            if version < min(self.versions):
                return self._refusal()
            request = _asking(request, max(v for v in self.versions if v <= version))
        return self._real.handle_request(request)

    def _refusal(self) -> httpx.Response:
        answer = problem(VersionUnsupported(versions=self.versions))
        return httpx.Response(400, headers=dict(answer.headers), content=bytes(answer.body))

    def close(self) -> None:
        self._real.close()


def _version(request: httpx.Request) -> int:
    if request.method == "GET":
        return int(request.url.params.get("v", 1))
    body = decompress(request.read(), request.headers.get("content-encoding", ""), MAX_BODY)
    version = unpack(body)[0]
    assert isinstance(version, int)
    return version


def _asking(request: httpx.Request, version: int) -> httpx.Request:
    url = request.url.copy_set_param("v", version) if version > 1 else request.url.copy_remove_param("v")
    return httpx.Request(request.method, url, headers=request.headers)


@pytest.fixture
def device(served: Any, fleet: Any) -> Any:
    """(replica, engine) of a device that reaches the server through a transport, closed at the end."""
    opened: list[httpx.Client] = []
    keychain = Keychain(fleet.org, {1: new_org_key()})

    def connect(transport: httpx.BaseTransport | None = None) -> tuple[Replica, SyncEngine]:
        tablet = fleet.tablet()
        replica = Replica(MemoryStorage(), tablet.id, keychain, lambda: fleet.now)
        opened.append(client(served.url, tablet.token, transport))
        return replica, SyncEngine(replica, HttpEndpoint(opened[-1], lambda: replica.device), lambda: fleet.now)

    yield connect
    for http in opened:
        http.close()


Connect = Callable[..., tuple[Replica, SyncEngine]]


def _person(replica: Replica) -> Person:
    person = Person.of(new_id(), {"first_name": "Samir", "address": "rue des Tilleuls " * 20})
    replica.save(person, by=WORKER)
    return person


def test_a_client_of_version_1_is_answered_in_version_1(served: Any, fleet: Any) -> None:
    a = fleet.tablet()
    with served.client(a.token) as http:
        pushed = _push(http, 1, a.change(new_id(), x=1).pack())
        said = unpack(pushed.content)
        assert (pushed.status_code, said[0], len(said), said[1]) == (200, 1, OF_VERSION_1["pushed"], 1)
        for query in ({}, {"v": 1}):
            page = unpack(http.get("/v1/pull", params=query).content)
            assert (page[0], len(page), len(page[6])) == (1, OF_VERSION_1["page"], 1)


@pytest.mark.parametrize("version", VERSIONS)
def test_each_version_is_answered_in_itself(served: Any, fleet: Any, version: int) -> None:
    a = fleet.tablet()
    with served.client(a.token) as http:
        pushed = _push(http, version, a.change(new_id(), x=1).pack())
        assert unpack(pushed.content)[0] == version
        assert Pushed.decode(pushed.content).have == 1
        page = http.get("/v1/pull", params={"v": version})
        assert unpack(page.content)[0] == version
        assert len(Page.decode(page.content).records) == 1


def test_a_newer_client_is_answered_in_the_newest_there_is(served: Any, fleet: Any) -> None:
    with served.client(fleet.tablet().token) as http:
        for version in (VERSION + 1, 99, 1 << 40):
            page = http.get("/v1/pull", params={"v": version})
            assert (page.status_code, unpack(page.content)[0]) == (200, VERSION)


@pytest.mark.parametrize("version", [0, -1, VERSION + 1, 1 << 40])
def test_a_push_in_a_version_nobody_speaks_is_told_which_there_are_and_stores_nothing(
    served: Any, fleet: Any, version: int
) -> None:
    a = fleet.tablet()
    with served.client(a.token) as http:
        refused = _push(http, version, a.change(new_id(), x=1).pack())
    assert _refused(refused) == (400, "version_unsupported", list(VERSIONS))
    assert a.push().have == 0


@pytest.mark.parametrize("version", [None, "1", 1.0, True, [1], {}, b"1", msgpack.ExtType(1, b"1")])
def test_a_version_that_is_no_number_is_malformed(served: Any, fleet: Any, version: object) -> None:
    a = fleet.tablet()
    with served.client(a.token) as http:
        status, code, field = _refused(_push(http, version, a.change(new_id(), x=1).pack()))
    assert (status, code) == (422, "malformed")
    assert field in ("version", "push", "body")
    assert a.push().have == 0


@pytest.mark.parametrize("v", ["0", "-1", "two", "1.5", "", "9" * 5000])
def test_a_pull_in_a_version_that_is_none_names_the_field(served: Any, fleet: Any, v: str) -> None:
    with served.client(fleet.tablet().token) as http:
        assert _refused(http.get("/v1/pull", params={"v": v})) == (422, "malformed", "v")


def test_this_client_falls_back_to_a_server_of_version_1_and_works(device: Connect) -> None:
    old = Speaking(1)
    (a, engine), (b, other) = device(old), device()
    person = _person(a)
    engine.run()
    assert a.pending() == 0
    other.run()
    assert b.get(Person, person.id) == person
    b.save(person.but(phone="+33639980002"), by=WORKER)
    other.run()
    engine.run()
    assert a.get(Person, person.id).phone == "+33639980002"  # type: ignore[union-attr]
    assert old.asked[:2] == [VERSION, 1], "asked once in its own version"
    assert set(old.asked[1:]) == {1}, "and then no more"


def test_a_server_of_another_age_is_told_to_the_worker_and_nothing_is_deleted(device: Connect) -> None:
    replica, engine = device(Speaking(3))
    people = [_person(replica) for _ in range(3)]
    loop = SyncLoop(replica, engine.run)
    status = loop.run_once()
    loop.stop()
    assert (status.state, status.pending) == (State.FAILED, 3)
    assert isinstance(status.error, VersionUnsupported)
    for language, word in (("fr", "Mettez-la à jour"), ("en", "pdate")):
        assert word in translator(language).error(status.error)
    assert {p.id for p in replica.all(Person)} == {p.id for p in people}
    # With nothing to send, too.
    idle, idle_engine = device(Speaking(3))
    with pytest.raises(VersionUnsupported):
        idle_engine.run()
    assert idle.meta("cursor") is None


def test_an_updated_app_sends_what_the_older_one_could_not(device: Connect, served: Any) -> None:
    transport = Speaking(3)
    (replica, engine), (other, reading) = device(transport), device()
    person = _person(replica)
    with pytest.raises(VersionUnsupported):
        engine.run()
    transport.versions = list(VERSIONS)
    engine.run()
    reading.run()
    assert other.get(Person, person.id) == person


@pytest.mark.parametrize("versions", [None, [], "1", 1, [3], ["1"], [[1]], [{}], [None, 3.5]])
def test_nonsense_about_versions_is_still_that_error(served: Any, versions: object) -> None:
    body = json.dumps({"code": "version_unsupported", "versions": versions})
    answering = httpx.MockTransport(
        lambda _: httpx.Response(400, headers={"content-type": "application/problem+json"}, content=body)
    )
    with client(served.url, "token", answering) as http:
        endpoint = HttpEndpoint(http, lambda: "00000000000000a1")
        with pytest.raises(VersionUnsupported):
            endpoint.push(Push([b"x"]))
        with pytest.raises(VersionUnsupported):
            endpoint.pull("")


def test_hello_says_the_versions(served: Any) -> None:
    with served.client() as http:
        assert http.get("/v1/hello").json()["versions"] == list(VERSIONS)
    assert GZIP in http.headers["accept-encoding"]
