"""The central register: SQLAlchemy Core over SQLite or PostgreSQL. Every key starts with the org."""

from __future__ import annotations

from sync_server.register.database import Register

__all__ = ["Register"]
