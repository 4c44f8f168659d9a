"""The meetings of partners about a programme: those to come, then those that were; one more at a tap."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import partner_meetings, workers
from espace_mobile.app.components import button, card, line, link, title
from espace_mobile.app.components.text import muted
from espace_mobile.app.screens.programmes.sheet.meeting import MeetingSheet
from espace_mobile.app.screens.programmes.sheet.meeting_form import MeetingForm
from espace_mobile.app.screens.programmes.sheet.words import state_words, when_words
from espace_mobile.app.screens.wording import place_words
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme_sheet import PartnerMeeting
from espace_mobile.domain.sheet_vocabulary import MeetingSort

SHOWN = 6
_NONE, _NEW, _SHEET, _FORM = "", "new", "sheet", "form"


@component
def Meetings(programme_id: str, sorts: tuple[str, ...]) -> Any:
    """A card. `sorts`: codes of `MeetingSort`, the first of which a new one is. Tests: `meeting.{n}`, `meeting.new`,
    `meeting.more`; those of `MeetingSheet` and `MeetingForm`."""
    ui = use_ui()
    use_records(PartnerMeeting.kind, Organisation.kind, Place.kind)
    (opened, about), show = use_value((_NONE, ""))
    everything, show_all = use_value(False)
    found = _in_order(partner_meetings.meetings_of(ui.replica, programme_id, sorts))
    close = lambda: show((_NONE, ""))  # noqa: E731
    shown = found if everything else found[:SHOWN]

    def opener(id: str) -> Callable[[], None]:
        return lambda: show((_SHEET, id))

    lines = [_line(ui, m, n, len(sorts) > 1, opener(m.id)) for n, m in enumerate(shown)]
    more = link(ui, ui.t("meeting.more", n=len(found) - SHOWN), lambda: show_all(True), identifier="meeting.more",
                field=True)  # fmt: skip
    new = button(ui, ui.t("meeting.new"), lambda: show((_NEW, "")), identifier="meeting.new", field=True,
                 icon_name=ft.Icons.ADD)  # fmt: skip
    key = f"{opened}.{about}"
    sheets: dict[str, Callable[[], ft.Control]] = {
        _NEW: lambda: MeetingForm(programme_id, sorts, None, close),
        _FORM: lambda: MeetingForm(programme_id, sorts, about, lambda: show((_SHEET, about))),
        _SHEET: lambda: MeetingSheet(about, close, lambda: show((_FORM, about))),
    }
    return card(
        ui, title(ui, _title(ui, sorts)), *([] if found else [muted(ui, ui.t("meeting.none"))]),
        ft.Column(lines, spacing=0, tight=True), *([ft.Row([more], wrap=True)] if len(found) > len(shown) else []),
        *([new] if workers.may_counsel(ui.session.worker) else []),
        *([ft.Container(sheets[opened](), key=key)] if opened in sheets else []),
    )  # fmt: skip


def _title(ui: Ui, sorts: tuple[str, ...]) -> str:
    return ui.words.label(MeetingSort(sorts[0])) if len(sorts) == 1 else ui.t("meeting.title")


def _in_order(meetings: list[PartnerMeeting]) -> list[PartnerMeeting]:
    """Those to come, the next first; then the others, the latest first."""
    today = clock.today()
    ahead = [m for m in meetings if m.status == SessionStatus.PLANNED and partner_meetings.day_of(m) >= today]
    return [*reversed(ahead), *(m for m in meetings if m not in ahead)]


def _line(ui: Ui, meeting: PartnerMeeting, n: int, mixed: bool, open_it: Callable[[], None]) -> ft.Control:
    sort = ui.words.label(meeting.sort) if mixed else ""
    said = " · ".join(filter(None, [sort, state_words(ui, meeting), place_words(ui, meeting)]))
    return line(ui, when_words(ui, meeting), said, identifier=f"meeting.{n}", on_tap=open_it, key=meeting.id)
