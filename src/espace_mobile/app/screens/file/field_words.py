"""The fields of a file, in words: their names and what they say."""

from __future__ import annotations

from datetime import date
from typing import Any

from espace_mobile.app.screens.wording import worker_name
from espace_mobile.app.ui import Ui
from espace_mobile.domain.path_vocabulary import Consent, ContactPreference
from espace_mobile.domain.person import BARRIER_FIELD
from espace_mobile.domain.phones import shown_phone
from espace_mobile.domain.vocabulary import (
    AgeBand,
    Barrier,
    BarrierState,
    Need,
    NoticeGiven,
    PersonStatus,
    Qpv,
    ReferralChannel,
    Sex,
)

_NAMES = {
    "first_name": "person_field.first_name", "last_name": "person_field.last_name",
    "nickname": "person_field.nickname", "phone": "person_field.phone", "birth_on": "person_field.birth",
    "birth_year": "person_field.birth", "address": "person_field.address", "note": "note.label",
    "sex": "person_field.sex", "age_band": "person_field.age_band", "qpv": "person_field.qpv",
    "commune_insee": "person_field.commune", "needs": "file.needs", "notice_given": "notice.title",
    "notice_version": "notice.title", "notice_on": "notice.title", "heard_via": "person_field.heard_via",
    "referent_id": "person_field.referent", "status": "person_field.status", "languages": "person_field.languages",
    "opened_on": "person_field.opened", "opened_at_outing_id": "person_field.opened", "email": "person_field.email",
    "reach_by": "person_field.reach_by", "reach_note": "person_field.reach_note",
    "next_step": "person_field.next_step", "next_step_on": "person_field.next_step", "sharing": "person_field.sharing",
    "sharing_on": "person_field.sharing", "guardian": "person_field.guardian", "guardian_on": "person_field.guardian",
}  # fmt: skip
_CODES: dict[str, Any] = {
    "sex": Sex, "age_band": AgeBand, "qpv": Qpv, "notice_given": NoticeGiven, "heard_via": ReferralChannel,
    "status": PersonStatus, "sharing": Consent, "guardian": Consent,
}  # fmt: skip
_LISTS: dict[str, Any] = {"needs": Need, "reach_by": ContactPreference}


def field_name(ui: Ui, field: str) -> str:
    """A field of a newer version of the app shows as « autre »."""
    if field.startswith(BARRIER_FIELD):
        return ui.words.label(Barrier(field.removeprefix(BARRIER_FIELD)))
    return ui.t(_NAMES.get(field, "person_field.other"))


def field_names(ui: Ui, fields: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(field_name(ui, field) for field in fields))


def value_words(ui: Ui, field: str, value: Any) -> str:
    if value is None or value in ("", [], ()):
        return ui.t("person_field.empty")
    if field.startswith(BARRIER_FIELD):
        return ui.words.label(BarrierState(value))
    if field in _CODES:
        return ui.words.label(_CODES[field](value))
    if field in _LISTS and isinstance(value, list | tuple):
        return ui.words.listing([ui.words.label(_LISTS[field](code)) for code in value])
    if field == "languages" and isinstance(value, list | tuple):
        return ui.words.listing([str(code) for code in value])
    if field == "referent_id":
        return worker_name(ui, value) or "…"
    if field == "phone" and isinstance(value, str):
        return shown_phone(value)
    if field.endswith("_on") and isinstance(value, str):
        return ui.words.short_day(date.fromisoformat(value), year=True)
    return str(value)
