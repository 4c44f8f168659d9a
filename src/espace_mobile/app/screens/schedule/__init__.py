"""The dates of two years: the list, one date, and importing them from a spreadsheet."""

from __future__ import annotations

from espace_mobile.app.screens.schedule.all_warnings import Warnings
from espace_mobile.app.screens.schedule.day_sheet import DaySheet, EquipmentList
from espace_mobile.app.screens.schedule.edit_date import EditDate
from espace_mobile.app.screens.schedule.exporting import ExportSchedule
from espace_mobile.app.screens.schedule.importing import ImportSchedule
from espace_mobile.app.screens.schedule.new_date import NewDate
from espace_mobile.app.screens.schedule.one_date import OneDate
from espace_mobile.app.screens.schedule.places import EditPlace, NewPlace, OnePlace, Places
from espace_mobile.app.screens.schedule.printing import PrintSchedule
from espace_mobile.app.screens.schedule.proposing import Propose
from espace_mobile.app.screens.schedule.screen import Schedule
from espace_mobile.app.screens.schedule.settings import ScheduleSettingsScreen
from espace_mobile.app.screens.schedule.vans import Vans

__all__ = [
    "DaySheet",
    "EditDate",
    "EditPlace",
    "EquipmentList",
    "ExportSchedule",
    "ImportSchedule",
    "NewDate",
    "NewPlace",
    "OneDate",
    "OnePlace",
    "Places",
    "PrintSchedule",
    "Propose",
    "Schedule",
    "ScheduleSettingsScreen",
    "Vans",
    "Warnings",
]
