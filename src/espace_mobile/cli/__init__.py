"""What a person starts: the app on this device, and the demonstration."""

from __future__ import annotations

from espace_mobile.cli.commands import main, run_packaged

__all__ = ["main", "run_packaged"]
