"""What is unwise about a date, in words: « La camionnette est déjà prise : Marché des Halles, 9 h – 12 h »."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from espace_mobile.app.screens.schedule.signs import HOLIDAYS
from espace_mobile.app.screens.weekdays import weekday_words
from espace_mobile.app.screens.wording import day_words, place_name, team_name, worker_name
from espace_mobile.app.ui import Ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.periods import quarter_after
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_vocabulary import ScheduleRule
from espace_mobile.domain.schedule_warnings import WEEKDAY, Warning
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.domain.working_days import PublicHoliday
from espace_mobile.i18n.translator import sentence

SHOWN_OTHERS = 3


def warning_words(ui: Ui, warning: Warning) -> str:
    """One line; a rule of a newer version of the app shows by its name."""
    say = _WORDS.get(warning.rule)
    return sentence(say(ui, warning)) if say else ui.words.label(warning.rule)


def others_of(ui: Ui, warning: Warning) -> list[Outing]:
    """The dates it clashes with that are here; a few of them."""
    found = (ui.replica.get(Outing, id) for id in warning.others)
    return [outing for outing in found if outing is not None][:SHOWN_OTHERS]


def date_words(ui: Ui, outing: Outing, *, day: bool) -> str:
    """« Marché des Halles, 9 h – 12 h », or with the day it is on."""
    place = place_name(ui, outing)
    if day:
        return ui.t("warning.other_day", place=place, day=day_words(ui, outing.on))
    hours = ui.words.hours(outing.starts, outing.ends)
    return ui.t("warning.other", place=place, hours=hours) if hours else place


def van_name(ui: Ui, id: str) -> str:
    """Empty for the only van of an association that named none."""
    van = ui.replica.get(Vehicle, id) if id else None
    return van.name if van else ""


def _others(ui: Ui, warning: Warning, *, day: bool = False) -> str:
    return ui.words.listing([date_words(ui, outing, day=day) for outing in others_of(ui, warning)])


def _van(ui: Ui, warning: Warning) -> str:
    named = ui.words.listing([name for id in warning.detail if (name := van_name(ui, id))])
    others = _others(ui, warning)
    return ui.t("warning.this_van", van=named, others=others) if named else ui.t("warning.van", others=others)


def _team(ui: Ui, warning: Warning) -> str:
    team = ui.words.listing([team_name(ui, id) or "…" for id in warning.detail])
    return ui.t("warning.team", team=team, others=_others(ui, warning))


def _worker(ui: Ui, warning: Warning) -> str:
    names = ui.words.listing([worker_name(ui, id) or "…" for id in warning.detail])
    return ui.tn("warning.worker", len(warning.detail), names=names, others=_others(ui, warning))


def _moved(ui: Ui, warning: Warning) -> str:
    return ui.t("warning.moved", others=_others(ui, warning, day=True))


def _no_team(ui: Ui, warning: Warning) -> str:
    return ui.t("warning.no_team")


def _permit(ui: Ui, warning: Warning) -> str:
    place, said = _place(ui, warning), "".join(warning.detail)
    until = ui.words.short_day(place.permit_until, year=True) if place and place.permit_until else ""
    return ui.t(_PERMITS.get(said, "warning.permit"), day=until)


def _not_its_day(ui: Ui, warning: Warning) -> str:
    place = _place(ui, warning)
    if place is None:
        return ui.words.label(warning.rule)
    if warning.detail == (WEEKDAY,) and place.weekday is not None:
        return ui.t("warning.weekday", weekday=weekday_words(ui, place.weekday))
    opens, closes = (ui.words.clock(at) if at else "…" for at in (place.opens, place.closes))
    return ui.t("warning.hours", hours=f"{opens} – {closes}")


def _season(ui: Ui, warning: Warning) -> str:
    place = _place(ui, warning)
    months = [ui.words.month(date(2024, month, 1)).split(" ")[0] for month in sorted(place.months)] if place else []
    return ui.t("warning.season", months=ui.words.listing(months))


def _public_holiday(ui: Ui, warning: Warning) -> str:
    return ui.t("warning.public_holiday", name=ui.t(HOLIDAYS[PublicHoliday(warning.detail[0])]))


def _school_holiday(ui: Ui, warning: Warning) -> str:
    return ui.t("warning.school_holiday", name=ui.t(SCHOOL_BREAKS[warning.detail[0]]))


def _same_week(ui: Ui, warning: Warning) -> str:
    return ui.t("warning.same_week", others=_others(ui, warning, day=True))


def _qpv(ui: Ui, warning: Warning) -> str:
    place = _place(ui, warning)
    last = quarter_after(warning.on) - timedelta(days=1)
    since = ui.words.month(warning.on).split(" ")[0]
    name = (place.neighbourhood or place.name) if place else ""
    return ui.t("warning.qpv", place=name, code="".join(warning.detail), since=since, until=ui.words.month(last))


def _place(ui: Ui, warning: Warning) -> Place | None:
    return ui.replica.get(Place, warning.place_id) if warning.place_id else None


_PERMITS = {
    "not_asked": "warning.permit_not_asked", "to_ask": "warning.permit_to_ask", "asked": "warning.permit_asked",
    "refused": "warning.permit_refused", "expired": "warning.permit_expired",
}  # fmt: skip
SCHOOL_BREAKS = {
    "autumn": "school_break.autumn", "christmas": "school_break.christmas", "winter": "school_break.winter",
    "spring": "school_break.spring", "ascension": "school_break.ascension", "summer": "school_break.summer",
}  # fmt: skip
_WORDS: dict[ScheduleRule, Callable[[Ui, Warning], str]] = {
    ScheduleRule.VAN_TWICE: _van, ScheduleRule.TEAM_TWICE: _team, ScheduleRule.WORKER_TWICE: _worker,
    ScheduleRule.MOVED_TWICE: _moved, ScheduleRule.NO_TEAM: _no_team, ScheduleRule.NO_PERMIT: _permit,
    ScheduleRule.NOT_ITS_DAY: _not_its_day, ScheduleRule.OUT_OF_SEASON: _season,
    ScheduleRule.PUBLIC_HOLIDAY: _public_holiday, ScheduleRule.SCHOOL_HOLIDAY: _school_holiday,
    ScheduleRule.SAME_WEEK: _same_week, ScheduleRule.QPV_NOT_VISITED: _qpv,
}  # fmt: skip
