"""How workshops are said: their rhythm, how far they are, when the next session is."""

from __future__ import annotations

from espace_mobile.app.actions import workshops
from espace_mobile.app.actions.workshops import Progress
from espace_mobile.app.screens.sessions.words import length_words
from espace_mobile.app.screens.weekdays import week_words, weekday_words
from espace_mobile.app.screens.wording import day_words
from espace_mobile.app.ui import Ui
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import WorkshopForm
from espace_mobile.domain.slots import is_standing
from espace_mobile.domain.workshop import Workshop
from espace_mobile.i18n.translator import sentence


def held_words(ui: Ui, workshop: Workshop, progress: Progress) -> str:
    """« 5 séances tenues sur 8 », « Pas encore commencé, 8 séances »; of a standing slot « 12 séances tenues »."""
    held = progress.counts.held
    if is_standing(workshop):
        return ui.tn("workshop.held", held) if held or progress.next else ui.t("workshop.none_planned")
    return _held_of(ui, held, progress.in_all)


def next_words(ui: Ui, progress: Progress) -> str:
    """« prochaine jeudi 26 novembre ». Empty when there is none."""
    if progress.next is None:
        return ""
    return ui.t("workshop.next", day=day_words(ui, workshops.day_of(progress.next)))


def key_line(ui: Ui, workshop: Workshop, progress: Progress) -> str:
    return " · ".join(filter(None, (held_words(ui, workshop, progress), next_words(ui, progress))))


def rhythm(ui: Ui, workshop: Workshop) -> str:
    """« 4 + 4 séances, le jeudi à 14 h, 2 h, Maison de quartier »; what is not known yet is « jour à définir »."""
    place = ui.replica.get(Place, workshop.place_id) if workshop.place_id else None
    at = ui.words.clock(workshop.starts) if workshop.starts else ""
    when = ui.t("workshop.at_hour", day=_day(ui, workshop), hour=at).strip() if at else _day(ui, workshop)
    said = (_sessions(ui, workshop), when, length_words(workshop.minutes), place.name if place else "")
    return sentence(", ".join(filter(None, said)))


def owed_words(ui: Ui, workshop: Workshop) -> str:
    """« Obligatoire : 2 h par mois »."""
    if not workshop.compulsory or not workshop.month_minutes:
        return ""
    return ui.t("workshop.owed", time=length_words(workshop.month_minutes))


def phase_words(ui: Ui, workshop: Workshop, phase: int) -> str:
    """« Phase 1 : Mieux se regarder »; nothing when the workshop has a single one without a name."""
    title = workshop.phases[phase].title if phase < len(workshop.phases) else ""
    if len(workshop.phases) < 2:
        return title
    return ui.t("workshop.phase_titled", n=phase + 1, title=title) if title else ui.t("workshop.phase", n=phase + 1)


def said(ui: Ui, programme: Programme) -> str:
    """The key figure of the part: « 5 séances tenues sur 8 »."""
    counts = workshops.programme_counts(ui.replica, programme.id)
    return _held_of(ui, counts.held, counts.planned)


def _held_of(ui: Ui, held: int, planned: int) -> str:
    if not planned:
        return ui.t("workshop.none_planned")
    return ui.tn("workshop.held_of", held, of=planned) if held else ui.tn("workshop.not_begun", planned)


def _sessions(ui: Ui, workshop: Workshop) -> str:
    if is_standing(workshop):
        return ""
    total = sum(phase.sessions for phase in workshop.phases)
    if workshop.form == WorkshopForm.CYCLE:
        return ui.tn("workshop.half_days", total)
    if not workshop.phases:
        return ui.t("workshop.sessions_open")
    if len(workshop.phases) < 2:
        return ui.tn("workshop.sessions", total)
    return ui.t("workshop.sessions_in_phases", sum=" + ".join(str(phase.sessions) for phase in workshop.phases))


def _day(ui: Ui, workshop: Workshop) -> str:
    if workshop.weekday is None:
        return ui.t("workshop.day_open") if is_standing(workshop) else ""
    day = weekday_words(ui, workshop.weekday)
    if workshop.form == WorkshopForm.MONTHLY:
        return ui.t("workshop.each_month", week=week_words(ui, workshop.week_of_month or 1), day=day)
    return ui.t("workshop.each_week" if is_standing(workshop) else "workshop.on_day", day=day)
