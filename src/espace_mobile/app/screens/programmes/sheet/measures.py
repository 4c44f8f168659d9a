"""The rows of the action sheet: a table where there is room, one card a row on a phone. A blank cell stays blank."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions import measures, workers
from espace_mobile.app.components import card, touchable
from espace_mobile.app.components.text import label, muted, text
from espace_mobile.app.screens.programmes.sheet.budget_sheet import LineSheet
from espace_mobile.app.screens.programmes.sheet.measure_sheet import MeasureSheet
from espace_mobile.app.screens.programmes.sheet.pieces import BLANK, blank_words, headed, pair, stacked
from espace_mobile.app.screens.programmes.sheet.words import line_name
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.programme_sheet import BudgetLine, Measure
from espace_mobile.domain.sheet_vocabulary import BudgetSide

TABLE_FROM = 560  # px at the normal text size
# (the key of a column's name, its share of the width); the title of a row stands over its cells, whole
_COLUMNS = (
    ("sheet.aims", 44), ("sheet.calendar", 23), ("sheet.budget", 35), ("sheet.fundings", 29), ("sheet.lead", 20),
)  # fmt: skip
_NONE, _NEW, _ROW, _LINE = "", "new", "row", "line"


@component
def MeasuresCard(programme_id: str) -> Any:
    """Tests: `measure.{n}`, `measure.new`; those of `MeasureSheet` and `LineSheet`."""
    ui = use_ui()
    use_records(Measure.kind, BudgetLine.kind, Organisation.kind)
    (opened, about, line), show = use_value((_NONE, "", ""))
    found = measures.measures_of(ui.replica, programme_id)
    lines = measures.lines_of(ui.replica, programme_id)
    may = workers.may_counsel(ui.session.worker)

    def row(measure: Measure) -> None:
        show((_ROW, measure.id, ""))

    close = lambda: show((_NONE, "", ""))  # noqa: E731
    back = lambda: show((_ROW, about, ""))  # noqa: E731
    sheets: dict[str, Callable[[], ft.Control]] = {
        _NEW: lambda: MeasureSheet(programme_id, "", close, lambda id: None),
        _ROW: lambda: MeasureSheet(programme_id, about, close, lambda id: show((_LINE, about, id))),
        _LINE: lambda: LineSheet(programme_id, line, about, back),
    }
    rows = [_Row(ui, measure, [b for b in lines if b.measure_id == measure.id], n) for n, measure in enumerate(found)]
    shown = _table(ui, rows, row if may else None) if _room(ui) else _cards(ui, rows, row if may else None)
    return card(
        ui,
        headed(ui, ui.t("sheet.measures"), ui.t("sheet.add"), (lambda: show((_NEW, "", ""))) if may else None,
               identifier="measure.new", sign=ft.Icons.ADD),
        shown if found else muted(ui, ui.t("sheet.no_measure")),
        *([ft.Container(sheets[opened](), key=f"{opened}.{about}.{line}")] if opened else []),
    )  # fmt: skip


def _room(ui: Ui) -> bool:
    wide = (ui.width - 192) * 0.6 - 32 if ui.panes else min(ui.width - 160, 760) - 32
    return ui.rail and wide / ui.scale >= TABLE_FROM


class _Row:
    """What stands in each column of a measure, in words, and what is said of it."""

    def __init__(self, ui: Ui, measure: Measure, lines: list[BudgetLine], n: int) -> None:
        self.measure, self.identifier = measure, f"measure.{n}"
        self.cells = (
            measure.targets or "", measure.calendar or "", _costs(ui, lines, BudgetSide.EXPENSE),
            _costs(ui, lines, BudgetSide.FUNDING), measure.lead or "",
        )  # fmt: skip
        self.names = [ui.t(key) for key, _ in _COLUMNS]

    def said(self, ui: Ui) -> str:
        said = [f"{name}\u00a0: {cell}" if cell else blank_words(ui, name)
                for name, cell in zip(self.names, self.cells, strict=True)]  # fmt: skip
        return ". ".join(said)


def _costs(ui: Ui, lines: list[BudgetLine], side: BudgetSide) -> str:
    """« Vestiaire Baltet, personnel : 122 850 € », a line each; a blank line without a name is a blank cell."""
    told = []
    for line in lines:
        name = line_name(ui, line)
        if line.side == side and (name or line.cents is not None):
            amount = ui.words.money(line.cents) if line.cents is not None else ""
            told.append(f"{name}\u00a0: {amount}" if name and amount else name or amount)
    return "\n".join(told)


def _table(ui: Ui, rows: list[_Row], open_row: Callable[[Measure], None] | None) -> ft.Control:
    """The names of the columns are said with each row, not by themselves."""
    names = [label(ui, ui.t(key), SMALL - 1, ui.palette.muted) for key, _ in _COLUMNS]
    head = ft.Semantics(exclude_semantics=True, content=_across(ui, list(names)))
    return stacked(_ruled(ui, head, 2), *(_tap(ui, row, _line(ui, row), open_row) for row in rows), spacing=0)


def _line(ui: Ui, row: _Row) -> ft.Control:
    cells = [text(ui, cell, SMALL) if cell else muted(ui, BLANK, SMALL) for cell in row.cells]
    return stacked(label(ui, row.measure.title), _across(ui, list(cells)))


def _across(ui: Ui, cells: list[ft.Control]) -> ft.Control:
    shares = [share for _, share in _COLUMNS]
    return ft.Row(
        [ft.Container(cell, expand=share) for cell, share in zip(cells, shares, strict=True)],
        spacing=12, vertical_alignment=ft.CrossAxisAlignment.START,
    )  # fmt: skip


def _cards(ui: Ui, rows: list[_Row], open_row: Callable[[Measure], None] | None) -> ft.Control:
    def one(row: _Row) -> ft.Control:
        pairs = [pair(ui, name, cell) for name, cell in zip(row.names, row.cells, strict=True)]
        return stacked(label(ui, row.measure.title), *pairs, spacing=8)

    return stacked(*(_tap(ui, row, one(row), open_row) for row in rows), spacing=0)


def _tap(ui: Ui, row: _Row, shown: ft.Control, open_row: Callable[[Measure], None] | None) -> ft.Control:
    """The whole row is one target for whoever may change it."""
    padding = ft.Padding.symmetric(vertical=12)
    if open_row is None:
        said = ft.Semantics(
            identifier=row.identifier, label=row.measure.title, value=row.said(ui), container=True,
            content=ft.Semantics(exclude_semantics=True, content=ft.Container(shown, padding=padding)),
        )  # fmt: skip
        return _ruled(ui, said)
    act = touchable(ui, shown, identifier=row.identifier, name=row.measure.title, value=row.said(ui),
                    on_tap=lambda: open_row(row.measure), padding=padding)  # fmt: skip
    return _ruled(ui, act)


def _ruled(ui: Ui, shown: ft.Control, width: int = 1) -> ft.Control:
    return ft.Container(shown, border=ft.Border(bottom=ft.BorderSide(ui.palette.edge * width, ui.palette.line)))
