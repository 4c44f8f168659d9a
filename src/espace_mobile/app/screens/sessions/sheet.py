"""The sign-in sheet of a session, in the words of the app."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from espace_mobile.app import clock
from espace_mobile.app.screens.sessions.words import title_of, where_words
from espace_mobile.app.screens.wording import person_name, worker_name
from espace_mobile.app.theme import FONTS, REGULAR, assets_folder
from espace_mobile.app.ui import Ui
from espace_mobile.domain import strokes
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import AttendanceStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.signature import Signature
from espace_mobile.i18n.translator import sentence
from espace_mobile.reports.attendance_sheet import Row, Sheet, Words, attendance_sheet

Signed = tuple[Attendance, Person | None, Signature | None]  # a person is None when this worker may not see them
_AWAY = (AttendanceStatus.EXCUSED, AttendanceStatus.ABSENT)


def printed(ui: Ui, session: GroupSession, people: Sequence[Signed]) -> bytes:
    """A PDF. Raises `PrinterMissing`."""
    return attendance_sheet(sheet_of(ui, session, people), (assets_folder() / FONTS[REGULAR]).parent)


def file_name(session: GroupSession) -> str:
    """Of nobody: the folder of downloads is read by others."""
    return f"emargement-{clock.local(session.starts_at):%Y-%m-%d}.pdf"


def sheet_of(ui: Ui, session: GroupSession, people: Sequence[Signed]) -> Sheet:
    start, now = clock.local(session.starts_at), clock.local(clock.now())
    end = clock.local(session.starts_at + timedelta(minutes=session.minutes))
    programme = ui.replica.get(Programme, session.programme_id) if session.programme_id else None
    facilitators = [worker_name(ui, id) for id in session.facilitator_ids] + [session.guests or ""]
    return Sheet(
        title=title_of(ui, session),
        when=f"{sentence(ui.words.day(start.date(), year=True))}, {ui.words.hours(start, end)}",
        where=where_words(ui, session),
        programme=programme.name if programme else "",
        facilitators=tuple(name for name in facilitators if name),
        rows=tuple(_row(ui, *one) for one in people),
        counted=_counted(ui, people),
        printed=ui.t(
            "sheet.printed", day=ui.words.day(now.date(), year=True), hour=ui.words.clock(now),
            name=ui.session.worker.display_name,
        ),
        printed_at=now, words=_words(ui), language=ui.words.language, demo=ui.state.installation.demo,
    )  # fmt: skip


def _row(ui: Ui, attendance: Attendance, person: Person | None, signature: Signature | None) -> Row:
    status = attendance.status
    return Row(
        name=person_name(ui, person) if person else ui.t("signing.other_team"),
        status="" if status == AttendanceStatus.EXPECTED else ui.words.label(status),
        drawing=strokes.read(signature.strokes) if signature else (),
        signed_at=ui.t("signing.signed_at", hour=ui.words.clock(clock.local(signature.at))) if signature else "",
        away=status in _AWAY and signature is None,
    )


def _counted(ui: Ui, people: Sequence[Signed]) -> str:
    statuses = [attendance.status for attendance, _, _ in people]
    present, excused = statuses.count(AttendanceStatus.PRESENT), statuses.count(AttendanceStatus.EXCUSED)
    absent, signed = statuses.count(AttendanceStatus.ABSENT), sum(1 for _, _, signature in people if signature)
    said = [ui.tn("sheet.present", present)]
    said += [ui.tn("sheet.excused", excused)] if excused else []
    said += [ui.tn("sheet.absent", absent)] if absent else []
    return f"{', '.join(said)} · {ui.tn('sheet.signed', signed)}"


def _words(ui: Ui) -> Words:
    page = ui.t("sheet.page", page="{page}", pages="{pages}")  # the sheet knows how many
    return Words(
        heading=ui.t("sheet.heading"), programme=ui.t("sheet.programme"), when=ui.t("sheet.when"),
        where=ui.t("sheet.where"), led_by=ui.t("sheet.led_by"), name=ui.t("sheet.name"), status=ui.t("sheet.status"),
        signature=ui.t("sheet.signature"), facilitator=ui.t("sheet.facilitator"), page=page,
        transcribed=ui.t("sheet.transcribed"), unwritable=ui.t("sheet.unwritable"), demo=ui.t("sheet.demo"),
    )  # fmt: skip
