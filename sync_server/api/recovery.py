"""The recovery sheet: kept for a supervisor, opened by whoever has it. Its secret comes as a token, never in a path."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from sync_server.api.callers import Caller, Stranger, Token
from sync_server.api.models import HandoverOut, OrgId, RecoveredOut, RecoveryIn, SettledOut, SheetIn, SheetOut
from sync_server.api.problems import PROBLEMS
from sync_server.api.site import TheSite
from sync_server.service import recovery
from sync_server.service.recovery import Sheet

router = APIRouter(prefix="/v1/orgs/{org}/recovery", tags=["recovery"], responses=PROBLEMS)


@router.put(
    "", response_model=SettledOut, response_model_exclude_unset=True, summary="Keep a recovery sheet (supervisor)"
)
def keep(site: TheSite, caller: Caller, org: OrgId, body: SheetIn) -> Any:
    sheet = Sheet(body.public_key, bytes.fromhex(body.token_hash), body.label, body.key, body.wrapped)
    made = recovery.keep(site.register, caller, org, sheet, site.now_ms())
    return SettledOut(id=made.id, state=made.state)


@router.get(
    "", response_model=SheetOut, dependencies=[Stranger], summary="What a recovery sheet opens (with its token)"
)
def opened(site: TheSite, token: Token, org: OrgId) -> Any:
    home, handed = recovery.opened(site.register, org, token)
    shown = HandoverOut.model_fields
    keys = [HandoverOut(**{name: getattr(one, name) for name in shown}) for one in handed]
    return SheetOut(name=home.name, key=home.key, keys=keys)


@router.post(
    "",
    status_code=201,
    response_model=RecoveredOut,
    dependencies=[Stranger],
    summary="Come in with a recovery sheet (with its token)",
)
def enter(site: TheSite, token: Token, org: OrgId, body: RecoveryIn) -> Any:
    home, device, new = recovery.enter(site.register, org, token, body.public_key, body.label, site.now_ms())
    return RecoveredOut(name=home.name, device=device.id, token=new, role=device.role, teams=device.teams)
