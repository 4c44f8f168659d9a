"""One person's file, and the form that corrects it."""

from __future__ import annotations

from espace_mobile.app.screens.file.edit import EditFile
from espace_mobile.app.screens.file.screen import File

__all__ = ["EditFile", "File"]
