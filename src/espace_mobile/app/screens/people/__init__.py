"""People: search as you type, those met lately."""

from __future__ import annotations

from espace_mobile.app.screens.people.screen import People

__all__ = ["People"]
