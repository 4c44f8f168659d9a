"""What a host promises: whom, for which task, how many hours; and what the programme promises in all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import hours
from espace_mobile.app.actions.hours import Promise
from espace_mobile.app.actions.undoing import Done
from espace_mobile.app.components import Option, banner, button, chips, link, sheet, switch, text_field
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.day_choice import DayChoice, day_of
from espace_mobile.app.screens.identity_form import wide
from espace_mobile.app.screens.programmes.hours.words import amount
from espace_mobile.app.screens.referrals.partner import PartnerChoice
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui
from espace_mobile.domain.hours_bank import parse_hours, typed_hours
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import ProgrammePartner
from espace_mobile.domain.work_allocation import WorkAllocation
from espace_mobile.errors import InputError

_AHEAD, _HOSTS = timedelta(days=5 * 366), 4


@component
def PromiseSheet(programme_id: str, allocation_id: str, on_close: Callable[[], None]) -> Any:
    """One that is there, or a new one (`allocation_id` empty). Tests: `promise.save`, `promise.enterprise`,
    `promise.close`, `promise.reopen`, `promise.remove`, `promise.host.{n}`."""
    ui = use_ui()
    use_records(WorkAllocation.kind, Programme.kind, Organisation.kind)
    known = ui.replica.get(WorkAllocation, allocation_id) if allocation_id else None
    draft = use_draft(f"hours.promise.{programme_id}.{allocation_id}", _values(Promise.of(known)) if known else None)
    ft.use_state(draft)
    programme = ui.replica.get(Programme, programme_id)
    if programme is None:
        return ft.Container(visible=False)
    session = ui.session

    def act() -> Done[WorkAllocation]:
        typed = _promise(draft.get)
        if known is None:
            return hours.allocate(session.replica, programme, typed, session.worker)
        shown = _promise(lambda name: (draft.get("shown") or {}).get(name, ""))
        return hours.correct(session.replica, known, typed, session.worker, shown=shown)

    def save() -> None:
        note(ui, act, ui.t("hours.kept"), draft=draft, on_close=on_close)

    ft.use_dialog(
        sheet(
            ui, ui.t("hours.promise_title" if known else "hours.promise"),
            [*_fields(ui, draft, programme, known), *(_ending(ui, known, draft, on_close) if known else [])], on_close,
            actions=[
                button(ui, ui.t("action.save"), save, identifier="promise.save", primary=True, field=True),
                button(ui, ui.t("action.cancel"), on_close, identifier="promise.cancel", field=True),
            ],
        )
    )  # fmt: skip
    return ft.Container(visible=False)


@component
def PromiseInAllSheet(programme_id: str, on_close: Callable[[], None]) -> Any:
    """Tests: `in_all.save`."""
    ui = use_ui()
    programme = ui.replica.get(Programme, programme_id)
    minutes = programme.work_minutes if programme else None
    draft = use_draft(f"hours.in_all.{programme_id}", {"hours": typed_hours(minutes) if minutes else ""})
    ft.use_state(draft)
    if programme is None:
        return ft.Container(visible=False)
    session = ui.session

    def save() -> None:
        act = lambda: hours.promise_in_all(session.replica, programme, draft.get("hours"), session.worker)  # noqa: E731
        note(ui, act, ui.t("hours.kept"), draft=draft, on_close=on_close)

    ft.use_dialog(
        sheet(
            ui, ui.t("hours.in_all"),
            [muted(ui, ui.t("hours.in_all_hint"), SMALL), wide(_hours_field(ui, draft, ui.t("hours.in_all")))],
            on_close,
            actions=[button(ui, ui.t("action.save"), save, identifier="in_all.save", primary=True, field=True)],
        )
    )  # fmt: skip
    return ft.Container(visible=False)


def _values(known: Promise) -> dict[str, Any]:
    """What a form shows first, and keeps beside what is typed: only what differs is set."""
    shown = {
        "organisation_id": known.organisation_id, "task": known.task, "hours": known.hours,
        "enterprise": known.enterprise, "since": known.since.isoformat() if known.since else "",
        "until": known.until.isoformat() if known.until else "",
    }  # fmt: skip
    return {**shown, "shown": shown}


def _promise(value: Callable[[str], Any]) -> Promise:
    days = Draft("", _values={name: value(name) for name in ("since", "until")})
    return Promise(
        value("organisation_id"), value("task"), value("hours"), bool(value("enterprise")), day_of(days, "since"),
        day_of(days, "until"),
    )  # fmt: skip


def _fields(ui: Ui, draft: Draft, programme: Programme, known: WorkAllocation | None) -> list[Any]:
    today = clock.today()
    task = text_field(
        ui, draft, "task", ui.t("hours.task"), helper=ui.t("hours.task_hint"),
        capitalization=ft.TextCapitalization.SENTENCES,
    )  # fmt: skip
    typed = _hours_field(ui, draft, ui.t("hours.hours"), lambda value: draft.set("hours", value, redraw=True))
    firm = switch(
        ui, ui.t("hours.in_firm"), bool(draft.get("enterprise")), lambda on: draft.set("enterprise", on, redraw=True),
        identifier="promise.enterprise", detail=ui.t("hours.in_firm_hint"),
    )  # fmt: skip
    until = DayChoice(draft, "until", ui.t("hours.until"), [], today - _AHEAD, today + _AHEAD, "promise.until")
    return [
        ft.Column([muted(ui, ui.t("hours.host"), SMALL), *_hosts(ui, draft, programme), PartnerChoice(draft)],
                  spacing=GAP, tight=True),
        wide(task), wide(typed), *_beyond(ui, draft, programme, known), firm, until,
    ]  # fmt: skip


def _hours_field(ui: Ui, draft: Draft, name: str, on_type: Callable[[str], Any] | None = None) -> ft.TextField:
    return text_field(
        ui, draft, "hours", name, helper=ui.t("hours.typed_hint"), on_type=on_type, enable_suggestions=False,
        autocorrect=False,
    )  # fmt: skip


def _hosts(ui: Ui, draft: Draft, programme: Programme) -> list[ft.Control]:
    """The partners of the programme, by a tap."""
    if draft.get("organisation_id"):
        return []
    ids = {p.organisation_id for p in ui.replica.where(ProgrammePartner, programme_id=programme.id)}
    found = sorted(
        (o for id in ids if (o := ui.replica.get(Organisation, id))), key=lambda o: (o.name.casefold(), o.id)
    )
    options = [Option(str(n), o.name) for n, o in enumerate(found[:_HOSTS])]

    def choose(code: str) -> None:
        draft.set("organisation_id", found[int(code)].id, redraw=True)

    return [chips(ui, options, [], choose, identifier="promise.host", field=True)] if options else []


def _beyond(ui: Ui, draft: Draft, programme: Programme, known: WorkAllocation | None) -> list[ft.Control]:
    """Told as it is typed, beside the field; nothing is refused for it."""
    try:
        minutes = parse_hours(draft.get("hours"))
    except InputError:
        return []
    more = hours.beyond_promise(ui.replica, programme, minutes or 0, known)
    if not more or programme.work_minutes is None:
        return []
    words = ui.t("hours.beyond_promise", more=amount(ui, more), promised=amount(ui, programme.work_minutes))
    return [banner(ui, words, identifier="promise.beyond")]


def _ending(ui: Ui, known: WorkAllocation, draft: Draft, on_close: Callable[[], None]) -> list[ft.Control]:
    """Closed for what comes, opened again; or removed, while nothing was planned on it."""
    session, today = ui.session, clock.today()

    def do(act: Callable[[], Done[WorkAllocation]], words: str) -> Callable[[], object]:
        return lambda: note(ui, act, words, draft=draft, on_close=on_close)

    close = do(lambda: hours.close(session.replica, known, session.worker, today), ui.t("hours.closed_now"))
    again = do(lambda: hours.reopen(session.replica, known, session.worker), ui.t("hours.reopened"))
    gone = do(lambda: hours.remove(session.replica, known, session.worker), ui.t("hours.removed"))
    first = link(ui, ui.t("hours.close"), close, identifier="promise.close", icon_name=ft.Icons.LOCK_CLOCK, field=True)
    if known.until is not None and known.until <= today:
        first = link(ui, ui.t("hours.reopen"), again, identifier="promise.reopen", icon_name=ft.Icons.LOCK_OPEN,
                     field=True)  # fmt: skip
    last = link(ui, ui.t("hours.remove"), gone, identifier="promise.remove", danger=True, field=True,
                icon_name=ft.Icons.DELETE_OUTLINE)  # fmt: skip
    unused = not hours.is_used(ui.replica, known)
    return [ft.Row([first, *([last] if unused else [])], wrap=True, spacing=GAP, run_spacing=0)]
