"""What every route needs: the register, the time, and the bounds on callers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from anyio import CapacityLimiter
from fastapi import Depends, Request

from sync_server.api.gauges import Watched
from sync_server.api.metrics import Metrics
from sync_server.api.pages.shelf import Shelf
from sync_server.api.rates import Rates
from sync_server.register import Register
from sync_server.service.clock import Now, wall_ms

# Pushes wait for one another in the database: more threads would only take those that answer pulls.
_PUSHES_AT_ONCE = 8


@dataclass
class Site:
    """`devices`: requests of one device; `strangers`: of one address that has no token; `visitors`: pages of one
    address, which a whole neighbourhood may share. `shelf`: pages made before. `watched`: what else is measured."""

    register: Register
    now_ms: Now = wall_ms
    devices: Rates = field(default_factory=lambda: Rates(20, 600))
    strangers: Rates = field(default_factory=lambda: Rates(2, 240))
    visitors: Rates = field(default_factory=lambda: Rates(50, 2_000))
    shelf: Shelf = field(default_factory=Shelf)
    metrics: Metrics = field(default_factory=Metrics)
    watched: Watched = field(default_factory=Watched)
    _pushes: CapacityLimiter | None = None

    def pushes(self) -> CapacityLimiter:
        """Made within the event loop it belongs to."""
        if self._pushes is None:
            self._pushes = CapacityLimiter(_PUSHES_AT_ONCE)
        return self._pushes


async def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


TheSite = Annotated[Site, Depends(_site)]
