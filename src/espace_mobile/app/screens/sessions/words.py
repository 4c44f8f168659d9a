"""How sessions, their seats and their people are said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import protocols
from espace_mobile.app.actions.sessions import Participant, SessionSheet
from espace_mobile.app.components import pill
from espace_mobile.app.screens.wording import day_words, person_name, worker_name
from espace_mobile.app.ui import Ui
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.place import Place
from espace_mobile.domain.seating import Seats
from espace_mobile.domain.session_protocol import SessionProtocol
from espace_mobile.i18n.translator import sentence


def when_words(ui: Ui, session: GroupSession) -> str:
    """« Jeudi 28 mai, 14 h – 16 h »."""
    return ", ".join(day_and_hours(ui, session))


def day_and_hours(ui: Ui, session: GroupSession) -> tuple[str, str]:
    """« Jeudi 28 mai » and « 14 h – 16 h »."""
    start = clock.local(session.starts_at)
    end = clock.local(session.starts_at + timedelta(minutes=session.minutes))
    return sentence(day_words(ui, start.date())), ui.words.hours(start, end)


def where_words(ui: Ui, session: GroupSession) -> str:
    place = ui.replica.get(Place, session.place_id) if session.place_id else None
    return ", ".join(filter(None, [place.name if place else "", session.place_text]))


def led_by(ui: Ui, session: GroupSession) -> str:
    """Workers, structures, whoever comes from outside; then how many volunteers help."""
    names = [worker_name(ui, id) for id in session.facilitator_ids]
    with_us = (ui.replica.get(Organisation, id) for id in session.organisation_ids)
    helping = ui.tn("session.volunteers_count", session.volunteers) if session.volunteers else ""
    said = [*names, *(o.name for o in with_us if o), session.guests or "", helping]
    return ui.words.listing([name for name in said if name])


def title_of(ui: Ui, session: GroupSession) -> str:
    return session.title or ui.t("session.one")


def seats_words(ui: Ui, seats: Seats) -> str:
    """« 3 places », « Complet », « 1 personne de trop »: what is left."""
    if seats.over:
        return ui.tn("seat.over", seats.over)
    return ui.tn("seat.left", seats.left) if seats.left else ui.t("seat.full")


def taken_words(ui: Ui, sheet: SessionSheet) -> str:
    """« 1 place libre sur 5 », « Complet : 5 sur 5 », « 6 personnes pour 5 places »; once it is held, how many came."""
    seats = sheet.seats
    if sheet.session.status == SessionStatus.HELD:
        return ui.tn("seat.came", seats.present)
    if sheet.session.informal:
        return ui.tn("seat.expected", seats.taken)
    if seats.over:
        return ui.tn("seat.over_of", seats.taken, seats=ui.tn("seat.count", seats.capacity))
    if seats.left:
        return ui.tn("seat.free_of", seats.left, of=seats.capacity)
    return ui.t("seat.full_of", n=seats.taken, of=seats.capacity)


def state_words(ui: Ui, session: GroupSession, seats: Seats) -> str:
    """Of a session to come its seats, of another what became of it."""
    if session.status == SessionStatus.CANCELLED:
        return ui.words.label(session.status)
    if session.informal and session.status == SessionStatus.PLANNED:
        return ui.t("session.informal")
    return ui.tn("seat.came", seats.present) if session.status == SessionStatus.HELD else seats_words(ui, seats)


def seats_pill(ui: Ui, session: GroupSession, seats: Seats) -> ft.Control:
    tone, sign = "alert" if seats.over else "ink" if seats.full else "ok", None
    if session.status == SessionStatus.CANCELLED:
        tone, sign = "alert", ft.Icons.EVENT_BUSY_OUTLINED
    elif session.status == SessionStatus.HELD:
        tone, sign = "ink", ft.Icons.CHECK
    return pill(ui, sign, state_words(ui, session, seats), tone)


def participant_name(ui: Ui, participant: Participant) -> str:
    if participant.person is not None:
        return person_name(ui, participant.person)
    return ui.t("signing.other_team" if participant.attendance.person_id else "session.erased")


def default_protocol(ui: Ui) -> SessionProtocol:
    """That of the sheet « Mission de transmission des savoirs », until somebody makes it theirs."""
    sections: Sequence[str] = (
        ui.t("protocol.lived"), ui.t("protocol.know_how"), ui.t("protocol.soft_skills"), ui.t("protocol.set_against"),
    )  # fmt: skip
    return SessionProtocol(id=protocols.DEFAULT_ID, title=ui.t("protocol.default"), sections=tuple(sections))


def length_words(minutes: int) -> str:
    """« 45 min », « 2 h », « 1 h 30 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}\u00a0min"
    return f"{hours}\u00a0h" + (f"\u00a0{rest:02d}" if rest else "")
