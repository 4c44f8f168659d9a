"""How what stands on the sheet of a programme is said."""

from __future__ import annotations

from datetime import timedelta

from espace_mobile.app import clock
from espace_mobile.app.actions import partner_meetings
from espace_mobile.app.screens.wording import day_words
from espace_mobile.app.ui import Ui
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.programme_sheet import PartnerMeeting
from espace_mobile.i18n.translator import sentence


def when_words(ui: Ui, meeting: PartnerMeeting) -> str:
    """« Jeudi 28 mai, 14 h – 16 h »."""
    start = clock.local(meeting.starts_at)
    end = clock.local(meeting.starts_at + timedelta(minutes=meeting.minutes))
    return f"{sentence(day_words(ui, start.date()))}, {ui.words.hours(start, end)}"


def state_words(ui: Ui, meeting: PartnerMeeting) -> str:
    """« Tenue, 4 venus sur 6 », « Annulée », « À dire : tenue ou non »."""
    if meeting.status == SessionStatus.HELD:
        came, asked = len(meeting.present_ids), len({*meeting.organisation_ids, *meeting.present_ids})
        return ui.t("meeting.held_with", came=came, asked=asked) if asked else ui.words.label(meeting.status)
    if meeting.status == SessionStatus.PLANNED and partner_meetings.day_of(meeting) < clock.today():
        return ui.t("meeting.to_say")
    return ui.words.label(meeting.status)
