"""Figures in words and numbers."""

from __future__ import annotations

from datetime import date

from espace_mobile.app.screens.programmes.hours.words import amount
from espace_mobile.app.ui import Ui
from espace_mobile.domain.code import Code
from espace_mobile.domain.indicators import Figure, Name, Of, Part, Unit
from espace_mobile.domain.programme_year import Span
from espace_mobile.i18n.translator import sentence

# Whose `of` is a denominator, not a target: said as a rate too.
RATES = frozenset(
    {
        Of.LASTING_JOB, Of.TRANSITION_JOB, Of.POSITIVE_EXIT, Of.UNKNOWN, Of.JOBS, Of.TRAININGS, Of.TRAINING_OR_CDI,
        Of.RE_REGISTERED,
    }
)  # fmt: skip


def number_words(ui: Ui, value: int | None, unit: Unit) -> str:
    """« 42 », « 1 960 h », « 3 950 € »; « non dit » for what nobody can say."""
    if value is None:
        return ui.t("indicators.unknown_value")
    if unit == Unit.MINUTES:
        return amount(ui, value)
    return ui.words.money(value) if unit == Unit.CENTS else ui.words.number(value)


def value_words(ui: Ui, figure: Figure) -> str:
    """« 42 », « 52 sur 60 », « 7 sur 42 (17 %) »."""
    value = number_words(ui, figure.value, figure.unit)
    if figure.of is None or figure.value is None:
        return value
    of = number_words(ui, figure.of, figure.unit)
    if figure.code in RATES and figure.of:
        percent = ui.words.number(round(100 * figure.value / figure.of))
        return ui.t("indicators.rate", value=value, of=of, percent=percent)
    return ui.t("indicators.of", value=value, of=of)


def beside_words(ui: Ui, figure: Figure) -> str:
    """What stands beside the large number: « sur 60 », « sur 42 (17 %) »."""
    return value_words(ui, figure).removeprefix(number_words(ui, figure.value, figure.unit)).strip()


def label_words(ui: Ui, code: Of) -> str:
    return ui.t(f"indicator.{code}")


def definition(ui: Ui, code: Of) -> str:
    return ui.t(f"indicator.{code}.means")


def pace_words(ui: Ui, figure: Figure) -> str:
    if figure.ahead is None:
        return ""
    if figure.ahead == 0:
        return ui.t("indicators.on_pace")
    return ui.tn("indicators.ahead" if figure.ahead > 0 else "indicators.behind", abs(figure.ahead))


def part_words(ui: Ui, part: Part, unit: Unit) -> str:
    """« Radio : 12 », « Première phase : 4 sur 4 »."""
    value = number_words(ui, part.value, unit)
    if part.of is not None:
        value = ui.t("indicators.of", value=value, of=number_words(ui, part.of, unit))
    return ui.t("indicators.part", name=name_words(ui, part.name), value=value)


def name_words(ui: Ui, name: Name) -> str:
    """A code by its label, a month or a year as such, a title as it was written."""
    if name is None:
        return ui.t("indicators.unsaid")
    if isinstance(name, Code):
        return ui.words.label(name)
    if isinstance(name, date):
        return sentence(ui.words.month(name))
    if isinstance(name, int):
        return str(name)
    given = {"donated": ui.t("indicators.donated"), "repaired": ui.t("indicators.repaired")}
    return given.get(name, name) or ui.t("indicators.untitled")


def span_words(ui: Ui, span: Span) -> str:
    """« Du 1er janvier 2026 au 31 décembre 2026 »."""
    since, until = (ui.words.short_day(day, year=True) for day in (span.since, span.until))
    return ui.t("indicators.span", since=since, until=until)
