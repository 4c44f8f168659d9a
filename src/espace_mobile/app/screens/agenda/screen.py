"""The agenda: a day or a week, mine or my teams', what waits for an answer; the chosen file beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from itertools import groupby
from typing import Any, cast

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import agenda
from espace_mobile.app.actions.agenda import Meeting, Whose
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.components import Option, button, chips, empty_state, header, link, page_body, title
from espace_mobile.app.screens.agenda.export import Export
from espace_mobile.app.screens.agenda.lines import MeetingLine, SessionLine
from espace_mobile.app.screens.agenda.looked import RELANCES, SESSIONS, Acts, Looked, looked
from espace_mobile.app.screens.agenda.relances import Relances
from espace_mobile.app.screens.agenda.strip import strip
from espace_mobile.app.screens.agenda.tabs import tabs
from espace_mobile.app.screens.file.screen import file_view
from espace_mobile.app.screens.other_date import OtherDate
from espace_mobile.app.screens.sessions.listing import SessionList
from espace_mobile.app.screens.wording import day_words
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.ui import (
    Ui,
    component,
    memo,
    use_every,
    use_made,
    use_records,
    use_ui,
    use_value,
)
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.i18n.translator import sentence

# Beside the appointments: what is shown in each.
SEGMENTS: dict[str, Callable[[], Any]] = {RELANCES: Relances, SESSIONS: SessionList}
_WEEK = "week"
_MINUTE = 60.0


@component
def Agenda() -> Any:
    ui = use_ui()
    looking = use_made(lambda: looked(ui.session))
    acts = use_made(lambda: Acts(looking))
    part = SEGMENTS.get(looking.segment)
    shown = [Head(acts, looking.segment), part() if part else Appointments(acts)]
    if part or not ui.panes:
        return page_body(ui, *shown)
    listing = page_body(ui, *shown, max_width=None)
    edge = ft.Border(left=ft.BorderSide(ui.palette.edge, ui.palette.line))
    return ft.Row(
        [ft.Container(listing, expand=1), ft.Container(_beside(ui, looking), expand=1, border=edge)],
        spacing=0, expand=True, vertical_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _beside(ui: Ui, looking: Looked) -> ft.Control:
    if looking.open:
        return file_view(looking.open, beside=True)
    hint = empty_state(ui, ft.Icons.PERSON_OUTLINE, ui.t("people.choose"), ui.t("agenda.choose_hint"))
    return ft.Container(hint, padding=32, alignment=ft.Alignment.TOP_CENTER)


@memo
def Head(acts: Acts, segment: str) -> Any:
    ui = use_ui()
    return _column([header(ui, ui.t("agenda.title"), trail=[SyncPill()]), tabs(ui, acts, segment)], 12)


@component
def Appointments(acts: Acts) -> Any:
    """Redrawn with the agenda, which observes what is looked at; by what it shows; each minute, for what is over."""
    ui, looking = use_ui(), acts.looked
    use_records("appointment", "person", "group_session", "merge")
    saving, save = use_value(False)
    _, redraw = ft.use_state(0)

    async def tick() -> None:
        redraw(lambda n: n + 1)

    use_every(_MINUTE, tick, at_once=False)
    replica, worker = ui.replica, ui.session.worker
    booked = agenda.counts(replica, worker, looking.whose, looking.days[0], looking.days[-1])
    waiting, lines = _waiting(ui, looking), _lines(ui, looking)
    sheets: list[ft.Control] = [Export(saving, lambda: save(False))]
    if looking.moving:
        sheets.append(ft.Container(OtherDate(looking.moving, acts.move), key=looking.moving))
    saver = link(
        ui, ui.t("agenda.export"), lambda: save(True), identifier="agenda.export", field=True,
        icon_name=ft.Icons.FILE_DOWNLOAD_OUTLINED,
    )  # fmt: skip
    return _column(
        [
            strip(ui, looking, acts, booked), Choice(acts, looking.whose, looking.week),
            *_to_confirm(ui, acts, waiting), *_listed(ui, acts, lines, min(looking.waiting, len(waiting))),
            ft.Row([saver]), *sheets,
        ],
        16,
    )  # fmt: skip


def _waiting(ui: Ui, looking: Looked) -> list[Meeting]:
    """What waits for an answer on other days than those shown, and what was answered here just now."""
    replica = ui.replica
    found = agenda.to_confirm(replica, ui.session.worker, looking.whose, clock.now())
    known = {m.appointment.id for m in found}
    answered = (replica.get(Appointment, id) for id in dict.fromkeys(looking.answered) if id not in known)
    stayed = [Meeting(a, p) for a in answered if a and (p := person_of(replica, a.person_id))]
    others = [m for m in (*found, *stayed) if not looking.first <= _day(m.appointment.starts_at) <= looking.last]
    return sorted(others, key=lambda m: (m.appointment.starts_at, m.appointment.id))


_Line = tuple[datetime, Meeting | GroupSession]


def _lines(ui: Ui, looking: Looked) -> list[_Line]:
    """Of the days shown, by hour."""
    asked = (ui.replica, ui.session.worker, looking.whose, looking.first, looking.last)
    found: list[_Line] = [
        *((m.appointment.starts_at, m) for m in agenda.meetings(*asked)),
        *((s.starts_at, s) for s in agenda.sessions(*asked)),
    ]
    return sorted(found, key=lambda line: line[0])


@memo
def Choice(acts: Acts, whose: Whose, week: bool) -> Any:
    """Mine or my teams', and all of the week."""
    ui = use_ui()
    options = [
        Option(Whose.MINE.value, ui.t("agenda.mine")), Option(Whose.TEAM.value, ui.t("agenda.team")),
        Option(_WEEK, ui.t("agenda.week"), ft.Icons.CALENDAR_VIEW_WEEK),
    ]  # fmt: skip
    choose = lambda code: acts.turn_week() if code == _WEEK else acts.choose(Whose(code))  # noqa: E731
    return chips(
        ui, options, [whose.value, *([_WEEK] if week else [])], choose, identifier="agenda", field=True
    )  # fmt: skip


