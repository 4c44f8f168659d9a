"""A try in two taps: by what, with what result. It is saved at the second one; the rest of the sheet is for later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import follow_ups
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.actions.undoing import Done, take_back
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, notify, sheet, touchable
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.identity_form import error_text
from espace_mobile.app.screens.relances import situation
from espace_mobile.app.screens.relances.deciding import decisions
from espace_mobile.app.screens.relances.state import Trying
from espace_mobile.app.screens.relances.tiles import tiles
from espace_mobile.app.screens.relances.words import due_words, duration, tried_words, why
from espace_mobile.app.screens.wording import day_words, person_name
from espace_mobile.app.theme import BODY, GAP, RADIUS, SMALL, TOUCH_FIELD
from espace_mobile.app.ui import Ui, component, use_draft, use_made, use_records, use_ui
from espace_mobile.domain import relances
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.path_vocabulary import AttemptChannel, AttemptResult
from espace_mobile.domain.person import Person
from espace_mobile.domain.phones import shown_phone
from espace_mobile.domain.vocabulary import offered
from espace_mobile.errors import InputError
from espace_mobile.i18n.translator import sentence

_STRETCH = ft.CrossAxisAlignment.STRETCH
_SIGNS = {
    AttemptChannel.CALL: ft.Icons.PHONE_OUTLINED, AttemptChannel.TEXT_MESSAGE: ft.Icons.SMS_OUTLINED,
    AttemptChannel.EMAIL: ft.Icons.ALTERNATE_EMAIL, AttemptChannel.POST: ft.Icons.MAIL_OUTLINE,
    AttemptChannel.VISIT: ft.Icons.HOME_OUTLINED, AttemptChannel.MET: ft.Icons.WAVING_HAND_OUTLINED,
    AttemptChannel.PARTNER: ft.Icons.HANDSHAKE_OUTLINED,
}  # fmt: skip


@component
def TryingSheet(trying: Trying) -> Any:
    """Tests: `channel.{code}`, `result.{code}`, `minutes.plus`, `minutes.minus`, `relance.postpone`, `relance.assign`,
    `relance.drop`, `relance.file`, `relance.situation`, `relance.unreachable`."""
    ui = use_ui()
    ft.use_state(trying)
    use_records(FollowUp.kind, Attempt.kind, Person.kind)
    minutes = use_draft("relance.minutes")  # by channel, as this worker last set them
    ft.use_state(minutes)
    later = use_made(lambda: Draft("relance.later"))
    ft.use_state(later)
    person = person_of(ui.replica, trying.person)
    ft.use_dialog(_sheet(ui, trying, person, minutes, later) if person else None)
    return ft.Column(situation.sheets(ui, trying), spacing=0, visible=bool(trying.noting))


def call_button(ui: Ui, person: Person, trying: Trying, task: str, *, identifier: str) -> ft.Control | None:
    """Dials, and has the sheet ready for what came of it. None without a number."""
    number = person.phone
    if not number:
        return None

    async def call() -> None:
        trying.open(person.id, task, AttemptChannel.CALL)
        await ft.UrlLauncher().launch_url(f"tel:{number}")

    p = ui.palette
    return touchable(
        ui, icon(ui, ft.Icons.PHONE_OUTLINED, 24, p.primary), identifier=identifier,
        name=ui.t("relance.call", name=person_name(ui, person), phone=shown_phone(number)), on_tap=call,
        width=ui.size(TOUCH_FIELD), height=ui.size(TOUCH_FIELD), border_radius=RADIUS, bgcolor=p.soft,
        alignment=ft.Alignment.CENTER, border=ft.Border.all(p.edge, p.line) if p.bold_edges else None,
    )  # fmt: skip


def _sheet(ui: Ui, trying: Trying, person: Person, minutes: Draft, later: Draft) -> ft.DialogControl:
    """Means and results fit the screen of a phone together: the second tap never asks for a scroll."""
    task = ui.replica.get(FollowUp, trying.task) if trying.task else None
    last = next(iter(follow_ups.attempts_of(ui.replica, person.id)), None)
    about = [f"{why(ui, task)}, {due_words(ui, task.due_on)}"] if task else []
    dial = call_button(ui, person, trying, trying.task, identifier="relance.call")
    told: list[ft.Control] = [muted(ui, sentence(said), SMALL) for said in (*about, tried_words(ui, last))]
    if dial:
        said = ft.Column([*told, muted(ui, shown_phone(person.phone or ""), SMALL)], spacing=2, expand=True)
        told = [ft.Row([said, dial], spacing=12)]

    def channel(code: str) -> None:
        minutes.errors = {}
        trying.channel = code

    def result(code: str) -> None:
        _save(ui, trying, person, task, AttemptResult(code), minutes)

    return sheet(
        ui, person_name(ui, person),
        [
            ft.Column(told, spacing=2),
            _part(
                ui, ui.t("relance.channel"), tiles(ui, channels(ui), trying.channel, channel, identifier="channel"),
                *error_text(ui, minutes, "channel"), _stepper(ui, trying, minutes),
                *error_text(ui, minutes, "minutes"),
            ),
            _part(ui, ui.t("relance.result"), tiles(ui, results(ui), None, result, identifier="result", per_row=3)),
            *decisions(ui, trying, person, task, later),
        ],
        trying.close,
    )  # fmt: skip


def _part(ui: Ui, name: str, *controls: ft.Control) -> ft.Control:
    return ft.Column([muted(ui, name, SMALL), *controls], spacing=GAP, horizontal_alignment=_STRETCH)


def channels(ui: Ui) -> list[Option]:
    return [Option(c, ui.words.label(c), _SIGNS[AttemptChannel(c)]) for c in offered(AttemptChannel)]


def results(ui: Ui) -> list[Option]:
    return [Option(r, ui.words.label(r)) for r in offered(AttemptResult)]


def _stepper(ui: Ui, trying: Trying, minutes: Draft) -> ft.Control:
    """Minutes one by one to five, then five by five."""
    now = minutes_of(trying.channel, minutes)

    def step(to: int) -> Callable[[], None]:
        return lambda: minutes.set(trying.channel, min(max(to, 0), relances.MAX_MINUTES), redraw=True)

    def end(sign: ft.IconData, name: str, to: int, identifier: str) -> ft.Control:
        on = bool(trying.channel)
        return touchable(
            ui, icon(ui, sign, 24, ui.palette.primary), identifier=identifier, name=name,
            on_tap=step(to) if on else None, width=ui.size(TOUCH_FIELD), height=ui.size(TOUCH_FIELD),
            border_radius=RADIUS, bgcolor=ui.palette.soft, alignment=ft.Alignment.CENTER, opacity=1.0 if on else 0.45,
            border=ft.Border.all(ui.palette.edge, ui.palette.line) if ui.palette.bold_edges else None,
        )  # fmt: skip

    said = duration(ui, now) if trying.channel else ui.t("relance.minutes_unsaid")
    figure = ft.Semantics(
        identifier="minutes", label=ui.t("relance.minutes"), value=said, live_region=True, container=True,
        content=ft.Semantics(
            exclude_semantics=True, content=label(ui, said, BODY, text_align=ft.TextAlign.CENTER, width=ui.size(72))
        ),
    )  # fmt: skip
    return ft.Row(
        [
            muted(ui, ui.t("relance.minutes"), SMALL, expand=True),
            end(ft.Icons.REMOVE, ui.t("relance.less"), now - 1 if now <= 5 else now - 5, "minutes.minus"), figure,
            end(ft.Icons.ADD, ui.t("relance.more"), now + 1 if now < 5 else now + 5, "minutes.plus"),
        ],
        spacing=GAP,
    )  # fmt: skip


def minutes_of(channel: str, minutes: Draft) -> int:
    usual = relances.USUAL_MINUTES.get(AttemptChannel(channel), 0) if channel else 0
    return int(minutes.get(channel, usual))


def _save(ui: Ui, trying: Trying, person: Person, task: FollowUp | None, result: AttemptResult, minutes: Draft) -> None:
    session, done = ui.session, []

    def act() -> None:
        if not trying.channel:
            raise InputError("channel", "required")
        said = AttemptChannel(trying.channel), result, minutes_of(trying.channel, minutes), session.worker
        if task is not None:
            done.append(follow_ups.attempt(session.replica, task, *said, clock.now()))
        else:
            done.append(follow_ups.attempt_alone(session.replica, person, *said, clock.now()))

    if attempt(ui, act, minutes):
        trying.close()
        notify(ui, _noted(ui, result, task), undo=lambda: _undo(ui, done[0]))
        if task is not None and result == AttemptResult.REACHED and situation.of(ui, task) is not None:
            trying.note_situation(task.id)  # the person is there, or on the phone: it is asked now


def _noted(ui: Ui, result: AttemptResult, task: FollowUp | None) -> str:
    """What was noted, and what becomes of the relance."""
    now = ui.replica.get(FollowUp, task.id) if task else None
    if now is None or task is None:
        return ui.t("relance.noted", result=ui.words.label(result))
    if result in relances.CONCLUSIVE and not relances.closes(task, result):
        return ui.t("relance.to_note", result=ui.words.label(result))
    if result in relances.CONCLUSIVE:
        return ui.t("relance.done", result=ui.words.label(result))
    if result == AttemptResult.WRONG_NUMBER:
        return ui.t("relance.wrong_number")
    return ui.t("relance.again", result=ui.words.label(result), day=day_words(ui, now.due_on))


def _undo(ui: Ui, done: Done[Any]) -> None:
    session = ui.session
    attempt(ui, lambda: take_back(session.replica, done, session.worker))
