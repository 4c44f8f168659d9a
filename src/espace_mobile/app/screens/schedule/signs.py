"""What a day is besides its dates: today, a public holiday, a holiday of schools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from espace_mobile.app import clock
from espace_mobile.app.actions import schedule_warnings, workers
from espace_mobile.app.actions.schedule_settings import settings
from espace_mobile.app.actions.school_calendar import school_calendar
from espace_mobile.app.ui import Ui
from espace_mobile.domain.schedule_warnings import Warning
from espace_mobile.domain.school_holidays import SchoolCalendar
from espace_mobile.domain.working_days import PublicHoliday, holiday_on

Warned = Mapping[str, Sequence[Warning]]  # by the id of the date


@dataclass(frozen=True)
class DaySigns:
    """`holiday`: its name, when it is one. `school`: in words, when schools are closed."""

    today: date
    calendar: SchoolCalendar | None

    def holiday(self, ui: Ui, day: date) -> str:
        found = holiday_on(day)
        return ui.t(HOLIDAYS[found]) if found else ""

    def school(self, ui: Ui, day: date) -> str:
        return ui.t("schedule.school_holidays") if self._closed(day) else ""

    def school_begins(self, day: date) -> bool:
        """The first of them, and each Monday: where the word is written."""
        return self._closed(day) and (day.weekday() == 0 or not self._closed(day - timedelta(days=1)))

    def _closed(self, day: date) -> bool:
        return self.calendar is not None and self.calendar.on(day) is not None

    def words(self, ui: Ui, day: date) -> str:
        """« samedi 14 novembre, aujourd’hui, vacances scolaires »: what a screen reader says of it."""
        today = ui.t("day.today") if day == self.today else ""
        return ", ".join(filter(None, [ui.words.day(day), today, self.holiday(ui, day), self.school(ui, day)]))


def day_signs(ui: Ui) -> DaySigns:
    return DaySigns(clock.today(), school_calendar(settings(ui.replica).school_zone))


def warned_by_date(ui: Ui, first: date, last: date) -> Warned:
    """What is unwise about the dates of these days, for who plans; nothing for the others."""
    found: dict[str, list[Warning]] = {}
    if workers.may_plan(ui.session.worker):
        for warning in schedule_warnings.between(ui.replica, first, last, clock.today()):
            found.setdefault(warning.outing_id, []).append(warning)
    return found


HOLIDAYS = {
    PublicHoliday.NEW_YEAR: "holiday.new_year", PublicHoliday.EASTER_MONDAY: "holiday.easter_monday",
    PublicHoliday.LABOUR_DAY: "holiday.labour_day", PublicHoliday.VICTORY_DAY: "holiday.victory_day",
    PublicHoliday.ASCENSION: "holiday.ascension", PublicHoliday.WHIT_MONDAY: "holiday.whit_monday",
    PublicHoliday.NATIONAL_DAY: "holiday.national_day", PublicHoliday.ASSUMPTION: "holiday.assumption",
    PublicHoliday.ALL_SAINTS: "holiday.all_saints", PublicHoliday.ARMISTICE: "holiday.armistice",
    PublicHoliday.CHRISTMAS: "holiday.christmas",
}  # fmt: skip
