"""The way back from a room of the office, for whoever was let in."""

from __future__ import annotations

from espace_mobile.app.actions import workers
from espace_mobile.app.ui import Ui


def way_back(ui: Ui, otherwise: str = "/settings") -> str:
    """To the office; for those who have none, to what led there."""
    return "/office" if workers.may_supervise(ui.session.worker) else otherwise
