"""An appointment in a few taps: who, which day, what time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import appointments, files, people, workers
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, button, chips, line, notify, sheet, text_field, title
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.busy import busy_lines, busy_words
from espace_mobile.app.ui import Ui, component, use_draft, use_ui
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.names import shown_name
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.i18n.translator import sentence

DAYS, FOUND = 14, 6
HOURS = [time(h, m) for h in range(9, 18) for m in (0, 30)]


@component
def BookingSheet(outing: Outing, open_now: bool, on_close: Callable[[], None]) -> Any:
    ui = use_ui()
    draft = use_draft("today.booking")
    ft.use_dialog(_sheet(ui, outing, draft, on_close) if open_now else None)
    return ft.Container(visible=False)


def candidates(ui: Ui, outing: Outing, typed: str) -> list[Person]:
    """Whom the search finds; before anything is typed, the files opened at this outing. Only those one may see."""
    if typed.strip():
        teams = workers.teams_seen(ui.session.worker)
        ids = [m.id for m in ui.state.search.search(typed, limit=FOUND, teams=teams)]
    else:
        ids = [p.id for p in ui.replica.where(Person, opened_at_outing_id=outing.id)[-FOUND:]]
    heads = dict.fromkeys(files.head_id(ui.replica, id) for id in ids)
    found = [p for p in (ui.replica.get(Person, id) for id in heads) if p]
    return [p for p in found if people.may_see(ui.replica, ui.session.worker, p)]


def name(person: Person) -> str:
    return shown_name(person.first_name, person.last_name, person.nickname)


def book(ui: Ui, outing: Outing, draft: Draft) -> bool:
    """Raises nothing: what is missing is told under its part."""
    person = ui.replica.get(Person, draft.get("person"))
    missing = [part for part in ("person", "day", "hour") if not draft.get(part)] or ([] if person else ["person"])
    if missing or person is None:
        draft.errors = {part: ui.t(_MISSING[part]) for part in missing}
        return False
    session, starts_at = ui.session, _starts_at(draft)
    booked: list[Appointment] = []

    def act() -> None:
        booked.append(
            appointments.book(
                session.replica, person, starts_at, session.worker, now=clock.now(), outing_id=outing.id
            )
        )  # fmt: skip

    def undo() -> None:
        attempt(ui, lambda: appointments.take_back(session.replica, booked[0], session.worker))

    done = attempt(ui, act, draft)
    if done:
        when = ui.t(
            "booking.when", day=ui.words.day(clock.local(starts_at)), hour=ui.words.clock(clock.local(starts_at))
        )
        notify(ui, ui.t("booking.done", name=name(person), when=when), undo=undo)
        draft.drop()
    return done


_MISSING = {"person": "booking.no_person", "day": "booking.no_day", "hour": "booking.no_hour"}


def _sheet(ui: Ui, outing: Outing, draft: Draft, on_close: Callable[[], None]) -> ft.DialogControl:
    def confirm() -> None:
        if book(ui, outing, draft):
            on_close()

    return sheet(
        ui, ui.t("booking.title"),
        [_who(ui, outing, draft), *_when(ui, draft)],
        on_close,
        actions=[
            button(ui, ui.t("booking.confirm"), confirm, identifier="booking.confirm", primary=True, field=True),
            button(ui, ui.t("action.cancel"), on_close, identifier="booking.cancel", field=True),
        ],
    )  # fmt: skip


def _who(ui: Ui, outing: Outing, draft: Draft) -> ft.Control:
    person = ui.replica.get(Person, draft.get("person")) if draft.get("person") else None
    if person is not None:
        change = button(
            ui, ui.t("booking.change"), lambda: draft.set("person", "", redraw=True), identifier="booking.change"
        )
        return ft.Row([label(ui, name(person), 18, expand=True), change])
    found = candidates(ui, outing, draft.get("search"))
    lines: list[ft.Control] = [
        line(ui, name(p), identifier=f"booking.person.{i}", on_tap=_chooser(draft, p)) for i, p in enumerate(found)
    ]
    field = text_field(
        ui,
        draft,
        "search",
        ui.t("booking.search"),
        on_type=lambda _: draft.set("search", draft.get("search"), redraw=True),
    )
    hint = [] if lines else [muted(ui, ui.t("booking.nobody"))]
    return ft.Column(
        [field, *_error(ui, draft, "person"), *lines, *hint], spacing=4, tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _chooser(draft: Draft, person: Person) -> Callable[[], None]:
    return lambda: draft.set("person", person.id, redraw=True)


def _when(ui: Ui, draft: Draft) -> list[ft.Control]:
    first = clock.today()
    days = [d for d in (first + timedelta(days=i) for i in range(DAYS)) if d.weekday() < 6]
    return [
        title(ui, ui.t("booking.day")),
        *_error(ui, draft, "day"),
        chips(
            ui, [Option(d.isoformat(), sentence(ui.words.brief_day(d))) for d in days], [draft.get("day")],
            lambda code: draft.set("day", code, redraw=True), identifier="booking.day", field=True,
        ),
        title(ui, ui.t("booking.hour")),
        *_error(ui, draft, "hour", "starts_at"),
        chips(
            ui, [Option(h.isoformat("minutes"), ui.words.clock(h)) for h in HOURS], [draft.get("hour")],
            lambda code: draft.set("hour", code, redraw=True), identifier="booking.hour", field=True,
        ),
        *_busy(ui, draft),
    ]  # fmt: skip


def _busy(ui: Ui, draft: Draft) -> list[ft.Control]:
    if not (draft.get("day") and draft.get("hour")):
        return []
    person = ui.replica.get(Person, draft.get("person")) if draft.get("person") else None
    return busy_lines(ui, busy_words(ui, _starts_at(draft), person))


def _starts_at(draft: Draft) -> datetime:
    return clock.instant(date.fromisoformat(draft.get("day")), time.fromisoformat(draft.get("hour")))


def _error(ui: Ui, draft: Draft, *fields: str) -> list[ft.Control]:
    said = [draft.errors[f] for f in fields if f in draft.errors]
    return [label(ui, words, 14, ui.palette.alert) for words in said]
