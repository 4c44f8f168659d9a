"""What reaching people takes: a line on top of the list, and behind it a table by week and worker."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions.relance_effort import effort
from espace_mobile.app.components import bar, card, sheet, touchable
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.screens.relances.words import duration
from espace_mobile.app.screens.wording import worker_name
from espace_mobile.app.theme import GAP, RADIUS, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.path_vocabulary import AttemptResult
from espace_mobile.domain.periods import monday
from espace_mobile.domain.relance_effort import Cell, Effort
from espace_mobile.domain.vocabulary import offered
from espace_mobile.i18n.translator import sentence

WEEKS = 6


@component
def EffortOfTheWeek(mine: bool) -> Any:
    """« 14 tentatives · 1 h 25 cette semaine ». `mine`: of whoever is at work, else of all they see."""
    ui = use_ui()
    use_records(Attempt.kind, "merge", "worker", late=True)
    shown, show = use_value(False)
    today, who = clock.today(), ui.session.worker
    cells = effort(ui.replica, who, today, WEEKS if shown else 1, of=who.id if mine else None)
    now = sum((e for (_, week), e in cells.items() if week == monday(today)), Effort())
    ft.use_dialog(_table(ui, cells, today, lambda: show(False)) if shown else None)
    said = ui.t("effort.this_week", attempts=ui.tn("effort.attempts", now.attempts), time=duration(ui, now.minutes))
    row = ft.Row(
        [icon(ui, ft.Icons.SUPPORT_AGENT_OUTLINED, 22, ui.palette.primary), label(ui, said, expand=True),
         icon(ui, ft.Icons.CHEVRON_RIGHT, 22, ui.palette.muted)], spacing=GAP,
    )  # fmt: skip
    return touchable(
        ui, row, identifier="effort.open", name=said, on_tap=lambda: show(True), border_radius=RADIUS,
        bgcolor=ui.palette.surface, border=ft.Border.all(ui.palette.edge, ui.palette.line),
        padding=ft.Padding.symmetric(horizontal=12, vertical=ui.size(16)),
    )  # fmt: skip


def _table(ui: Ui, cells: dict[Cell, Effort], today: date, on_close: Any) -> ft.DialogControl:
    """This week first; in each, who tried most first."""
    most = max((e.minutes for e in cells.values()), default=0)
    by_week = sorted(cells.items(), key=lambda cell: (cell[0][1], cell[1].minutes, cell[0][0]), reverse=True)
    weeks = [
        _week(ui, week, [(who, e) for (who, _), e in some], most, today)
        for week, some in groupby(by_week, key=lambda cell: cell[0][1])
    ]
    nothing = [] if weeks else [muted(ui, ui.t("effort.nothing"))]
    return sheet(ui, ui.t("effort.title"), [*weeks, *nothing], on_close)


def _week(ui: Ui, week: date, by_worker: list[tuple[str, Effort]], most: int, today: date) -> ft.Control:
    total = sum((e for _, e in by_worker), Effort())
    near = {monday(today): "effort.of_this_week", monday(today) - timedelta(weeks=1): "effort.of_last_week"}
    head = ui.t(near[week]) if week in near else ui.t("effort.week_of", day=ui.words.short_day(week))
    lines = [_worker(ui, who, e, most, n) for n, (who, e) in enumerate(by_worker)]
    words = ft.Column(
        [label(ui, sentence(head)), muted(ui, _figures(ui, total), SMALL), muted(ui, _results(ui, total), SMALL)],
        spacing=2,
    )
    return ft.Semantics(identifier=f"effort.{week.isoformat()}", container=True, content=card(ui, words, *lines))


def _worker(ui: Ui, who: str, effort: Effort, most: int, n: int) -> ft.Control:
    """The figures are in words; the bar is for the eye."""
    name = worker_name(ui, who) or ui.t("effort.nobody")
    return ft.Column(
        [
            ft.Row([label(ui, name, 15), muted(ui, _figures(ui, effort), SMALL)], wrap=True, spacing=GAP,
                   run_spacing=0),
            bar(ui, effort.minutes, most),
        ],
        spacing=4, key=f"{who}.{n}",
    )  # fmt: skip


def _figures(ui: Ui, effort: Effort) -> str:
    """« 14 tentatives · 1 h 25 · 9 personnes »."""
    return " · ".join(
        [
            ui.tn("effort.attempts", effort.attempts), duration(ui, effort.minutes),
            ui.tn("effort.people", len(effort.people)),
        ]
    )  # fmt: skip


def _results(ui: Ui, effort: Effort) -> str:
    """« Jointe : 5 · Pas de réponse : 3 »."""
    counted = [(r, effort.results[AttemptResult(r)]) for r in offered(AttemptResult)]
    return " · ".join(
        ui.t("effort.result", result=ui.words.label(r), n=ui.words.number(n)) for r, n in counted if n
    )  # fmt: skip
