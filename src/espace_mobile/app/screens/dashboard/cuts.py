"""One figure by place, by channel, by age…: a bar and a number a line, each opening its list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import flet as ft

from espace_mobile.app.components import Option, bar, card, dropdown, link, segments, title
from espace_mobile.app.components.text import label, muted, text
from espace_mobile.app.screens.dashboard.parts import Shown, acting, opener
from espace_mobile.app.screens.dashboard.words import Labels, by_words, figure_words, number_words, value_words
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, memo, use_draft, use_ui, use_value
from espace_mobile.domain.dashboard import By, Cut
from espace_mobile.domain.indicators import Of

WINDOW = 10
_IN_ORDER = (By.AGE, By.SEX, By.QPV)  # as they come; the others, the greatest first


@memo
def Cuts(shown: Shown, labels: Labels) -> Any:
    """Tests: `dashboard.by.{place|…}`, `dashboard.cut.of`, `dashboard.cut.{n}`, `dashboard.cut.more`."""
    ui = use_ui()
    looked = use_draft("dashboard.cuts")
    cuts = {cut.by: cut for cut in shown.board.cuts}
    cut = cuts.get(looked.get("by")) or next(iter(cuts.values()), None)
    if cut is None or not cut.codes:
        return ft.Container(visible=False)
    of = next((code for code in cut.codes if code == looked.get("measure")), cut.codes[0])
    pick_by = lambda code: looked.set("by", code, redraw=True)  # noqa: E731
    pick_of = lambda code: looked.set("measure", code, redraw=True)  # noqa: E731
    by_name = ui.t("dashboard.cuts")
    return card(
        ui, title(ui, by_name),
        segments(ui, [Option(by, by_words(ui, by)) for by in cuts], cut.by, pick_by, identifier="dashboard.by",
                 name=by_name),
        dropdown(ui, [Option(code, figure_words(ui, code)) for code in cut.codes], of, pick_of,
                 identifier="dashboard.cut.of", name=ui.t("dashboard.cut_of")),
        ft.Container(Rows(shown, cut, of, labels), key=f"{cut.by}.{of}"),
        muted(ui, ui.t("dashboard.cut_people"), SMALL),
    )  # fmt: skip


@component
def Rows(shown: Shown, cut: Cut, of: Of, labels: Labels) -> Any:
    ui = use_ui()
    window, widen = use_value(WINDOW)
    rows = counted(cut, of)
    if not rows:
        return muted(ui, ui.t("dashboard.cut_none"))
    most = max((value or 0 for _, value in rows), default=0)
    lines = [_row(ui, shown, cut, of, n, row, most, labels) for n, row in enumerate(rows[:window])]
    more = link(ui, ui.t("dashboard.more"), lambda: widen(window + WINDOW), identifier="dashboard.cut.more")
    return ft.Column([*lines, *([ft.Row([more])] if window < len(rows) else [])], spacing=2, tight=True,
                     horizontal_alignment=ft.CrossAxisAlignment.STRETCH)  # fmt: skip


def counted(cut: Cut, of: Of) -> Sequence[tuple[str, int | None]]:
    """The lines of one figure, without those of nothing."""
    at = cut.codes.index(of)
    rows = [(value, numbers[at]) for value, numbers in cut.rows if numbers[at] != 0]
    if cut.by in _IN_ORDER:
        return rows
    return sorted(rows, key=lambda row: -(row[1] or 0))


def _row(
    ui: Ui, shown: Shown, cut: Cut, of: Of, n: int, row: tuple[str, int | None], most: int, labels: Labels
) -> ft.Control:
    value, number = row
    name, told = value_words(ui, labels, cut.by, value), number_words(ui, number)
    head: list[ft.Control] = [ft.Container(text(ui, name), expand=True), label(ui, told)]
    inside = ft.Column([ft.Row(head, spacing=12), bar(ui, number or 0, most)], spacing=4, tight=True,
                       horizontal_alignment=ft.CrossAxisAlignment.STRETCH)  # fmt: skip
    on_tap = opener(shown, of, by=cut.by, value=value) if number else None
    return acting(ui, inside, identifier=f"dashboard.cut.{n}", name=name, value=told, on_tap=on_tap)
