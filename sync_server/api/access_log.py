"""Who opened which file: handed in by devices, read by supervisors."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from espace_mobile.protocol.access_log import Access
from sync_server.api.callers import Caller, NotGone
from sync_server.api.models import AccessesOut, AccessLogIn, AccessLogOut, AccessOut, QuestionIn
from sync_server.api.problems import PROBLEMS
from sync_server.api.site import TheSite
from sync_server.register.accesses import Wanted
from sync_server.service import access_log

router = APIRouter(prefix="/v1", tags=["access log"], responses=PROBLEMS)


@router.post("/access-log", response_model=AccessLogOut, summary="Hand in entries of my log, consecutive ones")
def hand_in(site: TheSite, device: NotGone, body: AccessLogIn) -> Any:
    entries = [(Access(n, at, by, of, what), bytes.fromhex(hash)) for n, at, by, of, what, hash in body.entries]
    now = site.now_ms()
    chain = access_log.receive(site.register, device, body.log, entries, body.gap, now)
    return AccessLogOut(have=chain.last, head=chain.head.hex(), now=now)


@router.post(
    "/access-log/read", response_model=AccessesOut, summary="Who opened which file, the latest first (supervisor)"
)
def read(site: TheSite, caller: Caller, body: QuestionIn) -> Any:
    """Asked with a body: whom a file is of stands in no address, which proxies and clients write down."""
    wanted = Wanted(frozenset(body.people), body.worker, body.since, body.until)
    told = access_log.read(site.register, caller, wanted, body.cursor, body.limit, site.now_ms())
    shown = AccessOut.model_fields
    entries = [AccessOut(**{name: getattr(held, name) for name in shown}) for held in told.entries]
    return AccessesOut(entries=entries, cursor=told.cursor)
