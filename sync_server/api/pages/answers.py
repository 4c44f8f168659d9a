"""Pages as HTTP answers them: cacheable, compressed, nothing allowed that they do not need."""

from __future__ import annotations

from fastapi import Request, Response

from sync_server.api.bodies import accepted
from sync_server.api.conditional import is_known
from sync_server.api.pages.files import File
from sync_server.api.pages.shelf import Made

HTML, ICS, RSS = "text/html; charset=utf-8", "text/calendar; charset=utf-8", "application/rss+xml; charset=utf-8"
FRESH = "public, max-age=300"
# Asked again each time, at the cost of an empty answer: what may be withdrawn at any moment is gone at once.
ASKED = "public, no-cache"
FOR_EVER = "public, max-age=31536000, immutable"
_WORTH_COMPRESSING = 512  # bytes
_SAFE = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def answer(request: Request, made: Made, caching: str = FRESH) -> Response:
    """304 to whoever has it already. No `Last-Modified`: pages change with the day and with what is taken back, and a
    cache that goes by the time alone would keep a story that was."""
    headers = {**_SAFE, "ETag": made.etag, "Cache-Control": caching, "Vary": "Accept-Encoding"}
    if is_known(request.headers.get("if-none-match"), made.etag):
        return Response(None, 304, headers)
    body = made.body
    encoding = accepted(request.headers.get("accept-encoding", ""))
    if encoding and len(body) >= _WORTH_COMPRESSING:
        body = made.packed(encoding)
        headers["Content-Encoding"] = encoding
    return Response(body, 200, headers, made.media_type)


def file(asked: str, found: File) -> Response:
    """A page of before an update asks for a name of before: it gets what there is, and does not keep it."""
    headers = {**_SAFE, "Cache-Control": FOR_EVER if asked == found.name else "no-cache"}
    return Response(found.body, 200, headers, found.media_type)


def plain(body: str) -> Response:
    return Response(body, 200, {**_SAFE, "Cache-Control": FRESH}, "text/plain; charset=utf-8")


def redirect(to: str, status: int = 302) -> Response:
    return Response(None, status, {**_SAFE, "Location": to, "Cache-Control": "no-cache"})


def oops(body: bytes, status: int, after: object = None) -> Response:
    """A page that says what went wrong. `after`: when to come back, in seconds."""
    headers = {**_SAFE, "Cache-Control": "no-store"}
    if after is not None:
        headers["Retry-After"] = str(after)
    return Response(body, status, headers, HTML)
