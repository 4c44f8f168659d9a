"""The agenda: a day or a week, mine or my teams', what waits for an answer; the chosen file beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from itertools import groupby
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import agenda
from espace_mobile.app.actions.agenda import Meeting, Whose
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.components import Option, button, chips, empty_state, header, link, page_body, segments, title
from espace_mobile.app.screens.agenda.export import Export
from espace_mobile.app.screens.agenda.lines import meeting_line, session_line
from espace_mobile.app.screens.agenda.looked import APPOINTMENTS, Looked, looked
from espace_mobile.app.screens.agenda.strip import strip
from espace_mobile.app.screens.file.screen import file_view
from espace_mobile.app.screens.other_date import OtherDate
from espace_mobile.app.screens.wording import day_words
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.ui import Ui, component, use_made, use_records, use_ui, use_value
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.i18n.translator import sentence

SEGMENTS: dict[str, Callable[[], Any]] = {}  # beside the appointments: what is shown in each
_WEEK = "week"


@component
def Agenda() -> Any:
    ui = use_ui()
    looking = use_made(lambda: looked(ui.session))
    part = SEGMENTS.get(looking.segment)
    if part is not None:
        return page_body(ui, *_head(ui, looking), part(), max_width=None if ui.panes else 760)
    return Appointments(looking)


def _head(ui: Ui, looking: Looked) -> list[ft.Control]:
    def choose(code: str) -> None:
        looking.segment = code

    options = [Option(code, ui.t(f"agenda.{code}")) for code in (APPOINTMENTS, *SEGMENTS)]
    parts = segments(
        ui, options, looking.segment, choose, identifier="agenda.segment", name=ui.t("agenda.segment")
    )  # fmt: skip
    return [header(ui, ui.t("agenda.title"), trail=[SyncPill()]), *([parts] if SEGMENTS else [])]


@component
def Appointments(looking: Looked) -> Any:
    ui = use_ui()
    use_records("appointment", "person", "group_session", "place", "worker", "merge")
    ft.use_state(looking)
    moving, move = use_value("")
    saving, save = use_value(False)
    sheets: list[ft.Control] = [Export(saving, lambda: save(False))]
    if moving:
        sheets.append(ft.Container(OtherDate(moving, lambda: move("")), key=moving))
    found = _read(ui, looking)
    listing = page_body(
        ui, *_head(ui, looking), strip(ui, looking, found.booked), _whose(ui, looking),
        *_waiting(ui, looking, found, move), *_listed(ui, looking, found, move),
        ft.Row([link(ui, ui.t("agenda.export"), lambda: save(True), identifier="agenda.export", field=True,
                     icon_name=ft.Icons.FILE_DOWNLOAD_OUTLINED)]),
        *sheets, max_width=None if ui.panes else 760,
    )  # fmt: skip
    if not ui.panes:
        return listing
    edge = ft.Border(left=ft.BorderSide(ui.palette.edge, ui.palette.line))
    return ft.Row(
        [ft.Container(listing, expand=1), ft.Container(_beside(ui, looking), expand=1, border=edge)],
        spacing=0, expand=True, vertical_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


class _Found:
    """What is shown: of the days looked at, by hour, and of other days what waits for an answer."""

    def __init__(
        self, meetings: list[Meeting], sessions: list[GroupSession], waiting: list[Meeting], looking: Looked
    ) -> None:
        self.booked = Counter(_day(m.appointment.starts_at) for m in meetings)
        self.booked.update(_day(s.starts_at) for s in sessions)
        shown = [m for m in meetings if looking.first <= _day(m.appointment.starts_at) <= looking.last]
        self.waiting = waiting
        self.lines: list[tuple[datetime, Meeting | GroupSession]] = [
            *((m.appointment.starts_at, m) for m in shown),
            *((s.starts_at, s) for s in sessions if looking.first <= _day(s.starts_at) <= looking.last),
        ]
        self.lines.sort(key=lambda at: at[0])


def _read(ui: Ui, looking: Looked) -> _Found:
    replica, worker, week = ui.replica, ui.session.worker, (looking.days[0], looking.days[-1])
    waiting = agenda.to_confirm(replica, worker, looking.whose, clock.now())
    known = {m.appointment.id for m in waiting}
    answered = (replica.get(Appointment, id) for id in dict.fromkeys(looking.answered) if id not in known)
    stayed = [Meeting(a, p) for a in answered if a and (p := person_of(replica, a.person_id))]
    others = [
        m for m in (*waiting, *stayed) if not looking.first <= _day(m.appointment.starts_at) <= looking.last
    ]  # fmt: skip
    return _Found(
        agenda.meetings(replica, worker, looking.whose, *week), agenda.sessions(replica, worker, looking.whose, *week),
        sorted(others, key=lambda m: (m.appointment.starts_at, m.appointment.id)), looking,
    )  # fmt: skip


def _whose(ui: Ui, looking: Looked) -> ft.Control:
    def choose(code: str) -> None:
        if code == _WEEK:
            looking.answered = ()
            looking.week = not looking.week
        else:
            looking.choose(Whose(code))

    options = [
        Option(Whose.MINE.value, ui.t("agenda.mine")), Option(Whose.TEAM.value, ui.t("agenda.team")),
        Option(_WEEK, ui.t("agenda.week"), ft.Icons.CALENDAR_VIEW_WEEK),
    ]  # fmt: skip
    chosen = [looking.whose.value, *([_WEEK] if looking.week else [])]
    return chips(ui, options, chosen, choose, identifier="agenda", field=True)


def _waiting(ui: Ui, looking: Looked, found: _Found, move: Callable[[str], None]) -> list[ft.Control]:
    """A few, the oldest first; the others at a tap."""
    if not found.waiting:
        return []

    def more() -> None:
        looking.waiting = len(found.waiting)

    shown = found.waiting[: looking.waiting]
    lines = [meeting_line(ui, looking, m, n, move, dated=True) for n, m in enumerate(shown)]
    rest = len(found.waiting) - len(shown)
    if rest > 0:
        lines.append(
            ft.Row([link(ui, ui.tn("agenda.more_waiting", rest), more, identifier="agenda.waiting", field=True)])
        )
    return [title(ui, ui.t("agenda.to_confirm")), _stacked(lines)]


def _listed(ui: Ui, looking: Looked, found: _Found, move: Callable[[str], None]) -> list[ft.Control]:
    """Numbered after those that wait for an answer."""
    if not found.lines:
        return [title(ui, _heading(ui, looking)), _nothing(ui)]
    first = min(looking.waiting, len(found.waiting))
    parts: list[ft.Control] = []
    numbered = [(n, at, what) for n, (at, what) in enumerate(found.lines, first)]
    for day, of_day in groupby(numbered, key=lambda entry: _day(entry[1])):
        parts.append(title(ui, sentence(day_words(ui, day))))
        parts.append(_stacked([_line(ui, looking, what, n, move) for n, _, what in of_day]))
    return parts


def _line(ui: Ui, looking: Looked, what: Meeting | GroupSession, n: int, move: Callable[[str], None]) -> ft.Control:
    if isinstance(what, Meeting):
        return meeting_line(ui, looking, what, n, move)
    return session_line(ui, looking, what, n)


def _heading(ui: Ui, looking: Looked) -> str:
    return ui.t("agenda.week") if looking.week else sentence(day_words(ui, looking.day))


def _nothing(ui: Ui) -> ft.Control:
    book = button(
        ui, ui.t("agenda.choose_person"), lambda: ft.context.page.navigate("/people"), identifier="agenda.book",
        field=True,
    )  # fmt: skip
    return empty_state(
        ui, ft.Icons.EVENT_AVAILABLE_OUTLINED, ui.t("agenda.nothing"), ui.t("agenda.nothing_hint"), actions=[book]
    )


def _beside(ui: Ui, looking: Looked) -> ft.Control:
    if looking.open:
        return file_view(looking.open, beside=True)
    hint = empty_state(ui, ft.Icons.PERSON_OUTLINE, ui.t("people.choose"), ui.t("agenda.choose_hint"))
    return ft.Container(hint, padding=32, alignment=ft.Alignment.TOP_CENTER)


def _stacked(lines: list[ft.Control]) -> ft.Control:
    return ft.Column(lines, spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _day(at: datetime) -> date:
    return clock.local(at).date()
