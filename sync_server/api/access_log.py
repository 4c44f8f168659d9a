"""Who opened which file: handed in by devices, read by supervisors."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from espace_mobile.protocol.access_log import Access
from espace_mobile.protocol.publication import Id
from sync_server.api.callers import Caller, NotGone
from sync_server.api.models import AccessesOut, AccessLogIn, AccessLogOut, AccessOut, Ms
from sync_server.api.problems import PROBLEMS
from sync_server.api.site import TheSite
from sync_server.register.accesses import Wanted
from sync_server.service import access_log

MAX_PAGE, MAX_PEOPLE = 500, 50

router = APIRouter(prefix="/v1", tags=["access log"], responses=PROBLEMS)


@router.post("/access-log", response_model=AccessLogOut, summary="Hand in entries of my log, consecutive ones")
def hand_in(site: TheSite, device: NotGone, body: AccessLogIn) -> Any:
    entries = [(Access(n, at, by, of, what), bytes.fromhex(hash)) for n, at, by, of, what, hash in body.entries]
    now = site.now_ms()
    chain = access_log.receive(site.register, device, body.log, entries, body.gap, now)
    return AccessLogOut(have=chain.last, head=chain.head.hex(), now=now)


@router.get("/access-log", response_model=AccessesOut, summary="Who opened which file, the latest first (supervisor)")
def read(
    site: TheSite,
    caller: Caller,
    person: Annotated[list[Id] | None, Query(max_length=MAX_PEOPLE, description="Any of these; none: all")] = None,
    worker: Annotated[str, Query(pattern="^([0-9a-f]{32})?$")] = "",
    since: Annotated[Ms | None, Query(description="ms since 1970")] = None,
    until: Annotated[Ms | None, Query(description="ms since 1970, itself left out")] = None,
    cursor: Annotated[str, Query(pattern=r"^([0-9]{1,15}\.[0-9]{1,15})?$", description="As received")] = "",
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = MAX_PAGE,
) -> Any:
    wanted = Wanted(frozenset(person or ()), worker, since, until)
    told = access_log.read(site.register, caller, wanted, cursor, limit, site.now_ms())
    shown = AccessOut.model_fields
    entries = [AccessOut(**{name: getattr(held, name) for name in shown}) for held in told.entries]
    return AccessesOut(entries=entries, cursor=told.cursor)
