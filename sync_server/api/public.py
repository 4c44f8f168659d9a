"""What anybody may ask: what this server speaks, whether it is well, how much it works."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST

from espace_mobile.protocol.compression import ENCODINGS
from espace_mobile.protocol.messages import MAX_BATCH, MAX_BODY, MAX_CHANGE, MAX_PAGE, VERSIONS
from sync_server.api.models import HealthOut, HelloOut
from sync_server.api.problems import PROBLEMS
from sync_server.api.site import TheSite
from sync_server.service import orgs
from sync_server.service.admission import MAX_RECORD

SERVICE = "espace-sync"
LIMITS = {"body": MAX_BODY, "change": MAX_CHANGE, "record": MAX_RECORD, "batch": MAX_BATCH, "page": MAX_PAGE}

router = APIRouter(prefix="/v1", tags=["public"], responses={500: PROBLEMS[500], 503: PROBLEMS[503]})


@router.get("/hello", response_model=HelloOut, summary="What this server speaks")
def hello(site: TheSite) -> Any:
    return HelloOut(
        service=SERVICE, versions=list(VERSIONS), encodings=list(ENCODINGS), now=site.now_ms(), limits=LIMITS
    )


@router.get("/health", response_model=HealthOut, summary="Whether the database answers, and how many orgs it holds")
def health(site: TheSite) -> Any:
    return HealthOut(status="ok", epochs=orgs.count(site.register))


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"description": "Prometheus text", "content": {"text/plain": {"schema": {"type": "string"}}}}},
    summary="Counts and durations, and how the database and its backups are",
)
def metrics(site: TheSite) -> Response:
    told = site.metrics.text() + site.watched.text(site.register, site.now_ms())
    return Response(told, media_type=CONTENT_TYPE_LATEST)
