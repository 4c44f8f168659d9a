"""One meeting: whether it was held, who came, and what was said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import partner_meetings, workers
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.actions.undoing import Done, take_back
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, button, chips, link, notify, segments, sheet, text_field
from espace_mobile.app.components.text import muted, text
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.identity_form import wide
from espace_mobile.app.screens.programmes.sheet.words import when_words
from espace_mobile.app.screens.wording import place_words
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.programme_sheet import NOTES, PartnerMeeting
from espace_mobile.domain.sheet_vocabulary import MeetingSort
from espace_mobile.domain.vocabulary import offered

_PROMPTS = NOTES[:-1]  # asked of the referents; of other meetings there is one text


@component
def MeetingSheet(meeting_id: str, on_close: Callable[[], Any], on_edit: Callable[[], Any]) -> Any:
    """What is typed stays until it is saved. Tests: `meeting.status.{code}`, `meeting.came.{organisation id}`,
    `meeting.edit`, `meeting.remove`, `meeting.save`."""
    ui = use_ui()
    use_records(PartnerMeeting.kind, Organisation.kind)
    meeting = ui.replica.get(PartnerMeeting, meeting_id)
    draft = use_draft(f"meeting.notes.{meeting_id}", _first(ui, meeting))
    ft.use_state(draft)
    ft.use_dialog(_sheet(ui, meeting, draft, on_close, on_edit) if meeting else None)
    return ft.Container(visible=False)


def _first(ui: Ui, meeting: PartnerMeeting | None) -> dict[str, Any]:
    if meeting is None:
        return {}
    said = {name: getattr(meeting, name) or "" for name in NOTES}
    return {**said, "first": said, "seen": seen_now(ui.replica, meeting)}


def _sheet(
    ui: Ui, meeting: PartnerMeeting, draft: Draft, on_close: Callable[[], Any], on_edit: Callable[[], Any]
) -> ft.DialogControl:  # fmt: skip
    head = " · ".join(filter(None, [ui.words.label(meeting.sort), place_words(ui, meeting)]))
    may = workers.may_counsel(ui.session.worker)

    def close() -> None:
        if draft.values.get("first") == {name: draft.get(name) for name in NOTES}:
            draft.drop()  # nothing to keep: next time, what is there then
        on_close()

    content = [
        muted(ui, head, SMALL), *_state(ui, meeting, may), *_present(ui, meeting, may),
        *_notes(ui, meeting, draft, may), *([_more(ui, meeting, close, on_edit)] if may else []),
    ]  # fmt: skip
    save = button(ui, ui.t("action.save"), lambda: _save(ui, meeting, draft, close), identifier="meeting.save",
                  primary=True, field=True)  # fmt: skip
    return sheet(ui, when_words(ui, meeting), content, close, actions=[save] if may else [])


def _state(ui: Ui, meeting: PartnerMeeting, may: bool) -> list[ft.Control]:
    if not may:
        return [text(ui, ui.words.label(meeting.status))]
    over = partner_meetings.day_of(meeting) <= clock.today()
    codes = [s for s in offered(SessionStatus) if over or s != SessionStatus.HELD]
    options = [Option(s, ui.words.label(s)) for s in codes]

    def say(code: str) -> None:
        session = ui.session
        attempt(ui, lambda: partner_meetings.set_status(
            session.replica, meeting, SessionStatus(code), session.worker, today=clock.today()))  # fmt: skip

    return [segments(ui, options, meeting.status, say, identifier="meeting.status", name=ui.t("schedule.status"))]


def _present(ui: Ui, meeting: PartnerMeeting, may: bool) -> list[ft.Control]:
    """Before its day, who is asked; from then on, who came: a tap each."""
    ids = dict.fromkeys((*meeting.organisation_ids, *meeting.present_ids))
    found = [o for o in (ui.replica.get(Organisation, id) for id in ids) if o is not None]
    if not found or meeting.status == SessionStatus.CANCELLED:
        return []
    if not may or partner_meetings.day_of(meeting) > clock.today():
        there = [o.name for o in found if o.id in meeting.present_ids or not meeting.present_ids]
        said = ui.t("meeting.came" if meeting.present_ids else "meeting.asked")
        return [muted(ui, said, SMALL), text(ui, ui.words.listing(there))]

    def toggle(id: str) -> None:
        session = ui.session
        attempt(ui, lambda: partner_meetings.came(session.replica, meeting, id, session.worker, today=clock.today()))

    options = [Option(o.id, o.name) for o in found]
    return [
        muted(ui, ui.t("meeting.who_came"), SMALL),
        chips(ui, options, meeting.present_ids, toggle, identifier="meeting.came", field=True),
    ]  # fmt: skip


def _notes(ui: Ui, meeting: PartnerMeeting, draft: Draft, may: bool) -> list[ft.Control]:
    if not partner_meetings.may_read_notes(ui.session.worker):
        return []
    asked = meeting.sort == MeetingSort.REFERENTS
    names = [name for name in NOTES if name not in _PROMPTS or asked or getattr(meeting, name)]
    if not may:
        said = [(name, getattr(meeting, name)) for name in names]
        return [c for name, words in said if words for c in (muted(ui, ui.t(_label(name)), SMALL), text(ui, words))]
    return [
        wide(text_field(ui, draft, name, ui.t(_label(name)), multiline=True, min_lines=2, max_lines=8,
                        capitalization=ft.TextCapitalization.SENTENCES))
        for name in names
    ]  # fmt: skip


def _label(name: str) -> str:
    return {
        "news": "meeting.news", "practices": "meeting.practices", "difficulties": "meeting.difficulties",
        "needs": "meeting.needs", "notes": "meeting.notes",
    }[name]  # fmt: skip


def _more(ui: Ui, meeting: PartnerMeeting, close: Callable[[], None], on_edit: Callable[[], Any]) -> ft.Control:
    session = ui.session

    def remove() -> None:
        done: list[Done[PartnerMeeting]] = []
        if attempt(ui, lambda: done.append(partner_meetings.remove(session.replica, meeting, session.worker))):
            close()
            undo = lambda: attempt(ui, lambda: take_back(session.replica, done[0], session.worker))  # noqa: E731
            notify(ui, ui.t("meeting.removed"), undo=undo)

    edit = link(ui, ui.t("meeting.edit"), lambda: on_edit(), identifier="meeting.edit", field=True,
                icon_name=ft.Icons.EDIT_OUTLINED)  # fmt: skip
    gone = link(ui, ui.t("meeting.remove"), remove, identifier="meeting.remove", danger=True, field=True)
    return ft.Row([edit, gone], wrap=True, spacing=0, run_spacing=0)


def _save(ui: Ui, meeting: PartnerMeeting, draft: Draft, close: Callable[[], None]) -> None:
    session = ui.session
    said = {name: draft.get(name) for name in NOTES}
    act = lambda: partner_meetings.write(  # noqa: E731
        session.replica, meeting, session.worker, said, shown=draft.get("first", {}), stamps=draft.get("seen", {})
    )
    if attempt(ui, act, draft):
        draft.drop()
        close()
        notify(ui, ui.t("meeting.saved"))
