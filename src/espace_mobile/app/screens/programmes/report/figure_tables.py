"""What was counted, as typed tables: the figures, their parts, the months."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from espace_mobile.app.actions.balance import Balance
from espace_mobile.app.screens.programmes.indicators.words import RATES, definition
from espace_mobile.app.screens.programmes.report import words
from espace_mobile.app.ui import Ui
from espace_mobile.domain.indicators import Figure, Unit
from espace_mobile.reports.workbook import Cell, Table

_UNITS = {Unit.COUNT: "balance.unit_count", Unit.MINUTES: "balance.unit_hours", Unit.CENTS: "balance.unit_euros"}


def figures(ui: Ui, balance: Balance) -> Table:
    headings = [ui.t(k) for k in (
        "balance.group", "balance.figure", "balance.value", "balance.of", "balance.percent", "balance.unit",
        "balance.remark", "balance.definition",
    )]  # fmt: skip
    rows: Iterator[list[Cell]] = (
        [ui.t(f"indicator.group.{group.heading}"), words.label(ui, f), _number(f.value, f.unit), _number(f.of, f.unit),
         _percent(f), ui.t(_UNITS[f.unit]), _remark(ui, f.value, f.hidden), definition(ui, f.code)]
        for group in balance.counts.groups for f in group.figures
    )  # fmt: skip
    return table(ui, "balance.figures", headings, rows)


def parts(ui: Ui, balance: Balance) -> Table:
    headings = [ui.t(k) for k in (
        "balance.figure", "balance.part", "balance.value", "balance.of", "balance.unit", "balance.remark",
    )]  # fmt: skip
    rows: Iterator[list[Cell]] = (
        [words.label(ui, f), words.name(ui, p), _number(p.value, f.unit), _number(p.of, f.unit), ui.t(_UNITS[f.unit]),
         _remark(ui, p.value, p.value is None)]
        for group in balance.counts.groups for f in group.figures for p in f.parts
    )  # fmt: skip
    return table(ui, "balance.parts", headings, rows)


def months(ui: Ui, balance: Balance) -> Table:
    headings = [ui.t(k) for k in (
        "balance.month", "balance.figure", "balance.value", "balance.unit", "balance.remark",
    )]  # fmt: skip
    rows: Iterator[list[Cell]] = (
        [p.name if isinstance(p.name, date) else words.name(ui, p),
         words.label(ui, f), _number(p.value, f.unit), ui.t(_UNITS[f.unit]),
         _remark(ui, p.value, p.value is None)]
        for f in balance.counts.months for p in f.parts
    )  # fmt: skip
    return table(ui, "balance.months", headings, rows)


def table(ui: Ui, name: str, headings: list[str], rows: Iterator[list[Cell]]) -> Table:
    """`name`: of a translation."""
    return Table(ui.t(name), headings, list(rows))


def euros(cents: int) -> Decimal:
    return Decimal(cents) / 100


def hours(minutes: int) -> Decimal:
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"))


_AS: dict[Unit, Callable[[int], Cell]] = {Unit.COUNT: int, Unit.MINUTES: hours, Unit.CENTS: euros}


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
