"""Devices: oneself, the others, and those that may no longer come."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends

from espace_mobile.errors import Malformed
from sync_server.api.callers import Caller, Known, NotGone, check_identity
from sync_server.api.models import (
    DeviceId,
    DeviceOut,
    DevicesOut,
    FarewellIn,
    FarewellOut,
    HandoverOut,
    HandoversOut,
    IdentityIn,
    IdentityOut,
    MyselfOut,
    RevocationIn,
    ScopeIn,
    ScopeOut,
    SettledOut,
)
from sync_server.api.problems import PROBLEMS
from sync_server.api.site import TheSite
from sync_server.service import devices, handing_over
from sync_server.service.handing_over import NewKey

router = APIRouter(prefix="/v1", tags=["devices"], responses=PROBLEMS)


@router.get("/device", response_model=MyselfOut, summary="Who am I")
def myself(site: TheSite, caller: Caller) -> Any:
    org = devices.home(site.register, caller)
    return MyselfOut(
        org=org.id,
        name=org.name,
        device=caller.id,
        label=caller.label,
        role=caller.role,
        teams=caller.teams,
        have=caller.high_n,
        epoch=org.epoch,
        now=site.now_ms(),
    )


@router.post("/device/identity", response_model=IdentityOut, summary="Start again under another id, numbering from 1")
def identity(site: TheSite, caller: NotGone, body: IdentityIn) -> Any:
    return IdentityOut(device=devices.new_identity(site.register, caller, body.device, site.now_ms()))


@router.get("/device/keys", response_model=HandoversOut, summary="The org's newer keys, as handed over to me")
def keys(site: TheSite, caller: Caller) -> Any:
    shown = HandoverOut.model_fields
    handed = handing_over.handed(site.register, caller)
    return HandoversOut(keys=[HandoverOut(**{name: getattr(one, name) for name in shown}) for one in handed])


@router.post(
    "/device/farewell",
    response_model=FarewellOut,
    dependencies=[Depends(check_identity)],
    summary="I was revoked, and have handed in everything",
)
def farewell(site: TheSite, caller: Known, body: FarewellIn) -> Any:
    found = devices.farewell(site.register, caller, body.have, body.more, leaving=body.leaving)
    return FarewellOut(device=found.id, state=found.state, have=found.high_n)


@router.get("/devices", response_model=DevicesOut, summary="The devices of the org (supervisor)")
def everyone(site: TheSite, caller: Caller) -> Any:
    found = devices.everyone(site.register, caller)
    shown = DeviceOut.model_fields
    return DevicesOut(devices=[DeviceOut(**{name: getattr(device, name) for name in shown}) for device in found])


@router.post(
    "/devices/{id}/revoke",
    response_model=SettledOut,
    response_model_exclude_unset=True,
    summary="A device may no longer come (supervisor)",
)
def revoke(site: TheSite, caller: Caller, id: DeviceId, body: RevocationIn | None = None) -> Any:
    told = body or RevocationIn()
    state = devices.revoke(site.register, caller, id, site.now_ms(), told.notice, _new_key(told))
    return SettledOut(id=id, state=state)


def _new_key(told: RevocationIn) -> NewKey | None:
    if told.key is None:
        if told.wrapped or told.without:
            raise Malformed(field="key")
        return None
    return NewKey(told.key, told.wrapped, told.without)


@router.post("/devices/{id}/scope", response_model=ScopeOut, summary="Other teams, or another role (supervisor)")
def move(site: TheSite, caller: Caller, id: DeviceId, body: ScopeIn) -> Any:
    moved = devices.move(site.register, caller, id, body.teams, body.role)
    return ScopeOut(id=id, teams=moved.teams, role=moved.role)
