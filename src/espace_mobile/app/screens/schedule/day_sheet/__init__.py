"""The sheet of a day: who, where, when, what to load, whom to call on the spot, the weather."""

from __future__ import annotations

from espace_mobile.app.screens.schedule.day_sheet.items import EquipmentList
from espace_mobile.app.screens.schedule.day_sheet.screen import DaySheet, day_sheet_link

__all__ = ["DaySheet", "EquipmentList", "day_sheet_link"]
