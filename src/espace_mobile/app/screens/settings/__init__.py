"""How this tablet looks and locks, and who may open it."""

from __future__ import annotations

from espace_mobile.app.screens.settings.gear import settings_gear
from espace_mobile.app.screens.settings.screen import Settings

__all__ = ["Settings", "settings_gear"]
