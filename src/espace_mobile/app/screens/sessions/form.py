"""What a session is asked to be: everything by taps, except its title and whoever comes from outside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import protocols, workers
from espace_mobile.app.components import Option, chips, link, text_field, touchable
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.identity_form import error_text, wide
from espace_mobile.app.screens.place_choice import place_choice
from espace_mobile.app.screens.sessions.words import default_protocol, length_words
from espace_mobile.app.screens.when import when_of
from espace_mobile.app.theme import BODY, GAP, LARGE, RADIUS, SMALL, TOUCH_FIELD
from espace_mobile.app.ui import Ui
from espace_mobile.domain.capacity import DEFAULT_CAPACITY
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.retention import due_on as months_after
from espace_mobile.domain.seating import LEAST, MOST
from espace_mobile.domain.vocabulary import Role

LENGTHS = (60, 90, 120, 180, 240)  # minutes
AFTER = (1, 3)  # months
FEW = 12  # workers shown before the others are asked for
_LEADS = (Role.COUNSELLOR, Role.SUPERVISOR)


def what(ui: Ui, draft: Draft) -> list[ft.Control]:
    """Its programme and title: the title is the programme's unless another is typed."""
    programme = ui.replica.get(Programme, draft.get("programme_id")) if draft.get("programme_id") else None
    programmes = sorted((p for p in ui.replica.all(Programme) if p.active or p == programme), key=lambda p: p.name)
    typed = text_field(
        ui, draft, "title", ui.t("session.title"), capitalization=ft.TextCapitalization.SENTENCES,
        hint_text=programme.name if programme else None,
        helper=ui.t("session.title_from", name=programme.name) if programme else None,
    )  # fmt: skip
    offered = [Option(p.id, p.name) for p in programmes]
    if not offered:
        return [wide(typed)]
    return [
        muted(ui, ui.t("session.programme"), SMALL),
        chips(ui, offered, [draft.get("programme_id")], _one(draft, "programme_id"), identifier="session.programme",
              field=True),
        wide(typed),
    ]  # fmt: skip


def how_long(ui: Ui, draft: Draft) -> list[ft.Control]:
    minutes = int(draft.get("minutes", 120) or 0)
    lengths = sorted({*LENGTHS, minutes} - {0})
    set_minutes = lambda code: draft.set("minutes", int(code), redraw=True)  # noqa: E731
    return [
        muted(ui, ui.t("session.length"), SMALL),
        chips(ui, [Option(str(m), length_words(m)) for m in lengths], [str(minutes)], set_minutes,
              identifier="session.minutes", field=True),
        *error_text(ui, draft, "minutes"),
    ]  # fmt: skip


def where(ui: Ui, draft: Draft) -> list[ft.Control]:
    return [place_choice(ui, draft), *error_text(ui, draft, "place_text")]


def who_leads(ui: Ui, draft: Draft, everybody: bool, show_all: Callable[[], None]) -> list[ft.Control]:
    chosen = list(draft.get("facilitators", ()))
    offered = _facilitators(ui, chosen)
    shown = offered if everybody else offered[: max(FEW, len(chosen))]
    options = [Option(w.id, w.display_name) for w in shown]
    if len(offered) > len(shown):
        options.append(Option("more", ui.t("session.more_people"), ft.Icons.EXPAND_MORE))

    def choose(id: str) -> None:
        if id == "more":
            show_all()
            return
        now = [one for one in chosen if one != id] if id in chosen else [*chosen, id]
        draft.set("facilitators", now, redraw=True)

    guests = text_field(ui, draft, "guests", ui.t("session.guests"), helper=ui.t("session.guests_hint"))
    return [
        muted(ui, ui.t("session.facilitators"), SMALL),
        chips(ui, options, chosen, choose, identifier="session.facilitator", field=True), wide(guests),
    ]  # fmt: skip


def _facilitators(ui: Ui, chosen: list[str]) -> list[Any]:
    """Whoever is asking and those chosen first, then those whose work it is."""
    me = ui.session.worker
    here = [w for w in workers.workers(ui.replica) if w.id in chosen or workers.is_here(w, clock.today())]
    found = [w for w in here if w.id in chosen or workers.sees_identities(w)]
    return sorted(found, key=lambda w: (w.id not in chosen, w.id != me.id, w.role not in _LEADS))


def seats(ui: Ui, draft: Draft) -> list[ft.Control]:
    programme = ui.replica.get(Programme, draft.get("programme_id")) if draft.get("programme_id") else None
    usual = programme.capacity if programme else DEFAULT_CAPACITY
    given = draft.get("capacity", None)
    count = usual if given is None else int(given)

    def step(by: int) -> ft.Control:
        to = count + by
        ok = LEAST <= to <= MOST
        sign = ft.Icons.REMOVE if by < 0 else ft.Icons.ADD
        return touchable(
            ui, icon(ui, sign, 24, ui.palette.primary), identifier=f"session.capacity.{'less' if by < 0 else 'more'}",
            name=ui.t("session.seat_less" if by < 0 else "session.seat_more"), value=str(count),
            on_tap=(lambda: draft.set("capacity", to, redraw=True)) if ok else None,
            width=ui.size(TOUCH_FIELD), height=ui.size(TOUCH_FIELD), border_radius=RADIUS, bgcolor=ui.palette.soft,
            alignment=ft.Alignment.CENTER, opacity=1.0 if ok else 0.45,
            border=ft.Border.all(ui.palette.edge, ui.palette.line) if ui.palette.bold_edges else None,
        )  # fmt: skip

    words = label(ui, ui.tn("seat.count", count), LARGE, text_align=ft.TextAlign.CENTER)
    return [
        muted(ui, ui.t("session.seats"), SMALL),
        ft.Row([step(-1), ft.Container(words, width=ui.size(120), alignment=ft.Alignment.CENTER), step(1)],
               spacing=GAP),
        *error_text(ui, draft, "capacity"),
    ]  # fmt: skip


def guided_by(ui: Ui, draft: Draft) -> list[ft.Control]:
    found = protocols.protocols(ui.replica, default_protocol(ui))
    return [
        muted(ui, ui.t("session.protocol"), SMALL),
        chips(ui, [Option(p.id, p.title) for p in found], [draft.get("protocol_id")], _one(draft, "protocol_id"),
              identifier="session.protocol", field=True),
        ft.Row([protocols_link(ui)]),
    ]  # fmt: skip


def afterwards(ui: Ui, draft: Draft, pick: Callable[[], None]) -> list[ft.Control]:
    """When its people are invited back: nobody, a month or three later, or another day."""
    start = date.fromisoformat(draft.get("day")) if draft.get("day") else clock.today()
    days = {str(n): months_after(start, n) for n in AFTER}
    post = draft.get("post")
    chosen = next((code for code, day in days.items() if day.isoformat() == post), "other" if post else "none")

    def choose(code: str) -> None:
        if code == "other":
            pick()
        else:
            draft.set("post", days[code].isoformat() if code in days else "", redraw=True)

    options = [
        Option("none", ui.t("session.post_none")), *(Option(str(n), ui.tn("session.post_months", n)) for n in AFTER),
        Option("other", ui.t("when.other_day"), ft.Icons.CALENDAR_MONTH),
    ]  # fmt: skip
    day = [label(ui, ui.words.day(date.fromisoformat(post), year=True), BODY)] if post else []
    return [
        muted(ui, ui.t("session.post"), SMALL),
        chips(ui, options, [chosen], choose, identifier="session.post", field=True),
        *day, *error_text(ui, draft, "post_workshop_on"),
    ]  # fmt: skip


def already_begun(ui: Ui, draft: Draft) -> list[ft.Control]:
    """Said beside the hour, never refused: whoever notes a session in its first minutes must be able to."""
    if not (draft.get("day") and draft.get("hour")):
        return []
    starts_at, now = when_of(draft), clock.now()
    if starts_at is None or not now - timedelta(days=1) < starts_at < now or draft.get("day") != str(clock.today()):
        return []
    said = ft.Row(
        [icon(ui, ft.Icons.INFO_OUTLINE, 20, ui.palette.alert), label(ui, ui.t("session.begun"), SMALL, expand=True)],
        spacing=GAP,
    )
    return [ft.Semantics(identifier="session.begun", live_region=True, container=True, content=said)]


def protocols_link(ui: Ui) -> ft.Control:
    """What was typed in the form meanwhile stays."""
    return link(
        ui, ui.t("protocol.edit_them"), lambda: ft.context.page.navigate("/sessions/protocols"),
        identifier="session.protocols", icon_name=ft.Icons.EDIT_OUTLINED, field=True,
    )  # fmt: skip


def _one(draft: Draft, field: str) -> Callable[[str], None]:
    return lambda code: draft.set(field, "" if code == draft.get(field) else code, redraw=True)
