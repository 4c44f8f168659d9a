"""How evenly a proposal is spread: figures in words, with small bars for the eye."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import flet as ft

from espace_mobile.app.actions import workers
from espace_mobile.app.components import bar, card, title
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.screens.schedule.proposing.words import area_names, month_words
from espace_mobile.app.screens.weekdays import weekday_words
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui
from espace_mobile.domain.place import Place
from espace_mobile.domain.proposal.spread import Share, Spread
from espace_mobile.i18n.translator import sentence

K = TypeVar("K")


def spread_card(ui: Ui, spread: Spread) -> ft.Control:
    areas, teams = area_names(ui.replica.all(Place)), workers.team_names(ui.replica)
    several = len({month.year for month in (*spread.months.counts, *spread.months.beside)}) > 1
    parts = [
        *_part(ui, ui.t("propose.by_area"), spread.areas, lambda key: areas.get(key, "")),
        *_part(ui, ui.t("propose.by_month"), spread.months, lambda month: month_words(ui, month, several)),
        *_part(ui, ui.t("propose.by_weekday"), spread.weekdays, lambda day: sentence(weekday_words(ui, day))),
        *_part(ui, ui.t("propose.by_team"), spread.teams, lambda id: teams.get(id, "")),
    ]
    return ft.Semantics(
        identifier="propose.spread", container=True,
        content=card(ui, title(ui, ui.t("propose.spread")), *parts),
    )  # fmt: skip


def _part(ui: Ui, name: str, share: Share[K], words: Callable[[K], str]) -> list[ft.Control]:
    """Nothing when there is nothing to compare."""
    rows = [(words(key), n) for key, n in [*share.counts.items(), *share.beside.items()]]
    if len(rows) < 2:
        return []
    most = max(n for _, n in rows)
    said = ui.t("propose.gap", least=share.least, most=share.most, gap=share.gap)
    head = ft.Row([label(ui, name), muted(ui, said, SMALL)], wrap=True, spacing=GAP, run_spacing=0)
    return [head, ft.Column([_row(ui, who, n, most) for who, n in rows if who or n], spacing=2)]


def _row(ui: Ui, who: str, count: int, most: int) -> ft.Control:
    said = muted(ui, who or ui.t("propose.elsewhere"), SMALL, max_lines=1, overflow=ft.TextOverflow.ELLIPSIS)
    return ft.Row(
        [ft.Container(said, expand=1), ft.Container(bar(ui, count, most), expand=1),
         label(ui, ui.words.number(count), SMALL, width=ui.size(28), text_align=ft.TextAlign.END)],
        spacing=GAP,
    )  # fmt: skip
