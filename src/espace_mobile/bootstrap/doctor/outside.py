"""What can be found at the server's address, asked as every exchange does."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import httpx

from espace_mobile.bootstrap.doctor.finding import Finding, State
from espace_mobile.bootstrap.doctor.holdings import clock
from espace_mobile.errors import CertificateRefused, EspaceError, NotOurServer
from espace_mobile.protocol.messages import VERSIONS
from espace_mobile.sync.http import send

_FEW_DAYS = 14  # whoever renews certificates does it a month before


def examine(http: httpx.Client, now_ms: Callable[[], int]) -> Iterator[Finding]:
    """`now_ms`: this device's own clock."""
    sent = now_ms()
    try:
        answer = send(http, "GET", "/v1/hello")
        said = answer.json()
        there, spoken = int(said["now"]), {int(v) for v in said["versions"]}
    except CertificateRefused as e:
        yield Finding("server", State.WRONG, "doctor.certificate_refused", {"reason": e.params.get("reason", "")})
        return
    except (NotOurServer, ValueError, KeyError, TypeError):
        yield Finding("server", State.WRONG, "doctor.not_our_server")
        return
    except EspaceError:
        yield Finding("server", State.LOOK, "doctor.server_down")
        return
    received = now_ms()
    yield Finding("server", State.OK, "doctor.server")
    if not spoken & set(VERSIONS):
        versions = ", ".join(map(str, sorted(spoken)))
        yield Finding("server", State.WRONG, "doctor.server_versions", {"versions": versions})
    yield clock(there - (sent + received) // 2)
    yield _certificate(http, received)


def not_asked() -> Finding:
    """The network was switched off by hand."""
    return Finding("server", State.LOOK, "doctor.not_asked")


def _certificate(http: httpx.Client, now_ms: int) -> Finding:
    """Its end, as a connection says that is still open."""
    if http.base_url.scheme != "https":
        return Finding("certificate", State.LOOK, "doctor.not_https")
    try:
        with http.stream("GET", "/v1/hello") as answer:
            stream: Any = answer.extensions.get("network_stream")
            tls = stream.get_extra_info("ssl_object") if stream is not None else None
            shown = tls.getpeercert() if tls is not None else None
    except httpx.HTTPError:
        shown = None
    if not shown or "notAfter" not in shown:
        return Finding("certificate", State.OK, "doctor.certificate")
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(shown["notAfter"]), UTC)
    days = (ends - datetime.fromtimestamp(now_ms / 1000, UTC)).days
    return Finding("certificate", State.OK if days >= _FEW_DAYS else State.LOOK, "doctor.certificate_until",
                   {"day": f"{ends:%Y-%m-%d}"})  # fmt: skip
