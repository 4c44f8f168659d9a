"""Opening a file for somebody met at the van, in under a minute."""

from __future__ import annotations

from espace_mobile.app.screens.new_file.screen import NewFile

__all__ = ["NewFile"]
