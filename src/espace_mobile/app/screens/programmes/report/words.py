"""How the cells of a balance are said; the same in the tables and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from espace_mobile.app import clock
from espace_mobile.app.actions.balance import Balance
from espace_mobile.app.actions.balance_campaign import Campaigned
from espace_mobile.app.screens.programmes.indicators import words
from espace_mobile.app.screens.programmes.sheet.words import line_name, period_words
from espace_mobile.app.ui import Ui
from espace_mobile.domain.indicators import Figure, Group, Heading, Part, Unit
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import BudgetLine, PartnerMeeting
from espace_mobile.domain.sheet_vocabulary import BudgetSide


def number(ui: Ui, value: int | None, unit: Unit, hidden: bool) -> str:
    """« 42 », « 1 960 h », « masqué », « non dit »."""
    return ui.t("dashboard.hidden") if hidden else words.number_words(ui, value, unit)


def value(ui: Ui, figure: Figure) -> str:
    """« 7 sur 42 (17 %) », « masqué »."""
    return ui.t("dashboard.hidden") if figure.hidden else words.value_words(ui, figure)


def beside(ui: Ui, figure: Figure) -> str:
    """« sur 60 · 3 d’avance »."""
    if figure.hidden:
        return ""
    return " · ".join(filter(None, [words.beside_words(ui, figure), words.pace_words(ui, figure)]))


def part_value(ui: Ui, part: Part, unit: Unit) -> str:
    """« 12 », « 4 sur 8 », « masqué »."""
    said = number(ui, part.value, unit, part.value is None)
    if part.of is None or part.value is None:
        return said
    return ui.t("indicators.of", value=said, of=words.number_words(ui, part.of, unit))


def blank(ui: Ui, said: str | None) -> str:
    """What was said, « non renseigné » for what was not."""
    return said or ui.t("balance.blank")


def calendar(ui: Ui, said: str | None) -> str:
    return said or ui.t("balance.to_define")


def amount(ui: Ui, line: BudgetLine) -> str:
    return blank(ui, ui.words.money(line.cents) if line.cents is not None else None)


def budget_cell(ui: Ui, lines: Sequence[BudgetLine], side: BudgetSide) -> str:
    """The lines of one side of a measure, one under the other; « non renseigné » without any."""
    own = [(line_name(ui, line), amount(ui, line)) for line in lines if line.side == side]
    return blank(ui, "\n".join("\u00a0: ".join(filter(None, said)) for said in own))


def day(ui: Ui, meeting: PartnerMeeting) -> str:
    return ui.words.short_day(clock.local(meeting.starts_at).date(), year=True)


def came(ui: Ui, meeting: PartnerMeeting) -> str:
    """« 4 sur 6 »; « non renseigné » when nobody said who."""
    asked = len({*meeting.organisation_ids, *meeting.present_ids})
    return blank(ui, ui.t("indicators.of", value=len(meeting.present_ids), of=asked) if asked else None)


def communes(ui: Ui, balance: Balance) -> str:
    """« Danjoutin, Valdoie (extension) et Cravanche (extension) »."""
    each = [
        ui.t("balance.extended", commune=c.name) if c.extension else c.name for c in balance.communes
    ]  # fmt: skip
    return ui.words.listing(each)


def lasts(ui: Ui, programme: Programme) -> str:
    return period_words(ui, programme.since, programme.until)


def label(ui: Ui, figure: Figure) -> str:
    return words.label_words(ui, figure.code)


def name(ui: Ui, part: Part) -> str:
    return words.name_words(ui, part.name)


def group(ui: Ui, heading: Heading) -> str:
    return ui.t(f"indicator.group.{heading}")


def box(ui: Ui, figure: Figure) -> tuple[str, str, str]:
    return number(ui, figure.value, figure.unit, figure.hidden), label(ui, figure), beside(ui, figure)


def hours(ui: Ui, minutes: int) -> str:
    return words.number_words(ui, minutes, Unit.MINUTES)


def brief_month(ui: Ui, part: Part) -> str:
    """« janv. »"""
    return ui.words.brief_day(part.name).rsplit(" ", 1)[-1] if isinstance(part.name, date) else name(ui, part)


def years(months: Sequence[Part]) -> str:
    """« 2025 », « 2025 – 2026 »: under a row of months."""
    found = [part.name.year for part in months if isinstance(part.name, date)]
    return " – ".join(str(year) for year in dict.fromkeys(found))


def around(ui: Ui, one: Campaigned, when: str) -> str:
    """Contacts before, during or after an action; a dash for days to come, or where no channel says it."""
    if when not in one.contacts:
        return "–"
    many = one.contacts[when]
    return ui.t("dashboard.hidden") if many is None else ui.words.number(many)


def share(value: int | None, most: int) -> float | None:
    """Of a full bar; None when nobody may or can say."""
    return None if value is None else value / most if most else 0.0


def told(group: Group) -> bool:
    """Whether there is anything to tell: what is hidden was counted."""
    return not group.empty or any(figure.hidden for figure in group.figures)
