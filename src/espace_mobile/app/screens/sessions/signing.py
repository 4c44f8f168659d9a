"""« Émargement »: the people of a session sign one after the other on the tablet that is turned towards them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import exports, sessions, signing
from espace_mobile.app.actions.undoing import Done, take_back
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, card, icon, line, notify, title
from espace_mobile.app.components.signature_pad import Ink, signature_drawing
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.saving import save_bytes
from espace_mobile.app.screens.sessions.pen import pen_of
from espace_mobile.app.screens.sessions.sheet import file_name, printed
from espace_mobile.app.screens.sessions.turn import turn_sheet
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.ui import Ui, component, use_draft, use_made, use_records, use_ui, use_value
from espace_mobile.domain import strokes
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.path_vocabulary import AttendanceStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.report_vocabulary import ExportFormat, ExportSort
from espace_mobile.domain.seating import SEATED
from espace_mobile.domain.signature import Signature
from espace_mobile.errors import EspaceError
from espace_mobile.i18n.translator import sentence

_SMALL = (96, 40)  # px, of a signature in the list


@dataclass(frozen=True)
class Signer:
    """`person`: when this worker may see them."""

    attendance: Attendance
    person: Person | None
    signature: Signature | None

    @property
    def may_sign(self) -> bool:
        return self.person is not None and self.signature is None and self.attendance.status in SEATED


@component
def Signing(session_id: str) -> Any:
    """For whoever leads the session; nothing for others."""
    ui = use_ui()
    use_records(Signature.kind, Attendance.kind, Person.kind, GroupSession.kind, Merge.kind)
    pen = use_made(lambda: pen_of(ui.session, session_id))
    draft = use_draft(f"signing.{session_id}")  # for its errors; what is drawn is written nowhere
    turn, give = use_value("")

    hand = use_made(object)

    def come() -> None:
        # Not at the first drawing: Flet may draw a screen twice before it keeps one, and would leave a dialog behind.
        pen.taken(hand)
        give(pen.turn)

    ft.use_effect(come, [], cleanup=pen.left)
    session = ui.replica.get(GroupSession, session_id)
    signers = _signers(ui, session) if session else []
    of_turn = next((s for s in signers if s.person and s.person.id == turn), None)

    def pass_to(person: Person | None) -> None:
        pen.pass_to(person.id if person else "")
        draft.errors = {}
        give(pen.turn)

    def dismissed() -> None:
        if pen.hand is hand:  # and not the sheet of a screen that another has replaced
            pass_to(None)

    sheet = _turn(ui, session, of_turn, signers, pen.ink, draft, pass_to, dismissed) if session and of_turn else None
    ft.use_dialog(sheet)
    if session is None or not sessions.may_run(ui.session.worker, session):
        return ft.Container()
    return _card(ui, session, signers, pass_to)


def _signers(ui: Ui, session: GroupSession) -> list[Signer]:
    shown = sessions.session_sheet(ui.replica, session, ui.session.worker)
    signed = signing.signatures(ui.replica, session)
    return [Signer(p.attendance, p.person, signed.get(p.person.id) if p.person else None) for p in shown.taking_part]


def _card(ui: Ui, session: GroupSession, signers: list[Signer], pass_to: Callable[[Person | None], None]) -> ft.Control:
    left = [s.person for s in signers if s.may_sign]
    done = sum(1 for s in signers if s.signature)
    said = ui.tn("signing.count", done, of=len(signers)) if signers else ui.t("signing.nobody")

    async def save_sheet() -> None:
        try:
            data = printed(ui, session, [(s.attendance, s.person, s.signature) for s in signers])
        except EspaceError as e:
            notify(ui, ui.error(e))
        else:
            day = clock.local(session.starts_at).date()
            exports.write_down(
                ui.replica, ExportSort.SIGNED_SHEET, ExportFormat.PDF, ui.session.worker, now=clock.now(),
                programme_id=session.programme_id, span=Span(day, day), named=True, lines=len(signers),
            )  # fmt: skip
            await save_bytes(ui, file_name(session), data)

    acts = [
        button(ui, ui.t("signing.begin"), (lambda: pass_to(left[0])) if left else None, identifier="signing.begin",
               primary=True, field=True, icon_name=ft.Icons.DRAW_OUTLINED),
        button(ui, ui.t("sheet.pdf"), save_sheet, identifier="sheet.pdf", field=True,
               icon_name=ft.Icons.PICTURE_AS_PDF_OUTLINED),
    ]  # fmt: skip
    return card(
        ui, title(ui, ui.t("signing.title")), muted(ui, said),
        ft.Column([_line(ui, n, s, pass_to) for n, s in enumerate(signers)], spacing=0, tight=True), *acts,
    )  # fmt: skip


def _line(ui: Ui, n: int, signer: Signer, pass_to: Callable[[Person | None], None]) -> ft.Control:
    person, signature = signer.person, signer.signature
    if person is None:
        return line(ui, ui.t("signing.other_team"), sentence(_state(ui, signer)), identifier=f"signing.{n}")
    trail: ft.Control | None = None
    if signature is not None:
        drawn = signature_drawing(ui, strokes.read(signature.strokes), *_SMALL)
        trail = ft.Row([drawn, icon(ui, ft.Icons.CHECK_CIRCLE, 24, ui.palette.ok)], spacing=4, tight=True)
    return line(
        ui, person_name(ui, person), sentence(_state(ui, signer)), identifier=f"signing.{n}", trail=trail,
        on_tap=lambda: pass_to(person),
    )  # fmt: skip


def _state(ui: Ui, signer: Signer) -> str:
    if signer.signature is not None:
        return ui.t("signing.signed_at", hour=ui.words.clock(clock.local(signer.signature.at)))
    if signer.attendance.status == AttendanceStatus.EXPECTED:
        return ui.t("signing.to_sign")
    if signer.attendance.status == AttendanceStatus.PRESENT:
        return ui.t("signing.without")
    return ui.words.label(signer.attendance.status)


def _turn(
    ui: Ui, session: GroupSession, signer: Signer, signers: list[Signer], ink: Ink, draft: Draft,
    pass_to: Callable[[Person | None], None], dismissed: Callable[[], None],
) -> ft.DialogControl:  # fmt: skip
    person, here = signer.person, ui.session
    assert person is not None
    after = [s.person for s in signers[signers.index(signer) + 1 :] if s.may_sign]

    def go_on() -> None:
        pass_to(after[0] if after else None)
        if not after:
            notify(ui, ui.t("signing.done"))

    def save() -> None:
        drawn, height = ink.strokes, ink.height
        if attempt(ui, lambda: signing.sign(here.replica, session, person, drawn, height, here.worker,
                                            now=clock.now()), draft):  # fmt: skip
            go_on()

    def paper() -> None:
        if attempt(ui, lambda: signing.on_paper(here.replica, session, person, here.worker, now=clock.now()), draft):
            go_on()

    def unsign() -> None:
        gone: list[Done[Person]] = []
        if attempt(ui, lambda: gone.append(signing.unsign(here.replica, session, person, here.worker))):
            pass_to(None)
            back = lambda: attempt(ui, lambda: take_back(here.replica, gone[0], here.worker))  # noqa: E731
            notify(ui, ui.t("signing.unsigned"), undo=back)

    return turn_sheet(
        ui, session, person, signer.signature, ink, error=draft.errors.get("signature", ""), on_save=save,
        on_paper=paper, on_skip=go_on, on_unsign=unsign, on_close=lambda: pass_to(None), on_dismiss=dismissed,
    )  # fmt: skip
