"""Devices: oneself, the others, and those that may no longer come."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from sync_server.api.callers import Caller
from sync_server.api.models import (
    DeviceId,
    DeviceOut,
    DevicesOut,
    IdentityIn,
    IdentityOut,
    MyselfOut,
    SettledOut,
)
from sync_server.api.problems import PROBLEMS
from sync_server.api.site import TheSite
from sync_server.service import devices

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
def identity(site: TheSite, caller: Caller, body: IdentityIn) -> Any:
    return IdentityOut(device=devices.new_identity(site.register, caller, body.device, site.now_ms()))


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
def revoke(site: TheSite, caller: Caller, id: DeviceId) -> Any:
    devices.revoke(site.register, caller, id)
    return SettledOut(id=id, state="revoked")
