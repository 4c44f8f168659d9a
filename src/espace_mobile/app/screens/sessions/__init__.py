"""Group sessions: planned, run on the day, written down."""

from __future__ import annotations

from espace_mobile.app.screens.sessions.planning import EditSession, NewSession
from espace_mobile.app.screens.sessions.protocols import Protocols
from espace_mobile.app.screens.sessions.screen import OneSession

__all__ = ["EditSession", "NewSession", "OneSession", "Protocols"]
