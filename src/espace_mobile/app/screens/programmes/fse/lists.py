"""What is missing in which file, a tap from it; and the common indicators with what nobody can say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions.fse import Reading
from espace_mobile.app.components import card, icon, line, link, title
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.screens.file import parts
from espace_mobile.app.screens.programmes.fse.words import (
    indicator_detail,
    indicator_name,
    indicator_value,
    missing_words,
)
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_ui, use_value
from espace_mobile.domain.fse import LATE, Indicator, Missing, Participant

WINDOW = 30


@component
def MissingCard(found: Reading) -> Any:
    """Tests: `fse.missing.{n}`, `fse.more`."""
    ui = use_ui()
    shown, show = use_value(WINDOW)
    if not found.missing:
        return card(ui, title(ui, ui.t("fse.missing")), muted(ui, ui.t("fse.nothing_missing")))
    lines = [_missing(ui, of, gaps, n) for n, (of, gaps) in enumerate(found.missing[:shown])]
    more = [link(ui, ui.t("timeline.more"), lambda: show(shown + WINDOW), identifier="fse.more")]
    return card(
        ui, title(ui, ui.tn("fse.missing_count", len(found.missing))), ft.Column(lines, spacing=0),
        *(more if len(found.missing) > shown else []),
    )  # fmt: skip


def _missing(ui: Ui, of: Participant, gaps: tuple[Missing, ...], n: int) -> ft.Control:
    late = not LATE.isdisjoint(gaps)
    sign = icon(
        ui, ft.Icons.SCHEDULE if late else ft.Icons.EDIT_NOTE, 22, ui.palette.alert if late else ui.palette.muted
    )
    return line(
        ui, person_name(ui, of.person), missing_words(ui, gaps), identifier=f"fse.missing.{n}", lead=sign,
        on_tap=_opener(ui, of), detail_lines=4, key=of.part.id,
    )  # fmt: skip


def _opener(ui: Ui, of: Participant) -> Callable[[], None]:
    """At the file's path, where nearly all of it is asked."""

    def open_file() -> None:
        parts.keep_read(ui.state, of.person.id, parts.PATH)
        ft.context.page.navigate(f"/people/{of.person.id}")

    return open_file


def indicators_card(ui: Ui, found: Reading) -> ft.Control:
    rows = [_indicator(ui, each) for each in found.indicators]
    return card(
        ui, title(ui, ui.t("fse.indicators")), muted(ui, ui.t("fse.indicators_hint"), SMALL),
        ft.Column(rows, spacing=0),
    )  # fmt: skip


def _indicator(ui: Ui, indicator: Indicator) -> ft.Control:
    said, detail = indicator_value(ui, indicator), indicator_detail(ui, indicator)
    ink = ui.palette.ink if indicator.collected else ui.palette.muted
    name = f"{indicator.code} · {indicator_name(ui, indicator.code)}"
    words = ft.Column(
        [label(ui, name, 15), *([muted(ui, detail, SMALL)] if detail else [])], spacing=0, expand=True, tight=True
    )
    row = ft.Row([words, label(ui, said, 15 if indicator.collected else SMALL, ink)], spacing=12)
    return ft.Semantics(
        identifier=f"fse.{indicator.code.lower()}", container=True,
        content=ft.Container(
            row, padding=ft.Padding.symmetric(vertical=8),
            border=ft.Border(bottom=ft.BorderSide(ui.palette.edge, ui.palette.line)),
        ),
    )  # fmt: skip
