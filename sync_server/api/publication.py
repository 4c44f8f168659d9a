"""What is public of an org, as its devices see to it."""

from __future__ import annotations

from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Request

from espace_mobile.errors import Malformed
from espace_mobile.protocol.publication import MAX_SITE, TeamDates
from sync_server.api import bodies
from sync_server.api.bodies import Shape
from sync_server.api.callers import Caller
from sync_server.api.models import CalendarOut, Digest, PublicationIn, PublicationOut, RevisionOut, WithdrawalIn
from sync_server.api.problems import PROBLEMS
from sync_server.api.site import TheSite
from sync_server.service import publication

router = APIRouter(prefix="/v1", tags=["publication"], responses=PROBLEMS)


SENT = PublicationIn, WithdrawalIn, TeamDates  # described in the OpenAPI document by hand


def _sent(shape: type[Shape]) -> Any:
    """A copy is large: nothing of it is read before it is known who sends it."""

    async def read(request: Request, _caller: Caller) -> Shape:
        body = await bodies.read(request.receive, MAX_SITE, "json")
        if body is None:
            raise Malformed(field="body")  # nobody is there to read it
        return await to_thread.run_sync(bodies.shaped, body, shape)

    return Depends(read)


def _body(shape: type[Shape]) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{shape.__name__}"}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


@router.get("/publication", response_model=PublicationOut, summary="What is public of my org")
def state(site: TheSite, caller: Caller) -> Any:
    held = publication.state(site.register, caller)
    return PublicationOut(
        revision=held.revision,
        slug=held.slug,
        published_at=held.published_at,
        dates=list(held.dates),
        stories=list(held.stories),
    )


@router.put(
    "/publication",
    response_model=RevisionOut,
    openapi_extra=_body(PublicationIn),
    summary="Publish these pages and no other (supervisor)",
)
def publish(site: TheSite, caller: Caller, body: Annotated[PublicationIn, _sent(PublicationIn)]) -> Any:
    revision = publication.publish(site.register, caller, body.base, body.pages, site.now_ms())
    return RevisionOut(revision=revision)


@router.post(
    "/publication/withdraw",
    response_model=RevisionOut,
    openapi_extra=_body(WithdrawalIn),
    summary="Take back stories, and dates called off",
)
def withdraw(site: TheSite, caller: Caller, body: Annotated[WithdrawalIn, _sent(WithdrawalIn)]) -> Any:
    stories, cancelled, hidden = map(frozenset, (body.stories, body.cancelled, body.hidden))
    revision = publication.withdraw(site.register, caller, stories, cancelled, site.now_ms(), hidden)
    return RevisionOut(revision=revision)


@router.delete("/publication", response_model=RevisionOut, summary="Nothing is public any more (supervisor)")
def unpublish(site: TheSite, caller: Caller) -> Any:
    publication.unpublish(site.register, caller)
    return RevisionOut(revision=0)


@router.put(
    "/calendars/{digest}",
    response_model=CalendarOut,
    openapi_extra=_body(TeamDates),
    summary="Share a team's dates (supervisor)",
)
def put_calendar(site: TheSite, caller: Caller, digest: Digest, body: Annotated[TeamDates, _sent(TeamDates)]) -> Any:
    publication.put_calendar(site.register, caller, bytes.fromhex(digest), body, site.now_ms())
    return CalendarOut(digest=digest, state="shared")


@router.delete("/calendars/{digest}", response_model=CalendarOut, summary="Share them no longer (supervisor)")
def remove_calendar(site: TheSite, caller: Caller, digest: Digest) -> Any:
    publication.remove_calendar(site.register, caller, bytes.fromhex(digest))
    return CalendarOut(digest=digest, state="removed")
