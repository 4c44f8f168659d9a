"""A meeting planned, written down afterwards, or changed: what sort, when, where, and who is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import partner_meetings
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.actions.partner_meetings import Meeting
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, button, chips, notify, sheet
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.busy import busy_words
from espace_mobile.app.screens.identity_form import error_text
from espace_mobile.app.screens.place_choice import place_choice
from espace_mobile.app.screens.referrals.partner import PartnerChoice
from espace_mobile.app.screens.sessions.words import length_words
from espace_mobile.app.screens.when import When, when_of
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme_sheet import PartnerMeeting
from espace_mobile.domain.sheet_vocabulary import MeetingSort

LENGTHS = (60, 90, 120, 180, 240)  # minutes
_BACK = timedelta(days=2 * 366)


@component
def MeetingForm(programme_id: str, sorts: tuple[str, ...], meeting_id: str | None, on_close: Callable[[], Any]) -> Any:
    """Tests: `meeting.sort.{code}`, those of `When`, `meeting.minutes.{n}`, `place.{id}`, `meeting.ask.{id}`, those of
    `PartnerChoice`, `meeting.plan`."""
    ui = use_ui()
    use_records(Place.kind, Organisation.kind)
    meeting = ui.replica.get(PartnerMeeting, meeting_id) if meeting_id else None
    name = f"meeting.edit.{meeting_id}" if meeting_id else f"meeting.new.{programme_id}.{sorts[0]}"
    draft = use_draft(name, _first(ui, programme_id, sorts, meeting))
    other = use_draft(f"{name}.partner")
    ft.use_state(draft)
    ft.use_dialog(_sheet(ui, programme_id, sorts, meeting, draft, other, on_close))
    return ft.Container(visible=False)


def _first(ui: Ui, programme_id: str, sorts: tuple[str, ...], meeting: PartnerMeeting | None) -> dict[str, Any]:
    if meeting is None:
        asked = partner_meetings.asked_last(ui.replica, programme_id, sorts[0])
        return _values(Meeting(sort=MeetingSort(sorts[0]), organisation_ids=asked))
    first = _values(Meeting.of(meeting))
    return {**first, "first": first, "stamps": seen_now(ui.replica, meeting)}


def _values(meeting: Meeting) -> dict[str, Any]:
    wall = clock.local(meeting.starts_at) if meeting.starts_at else None
    return {
        "sort": str(meeting.sort), "day": wall.date().isoformat() if wall else "",
        "hour": f"{wall:%H:%M}" if wall else "", "minutes": meeting.minutes, "place_id": meeting.place_id or "",
        "place": meeting.place_text or "", "asked": list(meeting.organisation_ids),
    }  # fmt: skip


def _read(draft: Draft) -> Meeting:
    """Raises `InputError` (`hour`, `required`) when only the day is chosen."""
    return Meeting(
        starts_at=when_of(draft), sort=MeetingSort(draft.get("sort")), minutes=int(draft.get("minutes", 120)),
        place_id=draft.get("place_id") or None, place_text=draft.get("place") or None,
        organisation_ids=tuple(draft.get("asked", ())),
    )  # fmt: skip


def _sheet(
    ui: Ui, programme_id: str, sorts: tuple[str, ...], meeting: PartnerMeeting | None, draft: Draft, other: Draft,
    on_close: Callable[[], Any],
) -> ft.DialogControl:  # fmt: skip
    def leave() -> None:
        draft.drop()
        other.drop()
        on_close()

    def save() -> None:
        if attempt(ui, lambda: _act(ui, programme_id, meeting, draft), draft):
            leave()
            notify(ui, ui.t("meeting.planned" if meeting is None else "meeting.saved"))

    busy = lambda at: busy_words(ui, at, None, minutes=int(draft.get("minutes", 120)))  # noqa: E731
    content = [
        *_sort(ui, sorts, draft), When(draft, busy, clock.today() - _BACK), *_length(ui, draft),
        place_choice(ui, draft), *error_text(ui, draft, "place_text"), *_asked(ui, draft, other),
    ]  # fmt: skip
    return sheet(
        ui, ui.t("meeting.new" if meeting is None else "meeting.edit"), content, on_close,
        actions=[
            button(ui, ui.t("action.save"), save, identifier="meeting.plan", primary=True, field=True),
            button(ui, ui.t("action.cancel"), leave, identifier="meeting.leave", field=True),
        ],
    )  # fmt: skip


def _act(ui: Ui, programme_id: str, meeting: PartnerMeeting | None, draft: Draft) -> None:
    session, asked = ui.session, _read(draft)
    if meeting is None:
        partner_meetings.plan(session.replica, programme_id, asked, session.worker)
        return
    first = _read(Draft("seen", _values=dict(draft.get("first", {}))))
    partner_meetings.edit(
        session.replica, meeting, asked, session.worker, seen=first, stamps=draft.get("stamps") or None
    )


def _sort(ui: Ui, sorts: tuple[str, ...], draft: Draft) -> list[ft.Control]:
    if len(sorts) < 2:
        return []
    options = [Option(s, ui.words.label(MeetingSort(s))) for s in sorts]
    choose = lambda code: draft.set("sort", code, redraw=True)  # noqa: E731
    return [chips(ui, options, [draft.get("sort")], choose, identifier="meeting.sort", field=True)]


def _length(ui: Ui, draft: Draft) -> list[ft.Control]:
    minutes = int(draft.get("minutes", 120))
    options = [Option(str(m), length_words(m)) for m in sorted({*LENGTHS, minutes})]
    choose = lambda code: draft.set("minutes", int(code), redraw=True)  # noqa: E731
    return [
        muted(ui, ui.t("session.length"), SMALL),
        chips(ui, options, [str(minutes)], choose, identifier="meeting.minutes", field=True),
        *error_text(ui, draft, "minutes"),
    ]  # fmt: skip


def _asked(ui: Ui, draft: Draft, other: Draft) -> list[ft.Control]:
    """Whoever is asked, a tap to leave one out; another by name."""
    ids = list(draft.get("known", ()) or draft.get("asked", ()))
    chosen = list(draft.get("asked", ()))
    found = [o for o in (ui.replica.get(Organisation, id) for id in dict.fromkeys([*ids, *chosen])) if o is not None]

    def toggle(id: str) -> None:
        draft.set("known", [o.id for o in found])  # one left out stays in sight
        draft.set("asked", [i for i in chosen if i != id] if id in chosen else [*chosen, id], redraw=True)

    def add(id: str) -> None:
        draft.set("known", list(dict.fromkeys([*(o.id for o in found), id])))
        draft.set("asked", list(dict.fromkeys([*chosen, id])), redraw=True)

    options = [Option(o.id, o.name) for o in found]
    return [
        muted(ui, ui.t("meeting.asked"), SMALL),
        *([chips(ui, options, chosen, toggle, identifier="meeting.ask", field=True)] if options else []),
        PartnerChoice(other, add, [o.id for o in found]),
    ]  # fmt: skip
