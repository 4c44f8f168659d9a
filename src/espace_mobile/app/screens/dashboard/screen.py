"""The figures of the whole association: the days, what is filtered, then what they came to."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import dashboard, exports, workers
from espace_mobile.app.components import banner, button, empty_state, header, link, loading, page_body
from espace_mobile.app.components.text import muted
from espace_mobile.app.screens.dashboard.activity import Activity
from espace_mobile.app.screens.dashboard.asked import EXPORT, Asked, ask, go, of_everybody, over, sees_all, use_asked
from espace_mobile.app.screens.dashboard.cuts import Cuts
from espace_mobile.app.screens.dashboard.filtering import FilterSheet, filter_chips
from espace_mobile.app.screens.dashboard.funnel import Funnel
from espace_mobile.app.screens.dashboard.months import Months
from espace_mobile.app.screens.dashboard.period import Period
from espace_mobile.app.screens.dashboard.reading import Reading, use_board
from espace_mobile.app.screens.office.way import way_back
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_every, use_ui, use_value
from espace_mobile.domain.dashboard import Board
from espace_mobile.domain.dashboard.stretches import Stretch, before, stretch_at

_WIDEST = 1200  # px
_WIDE_BUTTON = 210  # px
_TURN = 0.4  # seconds between two looks at how far the first reading is


@component
def Indicators() -> Any:
    """Tests: `dashboard.filter`, `dashboard.export`, `dashboard.misread`; those of its parts."""
    ui = use_ui()
    asked = use_asked(ui.session.worker)
    reading = use_board(asked)
    choosing, choose = use_value(False)
    told = header(ui, ui.t("dashboard.title"), back=way_back(ui), trail=[SyncPill()])
    busy = reading.shown is not None and reading.of != asked.query
    wrong = [banner(ui, ui.t("dashboard.misread"), identifier="dashboard.misread")] if asked.misread else []
    return page_body(
        ui, told, *wrong, Period(asked.filters, busy), _tools(ui, asked, lambda: choose(True)),
        *filter_chips(ui, asked.filters, reading.labels), *_figures(ui, asked, reading),
        FilterSheet(asked.filters, reading.labels, choosing, lambda: choose(False)), max_width=_WIDEST,
    )  # fmt: skip


def _tools(ui: Ui, asked: Asked, choose: Any) -> ft.Control:
    """Files that leave are a supervisor's: nobody else is offered any."""
    tools = [button(ui, ui.t("dashboard.filter"), choose, identifier="dashboard.filter",
                    icon_name=ft.Icons.FILTER_LIST)]  # fmt: skip
    if workers.may_supervise(ui.session.worker):
        tools.append(button(ui, ui.t("dashboard.export"), lambda: go(EXPORT, asked.filters), primary=True,
                            identifier="dashboard.export", icon_name=ft.Icons.FILE_DOWNLOAD_OUTLINED))  # fmt: skip
    if ui.large:
        return ft.Column(tools, spacing=ui.gap, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    if not ui.rail:
        return ft.Row([ft.Container(tool, expand=1) for tool in tools], spacing=ui.gap)
    ends = [ft.Container(tool, width=ui.size(_WIDE_BUTTON)) for tool in tools]
    return ft.Row(list(ends), spacing=ui.gap, alignment=ft.MainAxisAlignment.SPACE_BETWEEN)


def _figures(ui: Ui, asked: Asked, reading: Reading) -> list[ft.Control]:
    if reading.shown is None:
        return [FirstReading()]
    if _is_empty(reading.shown.board):
        return [_empty(ui, asked)]
    shown = reading.shown
    left = [Funnel(shown), Activity(shown)]
    right = [Months(shown), Cuts(shown, reading.labels)]
    return [*_hidden(ui), *_panes(ui, left, right), muted(ui, ui.t("indicators.here"), SMALL)]


def _panes(ui: Ui, left: list[Any], right: list[Any]) -> list[ft.Control]:
    if not ui.panes:
        return [*left, *right]
    stretch = ft.CrossAxisAlignment.STRETCH
    both = [ft.Container(ft.Column(side, spacing=16, tight=True, horizontal_alignment=stretch), expand=1)
            for side in (left, right)]  # fmt: skip
    return [ft.Row(list(both), spacing=24, vertical_alignment=ft.CrossAxisAlignment.START)]


def _hidden(ui: Ui) -> list[ft.Control]:
    if sees_all(ui.session.worker):
        return []
    under = exports.settings(ui.replica).hidden_under
    said = muted(ui, ui.t("dashboard.hidden_why", under=under), SMALL)
    return [ft.Semantics(identifier="dashboard.hidden_why", container=True, content=said)]


@component
def FirstReading() -> Any:
    """How far it is; the page can be used meanwhile."""
    ui = use_ui()
    boards = dashboard.boards(ui.replica)
    done, follow = use_value(round(100 * boards.progress))

    async def look() -> None:
        follow(round(100 * boards.progress))

    use_every(_TURN, look)
    if done == 100:
        return loading(ui, ui.t("indicators.counting"))
    share = ft.ProgressBar(value=done / 100, color=ui.palette.primary, bgcolor=ui.palette.soft, bar_height=8)
    words = ui.t("dashboard.reading", percent=done)
    inside = ft.Column([loading(ui, words), ft.Semantics(exclude_semantics=True, content=share)], spacing=12)
    return ft.Semantics(identifier="dashboard.reading", container=True, content=inside)


def _is_empty(board: Board) -> bool:
    """What is hidden is something."""
    return all(card.value == 0 and not card.before for card in (*board.funnel, *board.activity))


def _empty(ui: Ui, asked: Asked) -> ft.Control:
    filters = asked.filters
    today = clock.today()
    now, year = today in filters.span, stretch_at(Stretch.YEAR, today)
    elsewhere = before(filters.span) if now else year
    acts = [link(ui, ui.t("dashboard.empty_before" if now else "dashboard.empty_now"),
                 lambda: ask(over(filters, elsewhere)), identifier="dashboard.empty.elsewhere")]  # fmt: skip

    if filters.only:
        acts.append(link(ui, ui.t("dashboard.filter_none"), lambda: ask(of_everybody(filters)),
                         identifier="dashboard.empty.all"))  # fmt: skip
    hint = "dashboard.empty_filtered" if filters.only else "dashboard.empty_hint"
    ways = ft.Row(list(acts), wrap=True, alignment=ft.MainAxisAlignment.CENTER)
    return empty_state(ui, ft.Icons.INSIGHTS, ui.t("dashboard.empty"), ui.t(hint), actions=[ways])
