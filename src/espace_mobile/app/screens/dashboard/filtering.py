"""Of whom, where, through which channel: what is chosen is a row of chips, each taken away by a tap."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.components import Option, button, chips, link, sheet, title, touchable
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.screens.dashboard.asked import ask, of_everybody, sees_all, toggled
from espace_mobile.app.screens.dashboard.words import Labels, by_words, value_words
from espace_mobile.app.theme import GAP, ROUND, SMALL, TOUCH
from espace_mobile.app.ui import Ui, component, use_made, use_ui, use_value
from espace_mobile.domain.dashboard import By, Filters
from espace_mobile.domain.dashboard.counted import AGES
from espace_mobile.domain.text import folded
from espace_mobile.domain.vocabulary import AgeBand, Qpv, Sex

WINDOW = 8  # chips of one cut; more at a tap
_SHORTEST = (By.SEX, By.AGE, By.QPV, By.PROGRAMME, By.CHANNEL, By.PLACE)  # first
# What is not said is one value whatever its code; ages are counted by the columns of the pad.
_NEVER: dict[By, frozenset[str]] = {
    **dict.fromkeys(By, frozenset()), By.QPV: frozenset({Qpv.UNKNOWN}), By.SEX: frozenset({Sex.UNSTATED}),
    By.AGE: frozenset(AgeBand) - frozenset(AGES),
}  # fmt: skip


def filter_chips(ui: Ui, filters: Filters, labels: Labels) -> list[ft.Control]:
    """Tests: `dashboard.only.{by}.{value}`."""
    shown = [
        _chip(ui, filters, by, value, value_words(ui, labels, by, value))
        for by in By for value in sorted(filters.only.get(by, ()))
    ]  # fmt: skip
    return [ft.Row(shown, wrap=True, spacing=GAP, run_spacing=GAP)] if shown else []


def _chip(ui: Ui, filters: Filters, by: By, value: str, name: str) -> ft.Control:
    p, words = ui.palette, ui.t("dashboard.filtered", by=by_words(ui, by), what=name)
    said = label(ui, words, 15, p.primary, max_lines=3 if ui.large else 1, overflow=ft.TextOverflow.ELLIPSIS)
    inside = ft.Row([ft.Container(said, expand=True, expand_loose=True), icon(ui, ft.Icons.CLOSE, 18, p.primary)],
                    spacing=6, tight=True)  # fmt: skip
    return touchable(
        ui, inside, identifier=f"dashboard.only.{by}.{value}", name=ui.t("dashboard.filter_remove", what=words),
        on_tap=lambda: ask(toggled(filters, by, value, ui.session.worker)), bgcolor=p.soft,
        border_radius=28 if ui.large else ROUND,
        height=None if ui.large else ui.size(TOUCH), border=ft.Border.all(p.edge, p.primary),
        padding=ft.Padding.symmetric(horizontal=14, vertical=12 if ui.large else 0),
    )  # fmt: skip


@component
def FilterSheet(filters: Filters, labels: Labels, open_now: bool, on_close: Callable[[], Any]) -> Any:
    """Nothing is counted again before « Terminé ». Tests: `dashboard.choose.{by}.{value}`, `dashboard.choose.done`,
    `dashboard.choose.none`."""
    ui = use_ui()
    worker = ui.session.worker
    chosen, choose = use_value(filters)
    wide, widen = use_value(frozenset[By]())
    waiting: list[object] = use_made(list)  # a sheet says twice that it closes: by its button, then by going

    def begin() -> None:
        choose(filters)
        waiting[:] = [filters] if open_now else []

    ft.use_effect(begin, [filters, open_now])

    def done() -> None:
        if not waiting:
            return
        waiting.clear()
        on_close()
        if chosen != filters:
            ask(chosen)

    def section(by: By) -> list[ft.Control]:
        options = _options(ui, chosen, labels, by)
        few = options if by in wide else options[:WINDOW]
        pick = lambda code: choose(toggled(chosen, by, code, worker))  # noqa: E731
        more = link(ui, ui.t("dashboard.more"), lambda: widen(wide | {by}), identifier=f"dashboard.choose.{by}.more")
        return [
            title(ui, by_words(ui, by)),
            chips(ui, few, chosen.only.get(by, frozenset()), pick, identifier=f"dashboard.choose.{by}"),
            *([ft.Row([more])] if len(few) < len(options) else []),
        ]

    parts = [c for by in _SHORTEST for c in section(by)] if open_now else []
    parts.insert(0, muted(ui, ui.t("dashboard.filter_hint" if sees_all(worker) else "dashboard.filter_one"), SMALL))
    actions = [
        button(ui, ui.t("action.done"), done, identifier="dashboard.choose.done", primary=True),
        button(
            ui, ui.t("dashboard.filter_none"), lambda: choose(of_everybody(chosen)), identifier="dashboard.choose.none"
        ),
    ]
    ft.use_dialog(sheet(ui, ui.t("dashboard.filter"), parts, done, actions=actions) if open_now else None)
    return ft.Container(visible=False)


def _options(ui: Ui, chosen: Filters, labels: Labels, by: By) -> list[Option]:
    """Those chosen first where not all are shown; what is not known, last."""
    on = chosen.only.get(by, frozenset())
    known = [value for value in labels.get(by, {}) if value not in _NEVER[by]]
    if by == By.AGE:
        known = [band for band in AGES if band in known]
    elif by in (By.PLACE, By.PROGRAMME):
        known.sort(key=lambda value: folded(labels[by][value]))
    known += sorted(on - {*known, ""})
    if len(known) >= WINDOW:
        known.sort(key=lambda value: value not in on)
    return [Option(value, value_words(ui, labels, by, value)) for value in [*(v for v in known if v), ""]]
