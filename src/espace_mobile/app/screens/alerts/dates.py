"""The alerts of the schedule: which dates can't all be held, and choosing among them."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from espace_mobile.app.actions.alerts import Pending
from espace_mobile.app.components import button, link
from espace_mobile.app.noting import Keep
from espace_mobile.app.screens.schedule.keeping import keeping
from espace_mobile.app.screens.schedule.warning_words import date_words, van_name
from espace_mobile.app.screens.wording import day_words, place_name, team_name, worker_name
from espace_mobile.app.ui import Ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.path_vocabulary import AlertRule
from espace_mobile.domain.schedule_clashes import teams, workers
from espace_mobile.i18n.translator import sentence


def dates_of(ui: Ui, waiting: Pending) -> list[Outing]:
    found = (ui.replica.get(Outing, id) for id in waiting.alert.outing_ids)
    return [outing for outing in found if outing is not None]


def dates_title(ui: Ui, waiting: Pending) -> str:
    """« Jeudi 14 mai, Équipe Nord »; of a date that was moved, where it was to be and when."""
    if waiting.alert.rule == AlertRule.MOVED_TWICE:
        moved = ui.replica.get(Outing, waiting.alert.subject_id)
        return sentence(date_words(ui, moved, day=True)) if moved else ui.t("warning.title")
    day = day_words(ui, waiting.alert.on) if waiting.alert.on else ""
    return sentence(", ".join(filter(None, [day, _shared(ui, waiting)])))


def dates_details(ui: Ui, waiting: Pending) -> list[str]:
    """Each date in a line, then what is asked."""
    moved = waiting.alert.rule == AlertRule.MOVED_TWICE
    hint = "alert.moved_hint" if moved else "alert.dates_hint"
    return [*(_line(ui, outing, day=moved) for outing in dates_of(ui, waiting)), ui.t(hint)]


def dates_links(ui: Ui, waiting: Pending, n: int) -> list[ft.Control]:
    """To each of them, by its place; of one moved twice, by its day."""
    moved = waiting.alert.rule == AlertRule.MOVED_TWICE
    return [
        link(ui, ui.t("warning.see_place", place=ui.words.brief_day(outing.on) if moved else place_name(ui, outing)),
             _opening(outing), identifier=f"alert.{n}.open.{at}", icon_name=ft.Icons.OPEN_IN_NEW,
             description=ui.t("warning.see", date=date_words(ui, outing, day=True)))
        for at, outing in enumerate(dates_of(ui, waiting))
    ]  # fmt: skip


def keep_buttons(ui: Ui, waiting: Pending, n: int, keep: Keep | None = None) -> list[ft.Control]:
    """Of a date moved twice: one tap chooses the day that stays."""
    return [
        button(ui, words, act, identifier=f"alert.{n}.keep.{at}", icon_name=ft.Icons.CHECK)
        for at, (words, act) in enumerate(kept_days(ui, waiting, keep))
    ]


def kept_days(ui: Ui, waiting: Pending, keep: Keep | None = None) -> list[tuple[str, Callable[[], object]]]:
    """Of a date moved twice: each day it was moved to, in words, and what keeps it."""
    if waiting.alert.rule != AlertRule.MOVED_TWICE:
        return []
    moved_id = waiting.alert.subject_id
    return [
        (ui.t("warning.keep_day", day=ui.words.day(outing.on)), keeping(ui, moved_id, outing.id, keep))
        for outing in dates_of(ui, waiting)
    ]


def _opening(outing: Outing) -> Callable[[], None]:
    return lambda: ft.context.page.navigate(f"/schedule/{outing.id}")


def _shared(ui: Ui, waiting: Pending) -> str:
    """Whom, or what, both need, by name; nothing for the only van."""
    dates = dates_of(ui, waiting)
    if len(dates) < 2:
        return ""
    one, other = dates[:2]
    if waiting.alert.rule == AlertRule.VAN_TWICE:
        return van_name(ui, one.vehicle_id or other.vehicle_id or "")
    if waiting.alert.rule == AlertRule.TEAM_TWICE:
        return ui.words.listing([team_name(ui, id) or "…" for id in sorted({*teams(one)} & {*teams(other)})])
    shared = sorted({*workers(one)} & {*workers(other)})
    return ui.words.listing([worker_name(ui, id) or "…" for id in shared])


def _line(ui: Ui, outing: Outing, *, day: bool) -> str:
    """« 9 h – 12 h, Marché des Halles, Équipe Nord »."""
    hours = ui.words.hours(outing.starts, outing.ends)
    on = day_words(ui, outing.on) if day else ""
    return sentence(", ".join(filter(None, [on, hours, place_name(ui, outing), team_name(ui, outing.team_id)])))
