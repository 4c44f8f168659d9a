"""What is public of an org, as its devices see to it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from espace_mobile.protocol.publication import TeamDates
from sync_server.api.callers import Caller
from sync_server.api.models import CalendarOut, Digest, PublicationIn, PublicationOut, RevisionOut, WithdrawalIn
from sync_server.api.problems import PROBLEMS
from sync_server.api.site import TheSite
from sync_server.service import publication

router = APIRouter(prefix="/v1", tags=["publication"], responses=PROBLEMS)


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


@router.put("/publication", response_model=RevisionOut, summary="Publish these pages and no other (supervisor)")
def publish(site: TheSite, caller: Caller, body: PublicationIn) -> Any:
    revision = publication.publish(site.register, caller, body.base, body.pages, site.now_ms())
    return RevisionOut(revision=revision)


@router.post("/publication/withdraw", response_model=RevisionOut, summary="Take back stories, and dates called off")
def withdraw(site: TheSite, caller: Caller, body: WithdrawalIn) -> Any:
    stories, cancelled = frozenset(body.stories), frozenset(body.cancelled)
    revision = publication.withdraw(site.register, caller, stories, cancelled, site.now_ms())
    return RevisionOut(revision=revision)


@router.delete("/publication", response_model=RevisionOut, summary="Nothing is public any more (supervisor)")
def unpublish(site: TheSite, caller: Caller) -> Any:
    publication.unpublish(site.register, caller)
    return RevisionOut(revision=0)


@router.put("/calendars/{digest}", response_model=CalendarOut, summary="Share a team's dates (supervisor)")
def put_calendar(site: TheSite, caller: Caller, digest: Digest, body: TeamDates) -> Any:
    publication.put_calendar(site.register, caller, bytes.fromhex(digest), body, site.now_ms())
    return CalendarOut(digest=digest, state="shared")


@router.delete("/calendars/{digest}", response_model=CalendarOut, summary="Share them no longer (supervisor)")
def remove_calendar(site: TheSite, caller: Caller, digest: Digest) -> Any:
    publication.remove_calendar(site.register, caller, bytes.fromhex(digest))
    return CalendarOut(digest=digest, state="removed")