def _to_confirm(ui: Ui, acts: Acts, waiting: list[Meeting]) -> list[ft.Control]:
    """A few, the oldest first; the others at a tap."""
    if not waiting:
        return []
    looking = acts.looked

    def more() -> None:
        looking.waiting = len(waiting)

    shown = waiting[: looking.waiting]
    lines = [_meeting(ui, acts, m, n, dated=True) for n, m in enumerate(shown)]
    rest = len(waiting) - len(shown)
    if rest > 0:
        words = ui.tn("agenda.more_waiting", rest)
        lines.append(ft.Row([link(ui, words, more, identifier="agenda.waiting", field=True)], wrap=True))
    return [title(ui, ui.t("agenda.to_confirm")), _column(lines)]


def _listed(ui: Ui, acts: Acts, lines: list[_Line], first: int) -> list[ft.Control]:
    """`first`: their number goes on after those that wait for an answer."""
    looking = acts.looked
    if not lines:
        head = ui.t("agenda.week") if looking.week else sentence(day_words(ui, looking.day))
        return [title(ui, head), _nothing(ui)]

    def more() -> None:
        looking.lines = len(lines)

    parts: list[ft.Control] = []
    numbered = [(n, at, what) for n, (at, what) in enumerate(lines[: looking.lines], first)]
    for day, of_day in groupby(numbered, key=lambda line: _day(line[1])):
        parts.append(title(ui, sentence(day_words(ui, day))))
        parts.append(_column([_line(ui, acts, what, n) for n, _, what in of_day]))
    rest = len(lines) - looking.lines
    if rest > 0:
        parts.append(
            ft.Row([link(ui, ui.tn("agenda.more", rest), more, identifier="agenda.more", field=True)], wrap=True)
        )
    return parts


def _line(ui: Ui, acts: Acts, what: Meeting | GroupSession, n: int) -> ft.Control:
    if isinstance(what, Meeting):
        return _meeting(ui, acts, what, n)
    return _keyed(SessionLine(what, n), what.id)


def _meeting(ui: Ui, acts: Acts, meeting: Meeting, n: int, *, dated: bool = False) -> ft.Control:
    appointment, looking = meeting.appointment, acts.looked
    started, selected = appointment.starts_at <= clock.now(), ui.panes and looking.open == meeting.person.id
    return _keyed(
        MeetingLine(acts, meeting, n, started, selected, looking.whose == Whose.TEAM, dated), appointment.id
    )  # fmt: skip


def _nothing(ui: Ui) -> ft.Control:
    book = button(
        ui, ui.t("agenda.choose_person"), lambda: ft.context.page.navigate("/people"), identifier="agenda.book",
        field=True,
    )  # fmt: skip
    return empty_state(
        ui, ft.Icons.EVENT_AVAILABLE_OUTLINED, ui.t("agenda.nothing"), ui.t("agenda.nothing_hint"), actions=[book]
    )


def _keyed(line: Any, id: str) -> ft.Control:
    return ft.Container(cast(ft.Control, line), key=id)


def _column(parts: list[Any], spacing: int = 0) -> ft.Control:
    return ft.Column(parts, spacing=spacing, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _day(at: datetime) -> date:
    return clock.local(at).date()
