"""How spells, outcomes and situations are said."""

from __future__ import annotations

from datetime import date

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.components import pill
from espace_mobile.app.screens.wording import day_words, worker_name
from espace_mobile.app.ui import Ui
from espace_mobile.domain import spells
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.outcome_class import BY_LENGTH, LIMITED, classify
from espace_mobile.domain.path_vocabulary import Answered, OutcomeClass
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.situations import Asking, Expected
from espace_mobile.domain.spells import SpellState
from espace_mobile.domain.vocabulary import OutcomeType

_STATES = {
    SpellState.PROPOSED: ("enrolment.is_proposed", ft.Icons.HOURGLASS_EMPTY, "ink"),
    SpellState.REFUSED: ("enrolment.is_refused", ft.Icons.BLOCK, "ink"),
    SpellState.VALIDATED: ("enrolment.is_validated", ft.Icons.CHECK, "primary"),
    SpellState.ENTERED: ("enrolment.is_entered", ft.Icons.TRENDING_UP, "ok"),
    SpellState.LEFT: ("enrolment.is_left", ft.Icons.LOGOUT, "ink"),
}
_BY = {SpellState.VALIDATED: "enrolment.validated_on", SpellState.REFUSED: "enrolment.refused_on"}
_SIGNS = {
    OutcomeClass.LASTING_JOB: (ft.Icons.WORK_OUTLINE, "ok"),
    OutcomeClass.TRANSITION_JOB: (ft.Icons.WORK_OUTLINE, "primary"),
    OutcomeClass.POSITIVE_EXIT: (ft.Icons.SCHOOL_OUTLINED, "primary"),
    OutcomeClass.UNKNOWN: (ft.Icons.HELP_OUTLINE, "ink"),
}


def programme_name(ui: Ui, spell: Enrolment) -> str:
    programme = ui.replica.get(Programme, spell.programme_id)
    return programme.name if programme else ui.t("enrolment.programme_unknown")


def spell_title(ui: Ui, spell: Enrolment, of_person: list[Enrolment]) -> str:
    """« Parcours de mobilisation (2e parcours) »."""
    n = spells.nth(spell, of_person)
    if n == 1 or spell.entered_on is None:
        return programme_name(ui, spell)
    return ui.t("enrolment.nth", programme=programme_name(ui, spell), n=n)


def state_pill(ui: Ui, spell: Enrolment, today: date) -> ft.Control:
    key, sign, tone = _STATES[spells.state(spell, today)]
    return pill(ui, sign, ui.t(key), tone)


def spell_dates(ui: Ui, spell: Enrolment, today: date) -> str:
    """Who proposed or decided when; since when; from when to when, how long, why it ended."""
    state = spells.state(spell, today)
    if state == SpellState.LEFT and spell.exited_on:
        return _over(ui, spell, spell.exited_on)
    if state == SpellState.ENTERED and spell.entered_on:
        return ui.t("enrolment.since", day=day_words(ui, spell.entered_on), length=length(ui, spell, today))
    if spell.entered_on:
        return ui.t("enrolment.planned", day=day_words(ui, spell.entered_on))
    if state == SpellState.VALIDATED and spell.decided_on is None:
        return ui.t("enrolment.free")
    return _decided(ui, spell, state)


def _decided(ui: Ui, spell: Enrolment, state: SpellState) -> str:
    """« Proposée lundi 14 mai, Awa »."""
    decided = state != SpellState.PROPOSED and spell.decided_on is not None
    by, on = (spell.decided_by, spell.decided_on) if decided else (spell.proposed_by, spell.proposed_on)
    said = ui.t(_BY[state] if decided else "enrolment.proposed_on", day=day_words(ui, on)) if on else ""
    return ", ".join(filter(None, [said, worker_name(ui, by)]))


def _over(ui: Ui, spell: Enrolment, exited_on: date) -> str:
    reason = ui.words.label(spell.exit_reason)
    if spell.entered_on is None:
        said = ui.t("enrolment.left_only", day=short(ui, exited_on))
    else:
        lasted = length(ui, spell, exited_on)
        said = ui.t("enrolment.from_to", since=short(ui, spell.entered_on), until=short(ui, exited_on), length=lasted)
    return " · ".join(filter(None, [said, reason]))


def length(ui: Ui, spell: Enrolment, day: date) -> str:
    """« 3 mois », in days below one."""
    months = spells.months_in(spell, day)
    return ui.tn("enrolment.months", months) if months else ui.tn("enrolment.days", spells.days_in(spell, day) or 0)


def short(ui: Ui, day: date) -> str:
    """« 14 mai », with the year when it is another one."""
    return ui.words.short_day(day, year=day.year != clock.today().year)


def outcome_words(ui: Ui, outcome: Outcome) -> tuple[str, str]:
    """« CDD, 6 mois » and « Depuis le 14 mai · Contrat »."""
    what = ui.words.label(outcome.type)
    if outcome.months is not None:
        what = f"{what}, {ui.tn('enrolment.months', outcome.months)}"
    elif outcome.type in LIMITED:
        what = f"{what}, {ui.t('outcome.length_unknown').lower()}"
    key = "outcome.from" if outcome.type in _LASTS else "outcome.on"
    return what, " · ".join([ui.t(key, day=short(ui, outcome.on)), ui.words.label(outcome.evidence)])


def class_pill(ui: Ui, type: OutcomeType, months: int | None) -> ft.Control:
    """The derived class, in words; why it is unknown, when a length would tell."""
    found = classify(type, months)
    sign, tone = _SIGNS.get(found, (ft.Icons.LABEL_OUTLINE, "ink"))
    words = ui.words.label(found)
    if found == OutcomeClass.UNKNOWN:
        words = ui.t("outcome.class_by_length" if type in BY_LENGTH else "outcome.class_unknown")
    return pill(ui, sign, words, tone)


def answer_words(ui: Ui, said: Situation) -> str:
    answered = said.answered == Answered.ANSWERED and said.situation is not None
    return ui.words.label(said.situation if answered else said.answered)


def asked_words(ui: Ui, expected: Expected) -> str:
    """What was answered, or by when it is to be asked."""
    if expected.said is not None:
        return answer_words(ui, expected.said)
    if expected.asking == Asking.LATE and expected.until:
        return ui.t("situation.late", day=short(ui, expected.until))
    if expected.asking == Asking.NOT_YET and expected.since:
        return ui.t("situation.from", day=short(ui, expected.since))
    return ui.t("situation.due", day=day_words(ui, expected.until)) if expected.until else ""


_LASTS = LIMITED | {OutcomeType.CDI, OutcomeType.CIVIL_SERVICE_POST, OutcomeType.BUSINESS_CREATED}
