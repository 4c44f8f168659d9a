"""The days on which nobody goes out, and what else the generator goes by."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions.schedule_settings import settings
from espace_mobile.app.actions.school_calendar import school_calendar
from espace_mobile.app.components import Option, card, chips, day_picker, link, switch, title
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.schedule.proposing import values
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_ui, use_value
from espace_mobile.i18n.translator import sentence

_YEARS = timedelta(days=3 * 366)


def excluding(ui: Ui, draft: Draft) -> ft.Control:
    def turned(field: str) -> Any:
        return lambda on: values.ask(draft, field, on)

    def row(field: str, name: str, first: bool, detail: str = "") -> ft.Control:
        return switch(
            ui, name, draft.get(field, first), turned(field), identifier=f"propose.{field}", detail=detail
        )  # fmt: skip

    off = [
        row("sundays", ui.t("propose.sundays"), True), row("holidays", ui.t("propose.holidays"), True),
        row("school", ui.t("propose.school"), False, _school_words(ui, draft)),
        row("august", ui.t("propose.august"), False),
    ]  # fmt: skip
    rules = [
        row("once", ui.t("propose.once"), True), row("typed", ui.t("propose.typed"), False, ui.t("propose.typed_hint"))
    ]  # fmt: skip
    return ft.Column(
        [
            card(ui, title(ui, ui.t("propose.off")), ft.Column(list(off), spacing=0), DaysOff(draft)),
            card(ui, ft.Column(list(rules), spacing=0)),
        ],
        spacing=16, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _school_words(ui: Ui, draft: Draft) -> str:
    """Whose, and up to when they are known."""
    zone = settings(ui.replica).school_zone
    known = school_calendar(zone)
    if known is None:
        return ui.t("propose.school_unknown")
    last = values.period_of(draft, clock.today())[1]
    until = ui.t("propose.school_until", day=ui.words.short_day(known.until, year=True)) if last > known.until else ""
    return " · ".join(filter(None, [ui.words.label(zone), until]))


@component
def DaysOff(draft: Draft) -> Any:
    """Single days, each taken back by a tap."""
    ui = use_ui()
    ft.use_state(draft)
    picking, pick = use_value(False)
    days: list[str] = list(draft.get("days", ()))
    today = clock.today()

    def picked(day: date) -> None:
        pick(False)
        values.ask(draft, "days", sorted({*days, day.isoformat()}))

    def toggle(code: str) -> None:
        values.ask(draft, "days", [day for day in days if day != code])

    at = max(today, values.period_of(draft, today)[0])
    ft.use_dialog(
        day_picker(ui, picked, lambda: pick(False), first=today, last=today + _YEARS, at=at) if picking else None
    )  # fmt: skip
    options = [Option(day, sentence(ui.words.day(date.fromisoformat(day), year=True))) for day in days]
    chosen: list[ft.Control] = [muted(ui, ui.t("propose.days_off"), SMALL)] if days else []
    if days:
        chosen.append(chips(ui, options, days, toggle, identifier="propose.day_off"))
    add = link(ui, ui.t("propose.add_day"), lambda: pick(True), identifier="propose.add_day", icon_name=ft.Icons.ADD)
    return ft.Column([*chosen, ft.Row([add], wrap=True)], spacing=GAP)
