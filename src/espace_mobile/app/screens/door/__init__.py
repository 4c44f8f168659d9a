"""Before the lock: joining an org, unlocking, and the counter that still counts."""

from __future__ import annotations

from espace_mobile.app.screens.door.screen import Door

__all__ = ["Door"]
