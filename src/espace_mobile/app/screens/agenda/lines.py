"""An appointment or a session on one line, and what became of it in one tap."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions.agenda import Meeting
from espace_mobile.app.components import Option, chips, line, link, touchable
from espace_mobile.app.components.text import icon, label
from espace_mobile.app.screens.agenda.looked import Acts
from espace_mobile.app.screens.file.appointments import set_status
from espace_mobile.app.screens.wording import moment, person_name, place_words, worker_name
from espace_mobile.app.theme import GAP, RADIUS, SMALL, TOUCH_FIELD
from espace_mobile.app.ui import Ui, memo, use_records, use_ui
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.vocabulary import AppointmentStatus
from espace_mobile.i18n.translator import sentence

ANSWERS = (AppointmentStatus.KEPT, AppointmentStatus.MISSED, AppointmentStatus.EXCUSED)


@memo
def MeetingLine(acts: Acts, meeting: Meeting, n: int, started: bool, selected: bool, team: bool, dated: bool) -> Any:
    """`team`: with the worker it is booked with. `dated`: with its day, away from the list of that day."""
    ui = use_ui()
    use_records("place", "worker")
    appointment, person = meeting.appointment, meeting.person
    answered = appointment.status != AppointmentStatus.BOOKED
    with_whom = worker_name(ui, appointment.worker_id) if team else ""
    when = sentence(moment(ui, appointment.starts_at)) if dated else ""
    detail = " · ".join(filter(None, [when, with_whom, place_words(ui, appointment), appointment.motive]))
    beside = not (started or answered or ui.large)
    words = line(
        ui, person_name(ui, person), detail, identifier=f"agenda.{n}", rule=False, detail_lines=2,
        lead=None if dated else ui.words.clock(clock.local(appointment.starts_at)),
        trail=_again(ui, acts, meeting, n, stacked=not ui.rail) if beside else None,
        on_tap=lambda: open_file(ui, acts, person.id), selected=selected,
    )  # fmt: skip
    under: list[ft.Control] = []
    if started or answered:
        under.append(_answers(ui, acts, meeting, n))
    if not beside and (answered or not started):
        under.append(ft.Row([_again(ui, acts, meeting, n)]))
    return _ruled(ui, [words, *under], appointment.id)


def _again(ui: Ui, acts: Acts, meeting: Meeting, n: int, *, stacked: bool = False) -> ft.Control:
    """`stacked`: the icon over the words, so that the name keeps its room on a phone."""
    words, on_tap = ui.t("appointment.again"), lambda: acts.move(meeting.appointment.id)
    identifier, said = f"agenda.{n}.again", ui.t("agenda.again_for", name=person_name(ui, meeting.person))
    if not stacked:
        return link(
            ui, words, on_tap, identifier=identifier, description=said, field=True, icon_name=ft.Icons.UPDATE
        )  # fmt: skip
    ink = ui.palette.primary
    shown: list[ft.Control] = [icon(ui, ft.Icons.UPDATE, 22, ink), label(ui, words, SMALL - 1, ink, no_wrap=True)]
    return touchable(
        ui, ft.Column(shown, spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER),
        identifier=identifier, name=said, on_tap=on_tap, height=ui.size(TOUCH_FIELD), border_radius=RADIUS,
        alignment=ft.Alignment.CENTER,
    )  # fmt: skip


def _answers(ui: Ui, acts: Acts, meeting: Meeting, n: int) -> ft.Control:
    appointment = meeting.appointment

    def answer(code: str) -> None:
        """The one that is chosen already is taken back."""
        status = AppointmentStatus(code) if code != appointment.status else AppointmentStatus.BOOKED
        acts.answered(appointment.id)
        set_status(ui, appointment, status)

    options = [Option(s, ui.words.label(s)) for s in ANSWERS]
    return chips(ui, options, [appointment.status], answer, identifier=f"agenda.{n}", field=True)


@memo
def SessionLine(session: GroupSession, n: int) -> Any:
    ui = use_ui()
    detail = " · ".join(filter(None, [ui.t("agenda.session"), place_words(ui, session)]))
    shown = line(
        ui, session.title or ui.t("agenda.session"), detail, identifier=f"agenda.session.{n}", rule=False,
        detail_lines=2, lead=ui.words.clock(clock.local(session.starts_at)),
        trail=icon(ui, ft.Icons.GROUPS_OUTLINED, 24, ui.palette.muted),
        on_tap=lambda: ft.context.page.navigate(f"/sessions/{session.id}"),
    )  # fmt: skip
    return _ruled(ui, [shown], session.id)


def open_file(ui: Ui, acts: Acts, person_id: str) -> None:
    if ui.panes:
        acts.open(person_id)
    else:
        ft.context.page.navigate(f"/people/{person_id}")


def _ruled(ui: Ui, parts: list[ft.Control], key: str) -> ft.Control:
    under = ft.BorderSide(ui.palette.edge, ui.palette.line)
    stacked = ft.Column(parts, spacing=4, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    padding = ft.Padding.only(bottom=GAP if len(parts) > 1 else 0)
    return ft.Container(stacked, border=ft.Border(bottom=under), padding=padding, key=key)
