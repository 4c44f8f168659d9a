"""A mission in words: its theme as the sheet says it, its volunteer, its days."""

from __future__ import annotations

from espace_mobile.app import clock
from espace_mobile.app.actions import civic_missions
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.ui import Ui
from espace_mobile.domain import civic_rules
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import CivicTheme, MissionStatus

_THEMES = {
    CivicTheme.ISOLATION: "civic.theme_isolation",
    CivicTheme.VISITS: "civic.theme_visits",
    CivicTheme.AWARENESS: "civic.theme_awareness",
    CivicTheme.SOCIAL_LIFE: "civic.theme_social_life",
}


def said(ui: Ui, programme: Programme) -> str:
    """« 3 missions sur 6 · 1 à pourvoir »."""
    missions = civic_missions.missions_of(ui.replica, programme.id)
    if not missions and programme.missions_a_year is None:
        return ui.t("civic.no_number")
    counted = civic_missions.count(ui.replica, programme, clock.today())
    number = counted.target
    begun = (
        ui.tn("civic.said", counted.begun)
        if number is None
        else ui.tn("civic.said_of", counted.begun, target=ui.words.number(number))
    )
    return " · ".join(filter(None, [begun, ui.tn("civic.open", counted.open) if counted.open else ""]))


def theme_words(ui: Ui, theme: CivicTheme) -> str:
    """The whole sentence of the sheet; a theme of a newer version shows as it is."""
    return ui.t(_THEMES[theme]) if theme in _THEMES else ui.words.label(theme)


def volunteer_words(ui: Ui, mission: CivicMission) -> str:
    """A name only to whoever may see the file."""
    person = civic_missions.volunteer(ui.replica, mission, ui.session.worker)
    if person is not None:
        return person_name(ui, person)
    return ui.t("civic.elsewhere" if mission.person_id else "civic.nobody")


def days_words(ui: Ui, mission: CivicMission) -> str:
    """« 1er février – 31 juillet 2026 », « dès le 1er février 2026 »; nothing when no day is known."""
    since, until = mission.since, mission.until
    if since is None or until is None:
        day = since or until
        key = "civic.from" if since else "civic.up_to"
        return ui.t(key, day=ui.words.short_day(day, year=True)) if day else ""
    first = ui.words.short_day(since, year=since.year != until.year)
    return ui.t("schedule.span", since=first, until=ui.words.short_day(until, year=True))


def waits_words(ui: Ui, mission: CivicMission) -> str:
    """What its dates ask to be noted now: « À commencer », « À terminer », « Suite à demander »."""
    proposed = civic_rules.proposed(mission, clock.today())
    if proposed is not None:
        return ui.t("civic.to_begin" if proposed == MissionStatus.RUNNING else "civic.to_end")
    return ui.t("civic.to_ask") if civic_rules.vocation_due(mission) else ""
