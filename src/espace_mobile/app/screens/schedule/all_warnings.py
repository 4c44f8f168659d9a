"""Everything that is unwise about the dates to come, by rule, the gravest first."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import schedule_warnings
from espace_mobile.app.components import Option, chips, empty_state, header, line, link, page_body, title
from espace_mobile.app.components.text import muted
from espace_mobile.app.screens.schedule.warning_words import warning_words
from espace_mobile.app.screens.schedule.warnings import in_order, rule_sign
from espace_mobile.app.screens.wording import place_name
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.schedule_vocabulary import ScheduleRule
from espace_mobile.domain.schedule_warnings import Warning
from espace_mobile.domain.team import Team
from espace_mobile.domain.worker import Worker

WINDOW = 30


@component
def Warnings() -> Any:
    ui = use_ui()
    use_records(*schedule_warnings.KINDS, Team.kind, Worker.kind)
    chosen, choose = use_value("")
    shown, show = use_value(WINDOW)
    found = once(in_order(schedule_warnings.to_come(ui.replica, clock.today())))
    of_rule = {rule: list(some) for rule, some in groupby(found, key=lambda w: w.rule)}
    listed = of_rule.get(ScheduleRule(chosen), []) if chosen in of_rule else found

    def narrow(rule: str) -> None:
        choose("" if rule == chosen else rule)
        show(WINDOW)

    settings = link(
        ui, ui.t("schedule_settings.title"), lambda: ft.context.page.navigate("/schedule/settings"),
        identifier="warnings.settings", icon_name=ft.Icons.TUNE,
    )  # fmt: skip
    head = header(ui, ui.t("warning.title"), back="/schedule", trail=[SyncPill()])
    if not found:
        nothing = empty_state(
            ui, ft.Icons.CHECK_CIRCLE_OUTLINE, ui.t("warning.none"), ui.t("warning.none_hint"), actions=[settings]
        )  # fmt: skip
        return page_body(ui, head, nothing)
    options = [
        Option(rule, ui.t("warning.of_rule", rule=ui.words.label(rule), n=len(some))) for rule, some in of_rule.items()
    ]
    more = link(ui, ui.t("timeline.more"), lambda: show(shown + WINDOW), identifier="warnings.more")
    return page_body(
        ui, head, muted(ui, ui.t("warning.hint")),
        *([chips(ui, options, [chosen], narrow, identifier="warnings")] if len(found) > WINDOW else []),
        *_groups(ui, listed[:shown]), *([more] if len(listed) > shown else []), ft.Row([settings]),
    )  # fmt: skip


def once(warnings: list[Warning]) -> list[Warning]:
    """What several dates share is listed with the first of them."""
    told: set[tuple[ScheduleRule, frozenset[str]]] = set()
    kept: list[Warning] = []
    for warning in warnings:
        key = warning.rule, frozenset((warning.outing_id, *warning.others))
        if not warning.others or key not in told:
            kept.append(warning)
        told.add(key)
    return kept


def _groups(ui: Ui, warnings: list[Warning]) -> list[ft.Control]:
    parts: list[ft.Control] = []
    for rule, some in groupby(warnings, key=lambda w: w.rule):
        lines = [_line(ui, warning) for warning in some]
        parts += [title(ui, ui.words.label(rule)), ft.Column(lines, spacing=0)]
    return parts


def _day(ui: Ui, day: date) -> str:
    """A schedule has two years."""
    brief = ui.words.brief_day(day)
    return brief if day.year == clock.today().year else f"{brief} {day.year}"


def _line(ui: Ui, warning: Warning) -> ft.Control:
    words, sign = warning_words(ui, warning), rule_sign(ui, warning.rule)
    outing = ui.replica.get(Outing, warning.outing_id) if warning.outing_id else None
    identifier = f"warning.{warning.rule}.{warning.outing_id or '.'.join(warning.detail) + f'.{warning.on}'}"
    if outing is None:
        return line(ui, words, identifier=identifier, lead=sign)
    what = ui.t("warning.other_day", place=place_name(ui, outing), day=_day(ui, outing.on))
    go = lambda: ft.context.page.navigate(f"/schedule/{outing.id}")  # noqa: E731
    return line(ui, what, words, identifier=identifier, lead=sign, on_tap=go)
