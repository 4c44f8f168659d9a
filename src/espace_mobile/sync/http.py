"""The register over HTTPS. Every failure becomes one of a few errors; none of them is a reason to delete anything."""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable
from typing import Any, TypeVar

import httpx

from espace_mobile import __version__
from espace_mobile.errors import (
    CertificateRefused,
    ClockAhead,
    EspaceError,
    IdentityChanged,
    IdentityReused,
    Malformed,
    NotOurServer,
    Refused,
    ServerBusy,
    TooLarge,
    Unauthorised,
    Unreachable,
    VersionUnsupported,
)
from espace_mobile.protocol.compression import ENCODINGS, GZIP, compress
from espace_mobile.protocol.messages import MAX_PAGE, VERSION, VERSIONS, Page, Push, Pushed
from espace_mobile.protocol.stamp import DEVICE_DIGITS

BODY_TYPE = "application/msgpack"
TIMEOUT = httpx.Timeout(30, connect=5)
WORTH_COMPRESSING = 200  # bytes
_HOST = re.compile(r"[\w.:-]+")
T = TypeVar("T")


def client(address: str, token: str = "", transport: httpx.BaseTransport | None = None) -> httpx.Client:
    """An HTTP client of one server, with as few header bytes as will do: an idle sync is mostly headers.

    Raises `NotOurServer` for an address that is none.
    """
    headers = {"user-agent": f"espace-mobile/{__version__}", "accept": "*/*"}
    if token:
        headers["authorization"] = f"Bearer {token}"
    try:
        url = httpx.URL(address)
        if url.scheme not in ("http", "https") or not _HOST.fullmatch(url.host):
            raise NotOurServer(address=address)
        return httpx.Client(base_url=url, headers=headers, timeout=TIMEOUT, transport=transport)
    except (httpx.InvalidURL, UnicodeError) as e:
        raise NotOurServer(address=address) from e


class HttpEndpoint:
    """`SyncEndpoint` over HTTP, for an enrolled device. Keeps its connection between requests.

    `device`: who the replica is at this moment; said with each request, since a token outlives an identity.
    `status`: what a pull says of the device (`DeviceStatus.header`).
    `version`: the newest both ends speak, `encoding`: the best, as far as is known; nobody is asked before it matters.
    """

    def __init__(self, http: httpx.Client, device: Callable[[], str], status: Callable[[], str] = lambda: "") -> None:
        self.http, self._device, self._status = http, device, status
        self.version, self.encoding = VERSION, ENCODINGS[0]

    def push(self, batch: Push) -> Pushed:
        return self._in_a_common_version("/v1/push", batch)

    def push_as(self, past: str, batch: Push) -> Pushed:
        return self._in_a_common_version(f"/v1/push?as={past}", batch)

    def _in_a_common_version(self, path: str, batch: Push) -> Pushed:
        try:
            return self._push(path, Push(batch.changes, self.version))
        except VersionUnsupported as error:
            self.version = _common(error)
            return self._push(path, Push(batch.changes, self.version))

    def _push(self, path: str, batch: Push) -> Pushed:
        body = batch.encode()
        if len(body) <= WORTH_COMPRESSING:
            return self._post(path, body, {})
        try:
            return self._post(path, compress(body, self.encoding), {"content-encoding": self.encoding})
        except Refused as error:
            if error.params.get("at") != "content-encoding" or self.encoding == GZIP:
                raise
            self.encoding = GZIP
            return self._post(path, compress(body, GZIP), {"content-encoding": GZIP})

    def _post(self, path: str, body: bytes, headers: dict[str, str]) -> Pushed:
        headers["content-type"] = BODY_TYPE
        return _decoded(Pushed.decode, self._send("POST", path, headers, content=body))

    def pull(self, cursor: str, limit: int = MAX_PAGE) -> Page:
        params: dict[str, str | int] = {"v": self.version, "cursor": cursor}
        if limit != MAX_PAGE:
            params["limit"] = limit
        said = self._status()
        headers = {"espace-status": said} if said else {}
        return _decoded(Page.decode, self._send("GET", "/v1/pull", headers, params=params))

    def new_identity(self, given_up: str = "") -> str:
        answer = call(self.http, "POST", "/v1/device/identity", json={"device": given_up or self._device()})
        device = answer.get("device")
        if not isinstance(device, str) or len(device) != DEVICE_DIGITS:
            raise NotOurServer()
        return device

    def _send(self, method: str, path: str, headers: dict[str, str], **parts: Any) -> bytes:
        response = send(self.http, method, path, headers={**headers, "espace-device": self._device()}, **parts)
        if not response.headers.get("content-type", "").startswith(BODY_TYPE):
            raise NotOurServer(status=response.status_code)
        return response.content


