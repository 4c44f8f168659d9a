"""The page of the hours bank: what is left, the hours to validate, those of the week, and each promise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import hours, workers
from espace_mobile.app.actions.hours import Bank, Line
from espace_mobile.app.components import button, card, line, link, title
from espace_mobile.app.components.text import heading, muted
from espace_mobile.app.screens.programmes.hours.planning import Planning
from espace_mobile.app.screens.programmes.hours.promising import PromiseInAllSheet, PromiseSheet
from espace_mobile.app.screens.programmes.hours.shifts import ShiftsWaiting
from espace_mobile.app.screens.programmes.hours.words import (
    amount,
    balance_bar,
    host_name,
    left_words,
    mark,
    taken_words,
)
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift

_NEW, _IN_ALL = "new", "in_all"
Show = Callable[[str], None]


def said(ui: Ui, programme: Programme) -> str:
    """« 1 960 h restantes sur 4 200 h »."""
    whole = hours.bank_of(ui.replica, programme, clock.today()).whole
    return ui.t("hours.of", left=left_words(ui, whole), promised=amount(ui, whole.promised)) if whole.promised else ""


@component
def HoursPart(programme_id: str) -> Any:
    """Tests: `hours.plan`, `hours.promise`, `hours.in_all`, `hours.promised.{n}`."""
    ui = use_ui()
    use_records(Programme.kind, WorkAllocation.kind, WorkShift.kind, Organisation.kind, "merge")
    planning, plan = use_value(False)
    opened, show = use_value("")
    programme = ui.replica.get(Programme, programme_id)
    if programme is None:
        return ft.Container(visible=False)
    bank = hours.bank_of(ui.replica, programme, clock.today())
    may = workers.may_counsel(ui.session.worker)
    there = any(each.open for each in bank.lines)
    drawn: list[Any] = [_whole(ui, bank, (lambda: plan(True)) if may and there else None, show if may else None)]
    if bank.lines:
        drawn.append(ShiftsWaiting(programme_id))
    drawn.append(_promises(ui, bank, show if may else None))
    drawn.append(Planning(programme_id, "", planning, lambda: plan(False)))
    if opened:
        drawn.append(ft.Container(_sheet(ui, programme, opened, lambda: show("")), key=opened))
    return ft.Column(drawn, spacing=16, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _sheet(ui: Ui, programme: Programme, opened: str, on_close: Callable[[], None]) -> Any:
    if opened == _IN_ALL:
        return PromiseInAllSheet(programme.id, on_close)
    return PromiseSheet(programme.id, "" if opened == _NEW else opened, on_close)


def _whole(ui: Ui, bank: Bank, plan: Callable[[], None] | None, show: Show | None) -> ft.Control:
    whole, spread = bank.whole, bank.allocated != bank.whole.promised
    figures = [heading(ui, left_words(ui, whole)), *(ft.Row([each]) for each in mark(ui, whole))]
    told = [taken_words(ui, whole), ui.t("hours.promised", hours=amount(ui, whole.promised))]
    if spread:
        told.append(ui.t("hours.allocated", hours=amount(ui, bank.allocated)))
    words = [muted(ui, each, SMALL) for each in told]
    acts: list[ft.Control] = []
    if plan is not None:
        acts.append(
            button(ui, ui.t("hours.plan"), plan, identifier="hours.plan", primary=True, field=True,
                   icon_name=ft.Icons.EVENT_AVAILABLE_OUTLINED)
        )  # fmt: skip
    if show is not None:
        in_all = link(ui, ui.t("hours.in_all"), lambda: show(_IN_ALL), identifier="hours.in_all",
                      icon_name=ft.Icons.EDIT_OUTLINED, field=True)  # fmt: skip
        acts.append(ft.Row([in_all], wrap=True))
    body = card(ui, *figures, balance_bar(ui, whole), ft.Column(list(words), spacing=2), *acts)
    return ft.Semantics(identifier="hours.whole", container=True, content=body)


def _promises(ui: Ui, bank: Bank, show: Show | None) -> ft.Control:
    rows = [_promise(ui, each, n, show) for n, each in enumerate(bank.lines)]
    nothing = [] if rows else [muted(ui, ui.t("hours.nothing"))]
    adding: list[ft.Control] = []
    if show is not None:
        adding = [button(ui, ui.t("hours.promise"), lambda: show(_NEW), identifier="hours.promise", field=True,
                         icon_name=ft.Icons.ADD, primary=not rows)]  # fmt: skip
    return card(ui, title(ui, ui.t("hours.by_host")), *nothing, ft.Column(list(rows), spacing=16), *adding)


def _promise(ui: Ui, each: Line, n: int, show: Show | None) -> ft.Control:
    """What is left of it first; a tap corrects or closes it."""
    allocation, balance = each.allocation, each.balance
    left = ui.t("hours.of", left=left_words(ui, balance), promised=amount(ui, balance.promised))
    people = ui.tn("hours.people", each.people) if each.people else ""
    about = [
        host_name(ui, allocation), ui.t("hours.in_firm") if allocation.enterprise else "", people,
        "" if each.open else ui.t("hours.closed"),
    ]  # fmt: skip
    words = line(
        ui, allocation.task or ui.t("kind.work_allocation"), " · ".join(filter(None, [left, *about])),
        identifier=f"hours.promised.{n}", on_tap=(lambda: show(allocation.id)) if show else None, rule=False,
        detail_lines=3,
    )  # fmt: skip
    marks = [ft.Row([mark_of]) for mark_of in mark(ui, balance)]
    return ft.Column(
        [words, *marks, balance_bar(ui, balance)], spacing=4, tight=True, key=allocation.id,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip
