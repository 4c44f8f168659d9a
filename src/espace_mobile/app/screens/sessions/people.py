"""The people of a session: those with a seat, each marked by one tap, those who wait and those who were asked."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import attendance, sessions
from espace_mobile.app.actions.sessions import Participant, SessionSheet
from espace_mobile.app.components import banner, button, card, link, pill, title, touchable
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.noting import note
from espace_mobile.app.screens.sessions.words import participant_name, taken_words
from espace_mobile.app.theme import BODY, GAP, RADIUS, ROUND, SMALL, TOUCH_FIELD
from espace_mobile.app.ui import Ui
from espace_mobile.domain.path_vocabulary import AttendanceStatus, SessionStatus
from espace_mobile.domain.person import Person

_DRAWN = 10  # more seats than these are said in words alone
_SIGNS = {
    AttendanceStatus.PRESENT: (ft.Icons.CHECK_CIRCLE_OUTLINE, "ok"),
    AttendanceStatus.EXCUSED: (ft.Icons.DO_NOT_DISTURB_ON_OUTLINED, "ink"),
    AttendanceStatus.ABSENT: (ft.Icons.CANCEL_OUTLINED, "alert"),
}


def people_card(ui: Ui, sheet: SessionSheet, add: Callable[[], None]) -> ft.Control:
    """`add`: what « Ajouter une personne » does."""
    adding = button(
        ui, ui.t("session.add"), add, identifier="session.add", icon_name=ft.Icons.PERSON_ADD_ALT_1, field=True,
    )  # fmt: skip
    rows = [_taking_part(ui, sheet, p, n) for n, p in enumerate(sheet.taking_part)]
    nobody = [] if rows else [muted(ui, ui.t("session.nobody"))]
    return card(
        ui, title(ui, ui.t("session.people")), _seats(ui, sheet), *_proposal(ui, sheet), *_rows(ui, rows), *nobody,
        *([adding] if _is_on(sheet) else []),
    )  # fmt: skip


def others(ui: Ui, sheet: SessionSheet) -> list[ft.Control]:
    """The waiting list, those asked who did not answer, those who no longer come."""
    parts: list[ft.Control] = []
    for key, name, found, draw in (
        ("waiting", "session.waiting", sheet.waiting, _waiting),
        ("invited", "session.invited", sheet.invited, _invited),
        ("withdrawn", "session.withdrawn", sheet.withdrawn, _withdrawn),
    ):  # fmt: skip
        if found:
            rows = [draw(ui, sheet, p, f"{key}.{n}") for n, p in enumerate(found)]
            parts.append(card(ui, title(ui, ui.t(name)), *_rows(ui, rows)))
    return parts


def _seats(ui: Ui, sheet: SessionSheet) -> ft.Control:
    """A round mark a seat, filled when it is taken; and the same in words."""
    seats, p = sheet.seats, ui.palette
    ink = p.alert if seats.over else p.primary

    def seat(n: int) -> ft.Control:
        taken, extra = n < seats.taken, n >= seats.capacity
        return ft.Container(
            width=ui.size(20), height=ui.size(20), border_radius=ROUND, bgcolor=ink if taken else None,
            border=ft.Border.all(2, p.alert if extra else ink),
        )  # fmt: skip

    count = max(seats.capacity, seats.taken)
    said = taken_words(ui, sheet)
    words = label(ui, said, BODY, p.alert if seats.over else p.ink)
    drawn = [ft.Row([seat(n) for n in range(count)], spacing=6, wrap=True)] if count <= _DRAWN else []
    return ft.Semantics(
        identifier="session.seats", label=said, container=True, live_region=True,
        content=ft.Semantics(exclude_semantics=True, content=ft.Column([*drawn, words], spacing=GAP, tight=True)),
    )  # fmt: skip


def _proposal(ui: Ui, sheet: SessionSheet) -> list[ft.Control]:
    first = sheet.next_up
    if first is None or not _is_on(sheet):
        return []
    name = participant_name(ui, first)
    give = button(
        ui, ui.t("seat.promote", name=name), lambda: _mark(ui, sheet, first, AttendanceStatus.EXPECTED),
        identifier="seat.promote", primary=True, field=True, icon_name=ft.Icons.EVENT_SEAT_OUTLINED,
    )  # fmt: skip
    told = banner(ui, ui.t("seat.free", name=name), tone="ink", identifier="seat.free")
    return [told, give] if _may_change(ui, sheet, first) else [told]


def _taking_part(ui: Ui, sheet: SessionSheet, p: Participant, n: int) -> ft.Control:
    may, key = sessions.may_run(ui.session.worker, sheet.session), f"attendance.{n}"
    coming = sessions.day_of(sheet.session) > clock.today()
    beside = _state(ui, p)
    if p.status == AttendanceStatus.EXPECTED and coming and _may_change(ui, sheet, p) and _is_on(sheet):
        beside = _change(ui, sheet, p, AttendanceStatus.WITHDRAWN, "attendance.no_longer", key)
    parts = [_who(ui, p, key, beside)]
    if not _is_on(sheet):
        return _stack([*parts, *_call_back(ui, sheet, p, key, "session.cancelled_reason")])
    if may and not coming:
        parts.append(_marks(ui, sheet, p, key))
    if p.status in (AttendanceStatus.ABSENT, AttendanceStatus.EXCUSED):
        parts += _call_back(ui, sheet, p, key, "session.missed_reason")
    return _stack(parts)


def _marks(ui: Ui, sheet: SessionSheet, p: Participant, key: str) -> ft.Control:
    """Three targets side by side; a second tap on the one that is set takes it back."""

    def one(status: AttendanceStatus) -> ft.Control:
        on, look = p.status == status, ui.palette
        ink, words = (look.on_primary if on else look.ink), ui.words.label(status)
        to = AttendanceStatus.EXPECTED if on else status
        return touchable(
            ui, label(ui, words, 15, ink, max_lines=1, text_align=ft.TextAlign.CENTER),
            identifier=f"{key}.{status}", name=f"{participant_name(ui, p)}, {words}", selected=on, expand=1,
            on_tap=lambda: _mark(ui, sheet, p, to), height=ui.size(TOUCH_FIELD), border_radius=RADIUS,
            alignment=ft.Alignment.CENTER, bgcolor=look.primary if on else look.surface,
            border=ft.Border.all(look.edge, look.primary if on else look.muted),
        )  # fmt: skip

    targets = [one(status) for status in attendance.MARKS]
    if ui.large:
        return ft.Column([ft.Row([target]) for target in targets], spacing=GAP)
    return ft.Row(targets, spacing=GAP)


def _waiting(ui: Ui, sheet: SessionSheet, p: Participant, key: str) -> ft.Control:
    since = ui.t("session.since", day=ui.words.short_day(clock.local(p.attendance.since).date()))
    acts = [_change(ui, sheet, p, AttendanceStatus.WITHDRAWN, "attendance.no_longer", key)]
    return _stack([_who(ui, p, key, muted(ui, since, SMALL)), *_acts(ui, sheet, p, acts)])


def _invited(ui: Ui, sheet: SessionSheet, p: Participant, key: str) -> ft.Control:
    acts = [
        _change(ui, sheet, p, AttendanceStatus.EXPECTED, "attendance.comes", key),
        _change(ui, sheet, p, AttendanceStatus.WITHDRAWN, "attendance.declines", key),
    ]
    return _stack([_who(ui, p, key, None), *_acts(ui, sheet, p, acts)])


def _withdrawn(ui: Ui, sheet: SessionSheet, p: Participant, key: str) -> ft.Control:
    acts = [_change(ui, sheet, p, AttendanceStatus.EXPECTED, "attendance.comes_after_all", key)]
    return _stack([_who(ui, p, key, None), *_acts(ui, sheet, p, acts)])


def _acts(ui: Ui, sheet: SessionSheet, p: Participant, acts: list[ft.Control]) -> list[ft.Control]:
    if not _is_on(sheet) or not _may_change(ui, sheet, p):
        return []
    return [ft.Row(acts, wrap=True, spacing=0, run_spacing=0)]


def _change(ui: Ui, sheet: SessionSheet, p: Participant, to: AttendanceStatus, words: str, key: str) -> ft.Control:
    said = ui.t(words)
    return link(
        ui, said, lambda: _mark(ui, sheet, p, to), identifier=f"{key}.{to}", field=True,
        description=f"{participant_name(ui, p)}, {said}",
    )  # fmt: skip


def _call_back(ui: Ui, sheet: SessionSheet, p: Participant, key: str, why: str) -> list[ft.Control]:
    """A relance at one tap, for somebody whose file is here; then what was done instead."""
    person, session = p.person, ui.session
    if person is None:
        return []
    if attendance.is_called_back(ui.replica, sheet.session, person):
        return [ft.Row([pill(ui, ft.Icons.PHONE_CALLBACK_OUTLINED, ui.t("session.called_back"))])]

    def ask(person: Person) -> None:
        reason = ui.t(why, title=sheet.session.title)
        act = lambda: attendance.call_back(  # noqa: E731
            session.replica, sheet.session, person, reason, session.worker, today=clock.today()
        )
        note(ui, act, ui.t("session.called_back"))

    words = ui.t("session.call_back")
    return [
        ft.Row([
            link(ui, words, lambda: ask(person), identifier=f"{key}.call_back", field=True,
                 icon_name=None if ui.large else ft.Icons.PHONE_CALLBACK_OUTLINED,
                 description=f"{participant_name(ui, p)}, {words}"),
        ])
    ]  # fmt: skip


def _mark(ui: Ui, sheet: SessionSheet, p: Participant, to: AttendanceStatus) -> None:
    session = ui.session
    note(
        ui, lambda: attendance.mark(session.replica, sheet.session, p.attendance, to, session.worker, now=clock.now()),
        ui.t("attendance.now", name=participant_name(ui, p), status=ui.words.label(to).lower()),
    )  # fmt: skip


def _is_on(sheet: SessionSheet) -> bool:
    return sheet.session.status != SessionStatus.CANCELLED


def _may_change(ui: Ui, sheet: SessionSheet, p: Participant) -> bool:
    """In the field, for the people one may see."""
    return p.person is not None or sessions.may_run(ui.session.worker, sheet.session)


def _who(ui: Ui, p: Participant, key: str, beside: ft.Control | None) -> ft.Control:
    name, person = participant_name(ui, p), p.person
    words: ft.Control = label(ui, name, BODY + 1, ui.palette.ink if person else ui.palette.muted, expand=True)
    if person is not None:
        go = lambda: ft.context.page.navigate(f"/people/{person.id}")  # noqa: E731
        words = touchable(
            ui, ft.Row([ft.Container(label(ui, name, BODY + 1), expand=True)]), identifier=f"{key}.file", name=name,
            on_tap=go, expand=True, border_radius=RADIUS, padding=ft.Padding.symmetric(vertical=10, horizontal=4),
            value=ui.t("session.open_file"),
        )  # fmt: skip
    if beside is not None and ui.large:
        return ft.Column([ft.Row([words]), beside], spacing=0, tight=True)
    return ft.Row([words, *([beside] if beside else [])], spacing=GAP)


def _state(ui: Ui, p: Participant) -> ft.Control:
    sign, tone = _SIGNS.get(p.status, (ft.Icons.SCHEDULE, "muted"))
    ink = getattr(ui.palette, tone)
    return ft.Row([icon(ui, sign, 18, ink), label(ui, ui.words.label(p.status), SMALL, ink)], spacing=4, tight=True)


def _stack(parts: list[ft.Control]) -> ft.Control:
    return ft.Column(parts, spacing=4, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _rows(ui: Ui, rows: list[ft.Control]) -> list[ft.Control]:
    rule = ft.Border(bottom=ft.BorderSide(ui.palette.edge, ui.palette.line))
    padding = ft.Padding.only(bottom=12)
    last = len(rows) - 1
    return [ft.Container(row, border=rule if n < last else None, padding=padding) for n, row in enumerate(rows)]
