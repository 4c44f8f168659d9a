"""A balance as typed tables: what a spreadsheet opens, one sheet each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from espace_mobile.app import clock
from espace_mobile.app.actions.balance import Balance
from espace_mobile.app.screens.programmes.campaign import words as campaign_words
from espace_mobile.app.screens.programmes.indicators.words import RATES, definition
from espace_mobile.app.screens.programmes.report import words
from espace_mobile.app.screens.programmes.sheet.words import TARGET_WORDS, target_words
from espace_mobile.app.screens.programmes.workshops.words import rhythm
from espace_mobile.app.ui import Ui
from espace_mobile.domain.indicators import Figure, Unit
from espace_mobile.reports.workbook import Cell, Table

_UNITS = {Unit.COUNT: "balance.unit_count", Unit.MINUTES: "balance.unit_hours", Unit.CENTS: "balance.unit_euros"}


def tables(ui: Ui, balance: Balance) -> list[Table]:
    """In the order of the sheet's headings. A blank cell stays blank, a hidden value too, and the column beside it says
    so."""
    made = (
        _sheet, _measures, _workshops, _hours, _budget, _figures, _parts, _months, _campaign, _partners, _meetings,
        _reviews, _texts,
    )  # fmt: skip
    return [make(ui, balance) for make in made]


def _table(ui: Ui, name: str, headings: Iterator[str] | list[str], rows: Iterator[list[Cell]]) -> Table:
    return Table(ui.t(name), list(headings), list(rows))


def _sheet(ui: Ui, balance: Balance) -> Table:
    programme, under = balance.programme, balance.hidden_under

    def rows() -> Iterator[list[Cell]]:
        yield [ui.t("sheet.programme"), programme.name]
        yield [ui.t("balance.from"), balance.span.since]
        yield [ui.t("balance.until"), balance.span.until]
        yield [ui.t("balance.version"), ui.t("balance.internal" if under is None else "balance.shared")]
        yield [ui.t("balance.under"), under]
        yield [ui.t("sheet.lead"), programme.lead]
        yield [ui.t("sheet.communes"), words.communes(ui, balance) or None]
        yield [ui.t("sheet.objective"), programme.objective]
        yield [ui.t("sheet.calendar"), programme.calendar]
        yield [ui.t("sheet.since"), programme.since]
        yield [ui.t("sheet.until"), programme.until]
        yield [ui.t("sheet.places"), ui.words.listing([p.name for p in balance.places]) or None]
        for field, key in TARGET_WORDS.items():
            if said := target_words(ui, programme, field):
                yield [ui.t(key), said]

    return _table(ui, "balance.sheet", [ui.t("balance.what"), ui.t("balance.value")], rows())


def _measures(ui: Ui, balance: Balance) -> Table:
    headings = [ui.t(k) for k in ("sheet.measure", "sheet.aims", "sheet.calendar", "sheet.lead")]
    rows: Iterator[list[Cell]] = ([m.title, m.targets, m.calendar, m.lead] for m in balance.measures)
    return _table(ui, "balance.measures", headings, rows)


def _workshops(ui: Ui, balance: Balance) -> Table:
    headings = [ui.t(k) for k in ("balance.workshop", "balance.rhythm", "balance.held", "balance.planned")]
    rows: Iterator[list[Cell]] = (
        [w.title if w else ui.t("balance.no_workshop"), rhythm(ui, w) if w else None, held, planned]
        for w, held, planned in balance.workshops
    )
    return _table(ui, "balance.workshops", headings, rows)


def _hours(ui: Ui, balance: Balance) -> Table:
    headings = [ui.t("balance.task"), ui.t("balance.hours_offered"), ui.t("sheet.since"), ui.t("sheet.until")]
    rows: Iterator[list[Cell]] = ([a.task, _hours_of(a.minutes), a.since, a.until] for a in balance.allocations)
    return _table(ui, "balance.hours", headings, rows)


def _budget(ui: Ui, balance: Balance) -> Table:
    headings = [ui.t(k) for k in (
        "sheet.year", "sheet.side", "balance.nature", "sheet.label", "balance.funder", "sheet.measure", "balance.euros",
    )]  # fmt: skip
    of = {m.id: m.title for m in balance.measures}
    rows: Iterator[list[Cell]] = (
        [b.year, ui.words.label(b.side), ui.words.label(b.nature), b.label or None,
         balance.names.get(b.organisation_id or ""), of.get(b.measure_id or ""),
         None if b.cents is None else _euros(b.cents)]
        for b in balance.budget
    )  # fmt: skip
    return _table(ui, "balance.budget", headings, rows)


def _figures(ui: Ui, balance: Balance) -> Table:
    headings = [ui.t(k) for k in (
        "balance.group", "balance.figure", "balance.value", "balance.of", "balance.percent", "balance.unit",
        "balance.remark", "balance.definition",
    )]  # fmt: skip
    rows: Iterator[list[Cell]] = (
        [ui.t(f"indicator.group.{group.heading}"), words.label(ui, f), _number(f.value, f.unit), _number(f.of, f.unit),
         _percent(f), ui.t(_UNITS[f.unit]), _remark(ui, f.value, f.hidden), definition(ui, f.code)]
        for group in balance.counts.groups for f in group.figures
    )  # fmt: skip
    return _table(ui, "balance.figures", headings, rows)


def _parts(ui: Ui, balance: Balance) -> Table:
    headings = [ui.t(k) for k in (
        "balance.figure", "balance.part", "balance.value", "balance.of", "balance.unit", "balance.remark",
    )]  # fmt: skip
    rows: Iterator[list[Cell]] = (
        [words.label(ui, f), words.name(ui, p), _number(p.value, f.unit), _number(p.of, f.unit), ui.t(_UNITS[f.unit]),
         _remark(ui, p.value, p.value is None)]
        for group in balance.counts.groups for f in group.figures for p in f.parts
    )  # fmt: skip
    return _table(ui, "balance.parts", headings, rows)


def _months(ui: Ui, balance: Balance) -> Table:
    headings = [ui.t(k) for k in (
        "balance.month", "balance.figure", "balance.value", "balance.unit", "balance.remark",
    )]  # fmt: skip
    rows: Iterator[list[Cell]] = (
        [p.name if isinstance(p.name, date) else words.name(ui, p),
         words.label(ui, f), _number(p.value, f.unit), ui.t(_UNITS[f.unit]),
         _remark(ui, p.value, p.value is None)]
        for f in balance.counts.months for p in f.parts
    )  # fmt: skip
    return _table(ui, "balance.months", headings, rows)


def _campaign(ui: Ui, balance: Balance) -> Table:
    headings = [ui.t(k) for k in (
        "balance.action", "balance.sort", "sheet.since", "sheet.until", "balance.copies", "balance.euros",
        "balance.channel", "campaign.before", "campaign.during", "campaign.after", "balance.remark",
    )]  # fmt: skip

    def rows() -> Iterator[list[Cell]]:
        for one in balance.campaign:
            a, told = one.action, one.contacts
            hidden = any(many is None for many in told.values())
            yield [
                campaign_words.what(ui, a), ui.words.label(a.sort), a.since, a.until, a.quantity,
                None if a.cents is None else _euros(a.cents),
                ui.words.label(one.effect.channel) if one.effect else None,
                told.get("before"), told.get("during"), told.get("after"),
                ui.t("dashboard.hidden") if hidden else None,
            ]  # fmt: skip

    return _table(ui, "balance.actions", headings, rows())


def _partners(ui: Ui, balance: Balance) -> Table:
    headings = [ui.t(k) for k in ("sheet.partner", "balance.role", "balance.does")]
    rows: Iterator[list[Cell]] = ([o.name, ui.words.label(p.role), p.does] for p, o in balance.partners)
    return _table(ui, "balance.partners", headings, rows)


def _meetings(ui: Ui, balance: Balance) -> Table:
    headings = [ui.t(k) for k in (
        "sheet.when", "balance.meeting", "balance.state", "balance.came", "balance.asked",
    )]  # fmt: skip
    rows: Iterator[list[Cell]] = (
        [clock.local(m.starts_at).date(), ui.words.label(m.sort), ui.words.label(m.status), len(m.present_ids),
         len({*m.organisation_ids, *m.present_ids})]
        for m in balance.meetings
    )  # fmt: skip
    return _table(ui, "balance.meetings", headings, rows)


def _reviews(ui: Ui, balance: Balance) -> Table:
    headings = [ui.t(k) for k in ("sheet.when", "balance.state")]
    rows: Iterator[list[Cell]] = ([r.on, ui.words.label(r.status)] for r in balance.reviews)
    return _table(ui, "balance.reviews", headings, rows)


def _texts(ui: Ui, balance: Balance) -> Table:
    headings = [ui.t(k) for k in ("sheet.when", "balance.sort", "sheet.text")]
    rows: Iterator[list[Cell]] = ([t.on, ui.words.label(t.sort), t.text] for t in balance.texts)
    return _table(ui, "balance.texts", headings, rows)


def _euros(cents: int) -> Decimal:
    return Decimal(cents) / 100


def _hours_of(minutes: int) -> Decimal:
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"))


_AS: dict[Unit, Callable[[int], Cell]] = {Unit.COUNT: int, Unit.MINUTES: _hours_of, Unit.CENTS: _euros}


def _number(value: int | None, unit: Unit) -> Cell:
    return None if value is None else _AS[unit](value)


def _percent(figure: Figure) -> int | None:
    if figure.code not in RATES or figure.value is None or not figure.of:
        return None
    return round(100 * figure.value / figure.of)


def _remark(ui: Ui, value: int | None, hidden: bool) -> str | None:
    """Why there is no number."""
    if hidden:
        return ui.t("dashboard.hidden")
    return ui.t("indicators.unknown_value") if value is None else None
