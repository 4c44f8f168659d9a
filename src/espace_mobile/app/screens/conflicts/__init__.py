"""Values of which there are several, whatever they are about: in one place, for those who decide."""

from __future__ import annotations

from espace_mobile.app.screens.conflicts.link import ConflictsLink
from espace_mobile.app.screens.conflicts.screen import Conflicts

__all__ = ["Conflicts", "ConflictsLink"]