def _common(error: VersionUnsupported) -> int:
    """The newest version that this device and the server both speak. Raises `error` when there is none."""
    offered = error.params.get("versions")
    common = {v for v in offered if type(v) is int and v in VERSIONS} if isinstance(offered, list) else None
    if not common:
        raise error
    return max(common)


def call(http: httpx.Client, method: str, path: str, **parts: Any) -> dict[str, Any]:
    """A JSON object in answer to a JSON request. Raises as `send`."""
    response = send(http, method, path, **parts)
    try:
        answer = response.json()
    except ValueError as e:
        raise NotOurServer(status=response.status_code) from e
    if not isinstance(answer, dict):
        raise NotOurServer(status=response.status_code)
    return answer


def send(http: httpx.Client, method: str, path: str, **parts: Any) -> httpx.Response:
    """A 2xx response. Raises `SyncError` or `ProtocolError`: the kind of failure, never what was sent."""
    try:
        response = http.request(method, path, **parts)
    except httpx.TransportError as e:
        raise _transport_error(e) from e
    except (httpx.DecodingError, httpx.TooManyRedirects, httpx.InvalidURL) as e:
        raise NotOurServer() from e
    if response.is_success:
        return response
    raise _status_error(response)


def _transport_error(error: httpx.TransportError) -> EspaceError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return CertificateRefused(reason=cause.verify_message)
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.UnsupportedProtocol | httpx.RemoteProtocolError):
        return Unreachable(reason="cut")
    return Unreachable(reason="timeout" if isinstance(error, httpx.TimeoutException) else "network")


def _status_error(response: httpx.Response) -> EspaceError:
    problem = _problem(response)
    code, status = problem.get("code"), response.status_code
    if status in (408, 429) or status >= 500:
        reason = str(problem.get("reason", ""))
        return ServerBusy(status=status, after=_seconds(response.headers.get("retry-after")), reason=reason)
    if status == 401:
        return _unauthorised(problem)
    if status == 413:
        return TooLarge(limit=str(problem.get("limit", "body")), max=problem.get("max", 0))
    if code == ClockAhead.code:
        return ClockAhead(now=problem.get("now"))
    if code == IdentityReused.code:
        return IdentityReused(n=problem.get("n", 0))
    if code == IdentityChanged.code:
        return IdentityChanged(device=str(problem.get("device", "")))
    if code == VersionUnsupported.code:
        return VersionUnsupported(versions=problem.get("versions"))
    if code == "revision_outdated":
        return Refused(reason=code, status=status, revision=problem.get("revision", 0))
    if isinstance(code, str):
        return Refused(reason=code, status=status, at=str(problem.get("field") or problem.get("reason") or ""))
    return NotOurServer(status=status)


def _unauthorised(problem: dict[str, Any]) -> Unauthorised:
    reason, notice = str(problem.get("reason", "unknown")), problem.get("notice")
    return Unauthorised(reason=reason, notice=notice) if isinstance(notice, str) else Unauthorised(reason=reason)


def _problem(response: httpx.Response) -> dict[str, Any]:
    try:
        problem = response.json()
    except ValueError:
        return {}
    return problem if isinstance(problem, dict) else {}


def _seconds(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0


def _decoded(decode: Callable[[bytes], T], body: bytes) -> T:
    try:
        return decode(body)
    except Malformed as e:
        raise NotOurServer() from e
