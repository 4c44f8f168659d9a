"""Push and pull."""

from __future__ import annotations

from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Request, Response

from espace_mobile.protocol.messages import MAX_BODY, MAX_PAGE, VERSION
from sync_server.api import bodies
from sync_server.api.callers import Caller, NotGone, check_identity
from sync_server.api.problems import PROBLEMS
from sync_server.api.site import Site, TheSite
from sync_server.register.devices import Device
from sync_server.service import Endpoint

_BINARY = {bodies.MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"description": "See docs/sync-protocol.md", "content": _BINARY},
    **{status: PROBLEMS[status] for status in (401, 408, 409, 413, 415, 422, 429, 500, 503)},
}

router = APIRouter(tags=["sync"], dependencies=[Depends(check_identity)])


@router.post(
    "/v1/push",
    response_class=Response,
    responses=_ANSWERS,
    openapi_extra={"requestBody": {"required": True, "content": _BINARY}},
    summary="Send changes, a batch of consecutive ones",
)
async def push(
    request: Request,
    site: TheSite,
    device: NotGone,
    past: Annotated[
        str,
        Query(alias="as", pattern="^([0-9a-f]{16})?$", description="An id the device gave up, whose changes these are"),
    ] = "",
) -> Response:
    encoding = bodies.check_headers(request.headers)
    body = await bodies.read(request.receive, MAX_BODY, "body")
    if body is None:
        return Response(status_code=400)  # nobody is there to read it
    pushed = await to_thread.run_sync(_push, site, device, body, encoding, past, limiter=site.pushes())
    return bodies.answer(request, pushed)


def _push(site: Site, device: Device, body: bytes, encoding: str, past: str) -> bytes:
    batch = bodies.opened(body, encoding)
    endpoint = Endpoint(site.register, device.org, device.id, site.now_ms)
    pushed = endpoint.push_as(past, batch) if past and past != device.id else endpoint.push(batch)
    site.metrics.pushed(len(batch.changes), pushed)
    return pushed.encode(batch.version)


@router.get("/v1/pull", response_class=Response, responses=_ANSWERS, summary="Receive what changed since a cursor")
def pull(
    request: Request,
    site: TheSite,
    device: Caller,
    cursor: Annotated[str, Query(max_length=200, description="As received; empty: from the start")] = "",
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = MAX_PAGE,
    version: Annotated[int, Query(alias="v", ge=1, description="The newest the device reads")] = 1,
) -> Response:
    page = Endpoint(site.register, device.org, device.id, site.now_ms).pull(cursor, limit)
    site.metrics.pulled(len(page.records))
    return bodies.answer(request, page.encode(min(version, VERSION)))
