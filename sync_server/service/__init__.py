"""What the server does, without HTTP: it implements `SyncEndpoint` for one device, and lets devices in and out."""

from __future__ import annotations

from sync_server.service.clock import wall_ms
from sync_server.service.endpoint import Endpoint

__all__ = ["Endpoint", "wall_ms"]
