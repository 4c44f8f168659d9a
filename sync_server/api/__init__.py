"""HTTP: it translates, and decides nothing. The routes are those of docs/sync-protocol.md."""

from __future__ import annotations

from sync_server.api.app import create_app

__all__ = ["create_app"]
