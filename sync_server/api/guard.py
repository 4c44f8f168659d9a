"""Around every request: its body is bounded, its time measured, and whatever goes wrong stays inside.

A failure nobody foresaw is logged by its type and place only: its message may hold what a device sent.
"""

from __future__ import annotations

import re
import time
import traceback

import structlog
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from espace_mobile.errors import EspaceError
from sync_server.api import bodies
from sync_server.api.problems import problem, unexpected
from sync_server.api.site import Site

MAX_JSON = 64 << 10  # bytes of a JSON body
MAX_HANDOVER = 1 << 20  # bytes of one that carries a key wrapped for each device
# Routes that read a large body themselves, once the caller is known.
_STREAMED = re.compile("/v1/(?:push|publication(?:/withdraw)?|calendars/[^/]*)")
_GONE = 499  # the client went away before its answer

log = structlog.get_logger("espace_sync")


class Guard:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        answered = _Answered(send)
        await self._guarded(scope, receive, answered)
        self._note(scope, answered.status, time.perf_counter() - started)

    async def _guarded(self, scope: Scope, receive: Receive, send: _Answered) -> None:
        try:
            kept = await _kept(scope, receive)
            if kept is not None:
                await self._app(scope, kept, send)
        except EspaceError as e:
            await send.only_once(problem(e), scope, receive)
        except Exception as e:
            log.error("failed", route=_route(scope), error=type(e).__name__, at=_where(e))
            await send.only_once(unexpected(), scope, receive)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = _route(scope)
        site: Site = scope["app"].state.site
        site.metrics.request(route, status, seconds)
        device = scope.get("state", {}).get("device")
        log.info("answered", route=route, status=status, ms=round(seconds * 1000, 1), device=device)


class _Answered:
    """`send`, remembering the status."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = _GONE

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        await self._send(message)

    async def only_once(self, answer: ASGIApp, scope: Scope, receive: Receive) -> None:
        if self.status == _GONE:
            await answer(scope, receive, self)


async def _kept(scope: Scope, receive: Receive) -> Receive | None:
    """`receive` for the routes: a small body is read here, within its limit. None: the sender went away."""
    headers = Headers(scope=scope)
    if _STREAMED.fullmatch(scope["path"]) or not ("content-length" in headers or "transfer-encoding" in headers):
        return receive
    body = await bodies.read(receive, _limit(scope["path"]), "json")
    if body is None:
        return None
    parts = iter([body])

    async def again() -> Message:
        part = next(parts, None)
        return await receive() if part is None else {"type": "http.request", "body": part, "more_body": False}

    return again


def _limit(path: str) -> int:
    return MAX_HANDOVER if path.endswith("/revoke") else MAX_JSON


def _route(scope: Scope) -> str:
    """The route's template: never a path, which may hold what somebody typed."""
    return str(getattr(scope.get("route"), "path", "none"))


def _where(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    return " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in reversed(frames))
