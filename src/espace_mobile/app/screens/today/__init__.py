"""Today: count, say more if there is time, open a file, book, undo, close."""

from __future__ import annotations

from espace_mobile.app.screens.today.screen import Today

__all__ = ["Today"]
