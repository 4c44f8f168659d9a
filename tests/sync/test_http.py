from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from espace_mobile.errors import (
    CertificateRefused,
    ClockAhead,
    EspaceError,
    IdentityChanged,
    IdentityReused,
    NotOurServer,
    Refused,
    ServerBusy,
    TooLarge,
    Unauthorised,
    Unreachable,
)
from espace_mobile.protocol.compression import ENCODINGS, GZIP, decompress
from espace_mobile.protocol.messages import Push, Pushed
from espace_mobile.sync.http import BODY_TYPE, HttpEndpoint, client
from tests.sync.misbehaving import SILENT, answering, problem, response, tls

DEVICE = "00000000000000a1"
WEB_PAGE = response("200 OK", b"<html>Bienvenue sur le Wi-Fi</html>")
CUT = response("200 OK", b"x" * 100, BODY_TYPE)[:-40]

ANSWERS: list[tuple[str, bytes, type[EspaceError]]] = [
    ("a captive portal", WEB_PAGE, NotOurServer),
    ("a page not found", response("404 Not Found", b"no"), NotOurServer),
    ("nonsense of the right type", response("200 OK", b"\xc1\xc1", BODY_TYPE), NotOurServer),
    (
        "a body said to be gzip that is not",
        response("200 OK", b"xx", BODY_TYPE, "content-encoding: gzip"),
        NotOurServer,
    ),
    ("no HTTP at all", b"SSH-2.0-OpenSSH\r\n", Unreachable),
    ("a cut in the middle of a body", CUT, Unreachable),
    ("nothing at all", b"", Unreachable),
    ("an unknown token", problem("401 Unauthorized", b'{"code":"unauthorised","reason":"unknown"}'), Unauthorised),
    ("too many requests", problem("429 Too Many Requests", b'{"code":"server_busy"}'), ServerBusy),
    ("a broken server", response("500 Internal Server Error", b"<h1>oops</h1>"), ServerBusy),
    ("a body too large", problem("413 Too Large", b'{"code":"too_large","limit":"batch","max":5}'), TooLarge),
    ("a body too large for a proxy", response("413 Too Large", b"<h1>nginx</h1>"), TooLarge),
    ("numbers used before", problem("409 Conflict", b'{"code":"identity_reused","n":4}'), IdentityReused),
    ("another identity", problem("409 Conflict", b'{"code":"identity_changed","device":"ab"}'), IdentityChanged),
    ("a clock ahead", problem("409 Conflict", b'{"code":"clock_ahead","now":12}'), ClockAhead),
    ("a refusal", problem("422 Unprocessable", b'{"code":"malformed","field":"cursor"}'), Refused),
]


@pytest.fixture
def endpoint() -> Iterator[object]:
    opened: list[httpx.Client] = []

    def connect(address: str) -> HttpEndpoint:
        opened.append(client(address, "token"))
        return HttpEndpoint(opened[-1], lambda: DEVICE)

    yield connect
    for http in opened:
        http.close()


@pytest.mark.parametrize(("raw", "error"), [a[1:] for a in ANSWERS], ids=[a[0] for a in ANSWERS])
def test_each_answer_becomes_one_kind_of_error(endpoint, raw: bytes, error: type[EspaceError]) -> None:  # type: ignore[no-untyped-def]
    with answering(raw) as address:
        with pytest.raises(error):
            endpoint(address).pull("")
        with pytest.raises(error):
            endpoint(address).push(Push([b"x" * 300]))


def test_the_parts_of_an_error_that_help_are_kept(endpoint) -> None:  # type: ignore[no-untyped-def]
    late = problem("409 Conflict", b'{"code":"clock_ahead","now":1700000000000}')
    with answering(late) as address, pytest.raises(ClockAhead) as ahead:
        endpoint(address).push(Push([]))
    assert ahead.value.params == {"now": 1700000000000}
    full = response("503 Busy", b"", "text/html", "retry-after: 7")
    with answering(full) as address, pytest.raises(ServerBusy) as busy:
        endpoint(address).pull("")
    assert busy.value.params["after"] == 7


@pytest.mark.skipif(ENCODINGS[0] == GZIP, reason="no zstandard here")
def test_a_server_that_reads_no_zstd_is_sent_gzip_from_then_on() -> None:
    changes, asked = [bytes(300)], []

    def refusing(request: httpx.Request) -> httpx.Response:
        asked.append(encoding := request.headers["content-encoding"])
        if encoding != GZIP:
            code = {"code": "malformed", "field": "content-encoding"}
            return httpx.Response(415, headers={"content-type": "application/problem+json"}, json=code)
        assert Push.decode(decompress(request.read(), encoding, 1000)).changes == changes
        return httpx.Response(200, headers={"content-type": BODY_TYPE}, content=Pushed(1, 2, "epoch").encode())

    with client("http://serveur", "token", httpx.MockTransport(refusing)) as http:
        endpoint = HttpEndpoint(http, lambda: DEVICE)
        for _ in range(2):
            assert endpoint.push(Push(changes)).have == 1
    assert asked == [ENCODINGS[0], GZIP, GZIP]


@pytest.mark.parametrize("field", ["content-encoding", "content-type"])
def test_a_server_that_reads_nothing_ends_it(endpoint, field: str) -> None:  # type: ignore[no-untyped-def]
    refusal = problem("415 Unsupported", f'{{"code":"malformed","field":"{field}"}}'.encode())
    with answering(refusal) as address, pytest.raises(Refused):
        endpoint(address).push(Push([b"x" * 300]))


def test_nobody_listening_is_unreachable(endpoint) -> None:  # type: ignore[no-untyped-def]
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(Unreachable):
        endpoint(f"http://127.0.0.1:{port}").pull("")


def test_a_server_that_never_answers_is_unreachable_in_the_end() -> None:
    with answering(SILENT) as address, client(address) as http:
        http.timeout = httpx.Timeout(0.2)
        with pytest.raises(Unreachable) as e:
            HttpEndpoint(http, lambda: DEVICE).pull("")
        assert e.value.params == {"reason": "timeout"}


def test_a_certificate_nobody_vouches_for_is_refused(endpoint, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with answering(WEB_PAGE, tls(tmp_path)) as address, pytest.raises(CertificateRefused):
        endpoint(address).pull("")


@pytest.mark.parametrize("address", ["", "serveur", "ftp://serveur", "http://", "http://[", "http://a:b"])
def test_an_address_that_is_none_is_said_so(address: str) -> None:
    with pytest.raises(NotOurServer):
        client(address)


def test_a_name_no_directory_knows_is_unreachable(endpoint) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Unreachable):
        endpoint("http://serveur.invalid").pull("")
