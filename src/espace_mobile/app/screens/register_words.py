"""A line of the register of rights in words: what it is, until when it is to be answered, what became of it."""

from __future__ import annotations

from datetime import date

import flet as ft

from espace_mobile.app.screens.wording import day_words, worker_name
from espace_mobile.app.ui import Ui
from espace_mobile.domain.register import SOON, answer_by, is_request, waits
from espace_mobile.domain.rights_entry import RightsEntry
from espace_mobile.domain.rights_vocabulary import RegisterSort
from espace_mobile.i18n.translator import sentence

_SIGNS = {
    RegisterSort.ACCESS: ft.Icons.FOLDER_SHARED_OUTLINED, RegisterSort.RECTIFICATION: ft.Icons.EDIT_OUTLINED,
    RegisterSort.OBJECTION: ft.Icons.BACK_HAND_OUTLINED, RegisterSort.RESTRICTION: ft.Icons.PAUSE_CIRCLE_OUTLINED,
    RegisterSort.ERASURE: ft.Icons.DELETE_OUTLINE, RegisterSort.KEPT: ft.Icons.UPDATE,
    RegisterSort.ARCHIVED: ft.Icons.INVENTORY_2_OUTLINED, RegisterSort.TAKEN_OUT: ft.Icons.UNARCHIVE_OUTLINED,
    RegisterSort.ALLOWED: ft.Icons.LOCK_OPEN_OUTLINED,
    RegisterSort.ANONYMISED: ft.Icons.PERSON_OFF_OUTLINED, RegisterSort.ERASED: ft.Icons.DELETE_FOREVER_OUTLINED,
}  # fmt: skip


def look_of(entry: RightsEntry, today: date) -> tuple[ft.IconData, str]:
    """Its sign, and the name of the palette's colour: alert when it is late or nearly."""
    urgent = waits(entry) and answer_by(entry) - today <= SOON
    sign = ft.Icons.PRIORITY_HIGH if urgent else _SIGNS.get(entry.sort, ft.Icons.GAVEL_OUTLINED)
    return sign, "alert" if urgent else "primary" if waits(entry) else "muted"


def deadline(ui: Ui, entry: RightsEntry) -> str:
    """« Reçue jeudi 14 mai · à répondre avant le 14 juin 2026 »."""
    until = ui.words.short_day(answer_by(entry), year=True)
    return f"{ui.t('request.received', day=day_words(ui, entry.on))} · {ui.t('request.until', day=until)}"


def said_of(ui: Ui, entry: RightsEntry) -> str:
    """When, by whom, and what was answered; nobody's name."""
    when = sentence(ui.words.short_day(entry.on, year=True))
    by = worker_name(ui, entry.answered_by or entry.worker_id)
    parts = [when, by]
    if entry.files > 1 or entry.sort in (RegisterSort.ANONYMISED, RegisterSort.ERASED):
        parts.append(ui.tn("register.people", entry.files))
    if entry.until and entry.sort == RegisterSort.ALLOWED:
        parts.append(ui.t("restriction.allowed_until", day=ui.words.short_day(entry.until, year=True)))
    elif entry.until:
        parts.append(ui.t("register.out_until", day=ui.words.short_day(entry.until, year=True)))
    if entry.because:
        parts.append(ui.words.label(entry.because))
    if entry.allowed_because:
        parts.append(ui.words.label(entry.allowed_because))
    if entry.answered_on:
        day = ui.words.short_day(entry.answered_on, year=True)
        parts.append(ui.t("request.answer", answer=ui.words.label(entry.given), day=day))
    elif is_request(entry) and entry.person_id is None:
        parts.append(ui.t("request.erased"))
    if entry.lifted_on:
        lifted = ui.t("restriction.lifted_on", day=ui.words.short_day(entry.lifted_on, year=True))
        parts.append(", ".join(filter(None, [lifted, worker_name(ui, entry.lifted_by)])))
    return " · ".join(filter(None, parts))
