"""Rules that facts broke together, in one place, and the pill that leads there."""

from __future__ import annotations

from espace_mobile.app.screens.alerts.pill import AlertsPill
from espace_mobile.app.screens.alerts.screen import Alerts

__all__ = ["Alerts", "AlertsPill"]
