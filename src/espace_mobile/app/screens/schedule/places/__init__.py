"""The places dates are planned at: their list, one of them, choosing one, a new one."""

from __future__ import annotations

from espace_mobile.app.screens.schedule.places.editing import EditPlace, NewPlace
from espace_mobile.app.screens.schedule.places.listing import Places
from espace_mobile.app.screens.schedule.places.one_place import OnePlace

__all__ = ["EditPlace", "NewPlace", "OnePlace", "Places"]
