"""How what stands on the sheet of a programme is said."""

from __future__ import annotations

from datetime import date, timedelta

from espace_mobile.app import clock
from espace_mobile.app.actions import partner_meetings
from espace_mobile.app.screens.sessions.words import length_words
from espace_mobile.app.screens.wording import day_words
from espace_mobile.app.ui import Ui
from espace_mobile.domain.budget import Total
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import BudgetLine, PartnerMeeting
from espace_mobile.domain.sheet_vocabulary import BudgetNature, BudgetSide
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


TARGET_WORDS = {
    "participants": "sheet.participants", "outings_a_year": "sheet.outings_a_year",
    "outings_in_all": "sheet.outings_in_all", "missions_a_year": "sheet.missions_a_year",
    "referents_a_year": "sheet.referents_a_year", "work_minutes": "sheet.work_hours",
    "review_days": "sheet.review_days", "review_minutes": "sheet.review_length",
    "follow_months": "sheet.follow_months",
}  # fmt: skip


def target_words(ui: Ui, programme: Programme, name: str) -> str:
    """« 60 », « 4 200 h », « 3 h 30 »; nothing when the sheet promises none."""
    value = getattr(programme, name)
    if value is None:
        return ""
    if not name.endswith("_minutes"):
        return ui.words.number(value)
    hours, rest = divmod(value, 60)
    return length_words(value) if rest or hours < 24 else f"{ui.words.number(hours)}\u00a0h"


def period_words(ui: Ui, since: date | None, until: date | None) -> str:
    """« Du 1er janvier 2026 au 31 décembre 2026 », « Depuis le 1er janvier 2026 »; nothing when no day is said."""
    first, last = (ui.words.short_day(day, year=True) if day else "" for day in (since, until))
    if first and last:
        return ui.t("sheet.from_to", first=first, last=last)
    return ui.t("sheet.from", first=first) if first else ui.t("sheet.up_to", last=last) if last else ""


def total_words(ui: Ui, total: Total) -> str:
    """« 126 800 € », « 126 800 €, 1 ligne sans montant », « 1 ligne sans montant »; nothing without a line."""
    amount = ui.words.money(total.cents) if total.cents is not None else ""
    return ", ".join(filter(None, [amount, ui.tn("sheet.blank_lines", total.blank) if total.blank else ""]))


def line_name(ui: Ui, line: BudgetLine) -> str:
    """« Vestiaire Baltet, personnel », « Ville de Troyes »: what it is, without its amount."""
    if line.side == BudgetSide.FUNDING:
        funder = ui.replica.get(Organisation, line.organisation_id or "")
        return ", ".join(filter(None, [funder.name if funder else "", line.label]))
    nature = ui.words.label(line.nature) if line.nature != BudgetNature.OTHER else ""
    return f"{line.label}, {nature.lower()}" if line.label and nature else line.label or nature
