"""A proposal before anything is saved: how many, how evenly, why each, what could not be had."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, cast

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import proposing
from espace_mobile.app.actions.proposing import Generated
from espace_mobile.app.actions.undoing import Done, take_back
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import banner, button, card, header, link, notify, two_panes
from espace_mobile.app.components.text import muted, text
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.schedule.looked import looked
from espace_mobile.app.screens.schedule.proposing import values
from espace_mobile.app.screens.schedule.proposing.asking import troubles
from espace_mobile.app.screens.schedule.proposing.dates import DateSheet, dates_card, first_month
from espace_mobile.app.screens.schedule.proposing.spreading import spread_card
from espace_mobile.app.theme import SMALL, TITLE
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.proposal.plan import Finding, Method, ProposedDate, Trouble
from espace_mobile.domain.schedule_settings import ScheduleSettings


@component
def Preview(
    draft: Draft, generated: Generated, show: Callable[[Generated], Any], go: Callable[[], Any],
    otherwise: Callable[[], Any], back: Callable[[], Any],
) -> Any:  # fmt: skip
    ui = use_ui()
    use_records("outing", "place", "team", "vehicle", ScheduleSettings.kind)
    month, turn = use_value(cast(date | None, None))
    opened, open_one = use_value(cast(ProposedDate | None, None))
    proposal = generated.proposal

    def leave_out(one: ProposedDate) -> None:
        open_one(None)
        show(values.leave_out(draft, generated, one))
        notify(ui, ui.t("propose.left_out"), undo=lambda: _undo(draft, generated, show))

    def put_on(one: ProposedDate, day: date) -> None:
        open_one(None)
        turn(day.replace(day=1))
        show(values.put_on(draft, generated, one, day))

    of = first_month(proposal.dates, month)
    left = [
        *_stale(ui, generated, go), _figures(ui, generated), *_acts(ui, draft, generated, otherwise, back),
        *troubles(ui, _all(generated), proposal.request),
    ]  # fmt: skip
    right = [dates_card(ui, proposal.dates, of, turn, open_one)] if of else []
    sheet = DateSheet(generated, opened, leave_out, put_on, lambda: open_one(None))
    head = header(ui, ui.t("propose.title"), back="/schedule")
    if ui.panes:
        return two_panes(ui, [head, *left, spread_card(ui, proposal.spread)], [*right, sheet], shares=(1, 1))
    return two_panes(ui, [head, *left], [*right, spread_card(ui, proposal.spread), sheet])


def _undo(draft: Draft, before: Generated, show: Callable[[Generated], Any]) -> None:
    draft.set("changes", list(draft.get("changes", ()))[:-1])
    show(before)


def _all(generated: Generated) -> tuple[Finding, ...]:
    """What was told before and is not told again by what came of it."""
    before, after = generated.proposal.before, generated.proposal.after
    short = {Trouble.TOO_MANY} if any(f.trouble == Trouble.SHORT for f in after) else set()
    told = {f.about for f in before if f.trouble in (Trouble.QUOTA_TOO_HIGH, Trouble.PLACE_WITHOUT_DAY)}
    later = [f for f in after if f.trouble != Trouble.QUOTA_SHORT or f.about not in told]
    return (*(f for f in before if f.trouble not in short), *later)


def _stale(ui: Ui, generated: Generated, go: Callable[[], Any]) -> list[ft.Control]:
    if not proposing.is_stale(ui.replica, generated, clock.today()):
        return []
    again = link(ui, ui.t("propose.again"), go, identifier="propose.again")
    return [banner(ui, ui.t("propose.stale"), tone="ink", identifier="propose.stale", actions=[again])]


def _figures(ui: Ui, generated: Generated) -> ft.Control:
    proposal, replaced = generated.proposal, len(generated.replaced)
    there = len(proposal.request.kept_within)
    said = [
        ui.tn("propose.beside", there) if there else "",
        ui.tn("propose.replaces", replaced) if replaced else "",
        ui.t("propose.by_solver") if proposal.method == Method.SOLVER else "",
    ]
    return ft.Semantics(
        identifier="propose.figures", live_region=True, container=True,
        content=card(
            ui,
            ft.Row([text(ui, ui.words.number(len(proposal.dates)), 28, TITLE, ui.palette.primary),
                    muted(ui, ui.tn("propose.proposed", len(proposal.dates)), expand=True)], spacing=10),
            *(muted(ui, words, SMALL) for words in said if words),
        ),
    )  # fmt: skip


def _acts(ui: Ui, draft: Draft, generated: Generated, otherwise: Any, back: Any) -> list[ft.Control]:
    count = len(generated.proposal.dates)
    save = (lambda: _save(ui, draft, generated)) if count else None
    return [
        button(ui, ui.tn("propose.save", count), save, identifier="propose.save", primary=True, field=True,
               icon_name=ft.Icons.CHECK),
        ft.Row(
            [
                link(ui, ui.t("propose.otherwise"), otherwise, identifier="propose.otherwise",
                     icon_name=ft.Icons.SHUFFLE),
                link(ui, ui.t("propose.change"), back, identifier="propose.change", icon_name=ft.Icons.TUNE),
            ],
            wrap=True,
        ),
    ]  # fmt: skip


def _save(ui: Ui, draft: Draft, generated: Generated) -> None:
    own = ui.session
    done: list[Done[Outing]] = []

    def act() -> None:
        done.append(proposing.accept(own.replica, generated, own.worker, clock.today()))

    if attempt(ui, act):
        draft.drop()
        looked(own).turn_to(min(one.on for one in generated.proposal.dates))
        ft.context.page.navigate("/schedule")
        notify(ui, ui.tn("propose.saved", len(done[0].saved)),
               undo=lambda: attempt(ui, lambda: take_back(own.replica, done[0], own.worker)))  # fmt: skip
