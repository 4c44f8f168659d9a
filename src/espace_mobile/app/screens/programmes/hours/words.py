"""Hours of work in words."""

from __future__ import annotations

import flet as ft

from espace_mobile.app.actions import people
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.components import bar, pill
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.screens.relances.words import duration
from espace_mobile.app.screens.wording import day_words, person_name
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui
from espace_mobile.domain.enterprise_hours import LIMIT, Counter
from espace_mobile.domain.hours_bank import Balance
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.path_vocabulary import AlertRule
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift
from espace_mobile.i18n.translator import sentence


def amount(ui: Ui, minutes: int) -> str:
    """« 1 960 h », « 7 h 30 », « 0 h », « −4 h », never broken at the end of a line."""
    said = duration(ui, abs(minutes)) if minutes else ui.t("effort.whole", h=0)
    return ("−" if minutes < 0 else "") + said.replace(" ", "\u00a0")


def left_words(ui: Ui, balance: Balance) -> str:
    """« 1 960 h restantes », « 4 h de trop »."""
    if balance.left < 0:
        return ui.t("hours.too_many", hours=amount(ui, -balance.left))
    return ui.t("hours.left", hours=amount(ui, balance.left))


def taken_words(ui: Ui, balance: Balance) -> str:
    """« 1 830 h faites · 410 h prévues »."""
    done = ui.t("hours.done", hours=amount(ui, balance.validated))
    return f"{done} · {ui.t('hours.planned', hours=amount(ui, balance.planned))}"


def mark(ui: Ui, balance: Balance) -> list[ft.Control]:
    """80 % or all of it taken, or more: in a pill, never by colour alone."""
    if balance.level is None:
        return []
    tone = "ink" if balance.level == AlertRule.HOURS_80 else "alert"
    words = ui.t("hours.percent", n=balance.percent)
    if balance.level == AlertRule.OVERDRAWN_HOURS:
        words = ui.words.label(AlertRule.OVERDRAWN_HOURS)
    return [pill(ui, ft.Icons.HOURGLASS_BOTTOM, words, tone)]


def balance_bar(ui: Ui, balance: Balance) -> ft.Control:
    """Worked, then planned, of what was promised."""
    tone = "alert" if balance.left < 0 else "primary"
    whole = max(balance.promised, balance.taken)
    return _framed(ui, bar(ui, balance.validated, whole, coming=balance.planned, tone=tone))


def _framed(ui: Ui, drawn: ft.Control) -> ft.Control:
    """What is left is seen too."""
    return ft.Container(drawn, border=ft.Border.all(1, ui.palette.muted), border_radius=6, padding=1)


def host_name(ui: Ui, allocation: WorkAllocation) -> str:
    host = ui.replica.get(Organisation, allocation.organisation_id) if allocation.organisation_id else None
    return host.name if host else ""


def task_of(ui: Ui, shift: WorkShift) -> str:
    allocation = ui.replica.get(WorkAllocation, shift.allocation_id)
    return allocation.task if allocation else ""


def worker_of(ui: Ui, shift: WorkShift) -> str:
    """Whose hours they are, as far as whoever looks may know."""
    person = person_of(ui.replica, shift.person_id)
    if person is not None and people.may_see(ui.replica, ui.session.worker, person):
        return person_name(ui, person)
    return ui.t("signing.other_team" if shift.person_id else "session.erased")


def shift_words(ui: Ui, shift: WorkShift) -> str:
    """« Mardi 18 mai · 3 h 30 · Espaces verts »."""
    said = [sentence(day_words(ui, shift.on)), amount(ui, shift.minutes), task_of(ui, shift)]
    return " · ".join(filter(None, said))


def firms_card(ui: Ui, counter: Counter) -> ft.Control:
    """« 312 h en entreprise sur 480 h », its bar, and from 80 % on what is left."""
    over, tone = counter.left < 0, "alert" if counter.near else "primary"
    head = ui.t("hours.firms", hours=amount(ui, counter.minutes), limit=amount(ui, LIMIT))
    span = ui.t(
        "hours.window", since=ui.words.short_day(counter.since, year=True),
        until=ui.words.short_day(counter.until, year=True),
    )  # fmt: skip
    warned: list[ft.Control] = []
    if counter.near:
        key = "hours.firms_over" if over else "hours.firms_near"
        warned = [label(ui, ui.t(key, hours=amount(ui, abs(counter.left))), SMALL, ui.palette.alert)]
    drawn = _framed(ui, bar(ui, counter.minutes, LIMIT, tone=tone))
    said = ft.Column([label(ui, head), drawn, *warned, muted(ui, span, SMALL)], spacing=GAP, tight=True)
    return ft.Semantics(identifier="hours.firms", container=True, content=said)
