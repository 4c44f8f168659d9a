"""What `doctor` asks of the way devices come in: the certificate, and the server's address as others see it."""

from __future__ import annotations

import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from sync_server.service import certificates
from sync_server.service.findings import LOOK, OK, WRONG, Finding

_FEW_DAYS = 14  # whoever renews certificates does it a month before
_TIMEOUT = 10
_MOST = 100_000  # bytes of an answer
_CLOCK_MS = 60_000


def certificate(path: Path, key: Path | None, now: int) -> Iterator[Finding]:
    ends = certificates.expires(path)
    if ends is None:
        yield Finding("certificate", WRONG, f"Not a certificate (PEM): {path}")
        return
    yield _until("certificate", ends, now)
    if key is not None:
        fits = certificates.fits(path, key)
        yield Finding(
            "key", OK if fits else WRONG, "Fits the certificate" if fits else "Not the certificate's, or unread"
        )
        if key.stat().st_mode & 0o077:
            yield Finding("key", LOOK, f"Others of this machine can read it: chmod 600 {key}")


def address(url: str, now: int) -> Iterator[Finding]:
    """`url`: as devices write it, e.g. https://espace.exemple.fr"""
    if urlsplit(url).scheme != "https":
        yield Finding("address", LOOK, "Not https: for a network nobody else is in")
    try:
        said = json.loads(_asked(url, "/v1/hello"))
        served = said["service"] == "espace-sync"
        away = abs(int(said["now"]) - now)
    except ssl.SSLCertVerificationError as e:
        yield Finding("address", WRONG, f"Its certificate is refused: {e.verify_message}")
        return
    except (OSError, ValueError, KeyError, TypeError):
        served, away = False, 0
    if not served:
        yield Finding("address", WRONG, "This server does not answer there")
        return
    yield Finding("address", OK, "This server answers there")
    if away > _CLOCK_MS:
        yield Finding("address", WRONG, f"Its clock is {away // 1000} s away from this machine's")
    yield _health(url)
    yield _metrics(url)


def _health(url: str) -> Finding:
    try:
        _asked(url, "/v1/health")
    except (OSError, ValueError):
        return Finding("health", WRONG, "It does not reach its database")
    return Finding("health", OK, "It reaches its database")


def _metrics(url: str) -> Finding:
    try:
        _asked(url, "/v1/metrics")
    except urllib.error.HTTPError:
        return Finding("metrics", OK, "Not shown to everybody")
    except (OSError, ValueError):
        return Finding("metrics", LOOK, "No answer")
    return Finding("metrics", LOOK, "/v1/metrics is shown to everybody: close it at the proxy")


def _asked(url: str, path: str) -> bytes:
    """Raises `OSError` (`HTTPError` is one), `ValueError`."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise ValueError(url)
    try:
        with urllib.request.urlopen(url.rstrip("/") + path, timeout=_TIMEOUT) as answer:  # noqa: S310 - checked above
            read: bytes = answer.read(_MOST)
            return read
    except urllib.error.HTTPError as e:
        e.close()
        raise
    except urllib.error.URLError as e:
        raise e.reason if isinstance(e.reason, OSError) else e from None


def _until(name: str, ends: datetime, now: int) -> Finding:
    days = (ends - datetime.fromtimestamp(now / 1000, UTC)).days
    state = OK if days >= _FEW_DAYS else LOOK if days >= 0 else WRONG
    return Finding(name, state, f"Good until {ends:%Y-%m-%d}" if days >= 0 else f"It ended on {ends:%Y-%m-%d}")
