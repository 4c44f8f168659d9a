"""Two files of one person: the likely pairs, the choice field by field, and taking them apart again."""

from __future__ import annotations

from espace_mobile.app.screens.merging.comparing import Compare
from espace_mobile.app.screens.merging.doubles import Doubles
from espace_mobile.app.screens.merging.searching import OtherFile

__all__ = ["Compare", "Doubles", "OtherFile"]
