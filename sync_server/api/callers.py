"""Who is asking.

What waits for nothing is `async`: a thread is only for what asks the database.
"""

from __future__ import annotations

import re
from typing import Annotated

from anyio import to_thread
from fastapi import Depends, Header, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from espace_mobile.errors import IdentityChanged, Unauthorised
from sync_server.api.site import TheSite
from sync_server.register.devices import Device
from sync_server.service import devices, status
from sync_server.service.scope import check_active, check_not_gone

_APP = re.compile(r"espace-mobile/([0-9A-Za-z.+-]{1,20})")
_bearer = HTTPBearer(auto_error=False, description="The token a device received when it was enrolled.")

Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


async def bearer(credentials: Credentials) -> str:
    """A token or a poll secret. Raises `Unauthorised`."""
    if credentials is None:
        raise Unauthorised(reason="unknown")
    return credentials.credentials


Token = Annotated[str, Depends(bearer)]


def _known(request: Request, site: TheSite, token: Token) -> Device:
    device = devices.authenticate(site.register, token)
    request.state.device = device.id
    site.devices.take((device.org, device.id))
    return device


Known = Annotated[Device, Depends(_known)]
"""Whoever has a token, even one that has left."""


async def _not_gone(device: Known) -> Device:
    check_not_gone(device)
    return device


NotGone = Annotated[Device, Depends(_not_gone)]
"""A device whose changes are taken: one in good standing, or one that must go and still hands in what it has."""


async def _caller(request: Request, site: TheSite, device: Known) -> Device:
    check_active(device)
    found = _APP.match(request.headers.get("user-agent", ""))
    version, now = found[1] if found else "", site.now_ms()
    said = status.read(request.headers.get("espace-status", ""))
    if not devices.is_noted(device, version, now, said):
        await to_thread.run_sync(devices.touch, site.register, device, version, now, said)
    return device


async def check_identity(device: Known, believed: Annotated[str | None, Header(alias="Espace-Device")] = None) -> None:
    """A device that missed the answer to its change of identity must not speak under the old one."""
    if believed is not None and believed != device.id:
        raise IdentityChanged(device=device.id)


Caller = Annotated[Device, Depends(_caller)]
"""A device in good standing, noted as heard."""


async def _stranger(request: Request, site: TheSite) -> None:
    site.strangers.take(request.client.host if request.client else "")


Stranger = Depends(_stranger)
