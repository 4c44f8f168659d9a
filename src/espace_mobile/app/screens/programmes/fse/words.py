"""What the screen of FSE+ participants says."""

from __future__ import annotations

from espace_mobile.app.actions.fse import Reading
from espace_mobile.app.ui import Ui
from espace_mobile.domain.fse import Indicator, Missing, Silence, WhyNot
from espace_mobile.domain.vocabulary import Sex

_MISSING = {
    Missing.SIX_MONTHS_LATE: "fse.missing.six_months_late", Missing.SIX_MONTHS: "fse.missing.six_months",
    Missing.EXIT_LATE: "fse.missing.exit_late", Missing.EXIT: "fse.missing.exit",
    Missing.WORK_AT_ENTRY: "fse.missing.work_at_entry", Missing.ENTRY: "fse.missing.entry",
    Missing.ENTRY_PARTLY: "fse.missing.entry_partly", Missing.BIRTH: "fse.missing.birth",
    Missing.SEX: "fse.missing.sex",
}  # fmt: skip
_OTHERS = {
    WhyNot.NOT_ENTERED: "fse.others.not_entered", WhyNot.ONE_DAY: "fse.others.one_day",
    WhyNot.NO_SUPPORT: "fse.others.no_support",
}  # fmt: skip
_SILENCES = {
    Silence.REFUSED: "fse.silence.refused", Silence.UNANSWERED: "fse.silence.unanswered",
    Silence.UNREACHABLE: "fse.silence.unreachable", Silence.UNKNOWN: "fse.silence.unknown",
    Silence.MISSING: "fse.silence.missing", Silence.NOT_YET: "fse.silence.not_yet",
}  # fmt: skip
_INDICATORS = {
    "EECO01": "fse.eeco01", "EECO02": "fse.eeco02", "EECO03": "fse.eeco03", "EECO04": "fse.eeco04",
    "EECO05": "fse.eeco05", "EECO06": "fse.eeco06", "EECO07": "fse.eeco07", "EECO08": "fse.eeco08",
    "EECO09": "fse.eeco09", "EECO10": "fse.eeco10", "EECO11": "fse.eeco11", "EECO12": "fse.eeco12",
    "EECO13": "fse.eeco13", "EECO14": "fse.eeco14", "EECO15": "fse.eeco15", "EECO16": "fse.eeco16",
    "EECO17": "fse.eeco17", "EECR01": "fse.eecr01", "EECR02": "fse.eecr02", "EECR03": "fse.eecr03",
    "EECR04": "fse.eecr04", "EECR05": "fse.eecr05", "EECR06": "fse.eecr06",
}  # fmt: skip


def missing_words(ui: Ui, gaps: tuple[Missing, ...]) -> str:
    """« Questionnaire FSE+ · date de naissance »."""
    said = " · ".join(ui.t(_MISSING[gap]) for gap in gaps)
    return said[:1].upper() + said[1:]


def others_words(ui: Ui, found: Reading) -> str:
    """Who was there and is no participant, and why; empty when there is nobody."""
    others = found.others or {}
    said = [ui.tn(_OTHERS[why], others[why]) for why in WhyNot if others.get(why)]
    said += [ui.tn("fse.others.erased", found.erased)] if found.erased else []
    return ui.t("fse.others", listing=ui.words.listing(said)) if said else ""


def withheld_words(ui: Ui, found: Reading) -> str:
    """Who is in the indicators and not in the file; empty when there is nobody."""
    return ui.tn("fse.withheld", found.withheld) if found.withheld else ""


def indicator_name(ui: Ui, code: str) -> str:
    return ui.t(_INDICATORS[code])


def indicator_value(ui: Ui, indicator: Indicator) -> str:
    return ui.words.number(indicator.count) if indicator.collected else ui.t("fse.not_collected")


def indicator_detail(ui: Ui, indicator: Indicator) -> str:
    """By sex, then of how many nobody can say, and why."""
    sexes, silent = indicator.by_sex or {}, indicator.silent or {}
    number = {sex: ui.words.number(sexes.get(sex, 0)) for sex in Sex}
    women, men, unstated = number[Sex.FEMALE], number[Sex.MALE], number[Sex.UNSTATED]
    said = [ui.t("fse.by_sex", women=women, men=men, unstated=unstated)] if indicator.count else []
    if silent:
        why = [ui.t(_SILENCES[each], n=ui.words.number(silent[each])) for each in Silence if each in silent]
        said.append(ui.t("fse.silent", listing=", ".join(why)))
    return " · ".join(said)
