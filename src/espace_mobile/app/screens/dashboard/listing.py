"""The list behind a number: as long as the number, or saying why it is shorter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import dashboard, dashboard_lists
from espace_mobile.app.actions.dashboard_lists import Listed
from espace_mobile.app.components import empty_state, header, link, loading, page_body
from espace_mobile.app.components.text import muted
from espace_mobile.app.reading_beside import use_reading_beside
from espace_mobile.app.screens.dashboard.asked import LIST, PATH, use_address
from espace_mobile.app.screens.dashboard.lines import line_of
from espace_mobile.app.screens.dashboard.words import Labels, days_words, figure_words, value_words
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.dashboard import By, Filters
from espace_mobile.domain.dashboard.address import asks_for, from_query, to_query
from espace_mobile.domain.dashboard.counted import CODES
from espace_mobile.domain.indicators import Of
from espace_mobile.i18n.translator import sentence

WINDOW = 30


@dataclass(frozen=True)
class Number:
    """Which one: `by` and `value`, one line of a cut; `month`, the first day of one."""

    filters: Filters
    of: Of
    by: By | None = None
    value: str = ""
    month: date | None = None


def number_of(query: str, today: date) -> Number:
    """Read from an address; contacts, when it says nothing known."""
    of, by, month = (asks_for(query, part) for part in ("of", "by", "month"))
    return Number(
        from_query(query, today), Of(of) if of in set(CODES) else Of.CONTACTS, By(by) if by in set(By) else None,
        asks_for(query, "value"), _month(month),
    )  # fmt: skip


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


@component
def Behind() -> Any:
    """Tests: `dashboard.list.{n}`, `dashboard.list.count`, `dashboard.list.elsewhere`, `dashboard.list.more`."""
    ui = use_ui()
    query = use_address(LIST)
    number = number_of(query, clock.today())
    listed, labels = use_listed(number, query)
    window, widen = use_value((query, WINDOW))
    shown = window[1] if window[0] == query else WINDOW
    back = f"{PATH}?{to_query(number.filters)}"
    head = header(ui, figure_words(ui, number.of), back=back, trail=[SyncPill()])
    of_what = muted(ui, _of_what(ui, number, labels))
    if listed is None:
        return page_body(ui, head, of_what, loading(ui, ui.t("indicators.counting")))
    lines = [line_of(ui, key, f"dashboard.list.{n}") for n, key in enumerate(listed.keys[:shown])]
    more = link(ui, ui.t("dashboard.more"), lambda: widen((query, shown + WINDOW)), identifier="dashboard.list.more")
    return page_body(
        ui, head, of_what, *_told(ui, listed), ft.Column(lines, spacing=0, tight=True),
        *([ft.Row([more])] if shown < len(listed.keys) else []),
    )  # fmt: skip


def use_listed(number: Number, query: str) -> tuple[Listed | None, Labels]:
    """Read beside the page, with what the values of its filters are called; None the first time."""
    ui = use_ui()
    replica, worker, words = ui.replica, ui.session.worker, ui.words
    changes = use_records(*dashboard.KINDS, late=True)

    def read() -> tuple[Listed, Labels]:
        boards = dashboard.boards(replica)
        boards.warm()
        keys = boards.behind(number.filters, number.of, number.by, number.value, number.month)
        names = {by: dashboard.labels(replica, words, by) for by in By}
        return dashboard_lists.listed(replica, worker, keys), names

    return use_reading_beside(query, changes, read) or (None, {})


def _of_what(ui: Ui, number: Number, labels: Labels) -> str:
    """« 2026 · Marché des Tilleuls »."""
    cuts = {by: [*values] for by, values in number.filters.only.items()}
    if number.by is not None:
        cuts[number.by] = [number.value]
    days = sentence(ui.words.month(number.month)) if number.month else days_words(ui, number.filters.span)
    return " · ".join([days, *(value_words(ui, labels, by, value) for by in cuts for value in sorted(cuts[by]))])


def _told(ui: Ui, listed: Listed) -> list[ft.Control]:
    """The number, and what of it is not below."""
    if not listed.keys and not listed.elsewhere:
        return [empty_state(ui, ft.Icons.LIST, ui.t("dashboard.list_none"), ui.t("dashboard.list_none_hint"))]
    counted = muted(ui, ui.tn("dashboard.counted", len(listed.keys) + listed.elsewhere), SMALL)
    told: list[ft.Control] = [ft.Semantics(identifier="dashboard.list.count", container=True, content=counted)]
    if listed.elsewhere:
        words = muted(ui, ui.tn("dashboard.elsewhere", listed.elsewhere), SMALL)
        told.append(ft.Semantics(identifier="dashboard.list.elsewhere", container=True, content=words))
    return [ft.Column(told, spacing=2, tight=True)]
