"""The truth about the sync."""

from __future__ import annotations

from espace_mobile.app.screens.sync.screen import Sync

__all__ = ["Sync"]
