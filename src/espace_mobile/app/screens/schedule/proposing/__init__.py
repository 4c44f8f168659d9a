"""The generator: what is asked, then what is proposed, then saving it."""

from __future__ import annotations

from espace_mobile.app.screens.schedule.proposing.screen import Propose

__all__ = ["Propose"]
